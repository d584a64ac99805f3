"""The cues of a run-sheet side by side, each as wide as it is long, over a line with the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.durations import clock_text, length_text
from leaderdesk.features.streams.rules.timing import Schedule, Timed
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import CENTER, LEFT, RIGHT, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, LINE, TINT, Tone

_BAR, _GAP = 26, 3
_TICKS_S = (300, 600, 900, 1200, 1800, 3600, 7200)
_MOST_TICKS = 4
_TONES: dict[str, Tone] = {"green": "brand", "blue": "info", "amber": "warn", "plum": "gift", "grey": "neutral"}


@dataclass(frozen=True, slots=True)
class _Block:
    timed: Timed
    from_s: float
    to_s: float


class TimeStrip(QWidget):
    """Tells `chosen` with the id of the cue that was clicked, or walked to with Left and Right."""

    chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._planned: Schedule | None = None
        self._length_s = 0
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Timeline of the run-sheet"))

    def show_schedule(self, planned: Schedule, length_s: int) -> None:
        """Show these cues against what was planned."""
        self._planned, self._length_s = planned, length_s
        shown = [each for each in planned.timed if not each.cue.skipped]
        self.setAccessibleDescription(_(", ").join(f"{clock_text(each.starts_at)} {each.cue.name}" for each in shown))
        self.update()

    def mark(self, cue_id: int | None) -> None:
        """Show which cue is looked at."""
        self._current = cue_id
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, theme().grown(_BAR, "small") + 6 + line_height(theme().font("caption")))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._planned is None:
            return
        painter = QPainter(self)
        for block in self._blocks():
            self._paint_block(painter, block)
        self._paint_times(painter)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self._block_at(event.position().x())
        if block is not None:
            self.chosen.emit(block.timed.cue.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        ids = [block.timed.cue.id for block in self._blocks()]
        if step is None or not ids:
            super().keyPressEvent(event)
            return
        here = ids.index(self._current) + step if self._current in ids else 0
        self.chosen.emit(ids[min(max(0, here), len(ids) - 1)])

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (block := self._block_at(event.pos().x())) is not None:
            cue = block.timed.cue
            words = _("{time} {cue}, {length}").format(
                time=clock_text(block.timed.starts_at), cue=cue.name, length=length_text(cue.length_s)
            )
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def _blocks(self) -> tuple[_Block, ...]:
        if self._planned is None:
            return ()
        starts = self._planned.starts_at
        return tuple(
            _Block(each, (each.starts_at - starts).total_seconds(), (each.ends_at - starts).total_seconds())
            for each in self._planned.timed
            if not each.cue.skipped
        )

    def _span_s(self) -> float:
        latest = max((block.to_s for block in self._blocks()), default=0.0)
        return max(latest, float(self._length_s), 60.0)

    def _x(self, seconds: float) -> float:
        return max(0.0, seconds) / self._span_s() * self.width()

    def _block_at(self, x: float) -> _Block | None:
        return next((block for block in self._blocks() if self._x(block.from_s) <= x < self._x(block.to_s)), None)

    def _bar_height(self) -> int:
        return theme().grown(_BAR, "small")

    def _paint_block(self, painter: QPainter, block: _Block) -> None:
        look, cue = theme(), block.timed.cue
        left, right = self._x(block.from_s), self._x(block.to_s)
        rect = QRectF(left, 0, max(2.0, right - left - _GAP), self._bar_height())
        over = block.to_s > self._length_s or bool(block.timed.overlap_s)
        tone: Tone = "warn" if over else _TONES.get(cue.colour, "brand")
        current = cue.id == self._current
        fill = look.color("brand" if current else TINT[tone])
        line = look.color(LINE[tone]) if over and not current else None
        paint_box(painter, rect, radius=4, fill=fill, line=line)
        ink = look.color("textOnBrand" if current else INK[tone])
        font = QFont(look.font("small"))
        font.setBold(current)
        if text_width(cue.name[:2], font) + 4 <= rect.width():
            paint_text(painter, rect.adjusted(2, 0, -2, 0), cue.name, font=font, color=ink, align=CENTER)

    def _paint_times(self, painter: QPainter) -> None:
        look, font = theme(), theme().font("caption")
        y = self._bar_height() + 4
        height = line_height(font)
        end_words = _("{time} planned end").format(time=clock_text(self._moment(self._length_s)))
        end = QRectF(0, y, min(self.width(), self._x(self._length_s) + text_width(end_words, font) / 2), height)
        ink = look.color("warnText" if self._span_s() > self._length_s else "text2")
        paint_text(painter, end, end_words, font=font, color=ink, align=RIGHT)
        taken = end.right() - text_width(end_words, font) - 8
        for seconds in self._ticks():
            words = clock_text(self._moment(seconds))
            width = text_width(words, font)
            left = 0.0 if not seconds else self._x(seconds) - width / 2
            if left + width < taken:
                place = QRectF(left, y, width + 2, height)
                paint_text(painter, place, words, font=font, color=look.color("text2"), align=LEFT)

    def _ticks(self) -> Sequence[int]:
        span = int(self._span_s())
        step = next((step for step in _TICKS_S if span / step <= _MOST_TICKS), _TICKS_S[-1])
        return range(0, span, step)

    def _moment(self, seconds: float) -> dt.datetime:
        if self._planned is None:
            raise AssertionError("times are painted of a schedule")
        return self._planned.starts_at + dt.timedelta(seconds=seconds)
