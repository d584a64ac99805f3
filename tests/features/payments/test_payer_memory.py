"""Who pays for whom stands in the one list of all that is remembered, and is taken back there."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.screen.memory_card import MemoryCard
from leaderdesk.features.payments.actions.bills import give_line_to
from leaderdesk.features.payments.actions.memory import PAYERS
from leaderdesk.features.payments.queries.bills import remembered_payers
from tests.features.open_desk import open_desk
from tests.features.payments.bill_shop import BillShop, open_bill_shop


def learnt(shop: BillShop) -> str:
    """Let somebody pay for a neighbour who is not in the list under her name, and return the words for whom."""
    shop.read(shop.row(2, "1", fen=4321, payer="海阔天空"))
    with shop.shop.store.read() as connection:
        (line,) = connection.exec_driver_sql("SELECT id FROM bill_line").scalars().all()
    neighbour_id = shop.due(2).neighbour_id
    give_line_to(shop.shop.store, line, neighbour_id)
    name, room = shop.person(neighbour_id)
    return f"pays for {name} {room}"


def test_who_pays_for_whom_is_found_and_taken_back_with_undo(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_bill_shop(tmp_path)
    with language("en"), open_desk(shop.shop.store) as opened:
        meaning = learnt(shop)
        card = MemoryCard(opened.desk, (PAYERS,))
        qtbot.addWidget(card)
        card.resize(640, 520)
        card.show()
        card.refresh()
        opened.settle()
        card.table.go_to(card.listing.id_at(0))
        opened.settle()
        one = card.chosen()
        assert one is not None
        assert (one.words, one.meaning, one.uses) == ("海阔天空", meaning, 1)
        assert "of use 1 time since" in card.origin.text()
        # Whom a payer pays for is asked with her next payment, not looked up here.
        assert not card.other_button.isVisible()
        card.back_button.click()
        opened.settle()
        assert card.listing.rowCount() == 0
        with shop.shop.store.read() as connection:
            assert remembered_payers(connection) == ()
        opened.undo_last()
        assert card.listing.rowCount() == 1
    shop.shop.store.close()
