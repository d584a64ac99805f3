"""The long list: only what is looked at is read, and whatever happens meanwhile, the right rows show."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import Column, Sort
from leaderdesk.ui.kept_place import Chosen
from leaderdesk.ui.paged_table import CACHED_PAGES, HERE_MS, PAGE, PagedTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tasks import TaskRunner

Pair = tuple[int, str]


class Shop:
    """A list whose rows come as slowly, or fail, as the test wishes."""

    def __init__(self, count: int) -> None:
        self.all = list(range(1, count + 1))
        self.gone: set[int] = set()
        self.asked: list[tuple[int, bool]] = []
        self.sorts: list[Sort | None] = []
        self.gate = threading.Event()
        self.gate.set()
        self.trouble: StorageTrouble | None = None
        self.version = 1

    def ids(self, order: Sort | None) -> Sequence[int]:
        """Return all ids, upside down if sorted downwards."""
        self.sorts.append(order)
        return array("q", reversed(self.all) if order is not None and order.descending else self.all)

    def rows(self, ids: Sequence[int]) -> list[Pair]:
        """Return the rows, upside down, without those that are gone."""
        self.asked.append((len(ids), threading.current_thread() is threading.main_thread()))
        self.gate.wait(5)
        if self.trouble is not None:
            raise self.trouble
        return [(row_id, f"第 {row_id} 行 v{self.version}") for row_id in reversed(ids) if row_id not in self.gone]


class Desk:
    """A shop, its table, and what went wrong."""

    def __init__(self, qtbot: QtBot, count: int) -> None:
        self.shop = Shop(count)
        self.troubles: list[Exception] = []
        self.bugs: list[BaseException] = []
        self.runner = TaskRunner(trouble=self.troubles.append, bug=self.bugs.append)
        columns: list[Column[Pair]] = [
            Column("id", "号", lambda row: Text(str(row[0])), 80),
            Column("text", "字", lambda row: Text(row[1]), 0),
        ]
        self.table = PagedTable(
            columns, rows=self.shop.rows, row_id=lambda row: row[0], tasks=self.runner, sortable=("id",)
        )
        self.view = TableView(self.table, many=True)
        self.view.resize(500, 400)
        qtbot.addWidget(self.view)

    def show(self) -> None:
        """Ask for everything and wait until it is there."""
        self.table.show(self.shop.ids)
        assert self.runner.wait()

    def text(self, row: int) -> str:
        """Return what the row says."""
        return str(self.table.data(self.table.index(row, 1)))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qtbot, 5000)
    yield desk
    desk.shop.gate.set()
    desk.runner.shutdown()
    assert desk.bugs == []


def test_the_model_keeps_qts_rules(qtbot: QtBot, desk: Desk) -> None:
    desk.shop.all = list(range(1, 251))
    tester = QAbstractItemModelTester(desk.table, QAbstractItemModelTester.FailureReportingMode.Warning)
    desk.show()
    desk.shop.all = list(range(50, 400))
    desk.table.reload()
    assert desk.runner.wait()
    desk.table.sort(0)
    assert desk.runner.wait()
    desk.shop.all = []
    desk.table.reload()
    assert desk.runner.wait()
    assert tester.model() is desk.table


def test_the_first_rows_come_with_the_answer(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.table.counted) as told:
        desk.show()
    assert told.args == [5000]
    assert desk.shop.asked == [(PAGE, False)]
    assert desk.text(0) == "第 1 行 v1"
    assert desk.text(99) == "第 100 行 v1"
    assert len(desk.shop.asked) == 1


def test_quick_pages_are_read_at_once_slow_ones_by_a_lane(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.table._costs_ms = [0.1]
    assert desk.text(4321) == "第 4322 行 v1"
    assert desk.shop.asked[-1] == (PAGE, True)
    desk.table._note_cost(HERE_MS + 1)
    desk.shop.gate.clear()
    waiting = desk.text(2000)
    assert "2001" not in waiting
    desk.shop.gate.set()
    qtbot.waitUntil(lambda: desk.text(2000) == "第 2001 行 v1")
    assert desk.shop.asked[-1] == (PAGE, False)


def test_whoever_scrolls_fast_is_not_shown_what_is_passed(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.table._note_cost(HERE_MS + 1)
    desk.shop.gate.clear()
    for row in range(500, 5000, PAGE):
        desk.text(row)
    desk.shop.gate.set()
    qtbot.waitUntil(lambda: desk.text(4999) == "第 5000 行 v1")
    assert desk.runner.wait()
    assert len(desk.shop.asked) < 10


def test_the_cache_holds_so_many_pages_and_no_more(qtbot: QtBot, desk: Desk) -> None:
    desk.shop.all = list(range(1, (CACHED_PAGES + 20) * PAGE + 1))
    desk.show()
    for row in range(0, len(desk.shop.all), PAGE):
        desk.table._spent_ms, desk.table._costs_ms = 0.0, [0.0]
        assert str(row + 1) in desk.text(row)
    assert len(desk.table._pages) == CACHED_PAGES


def test_a_refresh_keeps_place_and_selection_and_shows_new_rows_without_a_gap(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.view.show()
    desk.view.go_to(2500)
    desk.view.grab()
    desk.shop.version = 2
    desk.shop.all = [row_id for row_id in desk.shop.all if row_id != 10]
    desk.table.reload()
    assert desk.runner.wait()
    assert desk.view.current_id() == 2500
    desk.table._note_cost(HERE_MS + 1)
    assert desk.text(desk.table.row_of(2500)) == "第 2500 行 v2"


def test_rows_that_are_gone_are_blank_and_unknown_ids_are_nowhere(qtbot: QtBot, desk: Desk) -> None:
    desk.shop.gone = {3}
    desk.show()
    desk.table._costs_ms = [0.1]
    assert desk.table.row_at(2) is None
    assert desk.text(3) == "第 4 行 v1"
    assert desk.table.row_of(5001) == -1
    assert desk.table.id_at(7) == 8


def test_sorting_is_the_querys(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.view.horizontalHeader().sectionClicked.emit(0)
    desk.view.horizontalHeader().sectionClicked.emit(0)
    desk.view.horizontalHeader().sectionClicked.emit(1)
    assert desk.runner.wait()
    assert desk.text(0) == "第 5000 行 v1"
    assert desk.shop.sorts[-1] == Sort("id", descending=True)


def test_selecting_everything_makes_no_list(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.view.selectAll()
    assert desk.view.chosen() == Chosen((), everything=True)


def test_a_page_that_cannot_be_read_is_told_once_and_comes_with_the_next_refresh(qtbot: QtBot, desk: Desk) -> None:
    desk.show()
    desk.table._costs_ms = [0.1]
    desk.shop.trouble = StorageTrouble("The disk does not answer.")
    desk.text(1000)
    desk.text(1001)
    assert desk.troubles == [desk.shop.trouble]
    desk.table._note_cost(HERE_MS + 1)
    desk.text(2000)
    assert desk.runner.wait()
    desk.text(2001)
    assert desk.runner.wait()
    assert len(desk.troubles) == 2
    desk.shop.trouble = None
    desk.table.reload()
    assert desk.runner.wait()
    desk.table._costs_ms = [0.1]
    assert desk.text(1000) == "第 1001 行 v1"


def test_a_newer_query_wins_over_a_slower_older_one(qtbot: QtBot, desk: Desk) -> None:
    gate = threading.Event()

    def slow(_order: Sort | None) -> list[int]:
        gate.wait(5)
        return [1]

    desk.table.show(slow)
    desk.table.show(lambda _order: [7, 8])
    gate.set()
    assert desk.runner.wait()
    assert [desk.table.id_at(row) for row in range(desk.table.rowCount())] == [7, 8]
