"""Rows are put into another order with the mouse or the keyboard; what is asked for is told and nothing else moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.row_mover import RowMover
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> TableView:
    """Five rows with a grip and a name."""
    columns: tuple[Column[int], ...] = (
        Column("grip", "", lambda row: Text(str(row)), 60),
        Column("name", "", lambda _row: Text("x"), 0),
    )
    rows = RowTable(columns, row_id=lambda row: row)
    rows.set_rows([10, 11, 12, 13, 14])
    table = TableView(rows)
    qtbot.addWidget(table)
    table.resize(400, 400)
    table.show()
    return table


def told(mover: RowMover) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    mover.moved.connect(lambda row_id, place: found.append((row_id, place)))
    return found


def at(view: TableView, row: int, *, x: int = 20, below: int = 4) -> QPoint:
    return QPoint(x, view.rowViewportPosition(row) + view.rowHeight(row) // 2 + below)


def drag(view: TableView, first: QPoint, *then: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, pos=first)
    for point in then:
        QTest.mouseMove(view.viewport(), point)
    QTest.mouseRelease(view.viewport(), LEFT, pos=then[-1])


def test_alt_and_arrow_keys_ask_to_move_within_the_rows(view: TableView) -> None:
    found = told(RowMover(view))
    view.go_to(10)
    QTest.keyClick(view, Qt.Key.Key_Up, ALT)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    view.go_to(14)
    QTest.keyClick(view, Qt.Key.Key_Down, ALT)
    assert found == [(10, 1)]


def test_a_row_is_dragged_down_and_up(view: TableView) -> None:
    found = told(RowMover(view))
    drag(view, at(view, 0), at(view, 1), at(view, 2))
    drag(view, at(view, 4), at(view, 3), at(view, 1, below=-4))
    assert found == [(10, 2), (14, 1)]


def test_a_click_a_drag_elsewhere_and_one_back_to_its_place_ask_for_nothing(view: TableView) -> None:
    found = told(RowMover(view))
    drag(view, at(view, 1), at(view, 1, below=5))
    drag(view, at(view, 1, x=200), at(view, 3, x=200))
    drag(view, at(view, 1), at(view, 3), at(view, 1, below=-4))
    assert found == []


def test_esc_lets_a_drag_go(view: TableView) -> None:
    found = told(RowMover(view))
    QTest.mousePress(view.viewport(), LEFT, pos=at(view, 0))
    QTest.mouseMove(view.viewport(), at(view, 3))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=at(view, 3))
    assert found == []


def test_rows_behind_those_that_can_be_moved_stay(view: TableView) -> None:
    found = told(RowMover(view, movable=lambda: 3))
    drag(view, at(view, 3), at(view, 1), at(view, 0))
    drag(view, at(view, 0), at(view, 3), at(view, 4))
    assert found == [(10, 2)]
