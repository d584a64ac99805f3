"""The table of offers, whose rows can be moved with the mouse or with Alt and the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from leaderdesk.features.rounds.screen.fitted_table import FittedTable
from leaderdesk.features.rounds.screen.offer_columns import OfferLine
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.theme import theme


class OffersTable(FittedTable):
    """Tells `moved` with the row's id and the place, counted from 0, that it shall have; `removed` on Delete."""

    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, lines: RowTable[OfferLine], parent: QWidget | None = None) -> None:
        super().__init__(lines, parent)
        self._lines = lines
        self._pressed: QPoint | None = None
        self._gap: int | None = None

    def move_current(self, by: int) -> None:
        """Ask to move the row the keyboard is on up (-1) or down (1); at the ends nothing happens."""
        row = self.currentIndex().row()
        if 0 <= row < self._movable() and 0 <= row + by < self._movable():
            self.moved.emit(self._lines.id_at(row), row + by)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and (current := self.current_id()) is not None:
            self.removed.emit(current)
        elif event.key() == Qt.Key.Key_Escape and self._gap is not None:
            self._stop()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        point = event.position().toPoint()
        on_name = self.columnAt(point.x()) == 0 and 0 <= self.rowAt(point.y()) < self._movable()
        self._pressed = point if on_name and event.button() == Qt.MouseButton.LeftButton else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if self._gap is None and (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._gap = self._gap_at(point.y())
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        gap, row = self._gap, -1 if self._pressed is None else self.rowAt(self._pressed.y())
        self._stop()
        if gap is not None and row >= 0:
            place = gap - 1 if gap > row else gap
            if place != row:
                self.moved.emit(self._lines.id_at(row), place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        last = self._gap >= self._lines.rowCount()
        y = self.rowViewportPosition(self._gap - 1 if last else self._gap)
        y += self.rowHeight(self._gap - 1) if last else 0
        painter = QPainter(self.viewport())
        painter.fillRect(QRect(0, y - 2, self.viewport().width(), 3), theme().color("brand"))

    def _gap_at(self, y: int) -> int:
        for row in range(self._movable()):
            if y < self.rowViewportPosition(row) + self.rowHeight(row) // 2:
                return row
        return self._movable()

    def _movable(self) -> int:
        """Return how many rows can be moved: the suggestions behind them cannot."""
        return sum(not line.suggested for line in self._lines.shown_rows)

    def _stop(self) -> None:
        self._pressed, self._gap = None, None
        self.viewport().unsetCursor()
        self.viewport().update()
