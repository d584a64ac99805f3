"""The grid of a month, Monday first: evenings as chips that can be opened, and dragged to another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.clock import day_text, weekday_name
from leaderdesk.core.i18n import _
from leaderdesk.features.streams.screen.month_chips import PAD, Chip, chips_of, number_height, paint_chip
from leaderdesk.features.streams.screen.shown import ShownSlot
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import CENTER, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_DAYS = 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS}
_LEAST_ROW = 46


class MonthGrid(QWidget):
    """Tells what a person wants: a new evening on a day, one to be opened, or one to lie on another day.

    With the keyboard: the arrows go from day to day, Enter opens, Page Up and Down go through the evenings of a day,
    Alt with an arrow moves the evening that is chosen.
    """

    day_wanted = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object)
    left_month = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[tuple[dt.date, ...], ...] = ()
        self._evenings: Mapping[dt.date, Sequence[ShownSlot]] = {}
        self._month = self._today = dt.date(2000, 1, 1)
        self._day = self._today
        self._place = 0
        self._pressed: tuple[ShownSlot, QPointF] | None = None
        self._dragged: QPointF | None = None
        self.setAccessibleName(_("Calendar of livestreams"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_month(
        self, weeks: Sequence[Sequence[dt.date]], evenings: Sequence[ShownSlot], *, month: dt.date, today: dt.date
    ) -> None:
        """Show the weeks of a month with these evenings; the day that was chosen stays if it is among them."""
        self._weeks = tuple(tuple(week) for week in weeks)
        by_day: dict[dt.date, list[ShownSlot]] = {}
        for shown in evenings:
            by_day.setdefault(shown.slot.starts_at.date(), []).append(shown)
        self._evenings, self._month, self._today = by_day, month, today
        days = [day for week in self._weeks for day in week]
        if self._day not in days:
            self._day = today if today in days else month
            self._place = 0
        self._say()
        self.update()

    def choose_day(self, day: dt.date) -> None:
        """Let the keyboard be on that day."""
        self._day, self._place = day, 0
        self._say()
        self.update()

    def chosen(self) -> ShownSlot | None:
        """Return the evening the keyboard is on; None on an empty day."""
        here = self._evenings.get(self._day, ())
        return here[min(self._place, len(here) - 1)] if here else None

    def chip_of(self, stream_id: int) -> QRectF | None:
        """Return where the chip of a stream lies; None if it is not in view."""
        found = (chip for chip in self._chips() if chip.shown is not None and chip.shown.stream_id == stream_id)
        return next((chip.rect for chip in found), None)

    def cell_of(self, day: dt.date) -> QRectF:
        """Return where a day lies; nothing for one that is not in view."""
        return next((rect for here, rect in self._cells() if here == day), QRectF())

    # Measuring.

    @override
    def sizeHint(self) -> QSize:
        return QSize(760, self._head() + 6 * theme().grown(96))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(480, self._head() + 6 * theme().grown(_LEAST_ROW))

    def _head(self) -> int:
        return line_height(theme().font("small")) + 8

    def _cells(self) -> Iterator[tuple[dt.date, QRectF]]:
        if not self._weeks:
            return
        width, height = self.width() / _DAYS, (self.height() - self._head()) / len(self._weeks)
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                yield day, QRectF(column * width, self._head() + row * height, width, height)

    def _chips(self) -> Iterator[Chip]:
        for day, cell in self._cells():
            yield from chips_of(cell, self._evenings.get(day, ()))

    def _at(self, point: QPointF) -> tuple[dt.date | None, ShownSlot | None]:
        day = next((day for day, cell in self._cells() if cell.contains(point)), None)
        chip = next((chip for chip in self._chips() if chip.rect.contains(point)), None)
        return day, None if chip is None else chip.shown

    # Painting.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        whole = self.rect().toRectF()
        paint_box(painter, whole, radius=10, fill=look.color("surface"))
        for column, day in enumerate(self._weeks[0] if self._weeks else ()):
            head = QRectF(column * self.width() / _DAYS, 0, self.width() / _DAYS, self._head())
            name = weekday_name(day)
            paint_text(painter, head, name, font=look.font("small"), color=look.color("text2"), align=CENTER)
        for day, cell in self._cells():
            self._paint_day(painter, day, cell)
        chosen = self.chosen() if self.hasFocus() else None
        for chip in self._chips():
            paint_chip(painter, chip, chosen=chip.shown is not None and chip.shown is chosen)
        paint_box(painter, whole, radius=10, line=look.color("border"))
        self._paint_dragged(painter)

    def _paint_day(self, painter: QPainter, day: dt.date, cell: QRectF) -> None:
        look = theme()
        if (day.year, day.month) != (self._month.year, self._month.month):
            painter.fillRect(cell.adjusted(1, 1, 0, 0), look.color("canvas"))
        over = self._dragged is not None and cell.contains(self._dragged)
        if over:
            painter.fillRect(cell.adjusted(1, 1, 0, 0), look.color("selected"))
        painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 1), look.color("border"))
        if cell.left() > 1:
            painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), look.color("border"))
        number = QRectF(cell.left() + PAD, cell.top() + 3, cell.width() - 2 * PAD, number_height() - 5)
        words = str(day.day) if day.day > 1 else _("{month}/{day}").format(month=day.month, day=day.day)
        font = QFont(look.font("small"))
        if day == self._today:
            words, font = _("{day} today").format(day=day.day), QFont(font)
            font.setBold(True)
            pill = QRectF(number.left(), number.top(), text_width(words, font) + 14, number.height())
            paint_box(painter, pill, radius=10, fill=look.color("brand"))
            paint_text(painter, pill, words, font=font, color=look.color("textOnBrand"), align=CENTER)
        else:
            paint_text(painter, number, words, font=font, color=look.color("text2"))
        if self.hasFocus() and day == self._day:
            paint_box(painter, cell.adjusted(2, 2, -2, -2), radius=6, line=look.color("focus"), width=2)

    def _paint_dragged(self, painter: QPainter) -> None:
        if self._dragged is None or self._pressed is None:
            return
        shown, _start = self._pressed
        size = QRectF(0, 0, self.width() / _DAYS - 2 * PAD, number_height() * 2)
        size.moveCenter(self._dragged)
        painter.setOpacity(0.85)
        paint_chip(painter, Chip(size, shown), chosen=True)

    # The mouse.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        day, shown = self._at(event.position())
        if day is not None:
            self._day = day
            here = self._evenings.get(day, ())
            self._place = here.index(shown) if shown is not None else 0
            self._say()
        self._pressed = None if shown is None else (shown, event.position())
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._explain(event.position())
            return
        shown, start = self._pressed
        far = (event.position() - start).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged is not None or (far and not shown.is_over and not shown.is_live):
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.unsetCursor()
        self.update()
        day, shown = self._at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        if pressed is not None and dragged is not None:
            if day != pressed[0].slot.starts_at.date():
                self.moved.emit(pressed[0], day)
        elif pressed is None and shown is None and not self._is_more(event.position()):
            self.day_wanted.emit(day)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (shown := self._at(event.position())[1]) is not None:
            self.opened.emit(shown)

    def _explain(self, point: QPointF) -> None:
        """Let the tooltip say all about the evening under the mouse, or about all of a day that is full."""
        day, shown = self._at(point)
        full = [each.words for each in self._evenings.get(day, ())] if day is not None and self._is_more(point) else []
        words = "\n".join(full) if shown is None else shown.words
        self.setToolTip(plain_tooltip(words) if words else "")

    def _is_more(self, point: QPointF) -> bool:
        return any(chip.shown is None and chip.rect.contains(point) for chip in self._chips())

    # The keyboard.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key], moves=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._leaf(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            shown = self.chosen()
            if shown is None:
                self.day_wanted.emit(self._day)
            else:
                self.opened.emit(shown)
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self._pressed = self._dragged = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _step(self, days: int, *, moves: bool) -> None:
        shown, day = self.chosen(), self._day + dt.timedelta(days=days)
        if moves:
            if shown is not None and not shown.is_over and not shown.is_live:
                self._day = day
                self.moved.emit(shown, day)
            return
        self._day, self._place = day, 0
        if not any(day in week for week in self._weeks):
            self.left_month.emit(1 if days > 0 else -1)
        self._say()
        self.update()

    def _leaf(self, step: int) -> None:
        """Go to the next evening of the day, and from the last on to the next month."""
        here = self._evenings.get(self._day, ())
        if 0 <= self._place + step < len(here):
            self._place += step
            self._say()
            self.update()
        else:
            self.left_month.emit(step)

    def _say(self) -> None:
        here = self._evenings.get(self._day, ())
        words = [day_text(self._day), *(shown.words for shown in here)]
        self.setAccessibleDescription("; ".join(words))
