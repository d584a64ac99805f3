"""The page of collecting, used by key: questions, the one click, the undo, and a friendly word for each."""

from __future__ import annotations

import datetime as dt
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
from leaderdesk.features.payments.actions.chasing import set_quiet
from leaderdesk.features.payments.rules.chasing import Quiet
from leaderdesk.features.payments.screen import CollectPage
from leaderdesk.features.payments.screen.collect_rows import BOOKED, PAYERS, SURE
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.labels import Label
from leaderdesk.ui.theme import theme
from tests.features.payments.bill_files import wechat
from tests.features.payments.bill_shop import BillShop, open_bill_shop
from tests.features.pickups.table import Shown, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[BillShop]:
    opened = open_bill_shop(tmp_path)
    yield opened
    opened.shop.store.close()


class Collecting:
    """The page with its desk."""

    def __init__(self, screen: Shown, page: CollectPage, shop: BillShop) -> None:
        self.screen, self.page, self.pane, self.shop = screen, page, page.pane, shop
        page.show_round(shop.shop.round_id, Place(Page.ROUNDS))
        screen.settle()

    def read(self, *rows: list[str]) -> None:
        path = self.shop.bill(*rows)
        self.page.show_round(self.shop.shop.round_id, Place(Page.ROUNDS, files=(path,)))
        self.screen.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.pane.view, key, modifier)
        self.screen.settle()

    def said(self) -> str:
        return self.screen.latest()

    def doubts(self) -> int:
        return sum(1 for row in self.pane.rows.shown_rows if row.doubt is not None)

    def undo(self) -> None:
        action_id = self.screen.said.notices[-1][1]
        assert action_id is not None
        self.shop.shop.store.undo(action_id)
        self.screen.settle()


@pytest.fixture
def desk(qtbot: QtBot, shop: BillShop) -> Iterator[Collecting]:
    with shown(qtbot, shop.shop, CollectPage) as (screen, page):
        assert isinstance(page, CollectPage)
        yield Collecting(screen, page, shop)


def messy(shop: BillShop) -> tuple[list[str], ...]:
    """Two plain payments, one that is short, one paid twice, and one of nobody."""
    return (
        shop.row(0, "1"),
        shop.row(1, "2"),
        shop.row(2, "3", fen=shop.due(2).due_fen - 1000),
        shop.row(1, "4", minutes=63),
        wechat("5", "妈", "¥500.00"),
    )


def test_without_a_bill_the_page_says_how_to_get_one(desk: Collecting) -> None:
    assert desk.pane.reader.empty.isVisible()
    assert not desk.pane.view.isVisible()
    assert len(desk.pane.owing.rows.all_rows) == 12


def test_a_bill_is_asked_about_booked_and_undone_by_key(desk: Collecting, shop: BillShop) -> None:
    desk.read(*messy(shop))
    assert desk.said() == "5 new payments read"
    assert desk.doubts() == 2
    assert desk.pane.view.isVisible()
    desk.pane.view.setFocus()
    desk.key(Qt.Key.Key_F8)
    first = desk.pane.view.current_id()
    desk.key(Qt.Key.Key_F8)
    assert desk.pane.view.current_id() != first
    asked = {row.id: row for row in desk.pane.rows.shown_rows if row.doubt is not None}
    short = next(row for row in asked.values() if row.line is not None and row.line.key == "3")
    desk.pane.view.go_to(short.id)
    desk.key(Qt.Key.Key_1)
    assert shop.open_fen(2) == [1000]
    assert desk.doubts() == 1
    desk.key(Qt.Key.Key_Return, CTRL)
    assert shop.open_fen(0, 1) == [0, 0]
    assert "2 payments booked" in desk.said()
    assert any(row.id == BOOKED for row in desk.pane.rows.shown_rows)
    desk.undo()
    assert shop.open_fen(0, 1) == [shop.due(0).due_fen, shop.due(1).due_fen]
    assert any(row.id == SURE for row in desk.pane.rows.shown_rows)


def test_who_is_sure_to_have_paid_is_not_reminded(desk: Collecting, shop: BillShop) -> None:
    desk.read(*messy(shop))
    waiting = {row.order_id for row in desk.pane.owing.rows.all_rows}
    assert shop.due(0).order_id not in waiting
    assert shop.due(2).order_id in waiting


def test_a_payment_of_nobody_is_given_to_somebody_by_hand(desk: Collecting, shop: BillShop) -> None:
    desk.read(wechat("5", "妈", "¥500.00"))
    row = next(row for row in desk.pane.rows.shown_rows if row.is_open)
    desk.pane.view.opened.emit(row.id)
    name, _room = shop.person(shop.due(4).neighbour_id)
    desk.pane.finding.field.setText(name)
    desk.pane.finding.field.textEdited.emit(name)
    desk.screen.settle()
    QTest.keyClick(desk.pane.finding.field, Qt.Key.Key_Return)
    desk.screen.settle()
    assert shop.open_fen(4) == [0]
    assert name in desk.said()
    # Who pays for her is remembered, shown below, and can be taken back.
    desk.pane.view.link_chosen.emit(PAYERS)
    payer = next(row for row in desk.pane.rows.shown_rows if row.payer_id)
    desk.pane.view.answer(payer.id, 0)
    desk.screen.settle()
    assert "forgotten" in desk.said()
    assert not any(row.payer_id or row.id == PAYERS for row in desk.pane.rows.shown_rows)
    desk.undo()
    assert any(row.id == PAYERS for row in desk.pane.rows.shown_rows)


