"""The side of a page that is a list: typed words, the key that leads to the field, what shows when nothing is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.ui.combo import Combo
from leaderdesk.ui.list_side import ListSide
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.tabs import FilterTabs, Tab
from tests.ui.conftest import Stage


def side() -> ListSide:
    return ListSide(
        QLabel("list"),
        EmptyState("people", "还没有邻居", "加一位就好"),
        tabs=FilterTabs("按标签", [Tab("all", "全部", 42)]),
        more=Combo("按标签"),
    )


def test_words_are_compared_as_names_are(stage: Stage) -> None:
    shown = side()
    stage(shown)
    assert shown.words() == ()
    shown.search.setText("  DDM　３-502 ")
    assert shown.words() == ("ddm", "3-502")


@pytest.mark.parametrize(("shown", "of", "state"), [(3, 5, "list"), (0, 5, "nothing"), (0, 0, "empty")])
def test_an_empty_list_says_whether_it_was_filtered(stage: Stage, shown: int, of: int, state: str) -> None:
    listed = side()
    stage(listed)
    listed.show_rows(shown, of=of)
    assert listed.states.state() == state


def test_the_key_that_finds_leads_to_the_field(stage: Stage, qtbot: QtBot) -> None:
    page, listed, beside = QWidget(), side(), QLabel("beside")
    beside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(page)
    column.addWidget(listed)
    column.addWidget(beside)
    listed.find_from(page)
    stage(page)
    beside.setFocus()
    QTest.keyClick(beside, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(listed.search.hasFocus)


def test_what_is_put_below_stands_under_the_list(stage: Stage, qtbot: QtBot) -> None:
    listed, below = side(), QLabel("below")
    listed.add_below(below)
    stage(listed)
    qtbot.waitUntil(lambda: below.y() >= listed.states.geometry().bottom())
    assert listed.strip.y() < listed.states.y()
