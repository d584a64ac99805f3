"""The model of a short list: all rows in memory, sorted and narrowed here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from leaderdesk.core.text import compare_key
from leaderdesk.ui.columns import Column, RowLook, Sort
from leaderdesk.ui.listing import ROOT, Index, Listing

R = TypeVar("R")


class RowTable(Listing[R]):
    """A list of up to some thousands of rows. What is selected and edited stays with its row, not with its place."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        row_id: Callable[[R], int],
        row_look: Callable[[R], RowLook] | None = None,
        search_key: Callable[[R], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, row_id=row_id, row_look=row_look, parent=parent)
        self._search_key = search_key
        self._all: tuple[R, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._shown: tuple[R, ...] = ()
        self._places: dict[int, int] = {}
        self._words_sought: tuple[str, ...] = ()
        self._kept: Callable[[R], bool] | None = None

    @property
    def all_rows(self) -> tuple[R, ...]:
        """Every row, whether shown or not, in the order they were given."""
        return self._all

    @property
    def shown_rows(self) -> tuple[R, ...]:
        """The rows that are shown, in the order they are shown."""
        return self._shown

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; the sort, the search, the selection and what is being typed stay."""
        self._all = tuple(rows)
        self._keys = () if self._search_key is None else tuple(compare_key(self._search_key(row)) for row in self._all)
        self._rearrange()

    def replace(self, row: R) -> None:
        """Show `row` in the place of the one with the same id."""
        row_id = self._row_id(row)
        self.set_rows([row if self._row_id(old) == row_id else old for old in self._all])

    def search(self, text: str) -> None:
        """Show only rows whose search key holds every word of `text`; with no word, all."""
        words = tuple(key for key in map(compare_key, text.split()) if key)
        if words != self._words_sought:
            self._words_sought = words
            self._rearrange()

    def keep(self, kept: Callable[[R], bool] | None) -> None:
        """Show only rows for which `kept` is true; None shows all again. It comes on top of the search."""
        self._kept = kept
        self._rearrange()

    @override
    def row_at(self, row: int) -> R | None:
        return self._shown[row]

    @override
    def id_at(self, row: int) -> int:
        return self._row_id(self._shown[row])

    @override
    def row_of(self, row_id: int) -> int:
        return self._places.get(row_id, -1)

    @override
    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        chosen = column >= 0 and self.columns[column].sort is not None
        self.sort_order = Sort(self.columns[column].key, order is Qt.SortOrder.DescendingOrder) if chosen else None
        self._rearrange()
        self.sorted_by.emit(self.sort_order)

    def _rearrange(self) -> None:
        shown = tuple(self._ordered(self._found()))
        ids = [self._row_id(row) for row in shown]
        if ids == list(self._places):
            # The same rows in the same places: an open editor and the scroll position need not be touched.
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self._places = {row_id: place for place, row_id in enumerate(ids)}
        self.endResetModel()

    def _found(self) -> list[R]:
        rows = list(self._all)
        if self._words_sought and self._keys:
            rows = [
                row
                for row, key in zip(rows, self._keys, strict=True)
                if all(word in key for word in self._words_sought)
            ]
        return rows if self._kept is None else [row for row in rows if self._kept(row)]

    def _ordered(self, rows: list[R]) -> list[R]:
        if self.sort_order is None:
            return rows
        column = next(column for column in self.columns if column.key == self.sort_order.key)
        if column.sort is None:
            return rows
        return sorted(rows, key=column.sort, reverse=self.sort_order.descending)
