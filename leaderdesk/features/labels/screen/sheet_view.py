"""The sheet or the roll that the labels lie on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.documents.stock import LabelStock, pages_needed
from leaderdesk.features.labels.papers import BagLabel
from leaderdesk.ui.painting import CENTER, LEFT, RIGHT, line_height, paint_text, text_width
from leaderdesk.ui.theme import theme


class SheetView(QWidget):
    """One page of the label paper; a click on a place of the first page makes the labels begin there."""

    start_chosen = Signal(int)
    label_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[BagLabel, ...] = ()
        self._stock: LabelStock | None = None
        self._skip = 0
        self._page = 0
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setAccessibleName(_("Sheet of labels"))
        self.setToolTip(_("Click where the first label is to lie. Ctrl and a click shows the label there."))

    def show_labels(self, labels: Sequence[BagLabel], stock: LabelStock, *, skip: int) -> None:
        """Show the sheet with these labels, the first `skip` places of the first page used already."""
        self._labels, self._stock, self._skip = tuple(labels), stock, skip
        self._page = min(self._page, max(self.page_count() - 1, 0))
        self.update()

    def skip_places(self, skip: int) -> None:
        """Leave the first `skip` places of the first page alone."""
        self._skip = skip
        self._page = min(self._page, max(self.page_count() - 1, 0))
        self.update()

    def show_label(self, place: int) -> None:
        """Mark the label at `place`, counted from 0, and turn to its page."""
        self._current = place
        if self._stock is not None:
            self._page = (self._skip + place) // self._stock.per_page
        self.update()

    def page(self) -> int:
        """Return the page in view, counted from 0."""
        return self._page

    def page_count(self) -> int:
        """Return how many pages there are."""
        return 0 if self._stock is None else pages_needed(len(self._labels), self._stock, skip=self._skip)

    def turn(self, step: int) -> None:
        """Go to the next or the earlier page."""
        self._page = min(max(self._page + step, 0), max(self.page_count() - 1, 0))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(318, 450)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.label_chosen.emit(min(max(self._current + step, 0), max(len(self._labels) - 1, 0)))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, cell in self._cells():
            if not cell.contains(event.position()):
                continue
            # On the first sheet a click says where to begin; with Ctrl, and everywhere else, it shows the label.
            beside = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if self._page == 0 and self._stock is not None and not self._stock.roll and not beside:
                self.start_chosen.emit(number)
            elif 0 <= number - self._skip < len(self._labels):
                self.label_chosen.emit(number - self._skip)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, cell in self._cells():
            place = number - self._skip
            if number < self._skip:
                painter.fillRect(cell, look.color("surface"))
                painter.fillRect(cell, QBrush(look.color("border"), Qt.BrushStyle.BDiagPattern))
                paint_text(painter, cell, _("used"), font=look.font("caption"), color=look.color("text3"), align=CENTER)
            elif place < len(self._labels):
                self._paint_label(painter, cell, self._labels[place], current=place == self._current)
            else:
                painter.fillRect(cell, look.color("surface"))
            painter.setPen(QPen(look.color("borderStrong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell)
            if place == self._current and 0 <= place < len(self._labels):
                painter.setPen(QPen(look.color("brand"), 2))
                painter.drawRect(cell.adjusted(1, 1, -1, -1))

    def _paint_label(self, painter: QPainter, cell: QRectF, label: BagLabel, *, current: bool) -> None:
        look = theme()
        painter.fillRect(cell, look.color("selected" if current else "surface"))
        inner = cell.adjusted(6, 3, -6, -3)
        bold, small = QFont(look.font("caption")), look.font("caption")
        bold.setBold(True)
        lines = max(1, min(3, int(inner.height() / (0.85 * line_height(small)))))
        line = inner.height() / lines
        head = QRectF(inner.left(), inner.top(), inner.width(), line)
        code, ink = label.label.pickup_code, look.color("text2")
        room = label.label.room
        paint_text(painter, head, room, font=bold, color=look.color("text"), align=LEFT)
        if text_width(room, bold) + text_width(code, bold) + 4 <= head.width():
            paint_text(painter, head, code, font=bold, color=ink, align=RIGHT)
        kind = _("cold") if label.bag.is_cold else _("ambient")
        tint = look.color("infoText" if label.bag.is_cold else "text3")
        rest = [(label.label.name, ink), (kind, tint)] if lines == 3 else [(kind, tint)]
        for place, (words, color) in enumerate(rest[: lines - 1], start=1):
            paint_text(painter, head.translated(0, place * line), words, font=small, color=color, align=LEFT)

    def _cells(self) -> list[tuple[int, QRectF]]:
        """Return the places of the page in view as (number from the first page on, rectangle)."""
        stock = self._stock
        if stock is None:
            return []
        if stock.roll:
            return self._strip(stock)
        width, height = stock.page_mm
        scale = min(self.width() / width, self.height() / height)
        left, top = (self.width() - width * scale) / 2, (self.height() - height * scale) / 2
        cells = []
        for place in range(stock.per_page):
            row, column = divmod(place, stock.columns)
            x, y = stock.across_mm[column], stock.down_mm[row]
            cell = QRectF(left + x * scale, top + y * scale, stock.width_mm * scale, stock.height_mm * scale)
            cells.append((self._page * stock.per_page + place, cell))
        return cells

    def _strip(self, stock: LabelStock) -> list[tuple[int, QRectF]]:
        """A roll is one long strip: the label in view with those before and after it."""
        height = min(120.0, (self.width() - 40) * stock.height_mm / stock.width_mm)
        width = height * stock.width_mm / stock.height_mm
        first = max(self._current - 1, 0)
        shown = range(first, min(first + int(self.height() // (height + 6)), len(self._labels)))
        left = (self.width() - width) / 2
        return [(number, QRectF(left, place * (height + 6), width, height)) for place, number in enumerate(shown)]
