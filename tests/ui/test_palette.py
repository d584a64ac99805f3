"""The palette by keyboard alone: find, walk, choose, leave."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.ui.palette import Palette
from leaderdesk.ui.palette_list import PaletteGroup, PaletteItem
from leaderdesk.ui.tasks import TaskRunner

Key = Qt.Key
NAMES = (("张阿姨", "zay"), ("周阿玉", "zay"), ("王哥", "wg"))


class Desk:
    """A window with a palette over people and actions, and what was run."""

    def __init__(self, qtbot: QtBot) -> None:
        self.ran: list[str] = []
        self.troubles: list[Exception] = []
        self.bugs: list[BaseException] = []
        self.gate = threading.Event()
        self.gate.set()
        self.runner = TaskRunner(trouble=self.troubles.append, bug=self.bugs.append)
        self.window = QWidget()
        self.field = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.field)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.palette = Palette(self.window, self.runner, [self.people, self.actions])
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.field.setFocus()

    def people(self, text: str) -> list[PaletteGroup]:
        """Find neighbours by their initials."""
        self.gate.wait(5)
        if text == "boom":
            raise UserError("That is no name.")
        found = tuple(
            PaletteItem(name, self.runs(name), "3-502", person=True)
            for name, key in NAMES
            if text and key.startswith(text)
        )
        return [PaletteGroup("邻居", found)]

    def actions(self, text: str) -> list[PaletteGroup]:
        """Offer things to do for whoever begins with z."""
        if not text.startswith("z"):
            return []
        order = PaletteItem("给张阿姨记一单", self.runs("order"), icon="plus", keys="Ctrl Enter")
        copy = PaletteItem("复制给张阿姨的话", self.runs("copy"), icon="copy")
        return [PaletteGroup("可以做的事", (order, copy))]

    def runs(self, name: str):  # type: ignore[no-untyped-def]
        """Return what notes that it was run."""
        return lambda: self.ran.append(name)

    def type(self, qtbot: QtBot, text: str) -> None:
        """Open the palette and type into it."""
        self.palette.open()
        QTest.keyClicks(self.input(), text)
        assert self.runner.wait()

    def input(self) -> QWidget:
        """Return the palette's field, which has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        assert self.palette.isAncestorOf(found)
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.gate.set()
    desk.runner.shutdown()
    assert desk.bugs == []


def test_enter_runs_the_first_one_found_and_the_keyboard_goes_back(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "zay")
    QTest.keyClick(desk.input(), Key.Key_Return)
    assert desk.ran == ["张阿姨"]
    assert not desk.palette.isVisible()
    assert desk.field.hasFocus()


@pytest.mark.parametrize(
    ("keys", "ran"),
    [
        ((Key.Key_Down,), "周阿玉"),
        ((Key.Key_Down, Key.Key_Down), "order"),
        ((Key.Key_Up,), "copy"),
        ((Key.Key_PageDown,), "copy"),
        ((Key.Key_Down, Key.Key_Up), "张阿姨"),
        ((Key.Key_Tab, Key.Key_Tab), "order"),
        ((Key.Key_Down,) * 4, "张阿姨"),
    ],
)
def test_arrows_skip_the_headings_and_go_round(desk: Desk, qtbot: QtBot, keys: tuple[Key, ...], ran: str) -> None:
    desk.type(qtbot, "zay")
    for key in keys:
        QTest.keyClick(desk.input(), key)
    QTest.keyClick(desk.input(), Key.Key_Return)
    assert desk.ran == [ran]


def test_ctrl_enter_runs_the_item_that_says_so(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "zay")
    QTest.keyClick(desk.input(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.ran == ["order"]


def test_enter_waits_for_the_answer_to_what_was_typed_last(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "z")
    desk.gate.clear()
    field = desk.input()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "wg")
    QTest.keyClick(field, Key.Key_Return)
    assert desk.ran == []
    desk.gate.set()
    assert desk.runner.wait()
    assert desk.ran == ["王哥"]


def test_esc_and_a_click_beside_it_leave_without_a_choice(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "zay")
    QTest.keyClick(desk.input(), Key.Key_Escape)
    assert not desk.palette.isVisible()
    assert desk.field.hasFocus()
    desk.type(qtbot, "zay")
    QTest.mouseClick(desk.palette, Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
    assert not desk.palette.isVisible()
    assert desk.ran == []


def test_nothing_found_is_said_and_trouble_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "qqq")
    QTest.keyClick(desk.input(), Key.Key_Return)
    assert desk.palette.isVisible()
    assert desk.palette._nothing.isVisible()
    desk.palette.dismiss()
    desk.type(qtbot, "boom")
    assert [str(error) for error in desk.troubles] == ["That is no name."]


def test_it_lies_640_wide_96_from_the_top_and_follows_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "zay")
    card = desk.palette._card.geometry()
    assert (card.width(), card.top()) == (640, 96)
    assert abs(card.center().x() - 683) <= 1
    desk.window.resize(1180, 640)
    qtbot.waitUntil(lambda: desk.palette.size() == desk.window.size())
    assert desk.palette.rect().contains(desk.palette._card.geometry())


def test_what_is_chosen_is_spoken(desk: Desk, qtbot: QtBot) -> None:
    desk.type(qtbot, "zay")
    assert desk.input().accessibleDescription() == "张阿姨, 3-502"
    QTest.keyClick(desk.input(), Key.Key_Down)
    assert desk.input().accessibleDescription() == "周阿玉, 3-502"
