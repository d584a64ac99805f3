"""Rows of a table that a person puts into another order: with the mouse by a grip, or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_LINE = 3
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RowMover(QObject):
    """Tells `moved` with a row's id and the place, counted from 0, that it shall have; the first column is the grip.

    `movable` tells how many rows from the top on can be moved; without it all can.
    """

    moved = Signal(int, int)

    def __init__(self, view: TableView, *, movable: Callable[[], int] | None = None) -> None:
        super().__init__(view)
        self._view = view
        self._movable = movable or view.listing.rowCount
        # Events still come while the view is being taken down, and then it cannot be asked any more.
        self._viewport = view.viewport()
        self._line = _DropLine(view.viewport())
        self._pressed: QPoint | None = None
        self._gap: int | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def move_current(self, by: int) -> None:
        """Ask to move the row the keyboard is on up (-1) or down (1); at the ends nothing happens."""
        row = self._view.currentIndex().row()
        if 0 <= row < self._movable() and 0 <= row + by < self._movable():
            self.moved.emit(self._view.listing.id_at(row), row + by)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self._viewport and isinstance(event, QMouseEvent):
            return self._mouse(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self.move_current(_STEPS[Qt.Key(event.key())])
            return True
        if event.key() == Qt.Key.Key_Escape and self._gap is not None:
            self._stop()
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            on_grip = self._view.columnAt(point.x()) == 0 and 0 <= self._view.rowAt(point.y()) < self._movable()
            self._pressed = point if on_grip and event.button() == Qt.MouseButton.LeftButton else None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            return self._drag(point)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            self._drop()
        return False

    def _drag(self, point: QPoint) -> bool:
        pressed = self._pressed or point
        if self._gap is not None or (point - pressed).manhattanLength() >= QApplication.startDragDistance():
            self._gap = self._gap_at(point.y())
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._line.show_at(self._y_of(self._gap))
        return True

    def _drop(self) -> None:
        gap, row = self._gap, -1 if self._pressed is None else self._view.rowAt(self._pressed.y())
        self._stop()
        if gap is not None and row >= 0:
            place = gap - 1 if gap > row else gap
            if place != row:
                self.moved.emit(self._view.listing.id_at(row), place)

    def _gap_at(self, y: int) -> int:
        for row in range(self._movable()):
            if y < self._view.rowViewportPosition(row) + self._view.rowHeight(row) // 2:
                return row
        return self._movable()

    def _y_of(self, gap: int) -> int:
        if gap < self._view.listing.rowCount():
            return self._view.rowViewportPosition(gap)
        return self._view.rowViewportPosition(gap - 1) + self._view.rowHeight(gap - 1)

    def _stop(self) -> None:
        self._pressed, self._gap = None, None
        self._line.hide()
        self._view.viewport().unsetCursor()


class _DropLine(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int) -> None:
        """Lie over the whole width at `y`."""
        ground = self.parentWidget()
        self.setGeometry(0, max(0, y - 2), 0 if ground is None else ground.width(), _LINE)
        self.show()
        self.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("brand"))
