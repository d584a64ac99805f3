"""A toast goes after six seconds, waits while it is looked at, and takes back once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui import toast as toast_file
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.toast import ABOVE_BOTTOM, Toast
from tests.ui.conftest import Stage


class Hours:
    """A stop watch whose time passes when the test says so."""

    passed_ms = 0

    def __init__(self) -> None:
        self._start = 0

    def restart(self) -> int:
        self._start = Hours.passed_ms
        return 0

    def elapsed(self) -> int:
        return Hours.passed_ms - self._start


@pytest.fixture
def window(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    Hours.passed_ms = 0
    monkeypatch.setattr(toast_file, "QElapsedTimer", Hours)
    shown = stage(Button("确认入单"))
    shown.resize(900, 500)
    return shown


@pytest.fixture
def toast(window: QWidget) -> Toast:
    return Toast(window)


def wait(toast: Toast, ms: int) -> None:
    """Let `ms` milliseconds pass, as far as the toast can tell."""
    timer = toast._timer
    left = timer.interval() - ms
    Hours.passed_ms += ms
    if not timer.isActive():
        return
    if left > 0:
        timer.start(left)
        return
    timer.stop()
    timer.timeout.emit()


def enter(toast: Toast) -> None:
    point = QPointF(3, 3)
    QApplication.sendEvent(toast, QEnterEvent(point, point, point))


def test_it_stays_six_seconds(toast: Toast) -> None:
    toast.say("42 单已入账，118 件")
    assert toast._timer.interval() == 6000
    wait(toast, 5900)
    assert toast.text() == "42 单已入账，118 件"
    wait(toast, 100)
    assert toast.text() == ""
    assert not toast.isVisible()


def test_under_the_mouse_the_clock_stands(toast: Toast) -> None:
    toast.say("42 单已入账")
    wait(toast, 4000)
    enter(toast)
    wait(toast, 60_000)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.interval() == 2000
    wait(toast, 2000)
    assert not toast.isVisible()


def test_with_the_keyboard_on_it_the_clock_stands(toast: Toast, window: QWidget) -> None:
    toast.undo_of("42 单已入账", lambda: None)
    wait(toast, 1000)
    toast._action.setFocus(Qt.FocusReason.TabFocusReason)
    wait(toast, 60_000)
    assert toast.isVisible()
    window.findChildren(Button)[0].setFocus()
    assert toast._timer.interval() == 5000
    wait(toast, 5000)
    assert not toast.isVisible()


def test_the_action_is_done_once(toast: Toast, qtbot: QtBot) -> None:
    undone: list[int] = []
    toast.undo_of("42 单已入账", lambda: undone.append(1))
    QTest.keyClick(toast._action, Qt.Key.Key_Return)
    toast._action.click()
    assert undone == [1]
    assert toast.text() == ""


def test_a_new_word_replaces_the_one_before(toast: Toast) -> None:
    undone: list[str] = []
    toast.undo_of("第一件", lambda: undone.append("first"))
    wait(toast, 5000)
    toast.say("第二件")
    assert toast.text() == "第二件"
    assert toast._timer.interval() == 6000
    assert not toast._action.isVisible()
    toast._action.click()
    assert undone == []


def test_escape_sends_it_away(toast: Toast, qtbot: QtBot) -> None:
    toast.say("好了")
    QTest.keyClick(toast, Qt.Key.Key_Escape)
    assert toast.text() == ""


def test_it_stays_in_the_middle_above_the_bars(toast: Toast, window: QWidget) -> None:
    toast.undo_of("42 单已入账，118 件", lambda: None)
    for width, height in ((900, 500), (1300, 700)):
        window.resize(width, height)
        QApplication.processEvents()
        middle = toast.geometry().center()
        assert abs(middle.x() - width // 2) <= 1
        assert toast.geometry().bottom() + 1 == height - ABOVE_BOTTOM


def test_a_long_word_stays_inside_the_window(toast: Toast, window: QWidget) -> None:
    window.resize(500, 300)
    toast.undo_of("隔壁村王大叔家的草莓" * 12, lambda: None)
    assert toast.geometry().left() >= 0
    assert toast.geometry().right() <= window.width()