def test_a_payment_is_not_for_a_round(desk: Collecting) -> None:
    desk.read(wechat("5", "妈", "¥500.00"))
    row = next(row for row in desk.pane.rows.shown_rows if row.is_open)
    desk.pane.view.answer(row.id, 0)
    desk.screen.settle()
    assert not any(row.is_open for row in desk.pane.rows.shown_rows)
    desk.undo()
    assert any(row.is_open for row in desk.pane.rows.shown_rows)


@pytest.mark.parametrize(
    ("key", "words"), [(Qt.Key.Key_F2, "booked"), (Qt.Key.Key_F3, "booked"), (Qt.Key.Key_F4, "left")]
)
def test_money_by_hand_and_later(desk: Collecting, shop: BillShop, key: Qt.Key, words: str) -> None:
    owing = desk.pane.owing.current()
    assert owing is not None
    QTest.keyClick(desk.pane.owing.view, key)
    desk.screen.settle()
    place = next(place for place, due in enumerate(shop.dues) if due.order_id == owing.order_id)
    assert shop.open_fen(place) == [owing.due_fen if key is Qt.Key.Key_F4 else 0]
    assert words in desk.said()


def test_texts_are_copied_one_by_one_and_nobody_twice(desk: Collecting) -> None:
    first = desk.pane.owing.current()
    assert first is not None
    desk.pane.owing.copy_button.click()
    desk.screen.settle()
    text = QGuiApplication.clipboard().text()
    assert first.name in text
    assert format_yuan(first.due_fen) in text
    second = desk.pane.owing.current()
    assert second is not None
    assert second.neighbour_id != first.neighbour_id
    desk.pane.owing.view.go_to(first.order_id)
    assert not desk.pane.owing.copy_button.isEnabled()
    before = desk.pane.owing.text()
    desk.pane.owing.other_button.click()
    assert desk.pane.owing.text() != before


def test_a_file_that_is_no_bill_is_said_and_changes_nothing(desk: Collecting, shop: BillShop) -> None:
    before, path = shop.dump(), shop.folder / "b.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    desk.pane.read(path)
    desk.screen.settle()
    assert desk.pane.reader.error.isVisible()
    assert shop.dump() == before
    desk.read(shop.row(0, "1"))
    assert not desk.pane.reader.error.isVisible()


def test_the_same_bill_once_more(desk: Collecting, shop: BillShop) -> None:
    desk.read(*messy(shop))
    before = shop.dump()
    desk.read(*messy(shop))
    assert desk.said() == "These 5 payments were read before"
    assert shop.dump() == before


def test_the_list_of_all_orders_is_one_button_away(desk: Collecting) -> None:
    desk.page.view_button.click()
    assert desk.page.orders.isVisible()
    desk.page.back_button.click()
    assert desk.pane.isVisible()


def test_headings_fold(desk: Collecting, shop: BillShop) -> None:
    desk.read(*(shop.row(place, str(place)) for place in range(6)))
    count = len(desk.pane.rows.shown_rows)
    desk.pane.view.link_chosen.emit(SURE)
    assert len(desk.pane.rows.shown_rows) == count + 4


@pytest.mark.parametrize("zoom", [100, 150])
def test_in_large_type_the_answers_stand_below_and_nothing_hides_them(
    desk: Collecting, shop: BillShop, zoom: int
) -> None:
    theme().choose("light", zoom)
    try:
        desk.page.resize(1286, 640)
        desk.read(*messy(shop))
        asked = next(row for row in desk.pane.rows.shown_rows if row.doubt is not None)
        assert asked.is_beside is (zoom == 100)
    finally:
        theme().choose("light", 100)


def test_every_control_has_a_name(desk: Collecting, shop: BillShop) -> None:
    desk.read(*messy(shop))
    for control in desk.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_once_a_bill_is_read_another_one_is_offered(desk: Collecting, shop: BillShop) -> None:
    assert desk.page.bill_button.plain_text() == "Choose a bill"
    desk.read(shop.row(0, "1"))
    assert desk.page.bill_button.plain_text() == "Another bill"
    desk.undo()
    assert desk.page.bill_button.plain_text() == "Choose a bill"


def test_in_the_quiet_hours_of_the_leader_nobody_is_reminded(desk: Collecting, shop: BillShop) -> None:
    assert desk.pane.owing.copy_button.isEnabled()
    set_quiet(shop.shop.store, Quiet(dt.time(13, 0), dt.time(15, 45)))
    desk.screen.settle()
    assert not desk.pane.owing.copy_button.isEnabled()
    said = [label.text() for label in desk.pane.owing.findChildren(Label)]
    assert "Quiet hours. From 15:45 on you can remind again." in said
