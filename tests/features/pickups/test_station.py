"""The pickup station at the keyboard: what is scanned, what shows, and what is handed over."""

from __future__ import annotations


import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.pickups.rules import Kind
from leaderdesk.features.pickups.rules.rhythm import GUN
from leaderdesk.features.pickups.screen import scan_field
from leaderdesk.features.pickups.screen.answer_panels import ChoicePanel, RefusalPanel
from leaderdesk.features.pickups.screen.missed_strip import MissedStrip
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.places import Step
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import EmptyState
from tests.features.pickups.table import Station, button, result, words

pytestmark = pytest.mark.usefixtures("english")

ROOM, OTHER = "3-608", "3-904"


def test_a_scan_opens_and_hands_over_nothing(table: Station) -> None:
    table.scan(table.code(ROOM))
    panel = result(table)
    assert (panel.kind, panel.found.order.room) == (Kind.UNPAID, ROOM)
    assert table.done_count() == 0
    assert table.page.field.text() == ""


def test_a_gun_without_enter_is_understood_by_its_silence(table: Station) -> None:
    table.scan(table.code(ROOM), enter=False)
    assert result(table).found.order.room == ROOM


def test_enter_hands_over_and_the_next_scan_may_come_at_once(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.agree()
    assert table.pickup(ROOM).is_done
    assert isinstance(table.page.panel(), EmptyState)
    assert table.said.notices[-1][1] is not None
    assert table.said.notices[-1][0].startswith(f"Checked off: {ROOM} ")
    table.scan(table.code(OTHER))
    assert result(table).found.order.room == OTHER


def test_a_scan_right_after_the_handover_is_not_wiped_by_its_toast(table: Station) -> None:
    table.scan(table.code(ROOM))
    QTest.qWait(GUN.line_end_ms + 10)
    table.keys("", enters=1)
    table.scan(table.code(OTHER))
    assert result(table).found.order.room == OTHER
    assert table.pickup(ROOM).is_done


def test_a_busy_window_hears_the_keys_that_wait_before_the_silence(table: Station) -> None:
    code = table.code(ROOM)
    table.keys(code[:13])
    began = QElapsedTimer()
    began.start()
    # The rest of the code has come by the time the window is free again, and so has the silence.
    QTimer.singleShot(GUN.broken_ms + 20, lambda: table.keys(code[13:]))
    while began.elapsed() < GUN.broken_ms + 60:
        pass
    table.screen.qtbot.waitUntil(lambda: not table.page.field.text())
    table.screen.settle()
    assert result(table).found.order.room == ROOM


def test_a_scanner_that_ends_its_line_twice_hands_over_nothing(table: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_field, "LINE_END_MS", 60_000)
    table.scan(table.code(ROOM))
    table.press(Qt.Key.Key_Return)
    assert table.done_count() == 0
    assert result(table).found.order.room == ROOM


def test_an_enter_before_the_answer_is_there_hands_over_nothing(table: Station) -> None:
    table.scan(table.code(OTHER))
    table.keys(table.code(ROOM), enters=2)
    table.screen.settle()
    assert table.done_count() == 0
    assert result(table).found.order.room == ROOM


def test_the_same_code_twice_within_a_second_hands_over_nothing(table: Station) -> None:
    for _scan in range(2):
        table.scan(table.code(ROOM))
    assert result(table).found.order.room == ROOM
    assert table.page.missed.order_ids() == ()
    table.agree()
    table.scan(table.code(ROOM))
    table.agree()
    assert result(table).kind is Kind.ALREADY
    assert table.done_count() == 1


def test_who_was_open_when_the_next_came_stays_in_the_strip(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.scan(table.code(OTHER))
    assert table.done_count() == 0
    missed = table.page.missed
    assert missed.isVisible()
    assert missed.order_ids() == (table.shop.order_of(ROOM).id,)
    missed.findChildren(Button)[0].click()
    table.screen.settle()
    assert result(table).found.order.room == ROOM
    assert missed.order_ids() == (table.shop.order_of(OTHER).id,)
    table.agree()
    assert table.pickup(ROOM).is_done
    assert not table.pickup(OTHER).is_done
    assert missed.isVisible()


def test_two_scans_before_the_first_answer_are_answered_in_turn(table: Station) -> None:
    for room in (ROOM, OTHER):
        table.keys(table.code(room), enters=1)
    table.screen.settle()
    assert result(table).found.order.room == OTHER
    assert table.page.missed.order_ids() == (table.shop.order_of(ROOM).id,)


def test_the_strip_is_settled_by_a_handover_elsewhere(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.scan(table.code(OTHER))
    order = table.shop.order_of(ROOM)
    hand_over(table.shop.store, order.id, dues=dues, line_ids=[line.id for line in order.lines])
    table.screen.settle()
    assert table.page.missed.order_ids() == ()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("9-9999", "Nobody found"),
        ("71000000", "Nobody found"),
        ("7100000010123456", "The code did not arrive whole"),
        ("71" + "0" * 18, "Not one of our labels"),
    ],
)
def test_a_wrong_code_is_red_and_says_what_to_do(table: Station, typed: str, title: str) -> None:
    table.scan(typed)
    panel = table.page.panel()
    assert isinstance(panel, RefusalPanel)
    assert title in words(panel)
    table.agree()
    assert table.done_count() == 0


def test_a_wrong_code_keeps_who_was_open(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.scan("9-9999")
    assert table.page.missed.order_ids() == (table.shop.order_of(ROOM).id,)
    table.agree()
    assert table.done_count() == 0


def test_full_width_digits_of_an_input_method_are_read(table: Station) -> None:
    table.page.field.setText(table.code(ROOM).translate({48 + digit: 0xFF10 + digit for digit in range(10)}))
    table.press(Qt.Key.Key_Return)
    assert result(table).found.order.room == ROOM


def test_paid_first_then_handed_over(table: Station) -> None:
    for room, key in ((ROOM, Qt.Key.Key_F2), (OTHER, Qt.Key.Key_F3)):
        table.scan(table.code(room))
        table.press(key)
        assert table.pickup(room).due_fen == 0
        assert result(table).kind is Kind.OK
        assert "Payment booked" in table.screen.latest()
        table.agree()
        assert table.pickup(room).is_done


def test_money_owed_never_blocks(table: Station) -> None:
    table.scan(table.code(ROOM))
    assert "to pay" in words(result(table))
    table.agree()
    found = table.pickup(ROOM)
    assert found.is_done
    assert found.due_fen > 0


def test_unticking_asks_for_the_reason_and_the_rest_goes(table: Station) -> None:
    table.scan(table.code(ROOM))
    first, *rest = result(table).items
    assert not first.why.isVisible()
    QTest.mouseClick(first.tick, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert first.why.isVisible()
    first.why.choose("bad")
    table.agree()
    found = table.pickup(ROOM)
    assert dict(found.not_taken) == {first.line.id: "bad"}
    assert found.handed_line_ids == {item.line.id for item in rest}
    assert "1 goods still here" in table.screen.latest()
    table.scan(table.code(ROOM))
    assert result(table).kind is Kind.PARTLY


def test_esc_clears_and_hands_over_nothing(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.keys("3-5")
    table.press(Qt.Key.Key_Escape)
    assert table.page.field.text() == ""
    assert isinstance(table.page.panel(), EmptyState)
    table.agree()
    assert table.done_count() == 0
    assert table.page.missed.order_ids() == ()


def test_a_number_chooses_among_several(table: Station) -> None:
    table.scan("3-502")
    choices = table.page.panel()
    assert isinstance(choices, ChoicePanel)
    assert choices.count == 2
    table.keys("2")
    table.screen.qtbot.waitUntil(lambda: isinstance(table.page.panel(), ResultPanel))
    assert result(table).found.order.room == "3-502"


def test_a_code_scanned_over_choices_is_a_code(table: Station) -> None:
    table.scan("3-502")
    table.scan(table.code(ROOM))
    assert result(table).found.order.room == ROOM


def test_already_and_cancelled_are_amber_and_cannot_be_handed_over(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.agree()
    table.scan(table.code(ROOM))
    assert result(table).kind is Kind.ALREADY
    assert "Already picked up at 14:00" in words(result(table))
    scanned = table.code(OTHER)
    cancel_order(table.shop.store, table.shop.order_of(OTHER).id)
    table.scan(scanned)
    assert result(table).kind is Kind.CANCELLED
    table.agree()
    assert table.done_count() == 1


def test_back_to_not_picked_up(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.agree()
    table.scan(table.code(ROOM))
    button(result(table), "Change back to not picked up").click()
    table.screen.settle()
    assert not table.pickup(ROOM).is_done
    assert result(table).is_ready


def test_undo_of_the_toast_opens_it_again(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.agree()
    undo = table.said.notices[-1][1]
    assert undo is not None
    table.shop.store.undo(undo)
    table.screen.settle()
    assert not table.pickup(ROOM).is_done


def test_what_changes_elsewhere_shows_while_it_is_open(table: Station) -> None:
    table.scan(table.code(ROOM))
    order = table.shop.order_of(ROOM)
    hand_over(table.shop.store, order.id, dues=dues, line_ids=[line.id for line in order.lines])
    table.screen.settle()
    assert result(table).kind is Kind.ALREADY


def test_the_scan_field_keeps_the_keyboard(table: Station) -> None:
    field = table.page.field
    assert QApplication.focusWidget() is field
    table.scan(table.code(ROOM))
    for control in table.page.findChildren(QAbstractButton):
        if control.isVisible() and not isinstance(control.parent(), MissedStrip) and control.text() != "Print":
            assert not control.focusPolicy() & Qt.FocusPolicy.ClickFocus, control.accessibleName()
    view = table.page.waiting.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.listing.index(3, 1)).center())
    table.screen.settle()
    assert QApplication.focusWidget() is field
    assert isinstance(table.page.panel(), ResultPanel)


def test_a_gun_is_heard_wherever_the_keyboard_has_gone(table: Station) -> None:
    table.page.waiting.view.setFocus()
    table.scan(table.code(ROOM))
    assert result(table).found.order.room == ROOM
    table.page.field.clearFocus()
    table.scan(table.code(OTHER))
    assert result(table).found.order.room == OTHER


def test_tab_reaches_the_controls_and_enter_presses_them(table: Station) -> None:
    table.scan(table.code(ROOM))
    reached = set()
    for _step in range(30):
        table.press(Qt.Key.Key_Tab)
        has_it = QApplication.focusWidget()
        assert has_it is not None
        reached.add(has_it.accessibleName())
    assert {"By WeChat", "In cash", f"Handed to {result(table).found.order.neighbour_name}"} <= reached


def test_everything_has_a_name(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.scan(table.code(OTHER))
    for control in table.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_the_reminder_names_rooms_and_nobody(table: Station) -> None:
    table.scan(table.code(ROOM))
    table.agree()
    button(table.page.waiting, "Copy the “not picked up yet” reminder").click()
    text = QGuiApplication.clipboard().text()
    assert OTHER in text
    assert ROOM not in text
    assert not any(order.neighbour_name in text for order in table.shop.orders())
    assert QApplication.focusWidget() is table.page.field


def test_all_done_leads_to_settling(table: Station) -> None:
    for order in table.shop.orders():
        hand_over(table.shop.store, order.id, dues=dues, line_ids=[line.id for line in order.lines])
    table.screen.settle()
    panel = table.page.panel()
    assert isinstance(panel, EmptyState)
    assert "All 40 have picked up" in words(panel)
    button(panel, "Go to Settle").click()
    assert table.said.places[-1].step is Step.SETTLE


def test_folding_a_building(table: Station) -> None:
    view = table.page.waiting.view
    rows = view.listing.rowCount()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.listing.index(0, 0)).center())
    assert view.listing.rowCount() < rows
