"""The delegate of every table: it paints rows and cells, and edits a cell in place."""

from __future__ import annotations

from typing import Any, Protocol, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from leaderdesk.ui.cell_painting import CellBrush, Letters
from leaderdesk.ui.columns import Band, Column, RowKind, Side
from leaderdesk.ui.icons import IconName, paint_icon
from leaderdesk.ui.listing import AnyListing, Index
from leaderdesk.ui.painting import paint_box, paint_text, text_width
from leaderdesk.ui.theme import Theme, theme
from leaderdesk.ui.tokens import ColorName

PAD, EDGE_PAD, ACCENT = 8, 20, 3
_SELECTED = QStyle.StateFlag.State_Selected
_GROUND: dict[RowKind, ColorName] = {"plain": "surface", "look": "warnTint", "gone": "surface", "quiet": "surface"}
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignCenter,
}


class Stage(Protocol):
    """What the delegate asks its table."""

    def hovered_row(self) -> int:
        """Return the row under the mouse, or -1."""
        ...

    def cells_height(self) -> int:
        """Return how high the cells of a row are; a question below them is not counted."""
        ...

    def cells_end(self, row: int) -> int:
        """Return how far the cells of a row may reach: up to the answers beside them and the page's padding."""
        ...

    def has_keyboard(self) -> bool:
        """Return whether keys go to the table."""
        ...

    def cursor_cell(self) -> tuple[int, int]:
        """Return the row and the column the keyboard is on; -1 without one."""
        ...


class CellEditor(QLineEdit):
    """The field of a cell that is being edited."""

    def __init__(self, parent: QWidget, place: Index, side: Side) -> None:
        super().__init__(parent)
        self.place = QPersistentModelIndex(place)
        self.filled = False
        self.setAlignment(_ALIGN[side] | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda _text: self.show_refused(refused=False))

    def show_refused(self, *, refused: bool) -> None:
        """Wear the red line, or take it off."""
        if bool(self.property("refused")) != refused:
            self.setProperty("refused", refused)
            self.style().unpolish(self)
            self.style().polish(self)


