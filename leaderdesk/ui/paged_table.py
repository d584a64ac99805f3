"""The model of a long list: all ids in one array, and only the pages of rows that are looked at."""

from __future__ import annotations

import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from typing_extensions import override

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.ui.columns import Column, RowLook, Sort
from leaderdesk.ui.listing import ROOT, Index, Listing
from leaderdesk.ui.tasks import TaskRunner

R = TypeVar("R")
Ids = Callable[[Sort | None], Sequence[int]]
Page = tuple[R | None, ...]

PAGE = 100
"""Rows read at once: three windows full."""
CACHED_PAGES = 64
HERE_MS = 8.0
"""A page that takes no longer is read while painting: half a frame, and no row flickers. Slower ones come by a lane."""


class PagedTable(Listing[R]):
    """A list of any length. Sorting, searching and "all of them" are the query's business.

    `rows` is called with ids and returns their rows, in any order; ids that are gone are left out. It is called on
    reading lanes and, while pages are quick, on the window's thread. How quick they are is measured at every page:
    the slowest of the last ones decides, and no turn of the event loop reads for more than HERE_MS in all.
    """

    counted = Signal(int)
    """A query was answered: how many rows the list has."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        rows: Callable[[Sequence[int]], Sequence[R]],
        row_id: Callable[[R], int],
        tasks: TaskRunner,
        row_look: Callable[[R], RowLook] | None = None,
        sortable: Iterable[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, row_id=row_id, row_look=row_look, parent=parent)
        self._rows = rows
        self._tasks = tasks
        self._sortable = frozenset(sortable)
        self._ids: array[int] = array("q")
        self._query: Ids | None = None
        self._pages: OrderedDict[int, Page[R]] = OrderedDict()
        self._wanted: list[int] = []
        self._failed: set[int] = set()
        self._reading = False
        self._generation = 0
        self._costs_ms: list[float] = []
        self._spent_ms = 0.0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._begin_turn)

    def show(self, ids: Ids) -> None:
        """Answer this query from now on; it is asked on a reading lane, with the sort that the header has chosen."""
        self._query = ids
        self._ask(top=True)

    def reload(self) -> None:
        """Ask the same query again, after something changed; the old rows stay until the new ones are there."""
        self._ask(top=False)

    @override
    def row_at(self, row: int) -> R | None:
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read_here(number) if self._quick_enough() else None
            if page is None:
                self._want(number)
                return None
        self._pages.move_to_end(number)
        return page[place]

    @override
    def id_at(self, row: int) -> int:
        return self._ids[row]

    @override
    def row_of(self, row_id: int) -> int:
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    @override
    def can_sort(self, column: int) -> bool:
        return self.columns[column].key in self._sortable

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        chosen = column >= 0 and self.can_sort(column)
        self.sort_order = Sort(self.columns[column].key, order is Qt.SortOrder.DescendingOrder) if chosen else None
        self.sorted_by.emit(self.sort_order)
        self._ask(top=True)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    # Asking the query.

    def _ask(self, *, top: bool) -> None:
        query, order, read = self._query, self.sort_order, self._read
        if query is None:
            return
        # The pages last looked at come with the answer, so that the list shows complete at once.
        numbers = [0] if top or not self._pages else list(self._pages)[-2:]

        def work() -> tuple[array[int], dict[int, Page[R]], float]:
            found = query(order)
            ids = found if isinstance(found, array) and found.typecode == "q" else array("q", found)
            began = time.perf_counter()
            pages = {number: read(_cut(ids, number)) for number in numbers if number * PAGE < len(ids)}
            return ids, pages, (time.perf_counter() - began) * 1000 / max(1, len(pages))

        self._tasks.read(self, work, self._answered, latest="ids")

    def _answered(self, answer: tuple[array[int], dict[int, Page[R]], float]) -> None:
        ids, pages, cost_ms = answer
        self._generation += 1
        self._reading = False
        self._wanted.clear()
        self._failed.clear()
        self._note_cost(cost_ms)
        if ids == self._ids:
            self._pages = OrderedDict(pages)
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._ids, self._pages = ids, OrderedDict(pages)
            self.endResetModel()
        self.counted.emit(len(ids))

    # Reading pages.

    def _read(self, ids: Sequence[int]) -> Page[R]:
        by_id = {self._row_id(row): row for row in self._rows(ids)}
        return tuple(by_id.get(row_id) for row_id in ids)

    def _quick_enough(self) -> bool:
        slowest = max(self._costs_ms, default=0.0)
        return bool(self._costs_ms) and self._spent_ms + slowest <= HERE_MS

    def _note_cost(self, cost_ms: float) -> None:
        self._costs_ms = [*self._costs_ms[-4:], cost_ms]

    def _begin_turn(self) -> None:
        self._spent_ms = 0.0

    def _read_here(self, number: int) -> Page[R] | None:
        if number in self._failed:
            return None
        began = time.perf_counter()
        try:
            page = self._read(_cut(self._ids, number))
        except (UserError, StorageTrouble) as error:
            self._failed.add(number)
            self._tasks.tell_trouble(error)
            return None
        cost_ms = (time.perf_counter() - began) * 1000
        self._note_cost(cost_ms)
        self._spent_ms += cost_ms
        if not self._turn.isActive():
            self._turn.start()
        self._put(number, page)
        return page

    def _put(self, number: int, page: Page[R]) -> None:
        self._pages[number] = page
        while len(self._pages) > CACHED_PAGES:
            self._pages.popitem(last=False)

    def _want(self, number: int) -> None:
        if number in self._failed:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        # Whoever scrolls fast has passed the older ones already.
        self._wanted = [*self._wanted[-3:], number]
        self._fetch()

    def _fetch(self) -> None:
        if self._reading or not self._wanted:
            return
        self._reading = True
        number, generation, read = self._wanted.pop(), self._generation, self._read
        ids = _cut(self._ids, number)

        def work() -> tuple[Page[R], float]:
            began = time.perf_counter()
            page = read(ids)
            return page, (time.perf_counter() - began) * 1000

        def done(answer: tuple[Page[R], float]) -> None:
            if generation == self._generation:
                self._arrived(number, *answer)

        def failed(error: Exception) -> None:
            self._reading = False
            self._failed.add(number)
            self._tasks.tell_trouble(error)

        self._tasks.read(self, work, done, failed)

    def _arrived(self, number: int, page: Page[R], cost_ms: float) -> None:
        self._reading = False
        self._note_cost(cost_ms)
        self._put(number, page)
        first = number * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(page) - 1, len(self.columns) - 1))
        self._fetch()


def _cut(ids: array[int], number: int) -> array[int]:
    return ids[number * PAGE : (number + 1) * PAGE]
