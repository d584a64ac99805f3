"""The payments page: who has paid, booked by key, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.core.money import format_yuan
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.papers import payment_list
from leaderdesk.features.payments.queries import dues, payments_of_round
from leaderdesk.features.payments.screen import PaymentsPage
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import Business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs
from tests.features.pickups.table import Shown, shown
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=12)
    close_round(shop.store, shop.round_id)
    yield shop
    shop.store.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


class Payments:
    """The payments page with its desk."""

    def __init__(self, screen: Shown, page: PaymentsPage) -> None:
        self.screen = screen
        self.page = page
        (self.view,) = page.findChildren(TableView)
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page, key)
        self.screen.settle()

    def button(self, words: str) -> Button:
        return next(each for each in self.page.findChildren(Button) if each.plain_text() == words)

    def press(self, words: str) -> None:
        self.button(words).click()
        self.screen.settle()

    def open_fen(self) -> dict[int, int]:
        with self.screen.shop.store.read() as connection:
            return dues(connection, [order.id for order in self.screen.shop.orders()])

    def choose(self, key: str) -> None:
        (tabs,) = self.page.findChildren(FilterTabs)
        tabs.choose(key)
        tabs.chosen.emit(key)
        self.screen.settle()


@pytest.fixture
def payments(qtbot: QtBot, shop: Shop) -> Iterator[Payments]:
    with shown(qtbot, shop, PaymentsPage) as (screen, page):
        assert isinstance(page, PaymentsPage)
        yield Payments(screen, page)


@pytest.mark.parametrize(("key", "method"), [(Qt.Key.Key_F2, "wechat"), (Qt.Key.Key_F3, "cash")])
def test_a_key_books_what_is_open_and_goes_on_to_the_next(payments: Payments, key: Qt.Key, method: str) -> None:
    first = payments.view.current_id()
    assert first is not None
    assert payments.open_fen()[first] > 0
    payments.key(key)
    assert payments.open_fen()[first] == 0
    assert payments.view.listing.rowCount() == 11
    following = payments.view.current_id()
    assert following not in (None, first)
    assert payments.screen.said.notices[-1][1] is not None


def test_booking_twice_books_once(payments: Payments) -> None:
    payments.choose("all")
    first = payments.view.current_id()
    payments.key(Qt.Key.Key_F2)
    assert payments.view.current_id() == first
    assert not payments.button("By WeChat").isEnabled()
    payments.key(Qt.Key.Key_F2)
    assert len(payments.screen.said.notices) == 1
    assert payments.screen.said.troubles == []


def test_a_payment_is_taken_back_and_undone(payments: Payments) -> None:
    payments.choose("all")
    first = payments.view.current_id()
    assert first is not None
    before = payments.open_fen()
    payments.key(Qt.Key.Key_F3)
    payments.press("Take back")
    assert payments.open_fen() == before
    action = payments.screen.said.notices[-1][1]
    assert action is not None
    payments.screen.shop.store.undo(action)
    payments.screen.settle()
    assert payments.open_fen()[first] == 0


def test_the_reminder_names_rooms_and_sums_only(payments: Payments) -> None:
    payments.press("Copy")
    text = QGuiApplication.clipboard().text()
    for order in payments.screen.shop.orders():
        assert order.room in text
        assert order.neighbour_name not in text
        assert order.phone not in text or not order.phone


def test_paid_in_full_is_said(payments: Payments) -> None:
    for order_id, fen in payments.open_fen().items():
        if fen > 0:
            book_payment(payments.screen.shop.store, order_id=order_id, method="cash")
    payments.screen.settle()
    assert payments.open_fen() == dict.fromkeys(payments.open_fen(), 0)
    assert any("paid in full" in each.text() for each in payments.page.findChildren(ElidedLabel))


def test_search_finds_a_room_without_its_dash(payments: Payments) -> None:
    (field,) = payments.page.findChildren(SearchField)
    field.searched.emit("31001")
    shown_ids = [payments.view.listing.id_at(row) for row in range(payments.view.listing.rowCount())]
    assert shown_ids
    rooms = {order.id: order.room for order in payments.screen.shop.orders()}
    assert {rooms[order_id] for order_id in shown_ids} == {"3-1001"}


def test_enter_opens_the_order(payments: Payments) -> None:
    first = payments.view.current_id()
    payments.view.opened.emit(first)
    assert payments.screen.said.places[-1].order_id == first


def test_nothing_to_pay(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "empty", orders=0)
    with shown(qtbot, shop, PaymentsPage) as (screen, page):
        assert isinstance(page, PaymentsPage)
        Payments(screen, page)
        assert any(state.isVisible() for state in page.findChildren(EmptyState))
    shop.store.close()


def test_every_control_has_a_name(payments: Payments) -> None:
    for control in payments.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_the_list_on_paper_begins_with_who_has_not_paid(payments: Payments) -> None:
    payments.page.print_page()
    payments.screen.settle()
    (preview,) = payments.page.window().findChildren(PrintPreview)
    preview.close_button.click()
    shop = payments.screen.shop
    first, *others = shop.orders()
    book_payment(shop.store, order_id=first.id, method="cash")
    with shop.store.read() as connection:
        round_, found = round_row(connection, shop.round_id), payments_of_round(connection, shop.round_id)
    assert round_ is not None
    paper = payment_list(found, round_, Business(leader_name="李姐"), printed_ms=0)
    assert [(group.heading, len(group.rows)) for group in paper.groups] == [("Not paid", len(others)), ("Paid", 1)]
    assert paper.groups[1].rows[0].cells[3] == first.neighbour_name
    assert paper.total == f"{format_yuan(sum(order.total_fen for order in others))} open"