class CellDelegate(QStyledItemDelegate):
    """Paints by the listing's columns. Enter and Tab take what was typed; what is refused stays in the field."""

    moved_on = Signal(int, int, int)
    """An edit was taken with Tab (+1), Shift+Tab (-1) or Enter (0): row, column, step."""
    refused = Signal(QWidget, str)
    """What an open field holds was refused: the field and the sentence."""

    def __init__(self, listing: AnyListing, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._listing = listing
        self._stage = stage
        self._look = theme()
        self._letters = Letters(self._look)

    # Painting.

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        look = self._look
        row, column = index.row(), index.column()
        row_look = self._listing.look(row)
        rect = option.rect
        if row_look.band is not None:
            self._paint_band(painter, look, rect, row_look.band)
        else:
            selected = bool(option.state & _SELECTED)
            self._paint_ground(painter, look, rect, row, kind=row_look.kind, selected=selected, first=column == 0)
            height = min(rect.height(), self._stage.cells_height())
            self._paint_cell(painter, look, QRect(rect.x(), rect.y(), rect.width(), height - 1), index, row_look.kind)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, look: Theme, rect: QRect, row: int, *, kind: RowKind, selected: bool, first: bool
    ) -> None:
        ground: ColorName = _GROUND[kind]
        if kind != "look" and selected:
            ground = "selected"
        elif kind != "look" and row == self._stage.hovered_row():
            ground = "hover"
        if ground != "surface":
            # The view has painted itself in the surface's colour already.
            painter.fillRect(rect, look.color(ground))
        line = look.color("warnLine" if kind == "look" else "border")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        if selected and first:
            accent = look.color("warn" if kind == "look" else "brand")
            painter.fillRect(QRect(rect.x(), rect.y(), ACCENT, rect.height()), accent)

    def _paint_cell(self, painter: QPainter, look: Theme, rect: QRect, index: Index, kind: RowKind) -> None:
        row, column = index.row(), index.column()
        spec: Column[Any] = self._listing.columns[column]
        inner = QRectF(padded(rect, column, len(self._listing.columns)))
        if self._listing.look(row).spans:
            inner.setRight(min(inner.right(), self._stage.cells_end(row)))
        refusal = self._listing.refusal(row, column)
        if refusal is not None:
            paint_box(painter, QRectF(rect).adjusted(3, 5, -3, -5), radius=6, line=look.color("danger"), width=2)
            paint_text(
                painter, inner, refusal.typed, font=look.font("body"), color=look.color("text"),
                align=_ALIGN[spec.side] | Qt.AlignmentFlag.AlignVCenter,
            )  # fmt: skip
            return
        cell = self._listing.cell(row, column)
        if cell is None:
            width = min(inner.width(), 72.0)
            x = inner.right() - width if spec.side == "right" else inner.x()
            bone = QRectF(x, inner.center().y() - 6, width, 12)
            paint_box(painter, bone, radius=4, fill=look.color("neutralTint"))
            return
        CellBrush(painter, look, self._letters, kind=kind).paint(inner, cell, spec.side)
        if spec.edit is not None and self._stage.has_keyboard():
            self._paint_cursor(painter, look, rect, index)

    def _paint_cursor(self, painter: QPainter, look: Theme, rect: QRect, index: Index) -> None:
        here = self._stage.cursor_cell() == (index.row(), index.column())
        if here and self._listing.edit_of(index.row(), index.column()) is not None:
            paint_box(painter, QRectF(rect).adjusted(3, 5, -3, -5), radius=6, line=look.color("focus"), width=2)

    def _paint_band(self, painter: QPainter, look: Theme, rect: QRect, band: Band) -> None:
        painter.fillRect(rect, look.color("canvas"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), look.color("border"))
        inner = QRectF(rect).adjusted(EDGE_PAD, 0, -EDGE_PAD, -1)
        ink: ColorName = "warnText" if band.warns else "text2"
        if band.icon:
            icon = QRectF(inner.x(), inner.y(), 16, inner.height())
            paint_icon(painter, _middle(icon, 16), cast("IconName", band.icon), look.color(ink))
            inner.adjust(24, 0, 0, 0)
        for text, font, color in (
            (band.text, look.font("strong" if band.bold else "small"), "text" if band.bold and not band.warns else ink),
            (band.remark, look.font("small"), ink),
            (band.link, look.font("small"), "brand"),
        ):
            if text:
                paint_text(painter, inner, text, font=font, color=look.color(color))
                inner.adjust(min(text_width(text, font) + 8, inner.width()), 0, 0, 0)

    # Editing.

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent, index, self._listing.columns[index.column()].side)
        editor.setFont(theme().font("strong"))
        editor.setAccessibleName(self._listing.columns[index.column()].title)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        edit, row = self._listing.edit_of(index.row(), index.column()), self._listing.row_at(index.row())
        # A refresh while somebody types must not take the text away.
        if not isinstance(editor, CellEditor) or editor.filled or edit is None or row is None:
            return
        editor.filled = True
        refusal = self._listing.refusal(index.row(), index.column())
        editor.setText(edit.text(row) if refusal is None else refusal.typed)
        editor.selectAll()
        if refusal is not None:
            editor.show_refused(refused=True)
            self.refused.emit(editor, refusal.sentence)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor):
            self._listing.take(index.row(), index.column(), editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        height = min(self._stage.cells_height(), rect.height())
        editor.setGeometry(QRect(rect.x() + 3, rect.y() + 5, rect.width() - 6, height - 11))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                return self._take(editor, 0)
            if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                return self._take(editor, 1 if key == Qt.Key.Key_Tab else -1)
            if key == Qt.Key.Key_Escape and editor.place.isValid():
                row_id = self._listing.id_at(editor.place.row())
                self._listing.settle(row_id, self._listing.columns[editor.place.column()].key)
        return super().eventFilter(editor, event)

    def _take(self, editor: CellEditor, step: int) -> bool:
        row, column = editor.place.row(), editor.place.column()
        if editor.place.isValid() and not self._listing.take(row, column, editor.text()):
            refusal = self._listing.refusal(row, column)
            editor.show_refused(refused=True)
            editor.selectAll()
            self.refused.emit(editor, "" if refusal is None else refusal.sentence)
            return True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.moved_on.emit(row, column, step)
        return True


def padded(rect: QRect, column: int, columns: int) -> QRect:
    """Return the part of a cell that is written on; the outer columns keep the page's padding."""
    left = EDGE_PAD if column == 0 else PAD
    right = EDGE_PAD if column == columns - 1 else PAD
    return rect.adjusted(left, 0, -right, 0)


def _middle(rect: QRectF, side: float) -> QRectF:
    return QRectF(rect.x(), rect.center().y() - side / 2, side, side)
