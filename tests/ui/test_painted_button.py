"""What every button that draws itself can do: be reached, named, pressed, and show that the mouse is on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leaderdesk.ui.painted_button import ActingButton, PaintedButton
from leaderdesk.ui.theme import Theme, theme


class Tile(PaintedButton):
    """A square that remembers whether the mouse was on it when it was drawn last."""

    lit = False

    @override
    def sizeHint(self) -> QSize:
        side = theme().grown(40)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.lit = self.underMouse()


class Act(Tile, ActingButton):
    """The same square, which does something."""


def beside_the_mouse(qtbot: QtBot, button: PaintedButton) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(button)
    row.addStretch(1)
    window.resize(300, 80)
    window.show()
    QTest.mouseMove(window, QPoint(290, 70))
    qtbot.waitUntil(lambda: not button.underMouse())
    return window


def test_it_is_named_and_reached_by_the_keyboard(look: Theme, qtbot: QtBot) -> None:
    tile = Tile("3 号楼")
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "3 号楼"
    assert tile.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_it_takes_the_room_of_its_hint_and_no_less(look: Theme, qtbot: QtBot) -> None:
    tile = Tile()
    window = beside_the_mouse(qtbot, tile)
    assert tile.size() == tile.minimumSizeHint() == QSize(40, 40)
    look.choose("light", 130)
    qtbot.waitUntil(lambda: tile.size() == tile.sizeHint())
    assert tile.width() > 40
    assert window.minimumSizeHint().width() > tile.width()


def test_it_is_drawn_anew_when_the_mouse_comes_and_goes(look: Theme, qtbot: QtBot) -> None:
    tile = Tile()
    window = beside_the_mouse(qtbot, tile)
    QTest.mouseMove(tile)
    qtbot.waitUntil(lambda: tile.lit)
    QTest.mouseMove(window, QPoint(290, 70))
    qtbot.waitUntil(lambda: not tile.lit)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_what_acts_is_pressed_by_enter_and_space(look: Theme, qtbot: QtBot, key: Qt.Key) -> None:
    act = Act("撤销")
    qtbot.addWidget(act)
    act.show()
    with qtbot.waitSignal(act.clicked):
        QTest.keyClick(act, key)


def test_what_is_only_chosen_leaves_enter_to_the_form(look: Theme, qtbot: QtBot) -> None:
    tile = Tile("按比例")
    tile.setCheckable(True)
    qtbot.addWidget(tile)
    tile.show()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert not tile.isChecked()
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert tile.isChecked()
