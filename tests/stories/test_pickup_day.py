"""The story of a pickup day: forty neighbours come in no order, codes are scanned twice, and wrong ones in between."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from leaderdesk.core.i18n import language
from leaderdesk.features.pickups.rules import code_of
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.ui.states import EmptyState
from tests.features.pickups.table import KEY, Station, station
from tests.practice import Shop, open_shop

OTHER_SHOP = "00" * 32
SCANS = 40


def codes_of_the_day(shop: Shop, chance: random.Random) -> list[str]:
    """Return every order's code, some of them twice, wrong ones in between, in an order that is no order."""
    good = [code_of(order.id, 0, KEY) for order in shop.orders()]
    replayed = chance.sample(good, 15)
    guessed = [code_of(order.id, 0, OTHER_SHOP) for order in shop.orders()[:5]]
    broken = [code[:13] for code in chance.sample(good, 3)]
    strangers = [code_of(9_999_999, 0, KEY), "9-9999", "0000"]
    scans = [*good, *replayed, *guessed, *broken, *strangers]
    chance.shuffle(scans)
    return scans


def handed(shop: Shop) -> Counter[int]:
    """Return how many times each line of the round was handed over; earlier rounds had their own day."""
    lines = [line.id for order in shop.orders() for line in order.lines]
    with shop.store.read() as connection:
        found = select(HandoverLineRow.line_id).where(HandoverLineRow.line_id.in_(lines))
        return Counter(connection.execute(found).scalars())


def come_to_the_table(table: Station, scanned: str, chance: random.Random) -> None:
    """Scan, look, and hand over if the answer is green; now and then another scan comes first."""
    table.scan(scanned, enter=len(scanned) != 20 or chance.random() < 0.5)
    panel = table.page.panel()
    if isinstance(panel, ResultPanel) and panel.is_ready:
        if chance.random() < 0.2:
            # The same bag again before anybody pressed Enter.
            table.scan(scanned)
        table.agree()


def test_everybody_gets_their_bags_once(qtbot: QtBot, tmp_path: Path) -> None:
    chance = random.Random(2026)
    shop = open_shop(tmp_path / "shop", orders=SCANS, neighbours=60)
    close_round(shop.store, shop.round_id)
    with language("en"), station(qtbot, shop) as table:
        for scanned in codes_of_the_day(shop, chance):
            come_to_the_table(table, scanned, chance)
        assert table.done_count() == SCANS
        table.press(Qt.Key.Key_Escape)
        assert isinstance(table.page.panel(), EmptyState)
        for order in shop.orders():
            table.scan(code_of(order.id, 0, KEY))
            table.agree()
    counted = handed(shop)
    assert set(counted) == {line.id for order in shop.orders() for line in order.lines}
    assert set(counted.values()) == {1}
    with shop.store.read() as connection:
        of_the_day = select(HandoverRow.order_id).where(HandoverRow.order_id.in_([order.id for order in shop.orders()]))
        by_order = Counter(connection.execute(of_the_day).scalars())
    assert by_order == Counter({order.id: 1 for order in shop.orders()})
    shop.store.close()
