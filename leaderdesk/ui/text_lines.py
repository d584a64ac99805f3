"""Numbered lines of a pasted text: read-only, tinted by what became of each line, one of them selected."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.painting import paint_text, text_width
from leaderdesk.ui.text_line import LINE, Span, TextLine, lay_out, line_font, paint_ground, paint_marks
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, TINT, ColorName, Tone

AT_ONCE = 100
"""So many lines are measured in one turn of the event loop; of a long text the rest follows, turn by turn."""

EDGE, NUMBER_PAD, TEXT_PAD = 3, 8, 10
_EDGES: dict[Tone, ColorName] = {
    "brand": "brand", "warn": "warn", "danger": "danger", "info": "info", "gift": "gift", "neutral": "borderStrong",
}  # fmt: skip


class TextLines(QAbstractScrollArea):
    """Shows the lines, wrapped to the width; only what can be seen is laid out and painted."""

    line_chosen = Signal(object)
    """A person went to a line: its key."""
    link_chosen = Signal(object)
    """The link of a fold was clicked, or Enter pressed on it: its key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TextLine, ...] = ()
        self._tops: list[int] = [0]
        self._gutter = 0
        self._places: dict[int, int] = {}
        self._marked: dict[int, tuple[Span, ...]] = {}
        self._current = -1
        self._measured = 0
        self._sought = -1
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        theme().changed.connect(self._measure)

    def set_lines(self, lines: tuple[TextLine, ...]) -> None:
        """Show these lines; the selected one stays selected if it is still there."""
        key = self.current_key()
        self._lines = lines
        self._places = {line.key: place for place, line in enumerate(lines)}
        self._current = self._places.get(key, -1) if key is not None else -1
        self._measure()

    def mark(self, words: dict[int, tuple[Span, ...]]) -> None:
        """Lay colour under these words alone, by the key of their line, and bring the first into view."""
        if words == self._marked:
            return
        self._marked = words
        places = [self._places[key] for key in words if key in self._places]
        if places:
            self._bring_into_view(min(places))
        self.viewport().update()

    def marked(self) -> tuple[str, ...]:
        """Return the words that are marked."""
        return tuple(
            line.text[span.start : span.end] for line in self._lines for span in self._marked.get(line.key, ())
        )

    def current_key(self) -> int | None:
        """Return the key of the selected line; None without one."""
        return self._lines[self._current].key if 0 <= self._current < len(self._lines) else None

    def go_to(self, key: int | None) -> None:
        """Select the line and bring it into view, without telling it; None selects nothing."""
        place = -1 if key is None else self._places.get(key, -1)
        self._select(place)

    # Measuring.

    def _measure(self) -> None:
        digits = len(str(max((line.number or 0 for line in self._lines), default=0)))
        self._gutter = max(33, text_width("9" * (digits + 1), theme().font("caption")) + NUMBER_PAD)
        self._tops, self._measured, self._sought = [0], 0, -1
        self._measure_some()

    def _go_on(self) -> None:
        """Measure the next lines; where they lie above what is looked at, that stays where it is."""
        bar = self.verticalScrollBar()
        top = max(0, bisect_right(self._tops, bar.value()) - 1)
        below = bar.value() - self._tops[top]
        self._measure_some()
        bar.setValue(self._tops[top] + below)
        if self._sought >= 0:
            self._bring_into_view(self._sought)

    def _measure_some(self) -> None:
        row, bold = theme().grown(LINE, "small"), QFontMetrics(line_font(bold=True))
        del self._tops[self._measured + 1 :]
        for line in self._lines[self._measured : self._measured + AT_ONCE]:
            self._tops.append(self._tops[-1] + row * self._rows(line, bold))
        self._measured = len(self._tops) - 1
        # Until its turn comes, a line counts as one row.
        left = len(self._lines) - self._measured
        self._tops += [self._tops[-1] + row * (place + 1) for place in range(left)]
        if left:
            self._turn.start()
        else:
            self._turn.stop()
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._tops[-1] - page))
        bar.setPageStep(page)
        bar.setSingleStep(row)
        self.viewport().update()

    def _rows(self, line: TextLine, bold: QFontMetrics) -> int:
        # Most lines fit: their width is cheap to know, a layout is not.
        if bold.horizontalAdvance(line.text) <= self._text_width(line):
            return 1
        return max(1, lay_out(line, self._text_width(line)).lineCount())

    def _text_width(self, line: TextLine) -> int:
        note = text_width(line.note, theme().font("caption")) + 16 if line.note else 0
        link = text_width(line.link, theme().font("small")) + 8 if line.link else 0
        return max(40, self.viewport().width() - self._gutter - 2 * TEXT_PAD - note - link)

    # Painting.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area, offset = event.rect(), self.verticalScrollBar().value()
        painter.fillRect(area, theme().color("surface"))
        place = max(0, bisect_right(self._tops, area.top() + offset) - 1)
        while place < len(self._lines) and self._tops[place] - offset <= area.bottom():
            self._paint_line(painter, place, self._rect(place))
            place += 1

    def _rect(self, place: int) -> QRect:
        top = self._tops[place] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._tops[place + 1] - self._tops[place])

    def _paint_line(self, painter: QPainter, place: int, rect: QRect) -> None:
        look, line = theme(), self._lines[place]
        chosen = place == self._current
        tone: Tone | None = "danger" if line.ghost and line.tone is None else line.tone
        if tone is not None:
            painter.fillRect(rect, look.color(TINT[tone]))
            painter.fillRect(QRect(0, rect.y(), EDGE, rect.height()), look.color(_EDGES[tone]))
        elif chosen:
            painter.fillRect(rect, look.color("selected"))
        first = QRectF(0, rect.y(), rect.width(), look.grown(LINE, "small"))
        if line.number is not None:
            number = first.adjusted(0, 0, self._gutter - rect.width(), 0)
            font, color = _number_font(bold=chosen), look.color("text" if chosen else "text3")
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint_text(painter, number, str(line.number), font=font, color=color, align=align)
        self._paint_text(painter, line, first, self._ink(line), bold=chosen)
        if chosen:
            edge = "focus" if self.hasFocus() else _EDGES[tone] if tone else "brand"
            painter.setPen(QPen(look.color(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))

    def _ink(self, line: TextLine) -> ColorName:
        return INK["danger"] if line.ghost else "text2" if line.link else "text"

    def _paint_text(self, painter: QPainter, line: TextLine, first: QRectF, ink: ColorName, *, bold: bool) -> None:
        look, left = theme(), self._gutter + TEXT_PAD
        shown = TextLine(line.key, line.text, spans=line.spans, bold=bold or line.bold, note=line.note, link=line.link)
        layout = lay_out(shown, self._text_width(shown))
        origin = QPointF(left, first.y())
        paint_ground(painter, line.text, self._marked.get(line.key, ()), layout, origin)
        painter.setPen(look.color(ink))
        layout.draw(painter, origin)
        paint_marks(painter, line, layout, origin)
        end = left + max((layout.lineAt(row).naturalTextWidth() for row in range(layout.lineCount())), default=0.0)
        if line.link:
            link = QRectF(end + 8, first.y(), max(0.0, first.right() - end - 8), first.height())
            paint_text(painter, link, line.link, font=look.font("small"), color=look.color("brand"))
        if line.note:
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            note = first.adjusted(left, 0, -TEXT_PAD, 0)
            paint_text(painter, note, line.note, font=look.font("caption"), color=look.color(ink), align=align)

    # Keys and mouse.

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, page = event.key(), max(1, self.viewport().height() // theme().grown(LINE, "small") - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(self._lines),
            Qt.Key.Key_End: len(self._lines),
        }
        if key in steps and self._lines:
            self._choose(min(max(0, self._current + steps[Qt.Key(key)]), len(self._lines) - 1))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0 and self._lines[self._current].link:
            self.link_chosen.emit(self._lines[self._current].key)
        elif event.matches(QKeySequence.StandardKey.Copy) and self._current >= 0:
            QGuiApplication.clipboard().setText(self._lines[self._current].text)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = int(event.position().y()) + self.verticalScrollBar().value()
        place = bisect_right(self._tops, y) - 1
        if not 0 <= place < len(self._lines):
            return
        if self._lines[place].link:
            self.link_chosen.emit(self._lines[place].key)
        else:
            self._choose(place)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _choose(self, place: int) -> None:
        if place != self._current:
            self._select(place)
            self.line_chosen.emit(self._lines[place].key)

    def _select(self, place: int) -> None:
        self._current = place
        if place >= 0:
            self._bring_into_view(place)
        self.setAccessibleDescription(_spoken(self._lines[place]) if 0 <= place < len(self._lines) else "")
        self.viewport().update()

    def _bring_into_view(self, place: int) -> None:
        self._sought = place
        top, bottom = self._tops[place], self._tops[place + 1]
        bar, page = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + page:
            bar.setValue(bottom - page)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _spoken(line: TextLine) -> str:
    words = line.text if not line.note else _("{text}. {note}").format(text=line.text, note=line.note)
    return words if line.number is None else _("line {number}: {text}").format(number=line.number, text=words)


def _number_font(*, bold: bool) -> QFont:
    font = QFont(theme().font("caption"))
    font.setBold(bold)
    return font
