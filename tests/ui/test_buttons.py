"""Buttons: pressed by Enter and Space, plain words, and the ring only for the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.focus_ring import OUTSIDE
from leaderdesk.ui.labels import ElidedLabel, plain_tooltip
from leaderdesk.ui.theme import Theme


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_buttons(look: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    for button in (Button("确认入单"), IconButton("close", "关上")):
        qtbot.addWidget(button)
        button.show()
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, key)


def test_an_ampersand_stays_one(look: Theme, qtbot: QtBot) -> None:
    button = Button("草莓 & 酸奶")
    qtbot.addWidget(button)
    assert button.plain_text() == button.accessibleName() == "草莓 & 酸奶"
    assert button.text() == "草莓 && 酸奶"


@pytest.mark.parametrize("size", [28, 36, 44, 60])
def test_heights_are_those_of_the_design(look: Theme, qtbot: QtBot, size: int) -> None:
    button = Button("交给张阿姨了", size=size)  # type: ignore[arg-type]
    qtbot.addWidget(button)
    assert button.sizeHint().height() == size


def test_a_key_cap_and_icons_take_room(look: Theme, qtbot: QtBot) -> None:
    bare, full = Button("确认入单"), Button("确认入单", icon="check", end_icon="chevron-right", keys="Ctrl Enter")
    for button in (bare, full):
        qtbot.addWidget(button)
    assert full.sizeHint().width() > bare.sizeHint().width() + 2 * 16 + 40


def row_of_two(qtbot: QtBot) -> tuple[QWidget, Button, Button]:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = Button("就是 2 盒"), Button("1 盒")
    row.addWidget(first)
    row.addWidget(second)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, first, second


def ring_of(window: QWidget) -> QWidget | None:
    found = [child for child in window.findChildren(QWidget) if type(child).__name__ == "_Line" and child.isVisible()]
    return found[0] if found else None


def test_the_ring_follows_the_keyboard(look: Theme, qtbot: QtBot) -> None:
    window, first, second = row_of_two(qtbot)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    ring = ring_of(window)
    assert ring is not None
    assert ring.geometry() == first.geometry().adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    ring = ring_of(window)
    assert ring is not None
    assert ring.geometry().center() == second.geometry().center()
    second.move(second.pos() + QPoint(5, 0))
    assert ring.geometry().center() == second.geometry().center()
    second.hide()
    assert not ring.isVisible()


def test_no_ring_without_focus(look: Theme, qtbot: QtBot) -> None:
    window, first, _second = row_of_two(qtbot)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    first.clearFocus()
    assert QApplication.focusWidget() is None
    assert ring_of(window) is None


def test_a_widget_may_refuse_the_ring(look: Theme, qtbot: QtBot) -> None:
    window, first, _second = row_of_two(qtbot)
    first.clearFocus()
    first.setProperty("focusRing", False)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring_of(window) is None


def test_markup_in_a_tooltip_is_shown_as_written() -> None:
    assert plain_tooltip("张阿姨 & 家人") == "张阿姨 & 家人"
    assert "&lt;b&gt;" in plain_tooltip("<b>豆豆妈</b>")


def test_a_long_text_gives_way_and_tells_the_rest(look: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("隔壁村王大叔家的草莓" * 6)
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.show()
    assert label.toolTip() == label.text() == label.accessibleName()
    label.resize(label.sizeHint())
    assert label.toolTip() == ""
