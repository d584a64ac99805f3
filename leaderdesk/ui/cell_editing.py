"""Editing in a table: where the keyboard goes after a cell was taken, and the sentence where it was not."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView, QWidget

from leaderdesk.ui.delegates import CellDelegate
from leaderdesk.ui.listing import AnyListing
from leaderdesk.ui.refusal_note import RefusalNote


class CellEditing(QObject):
    """Listens to the delegate of one table."""

    def __init__(self, view: QTableView, listing: AnyListing, delegate: CellDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._listing = listing
        self._note = RefusalNote(view.viewport())
        delegate.moved_on.connect(self._move_on)
        delegate.refused.connect(self._show_note)
        delegate.closeEditor.connect(lambda _field, _hint: self.show_refusal())

    def show_refusal(self) -> None:
        """Show why the current cell was not taken, or nothing."""
        index = self._view.currentIndex()
        refusal = self._listing.refusal(index.row(), index.column()) if index.isValid() else None
        if refusal is None:
            self._note.hide()
        else:
            self._note.show_below(self._view.visualRect(index), refusal.sentence)

    def hide_refusal(self) -> None:
        """Take the sentence away."""
        self._note.hide()

    def _show_note(self, field: QWidget, sentence: str) -> None:
        self._note.show_below(field.geometry(), sentence)

    def _move_on(self, row: int, column: int, step: int) -> None:
        """Go to the next cell that can be edited, in this row or the one after (before); with no step, to the table."""
        self._note.hide()
        self._view.setFocus()
        if step == 0:
            return
        columns = len(self._listing.columns)
        place = row * columns + column + step
        while 0 <= place < self._listing.rowCount() * columns and abs(place // columns - row) <= 1:
            if self._listing.edit_of(place // columns, place % columns) is not None:
                index = self._listing.index(place // columns, place % columns)
                self._view.setCurrentIndex(index)
                self._view.edit(index)
                return
            place += step
