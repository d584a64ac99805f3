"""A short list whose order a person sets, with the mouse or with Alt and the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.painting import RIGHT, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_BOX = 16


@dataclass(frozen=True, slots=True)
class ReorderRow:
    """One row: its key, its name, a note in grey, and a figure at the right end.

    A row that is `ticked` or not has a box at its right end, which a click or the space bar changes.
    """

    key: str
    name: str
    note: str = ""
    figure: str = ""
    ticked: bool | None = None


class ReorderList(QListWidget):
    """Rows with a grip; `reordered` tells the keys in their new order after each move.

    `ticked` tells the key of a row whose box was clicked, and whether it is to be ticked.
    """

    reordered = Signal(list)
    opened = Signal(str)
    ticked = Signal(str, bool)

    def __init__(self, name: str, rows: Sequence[ReorderRow] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ReorderRow] = {}
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setItemDelegate(_RowPainter(self))
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[ReorderRow]) -> None:
        """Show these rows in this order; the selected one stays selected if it is still there."""
        before = self.current_key()
        self._rows = {row.key: row for row in rows}
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(Qt.ItemDataRole.UserRole, row.key)
            words = (row.name, row.note, row.figure, _ticked_words(row))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "，".join(part for part in words if part))
            self.addItem(item)
        keys = self.keys()
        if keys:
            self.setCurrentRow(keys.index(before) if before in keys else 0)
        self.updateGeometry()

    def keys(self) -> list[str]:
        """Return the keys in the order in force."""
        return [str(self.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(self.count())]

    def current_key(self) -> str:
        """Return the key of the selected row; empty when there is none."""
        row = self.currentRow()
        return "" if row < 0 else str(self.item(row).data(Qt.ItemDataRole.UserRole))

    def row_of(self, key: str) -> ReorderRow:
        """Return the row of `key`."""
        return self._rows[key]

    def move_current(self, by: int) -> None:
        """Move the selected row up (-1) or down (1) and tell the new order; at the ends nothing happens."""
        here = self.currentRow()
        there = here + by
        if here < 0 or not 0 <= there < self.count():
            return
        item = self.takeItem(here)
        self.insertItem(there, item)
        self.setCurrentRow(there)
        self.reordered.emit(self.keys())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
            return
        if event.key() == Qt.Key.Key_Space and self.current_key():
            self._tick(self.current_key())
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        box = _box(QRectF(self.visualRect(index)))
        if index.isValid() and box.adjusted(-8, -8, 8, 8).contains(event.position()):
            self._tick(str(index.data(Qt.ItemDataRole.UserRole)))

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        before = self.keys()
        super().dropEvent(event)
        if self.keys() != before:
            self.reordered.emit(self.keys())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _tick(self, key: str) -> None:
        before = self._rows[key].ticked
        if before is not None:
            self.ticked.emit(key, not before)

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, _row_height() * max(1, self.count()) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, _row_height() * min(4, max(1, self.count())) + 2)


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: ReorderList) -> None:
        super().__init__(rows)
        self._list = rows

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        row = self._list.row_of(str(index.data(Qt.ItemDataRole.UserRole)))
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selected"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), look.color("border"))
        paint_icon(painter, QRectF(rect.x() + 8, rect.y(), SMALL, rect.height()), "grip", look.color("text3"))
        strong, body, small = look.font("strong"), look.font("body"), look.font("small")
        left = rect.x() + 32
        number = str(index.row() + 1)
        paint_text(painter, QRectF(left, rect.y(), 26, rect.height()), number, font=strong, color=look.color("text"))
        left += max(20, text_width(number, strong) + 10)
        right = rect.right() - 10
        if row.ticked is not None:
            box = _box(rect)
            _paint_tick(painter, box, ticked=row.ticked)
            right = box.left() - 10
        if row.figure:
            taken = text_width(row.figure, small)
            place = QRectF(right - taken, rect.y(), taken + 1, rect.height())
            paint_text(painter, place, row.figure, font=small, color=look.color("text2"), align=RIGHT)
            right -= taken + 10
        width = min(right - left, float(text_width(row.name, body) + 1))
        paint_text(painter, QRectF(left, rect.y(), width, rect.height()), row.name, font=body, color=look.color("text"))
        note = QRectF(left + width + 12, rect.y(), max(0.0, right - left - width - 12), rect.height())
        if note.width() > 24:
            paint_text(painter, note, row.note, font=small, color=look.color("text2"))


def _box(row: QRectF) -> QRectF:
    """Return where the box of a row stands."""
    return QRectF(row.right() - _BOX - 10, row.center().y() - _BOX / 2, _BOX, _BOX)


def _paint_tick(painter: QPainter, box: QRectF, *, ticked: bool) -> None:
    look = theme()
    if ticked:
        paint_box(painter, box, radius=4, fill=look.color("brand"))
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", look.color("textOnBrand"))
    else:
        paint_box(painter, box, radius=4, fill=look.color("surface"), line=look.color("borderInput"), width=1.5)


def _ticked_words(row: ReorderRow) -> str:
    if row.ticked is None:
        return ""
    return _("shown") if row.ticked else _("hidden")


def _row_height() -> int:
    return max(theme().grown(32), line_height(theme().font("body")) + 8)
