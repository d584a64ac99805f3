"""A neighbour's balance wherever she is shown: used by a click, at the table by a key, kept and paid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import make_page
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.screen.columns import ListedNeighbour
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.screen.order_drawer import OrderDrawer
from leaderdesk.features.orders.screen.orders_page import OrdersPage
from leaderdesk.features.payments import actions
from leaderdesk.features.payments.queries import credit_of, dues
from leaderdesk.features.payments.screen.account_box import AccountBox
from leaderdesk.features.payments.screen.books_line import BooksLine
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.actions import close_round, copy_round, open_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.settings.screen.money_card import MoneyCard
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from tests.features.open_desk import OpenDesk, open_desk
from tests.practice import Shop, open_shop

CREDIT = 600


@dataclass(frozen=True, slots=True)
class Kept:
    """A shop in which a neighbour has credit and, in the next round, an order that is open."""

    shop: Shop
    desk: OpenDesk
    qtbot: QtBot
    person: int
    round_id: int
    order_id: int

    def page(self, page: Page, place: Place) -> QWidget:
        """Open a page at a place, as the window does."""
        screen = make_page(page, self.desk.desk)
        widget = screen.widget()
        self.qtbot.addWidget(widget)
        widget.resize(1366, 768)
        screen.arrive(place)
        widget.show()
        self.desk.settle()
        return widget

    def open_fen(self) -> int:
        """Return what is open of the order."""
        with self.shop.store.read() as connection:
            return dues(connection, [self.order_id])[self.order_id]

    def credit(self) -> int:
        """Return what she has to her credit."""
        with self.shop.store.read() as connection:
            return credit_of(connection, self.person).fen


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[Kept]:
    with language("en"):
        shop = open_shop(tmp_path / "shop", orders=3)
        person = shop.orders()[0].neighbour_id
        actions.set_credit_use(shop.store, by_itself=False)
        actions.put_on_balance(shop.store, neighbour_id=person, amount_fen=CREDIT, method="cash")
        round_id = copy_round(shop.store, shop.round_id).round_id
        open_round(shop.store, round_id)
        with shop.store.read() as connection:
            offer = offers_of_round(connection, round_id)[0]
        order_id, _step = order_for(shop.store, round_id=round_id, neighbour_id=person, amounts={offer.id: 2000})
        with open_desk(shop.store) as desk:
            yield Kept(shop, desk, qtbot, person, round_id, order_id)
        shop.store.close()


def test_the_order_says_the_balance_and_a_click_uses_it(kept: Kept) -> None:
    place = Place(Page.ROUNDS, round_id=kept.round_id, step=Step.INTAKE, order_id=kept.order_id)
    page = kept.page(Page.ROUNDS, place)
    (drawer,) = page.findChildren(OrderDrawer)
    before = kept.open_fen()
    assert drawer.credit.isVisible()
    assert drawer.credit.accessibleName() == "Her balance is ¥6.00"
    (orders,) = page.findChildren(OrdersPage)
    (listed,) = [each for each in orders.listing.all_rows if each.order.id == kept.order_id]
    assert listed.credit_fen == CREDIT
    QTest.mouseClick(drawer.use_credit, Qt.MouseButton.LeftButton)
    kept.desk.settle()
    assert (kept.open_fen(), kept.credit()) == (before - CREDIT, 0)
    assert not drawer.credit.isVisible()
    assert kept.desk.said[-1][0] == "Her balance has paid for this order"
    kept.desk.undo_last()
    assert (kept.open_fen(), kept.credit()) == (before, CREDIT)


def test_at_the_table_a_key_uses_it(kept: Kept) -> None:
    close_round(kept.shop.store, kept.round_id)
    page = kept.page(Page.ROUNDS, Place(Page.ROUNDS, round_id=kept.round_id, step=Step.PICKUP))
    (station,) = page.findChildren(StationPage)
    station.open_order(kept.order_id)
    kept.desk.settle()
    before = kept.open_fen()
    QTest.keyClick(station.field, Qt.Key.Key_F7)
    kept.desk.settle()
    assert kept.open_fen() == before - CREDIT
    # What is not there any more is not used again.
    QTest.keyClick(station.field, Qt.Key.Key_F7)
    kept.desk.settle()
    assert kept.open_fen() == before - CREDIT


def test_the_list_of_neighbours_says_who_owes_and_who_has_credit(kept: Kept) -> None:
    page = kept.page(Page.NEIGHBOURS, Place(Page.NEIGHBOURS))
    (view,) = page.findChildren(TableView)
    assert isinstance(view.listing, RowTable)
    rows: list[ListedNeighbour] = list(view.listing.all_rows)
    (row,) = [each for each in rows if each.id == kept.person]
    assert row.balance_fen < 0
    assert all(each.balance_fen == 0 for each in rows if each.orders is None)


def test_the_account_in_the_profile_is_told_printed_and_moved(kept: Kept) -> None:
    page = kept.page(Page.NEIGHBOURS, Place(Page.NEIGHBOURS, neighbour_id=kept.person))
    (box,) = page.findChildren(AccountBox)
    assert "¥6.00 to her credit" in box.standing.text()
    box.copy.click()
    assert "this is your account" in QGuiApplication.clipboard().text()
    box.pay_out.click()
    assert box.line.sum.text() == "6.00"
    box.line.sum.setText("much")
    box.line.agree.click()
    assert box.line.error.isVisible()
    box.line.sum.setText("6.01")
    box.line.agree.click()
    kept.desk.settle()
    assert box.line.error.isVisible()
    box.line.sum.setText("6")
    QTest.keyClick(box.line.sum, Qt.Key.Key_Return)
    kept.desk.settle()
    assert kept.credit() == 0
    assert not box.line.isVisible()
    assert not box.pay_out.isVisible()
    kept.desk.undo_last()
    assert kept.credit() == CREDIT
    box.keep.click()
    box.line.sum.setText("2.50")
    box.line.agree.click()
    kept.desk.settle()
    assert kept.credit() == CREDIT + 250
    box.print.click()
    kept.desk.settle()
    (preview,) = page.window().findChildren(PrintPreview)
    preview.close()


def test_the_setting_is_kept_and_the_books_are_said_to_close(kept: Kept) -> None:
    page = kept.page(Page.SETTINGS, Place(Page.SETTINGS))
    (card,) = page.findChildren(MoneyCard)
    (line,) = page.findChildren(BooksLine)
    assert not card.by_itself.switch.isChecked()
    assert line.text() == "The books close"
    card.by_itself.switch.click()
    kept.desk.settle()
    assert kept.desk.said[-1][0] == "Balances are used by themselves"
    kept.desk.undo_last()
    assert not card.by_itself.switch.isChecked()
    card.quiet.begins.setText("2015")
    QTest.keyClick(card.quiet.begins, Qt.Key.Key_Return)
    kept.desk.settle()
    assert kept.desk.said[-1][0] == "From 20:15 to 08:30 nobody is reminded"
    kept.desk.undo_last()
    assert card.quiet.begins.text() == "21:30"
    with kept.shop.store.write("Test") as writing:
        # Goods that change behind the ledger's back.
        writing.connection.exec_driver_sql("UPDATE line SET price_fen = 1 WHERE order_id = ?", (kept.order_id,))
    kept.desk.settle()
    assert line.text() == "The books do not close: 1 place"
