"""What every table model here has in common: columns over frozen rows that have an id."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.ui.cells import Cell, Chips, Pills
from leaderdesk.ui.columns import PLAIN, Column, Edit, Refusal, RowLook, Sort
from leaderdesk.ui.labels import plain_tooltip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
_SPOKEN = frozenset((int(_ROLE.DisplayRole), int(_ROLE.AccessibleTextRole)))
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class Listing(QAbstractTableModel, Generic[R]):
    """A table over frozen rows; the view, the delegate and the fix buttons know only this."""

    sorted_by = Signal(object)
    refused = Signal(object, str, str)
    """A cell was not taken: row id, column key, sentence."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        row_id: Callable[[R], int],
        row_look: Callable[[R], RowLook] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_order: Sort | None = None
        self._row_id = row_id
        self._row_look = row_look
        self._refusals: dict[tuple[int, str], Refusal] = {}

    @abstractmethod
    def row_at(self, row: int) -> R | None:
        """Return the row at that place; None while it is being read."""

    @abstractmethod
    def id_at(self, row: int) -> int:
        """Return the id of the row at that place."""

    @abstractmethod
    def row_of(self, row_id: int) -> int:
        """Return the place of the row with that id; -1 if it is not shown."""

    def cell(self, row: int, column: int) -> Cell | None:
        """Return what the cell says; None while its row is being read."""
        found = self.row_at(row)
        return None if found is None else self.columns[column].cell(found)

    def look(self, row: int) -> RowLook:
        """Return how the row is painted."""
        if self._row_look is None:
            return PLAIN
        found = self.row_at(row)
        return PLAIN if found is None else self._row_look(found)

    def can_sort(self, column: int) -> bool:
        """Return whether a click on the header of the column sorts by it."""
        return self.columns[column].sort is not None

    def varied(self) -> bool:
        """Return whether rows may differ in look, so that the view must ask each one."""
        return self._row_look is not None

    # Editing in place.

    def edit_of(self, row: int, column: int) -> Edit[R] | None:
        """Return how the cell is edited; None if it is not."""
        edit, found = self.columns[column].edit, self.row_at(row)
        if edit is None or found is None or (edit.allowed is not None and not edit.allowed(found)):
            return None
        return edit

    def refusal(self, row: int, column: int) -> Refusal | None:
        """Return what was last refused in the cell, if it still stands."""
        if not self._refusals:
            return None
        return self._refusals.get((self.id_at(row), self.columns[column].key))

    def refuse(self, row_id: int, key: str, refusal: Refusal) -> None:
        """Show at the cell what was typed and why it was not taken; for a commit that fails later."""
        self._refusals[row_id, key] = refusal
        self._cell_changed(row_id, key)
        self.refused.emit(row_id, key, refusal.sentence)

    def settle(self, row_id: int, key: str) -> None:
        """Forget what was refused in the cell."""
        if self._refusals.pop((row_id, key), None) is not None:
            self._cell_changed(row_id, key)

    def take(self, row: int, column: int, typed: str) -> bool:
        """Hand what was typed to the column's commit; False if it was refused, which the cell then shows."""
        edit, found = self.edit_of(row, column), self.row_at(row)
        if edit is None or found is None:
            return True
        row_id, key = self.id_at(row), self.columns[column].key
        if typed == edit.text(found):
            self.settle(row_id, key)
            return True
        try:
            edit.commit(found, typed)
        except UserError as error:
            self.refuse(row_id, key, Refusal(typed, str(error)))
            return False
        self.settle(row_id, key)
        return True

    def _cell_changed(self, row_id: int, key: str) -> None:
        row = self.row_of(row_id)
        column = next(place for place, column in enumerate(self.columns) if column.key == key)
        if row >= 0:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))

    # What Qt asks.

    @override
    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        return self.columns[section].title if role in _SPOKEN else None

    @override
    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role in _SPOKEN:
            return self._words(index.row(), index.column())
        if role == _ROLE.ToolTipRole:
            return self._hint(index.row(), index.column())
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._row_look is None and self.columns[index.column()].edit is None:
            return _PLAIN
        if self._row_look is not None and (band := self.look(index.row()).band) is not None and not band.link:
            return Qt.ItemFlag.ItemIsEnabled
        return _PLAIN if self.edit_of(index.row(), index.column()) is None else _PLAIN | Qt.ItemFlag.ItemIsEditable

    def _words(self, row: int, column: int) -> str:
        band = self.look(row).band
        if band is not None:
            return " ".join(part for part in (band.text, band.remark) if part) if column == 0 else ""
        refusal = self.refusal(row, column)
        if refusal is not None:
            return _("{typed}: {reason}").format(typed=refusal.typed, reason=refusal.sentence)
        cell = self.cell(row, column)
        if cell is None:
            return _("loading…")
        fix = self.look(row).fix if column == 0 else None
        return cell.plain if fix is None else _("{cell}. {question}").format(cell=cell.plain, question=fix.reason)

    def _hint(self, row: int, column: int) -> str | None:
        refusal, cell = self.refusal(row, column), self.cell(row, column)
        if refusal is not None:
            return plain_tooltip(refusal.sentence)
        hint, found = self.columns[column].hint, self.row_at(row)
        if hint is not None and found is not None:
            return plain_tooltip(hint(found))
        # Only these can hide something behind "+3".
        return plain_tooltip(cell.plain) if isinstance(cell, Chips | Pills) else None


AnyListing = Listing[Any]
