"""Lays widgets out like words: as many as fit in a line, the rest in the next."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Rows of widgets at their own size, `gap` pixels apart."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        # None would be taken for a widget by the binding, and complained about.
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # What the widgets ask for is asked once for each change, as the layouts around this one ask again and again.
        self._asked: list[tuple[QLayoutItem, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), moving=False)
        return self._heights[width]

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, moving=True)

    @override
    def sizeHint(self) -> QSize:
        widths = [size.width() for _item, size in self._shown()]
        size = QSize(sum(widths) + self.spacing() * max(0, len(widths) - 1), self._tallest())
        return size.grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item, _size in self._shown()), default=0)
        return QSize(widest, self._tallest()).grownBy(self.contentsMargins())

    def _tallest(self) -> int:
        return max((size.height() for _item, size in self._shown()), default=0)

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        if self._asked is None:
            self._asked = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        return self._asked

    def _forget(self) -> None:
        self._asked = None
        self._heights.clear()

    def _lay(self, rect: QRect, *, moving: bool) -> int:
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.y()
        for line in self._lines(inside.width()):
            height = max(size.height() for _item, size in line)
            left = inside.x()
            for item, size in line if moving else ():
                width = min(size.width(), inside.width())
                middle = top + (height - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, middle), QSize(width, size.height())))
                left += width + self.spacing()
            top += height + self.spacing()
        bottom = top - self.spacing() if top > inside.y() else top
        return bottom - rect.y() + self.contentsMargins().bottom()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item, size in self._shown():
            width = min(size.width(), room)
            if not lines or left + width > room:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += width + self.spacing()
        return lines
