"""The row under the mouse, which is painted a little darker as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView
from typing_extensions import override


class RowHover(QObject):
    """Follows the mouse over a table; `row` is the row under it, or -1."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.row = -1
        self._view = view
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._move_to(self._view.rowAt(int(event.position().y())))
        elif event.type() == QEvent.Type.Leave:
            self._move_to(-1)
        return False

    def _move_to(self, row: int) -> None:
        if row == self.row:
            return
        old, self.row = self.row, row
        viewport = self._view.viewport()
        for changed in (old, row):
            if changed >= 0:
                top = self._view.rowViewportPosition(changed)
                viewport.update(QRect(0, top, viewport.width(), self._view.rowHeight(changed)))
