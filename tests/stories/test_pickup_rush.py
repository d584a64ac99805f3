"""The story of a rush: three hundred orders in the real window, by a simulated gun, in no order and with replays."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.pickups.rules import bags_of, code_of
from leaderdesk.features.pickups.screen import StationPage, scan_field
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.storage.database import Store
from leaderdesk.ui.states import EmptyState
from leaderdesk.window.start import Window
from tests.features.pickups.gun import Gun
from tests.features.pickups.table import KEY
from tests.practice import open_shop
from tests.window.windows import open_window, settle

ORDERS, REPLAYS = 300, 60


@dataclass
class Rush:
    """The open window at the pickup step, and the hand that holds the gun."""

    qtbot: QtBot
    window: Window
    round_id: int

    @property
    def store(self) -> Store:
        assert self.window.session.store is not None
        return self.window.session.store

    @property
    def page(self) -> StationPage:
        return self.window.frame.findChildren(StationPage)[0]

    def orders(self) -> tuple[Order, ...]:
        with self.store.read() as connection:
            return orders_of_round(connection, self.round_id)

    def fire(self, code: str, *, enter: bool) -> None:
        """Let the gun fire into the window, whatever has the keyboard, and wait for the answer."""
        Gun(self.window.frame.windowHandle()).fire(code, enters=int(enter))
        self.qtbot.waitUntil(lambda: not self.page.field.text(), timeout=5_000)
        self.wait()

    def agree(self) -> None:
        """Press Enter, and wait until it is done."""
        handle = self.window.frame.windowHandle()
        assert handle is not None
        QTest.keyClick(handle, Qt.Key.Key_Return)
        self.wait()

    def wait(self) -> None:
        for _turn in range(2):
            self.qtbot.wait(0)
            assert self.window.tasks.wait(20_000)


@pytest.fixture
def rush(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rush]:
    # The simulated hand reads faster than any eye.
    monkeypatch.setattr(scan_field, "LINE_END_MS", 0)
    home = tmp_path / "home"
    shop = open_shop(home, orders=ORDERS, neighbours=ORDERS + 20)
    close_round(shop.store, shop.round_id)
    shop.store.close()
    with open_window(qtbot, home) as window:
        window.session.go(Place(Page.ROUNDS, round_id=shop.round_id, step=Step.PICKUP))
        settle(qtbot, window)
        window.frame.activateWindow()
        yield Rush(qtbot, window, shop.round_id)


def codes_of_the_day(orders: tuple[Order, ...], chance: random.Random) -> list[str]:
    """Return a label of every order, that of a bag or of the whole, and a fifth of them a second time."""
    good = [code_of(order.id, chance.choice((0, *(bag.number for bag in bags_of(order)))), KEY) for order in orders]
    scans = [*good, *chance.sample(good, REPLAYS)]
    chance.shuffle(scans)
    return scans


@pytest.mark.slow
def test_three_hundred_are_handed_their_goods_once(rush: Rush) -> None:
    chance = random.Random(300)
    orders = rush.orders()
    assert len(orders) == ORDERS
    handed, amber = 0, 0
    for code in codes_of_the_day(orders, chance):
        rush.fire(code, enter=chance.random() < 0.7)
        panel = rush.page.panel()
        assert isinstance(panel, ResultPanel)
        assert panel.found.order.id == int(code[2:9])
        if panel.is_ready:
            rush.agree()
            assert isinstance(rush.page.panel(), EmptyState)
            handed += 1
        else:
            rush.agree()
            amber += 1
    assert (handed, amber) == (ORDERS, REPLAYS)
    lines = {line.id for order in orders for line in order.lines}
    with rush.store.read() as connection:
        of_lines = select(HandoverLineRow.line_id).where(HandoverLineRow.line_id.in_(lines))
        counted = Counter(connection.execute(of_lines).scalars())
        of_orders = select(HandoverRow.order_id).where(HandoverRow.order_id.in_([order.id for order in orders]))
        times = Counter(connection.execute(of_orders).scalars())
    assert counted == Counter(lines)
    assert times == Counter(order.id for order in orders)
    assert rush.page.missed.order_ids() == ()
