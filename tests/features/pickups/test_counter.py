"""Guns of every kind at the station, the printed list that is typed in, and closing the table."""

from __future__ import annotations


import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.pickups.rules import code_of
from leaderdesk.features.pickups.screen.answer_panels import RefusalPanel
from leaderdesk.features.pickups.screen.closing_panel import ClosingPanel
from leaderdesk.features.pickups.screen.paper_panel import PaperPanel
from leaderdesk.ui.states import EmptyState
from tests.features.pickups.table import KEY, Station, button, result, words

pytestmark = pytest.mark.usefixtures("english")

ROOM, OTHER = "3-608", "3-904"


def test_half_a_code_without_enter_does_not_stay_before_the_next_one(table: Station) -> None:
    table.keys(table.code(ROOM)[:13])
    table.screen.qtbot.waitUntil(lambda: isinstance(table.page.panel(), RefusalPanel))
    assert "The code did not arrive whole" in words(table.page.panel())
    table.scan(table.code(ROOM), enter=False)
    assert result(table).found.order.room == ROOM


def test_a_gun_that_fires_into_what_a_hand_had_begun_is_heard(table: Station) -> None:
    table.keys("3-50")
    table.gun.pause(120)
    table.scan(table.code(ROOM), enter=False)
    assert result(table).found.order.room == ROOM


def test_what_a_hand_types_waits_for_enter(table: Station) -> None:
    for sign in table.shop.order_of(ROOM).phone[-4:]:
        table.keys(sign)
        table.gun.pause(70)
    QTest.qWait(400)
    assert isinstance(table.page.panel(), EmptyState)
    assert len(table.page.field.text()) == 4
    table.press(Qt.Key.Key_Return)
    assert not isinstance(table.page.panel(), EmptyState)


def test_two_codes_in_one_burst_are_answered_in_turn(table: Station) -> None:
    table.scan(table.code(ROOM) + table.code(OTHER), enter=False)
    assert result(table).found.order.room == OTHER
    assert table.page.missed.order_ids() == (table.shop.order_of(ROOM).id,)


def test_the_input_method_is_off_in_the_field(table: Station) -> None:
    assert not table.page.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_printed_list_is_typed_looked_at_and_checked_off(table: Station) -> None:
    button(table.page.waiting, "Type in the paper list").click()
    panel = table.page.panel()
    assert isinstance(panel, PaperPanel)
    assert panel.edit.hasFocus()
    table.keys("3 7 12-14 999")
    table.screen.qtbot.waitUntil(lambda: panel.view.listing.rowCount() == 6)
    table.screen.settle()
    assert "Check off 5 orders" in panel.button.accessibleName()
    assert table.done_count() == 0
    table.press(Qt.Key.Key_Return)
    assert table.done_count() == 5
    assert panel.edit.text() == ""
    said, undo = table.said.notices[-1]
    assert said == "Checked off 5 orders from the paper"
    assert undo is not None
    table.shop.store.undo(undo)
    assert table.done_count() == 0
    table.press(Qt.Key.Key_Tab)
    panel.closed.emit()
    table.scan(table.code(ROOM))
    assert result(table).found.order.room == ROOM


def test_enter_before_the_preview_checks_off_nothing(table: Station) -> None:
    table.page.open_paper()
    table.keys("3 7")
    window = table.page.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_Return)
    table.screen.settle()
    assert table.done_count() == 0


def test_closing_the_table_counts_bags_by_scanning_them(table: Station) -> None:
    first, second, *rest = table.shop.orders()
    hand_over(table.shop.store, first.id, dues=dues, line_ids=[line.id for line in first.lines])
    table.screen.settle()
    button(table.page.waiting, "Closing the table").click()
    panel = table.page.panel()
    assert isinstance(panel, ClosingPanel)
    panel.count_bags()
    for order in rest:
        table.scan(code_of(order.id, 0, KEY), enter=False)
    assert table.page.panel() is panel
    assert {each.bag.order.id for each in panel.bags.check().gone} == {second.id}
    table.scan(code_of(first.id, 1, KEY))
    assert [each.order.id for each in panel.bags.check().back] == [first.id]
    table.press(Qt.Key.Key_Escape)
    assert isinstance(table.page.panel(), EmptyState)


def test_closing_the_table_copies_texts_and_moves_pickups(table: Station) -> None:
    table.page.open_closing()
    panel = table.page.panel()
    assert isinstance(panel, ClosingPanel)
    order = table.shop.orders()[0]
    panel.view.fix_chosen.emit(order.id, 0)
    assert order.neighbour_name in QGuiApplication.clipboard().text()
    panel.view.link_chosen.emit(-1)
    assert order.room in QGuiApplication.clipboard().text()
    panel.view.fix_chosen.emit(order.id, 1)
    table.screen.settle()
    assert table.pickup(order.room).moved_to == panel.day().isoformat()
    assert table.screen.latest().startswith("1 pickup moved to ")
    table.page.open_order(order.id)
    table.screen.settle()
    assert "moved to" in words(result(table))
