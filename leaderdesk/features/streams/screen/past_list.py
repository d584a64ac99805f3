"""The streams that are over, each with what it sold and how its length lay to the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.streams.rules.report import StreamResult, best_text, over_text
from leaderdesk.features.streams.screen.shown import INKS, colour_of
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.painting import RIGHT, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

_PAD = 16
_LINE = 6
_DOT = 10


class PastList(QWidget):
    """Rows of three lines; Enter, or a double click, opens what came of one."""

    opened = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[StreamResult, ...] = ()
        self._at = 0
        self.setAccessibleName(_("Streams that are over"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_results(self, results: Sequence[StreamResult]) -> None:
        """Show these, the latest first."""
        self._results = tuple(results)
        self._at = min(self._at, max(0, len(self._results) - 1))
        self._say()
        self.updateGeometry()
        self.update()

    def results(self) -> tuple[StreamResult, ...]:
        """Return what is shown."""
        return self._results

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self._row() * len(self._results))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._row() * len(self._results))

    def _row(self) -> int:
        look = theme()
        return line_height(look.font("strong")) + 2 * line_height(look.font("small")) + 28

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = self._row()
        first, last = event.rect().top() // height, event.rect().bottom() // height
        for place in range(first, min(last + 1, len(self._results))):
            rect = QRectF(0, place * height, self.width(), height)
            self._paint_row(painter, self._results[place], rect, chosen=place == self._at and self.hasFocus())

    def _paint_row(self, painter: QPainter, one: StreamResult, rect: QRectF, *, chosen: bool) -> None:
        look = theme()
        if chosen:
            painter.fillRect(rect, look.color("selected"))
            paint_box(painter, rect.adjusted(2, 2, -2, -2), radius=6, line=look.color("focus"), width=2)
        inside = rect.adjusted(_PAD, 8, -_PAD, -8)
        strong, small = QFont(look.font("body")), look.font("small")
        strong.setBold(True)
        top = QRectF(inside.left(), inside.top(), inside.width(), line_height(strong) + 2)
        self._paint_head(painter, one, top, strong)
        middle = QRectF(inside.left(), top.bottom() + 2, inside.width(), line_height(small))
        length = _("{used} / {planned} min").format(used=round(one.used_s / 60), planned=one.stream.length_s // 60)
        paint_text(painter, middle, length, font=small, color=look.color("text2"), align=RIGHT)
        bar = middle.adjusted(0, 0, -text_width("000 / 000 分钟", small) - 8, 0)
        _paint_bar(painter, bar, one)
        below = QRectF(inside.left(), middle.bottom() + 4, inside.width(), line_height(small))
        self._paint_foot(painter, one, below, small)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("border"))

    def _paint_head(self, painter: QPainter, one: StreamResult, rect: QRectF, strong: QFont) -> None:
        look, small = theme(), theme().font("small")
        dot = QRectF(rect.left(), rect.center().y() - _DOT / 2, _DOT, _DOT)
        paint_box(painter, dot, radius=3, fill=look.color(INKS[colour_of(one.series)]))
        money = format_yuan(one.all.fen)
        paint_text(painter, rect, money, font=small, color=look.color("text2"), align=RIGHT)
        orders = ngettext("{count} order", "{count} orders", one.all.orders).format(count=one.all.orders)
        right = rect.adjusted(0, 0, -max(text_width("¥0,000.00", small), text_width(money, small)) - 12, 0)
        paint_text(painter, right, orders, font=strong, color=look.color("text"), align=RIGHT)
        room = right.width() - text_width(orders, strong) - _DOT - 20
        name = QRectF(rect.left() + _DOT + 8, rect.top(), min(room, text_width(one.name, strong) + 1), rect.height())
        paint_text(painter, name, one.name, font=strong, color=look.color("text"))
        left = QRectF(name.right() + 8, rect.top(), room - name.width() - 8, rect.height())
        if left.width() > 24:
            paint_text(painter, left, _when(one), font=small, color=look.color("text2"))

    def _paint_foot(self, painter: QPainter, one: StreamResult, rect: QRectF, small: QFont) -> None:
        look = theme()
        words = lateness(one)
        paint_text(
            painter,
            rect,
            words,
            font=small,
            color=look.color("warnText" if one.over_minutes >= 1 else "text2"),
            align=RIGHT,
        )
        used = text_width(words, small)
        if one.over_minutes >= 1:
            mark = QRectF(rect.right() - used - SMALL - 4, rect.center().y() - SMALL / 2, SMALL, SMALL)
            paint_icon(painter, mark, "warning", look.color("warnText"))
            used += SMALL + 4
        best = best_text(one)
        middle = rect.adjusted(0, 0, -used - 14, 0)
        paint_text(painter, middle, best, font=small, color=look.color("text2"), align=RIGHT)
        room = middle.width() - (text_width(best, small) + 14 if best else 0)
        over = QRectF(rect.left(), rect.top(), max(0.0, room), rect.height())
        paint_text(painter, over, over_text(one), font=small, color=look.color("text2"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self._row()
        if 0 <= place < len(self._results):
            self._at = place
            self._say()
            self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(event.position())

    def _open(self, point: QPointF) -> None:
        place = int(point.y()) // self._row()
        if 0 <= place < len(self._results):
            self.opened.emit(self._results[place].stream.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._results:
            self._at = min(max(0, self._at + step), len(self._results) - 1)
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._results:
            self.opened.emit(self._results[self._at].stream.id)
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        if not self._results:
            self.setAccessibleDescription("")
            return
        one = self._results[self._at]
        parts = (one.name, _when(one), format_yuan(one.all.fen), lateness(one), over_text(one), best_text(one))
        self.setAccessibleDescription(_(" · ").join(part for part in parts if part))


def lateness(one: StreamResult) -> str:
    """Return how the length lay to the plan: 超 2 分, 准时, 快 3 分."""
    minutes = one.over_minutes
    if minutes >= 1:
        return ngettext("{minutes} min over", "{minutes} min over", minutes).format(minutes=minutes)
    if minutes <= -1:
        return ngettext("{minutes} min early", "{minutes} min early", -minutes).format(minutes=-minutes)
    return _("on time")


def _when(one: StreamResult) -> str:
    day = one.stream.starts_at
    words = _("{month}/{day}").format(month=day.month, day=day.day)
    series = "" if one.series is None or one.series.name == one.name else one.series.name
    return _(" · ").join(part for part in (words, series) if part)


def _paint_bar(painter: QPainter, rect: QRectF, one: StreamResult) -> None:
    """Paint how long it took: a tick at the plan, amber beyond it."""
    look = theme()
    longest = max(one.used_s, one.stream.length_s * 5 // 4, 1)
    line = QRectF(rect.left(), rect.center().y() - _LINE / 2, rect.width(), _LINE)
    paint_box(painter, line, radius=3, fill=look.color("sunken"))
    tick = line.left() + line.width() * one.stream.length_s / longest
    used = line.left() + line.width() * one.used_s / longest
    if used > tick:
        paint_box(
            painter, QRectF(line.left(), line.top(), used - line.left(), _LINE), radius=3, fill=look.color("warn")
        )
    done = QRectF(line.left(), line.top(), min(used, tick) - line.left(), _LINE)
    if done.width() > 0:
        paint_box(painter, done, radius=3, fill=look.color("brandLine"))
    painter.fillRect(QRectF(tick - 1, line.center().y() - _LINE, 2, 2 * _LINE), look.color("text"))
