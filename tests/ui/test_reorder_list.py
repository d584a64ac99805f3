"""Rows that are put in order and ticked, by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.i18n import language
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow

ROWS = (ReorderRow("a", "Room", ticked=True), ReorderRow("b", "Phone", ticked=False), ReorderRow("c", "Plain"))


def shown(qtbot: QtBot) -> tuple[ReorderList, list[tuple[str, bool]]]:
    with language("en"):
        rows = ReorderList("Columns", ROWS)
    qtbot.addWidget(rows)
    rows.resize(300, 160)
    rows.show()
    qtbot.waitExposed(rows)
    QCoreApplication.processEvents()
    told: list[tuple[str, bool]] = []
    rows.ticked.connect(lambda key, ticked: told.append((key, ticked)))
    return rows, told


def test_a_click_on_the_box_asks_for_the_other_state(qtbot: QtBot) -> None:
    rows, told = shown(qtbot)
    for place in range(3):
        rect = rows.visualItemRect(rows.item(place))
        spot = QPoint(rect.right() - 18, rect.center().y())
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told == [("a", False), ("b", True)]


def test_a_click_on_the_name_only_selects(qtbot: QtBot) -> None:
    rows, told = shown(qtbot)
    rect = rows.visualItemRect(rows.item(1))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 60, rect.center().y()))
    assert (rows.current_key(), told) == ("b", [])


def test_the_space_bar_ticks_the_selected_row(qtbot: QtBot) -> None:
    rows, told = shown(qtbot)
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert told == [("b", True)]


def test_a_screen_reader_hears_whether_a_row_is_ticked(qtbot: QtBot) -> None:
    rows, _told = shown(qtbot)
    words = [rows.item(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert words == ["Room，shown", "Phone，hidden", "Plain"]
