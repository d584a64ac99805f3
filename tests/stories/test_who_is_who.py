"""Two who are one, one who is two, and who has not ordered yet: in the real window, with undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from leaderdesk.app import parts
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.queries import find_neighbours
from leaderdesk.features.neighbours.screen.alike_strip import AlikeStrip
from leaderdesk.features.community.actions import new_poll
from leaderdesk.features.community.queries import voices_of
from leaderdesk.features.neighbours.screen.split_pane import SplitPane
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.screen.not_yet_page import NotYetPage
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.storage.database import Store
from leaderdesk.window.start import Window
from tests.features.community.test_merging import QUESTION
from tests.window.windows import settle
from tests.features.merges import Rows, books_close, rows_of, two_neighbours


@dataclass(frozen=True, slots=True)
class Desk:
    """The open window, and the two who may be one."""

    qtbot: QtBot
    window: Window
    round_id: int
    kept_id: int
    gone_id: int

    @property
    def store(self) -> Store:
        """The store that the window has open."""
        assert self.window.session.store is not None
        return self.window.session.store

    def rows(self) -> Rows:
        """Return every row of the store."""
        return rows_of(self.store)

    def go(self, place: Place) -> None:
        """Show a place and wait until it is there."""
        self.window.session.go(place)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked for has arrived."""
        settle(self.qtbot, self.window)

    def click(self, words: str) -> None:
        """Click the one visible button with these words."""
        found = [
            button
            for button in self.window.frame.findChildren(QAbstractButton)
            if button.isVisible() and button.accessibleName() == words
        ]
        assert len(found) == 1, (words, len(found))
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.settle()

    def undo(self) -> None:
        """Press Ctrl+Z."""
        QTest.keyClick(self.window.frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        self.settle()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "shop"
    two = two_neighbours(home)
    two.store.close()
    window = Window(parts(), StorePaths(home), language="zh_CN")
    qtbot.addWidget(window.frame)
    window.frame.resize(1366, 768)
    with qtbot.waitSignal(window.session.opened, timeout=20_000), qtbot.waitActive(window.frame):
        window.show()
        window.frame.activateWindow()
    opened = Desk(qtbot, window, two.shop.round_id, two.kept_id, two.gone_id)
    opened.settle()
    yield opened
    window.frame.close()


def test_two_who_are_one_are_merged_and_taken_apart_again(desk: Desk) -> None:
    before = desk.rows()
    desk.go(Place(Page.NEIGHBOURS))
    strip = desk.window.frame.findChild(AlikeStrip)
    assert strip is not None
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.rows() == before

    desk.go(Place(Page.NEIGHBOURS, neighbour_id=desk.kept_id))
    desk.click(_("Edit"))
    desk.click(_("Merge with somebody"))
    field = QGuiApplication.focusObject()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "wxl")
    desk.settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.rows() == before
    desk.click(_("Merge"))
    with desk.store.read() as connection:
        assert [one.id for one in find_neighbours(connection, "王秀兰")] == [desk.kept_id]
        orders = orders_of_round(connection, desk.round_id)
    assert [len(order.lines) for order in orders if order.neighbour_id == desk.kept_id] == [3]
    assert desk.gone_id not in {order.neighbour_id for order in orders}
    assert books_close(desk.store)

    desk.undo()
    assert desk.rows() == before
    assert books_close(desk.store)


def test_one_who_is_two_is_split(desk: Desk) -> None:
    before = desk.rows()
    desk.go(Place(Page.NEIGHBOURS, neighbour_id=desk.gone_id))
    desk.click(_("Edit"))
    desk.click(_("Split in two"))
    pane = desk.window.frame.findChild(SplitPane)
    assert pane is not None
    desk.click("兰姐")
    (order,) = [box for ids, box in pane._orders.items() if len(ids) == 1]
    QTest.mouseClick(order, Qt.MouseButton.LeftButton)
    desk.settle()
    assert pane.fields.text("name") == "兰姐"
    desk.click(_("Split"))
    with desk.store.read() as connection:
        (new,) = find_neighbours(connection, "兰姐")
        owners = {each.neighbour_id for each in orders_of_round(connection, desk.round_id)}
    assert new.id not in (desk.kept_id, desk.gone_id)
    assert new.id in owners
    assert desk.gone_id not in owners
    assert books_close(desk.store)
    desk.undo()
    assert desk.rows() == before


def test_answers_that_name_the_other_one_are_ticked_until_the_leader_says_otherwise(desk: Desk) -> None:
    taken = new_poll(desk.store, f"{QUESTION}1. 兰姐 3-602 A").poll_id
    desk.go(Place(Page.NEIGHBOURS, neighbour_id=desk.gone_id))
    desk.click(_("Edit"))
    desk.click(_("Split in two"))
    pane = desk.window.frame.findChild(SplitPane)
    assert pane is not None
    (box,) = pane._answers.values()
    assert not box.isChecked()
    desk.click("兰姐")
    assert box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    desk.click("兰姐")
    desk.click("兰姐")
    assert not box.isChecked()
    desk.click(_("Split"))
    with desk.store.read() as connection:
        assert [one.neighbour_id for one in voices_of(connection, taken)] == [desk.gone_id]


def test_who_has_not_ordered_is_asked_in_the_group(desk: Desk) -> None:
    desk.go(Place(Page.ROUNDS, round_id=desk.round_id, step=Step.INTAKE))
    desk.click(_("Not yet"))
    page = desk.window.frame.findChild(NotYetPage)
    assert page is not None
    people = page.listing.shown_rows
    assert people
    desk.click(_("Copy for the group"))
    text = QGuiApplication.clipboard().text()
    assert all(one.name in text for one in people)
    assert not any(one.room in text for one in people if one.room)
    assert "没关系" in text
