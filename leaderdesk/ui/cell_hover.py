"""Which cell of a table the mouse is over, and which chip in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

from leaderdesk.ui.cell_painting import Letters, chip_at
from leaderdesk.ui.cells import Chips
from leaderdesk.ui.delegates import padded
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme


class CellHover(QObject):
    """Tells while the mouse moves; the same cell and chip are told once."""

    pointed = Signal(object, str, int)
    """Row id (None: over no row), key of the column, and the chip from 0 (-1: beside them)."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._letters = Letters(theme())
        self._told: tuple[int | None, str, int] = (None, "", -1)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._tell(self.under(event.position().toPoint()))
        elif event.type() == QEvent.Type.Leave:
            self._tell((None, "", -1))
        return False

    def under(self, point: QPoint) -> tuple[int | None, str, int]:
        """Return the row id, the column and the chip at a place of the table."""
        view, listing = self._view, self._view.listing
        index = view.indexAt(point)
        if not index.isValid() or listing.look(index.row()).band is not None:
            return (None, "", -1)
        row_id, key = listing.id_at(index.row()), listing.columns[index.column()].key
        cell = listing.cell(index.row(), index.column())
        rect = view.visualRect(index)
        rect.setHeight(min(rect.height(), view.cells_height()))
        if not rect.contains(point):
            return (row_id, "", -1)
        if not isinstance(cell, Chips):
            return (row_id, key, -1)
        inner = QRectF(padded(rect, index.column(), len(listing.columns)))
        return (row_id, key, chip_at(cell, inner, point.x(), self._letters))

    def _tell(self, found: tuple[int | None, str, int]) -> None:
        if found != self._told:
            self._told = found
            self.pointed.emit(*found)
