"""Cells that reach over others in some rows, and let go of them when the row looks otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import PLAIN, Column, Fix, RowLook
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

ANSWERS = Fix("Which?", ("One", "Two"), beside=True)


@dataclass(frozen=True)
class Row:
    id: int
    look: RowLook = PLAIN


@pytest.fixture
def view(qtbot: QtBot) -> TableView:
    columns: list[Column[Row]] = [Column(name, name, lambda row: Text(f"{row.id}"), 90) for name in "abcd"]
    made = TableView(RowTable(columns, row_id=lambda row: row.id, row_look=lambda row: row.look))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def spans(view: TableView, row: int) -> list[int]:
    return [view.columnSpan(row, column) for column in range(4)]


def show(view: TableView, *looks: RowLook) -> None:
    listing = view.listing
    assert isinstance(listing, RowTable)
    listing.set_rows([Row(place, look) for place, look in enumerate(looks, start=1)])


def test_cells_reach_over_others_and_let_go(view: TableView) -> None:
    show(view, RowLook(), RowLook(spans=((0, 2), (2, 2))))
    assert spans(view, 0) == [1, 1, 1, 1]
    assert spans(view, 1) == [2, 2, 2, 2]
    show(view, RowLook(spans=((1, 3),)), RowLook(spans=((0, 4),)))
    assert spans(view, 0) == [1, 3, 3, 3]
    assert spans(view, 1) == [4, 4, 4, 4]
    show(view, RowLook(), RowLook())
    assert spans(view, 0) == spans(view, 1) == [1, 1, 1, 1]


def test_cells_end_before_the_answers_beside_them(view: TableView, qtbot: QtBot) -> None:
    show(view, RowLook(fix=ANSWERS, spans=((1, 3),)), RowLook())
    qtbot.waitUntil(lambda: view.cells_end(0) < view.cells_end(1))
