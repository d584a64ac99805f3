"""Where the evenings of a day lie in its cell, and how each is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from leaderdesk.features.streams.screen.shown import INKS, TONES, ShownSlot
from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.painting import line_height, paint_box, paint_dashed_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, TINT

PAD = 6
_GAP = 3
_EDGE = 3
_MARK = 14


@dataclass(frozen=True, slots=True)
class Chip:
    """One evening in its place; `more` is how many found no room, on the last line of a full day."""

    rect: QRectF
    shown: ShownSlot | None
    more: int = 0


def number_height() -> int:
    """Return the pixels the number of a day takes."""
    return line_height(theme().font("small")) + 8


def chips_of(cell: QRectF, evenings: Sequence[ShownSlot]) -> tuple[Chip, ...]:
    """Return where these evenings lie in the cell of their day: in two lines each, in one where they are many."""
    room = cell.adjusted(PAD, number_height(), -PAD, -4)
    tall, low = _tall(), _low()
    height = tall if len(evenings) * (tall + _GAP) - _GAP <= room.height() else low
    fitting = max(1, int((room.height() + _GAP) // (height + _GAP)))
    kept = len(evenings) if len(evenings) <= fitting else max(0, fitting - 1)
    chips = [
        Chip(QRectF(room.left(), room.top() + place * (height + _GAP), room.width(), height), shown)
        for place, shown in enumerate(evenings[:kept])
    ]
    if kept < len(evenings):
        last = QRectF(room.left(), room.top() + kept * (height + _GAP), room.width(), low)
        chips.append(Chip(last, None, more=len(evenings) - kept))
    return tuple(chips)


def paint_chip(painter: QPainter, chip: Chip, *, chosen: bool) -> None:
    """Paint the evening: its edge in the colour of the series, dashed without a run-sheet, amber where two meet."""
    look, shown, rect = theme(), chip.shown, chip.rect
    if shown is None:
        paint_text(painter, rect, f"+{chip.more}", font=look.font("caption"), color=look.color("text2"))
        return
    tone = TONES[shown.colour]
    edge = look.color(INKS[shown.colour])
    if shown.dashed:
        paint_dashed_box(painter, rect, radius=6, fill=look.color("surface"), line=look.color("borderInput"))
    else:
        paint_box(painter, rect, radius=6, fill=look.color(TINT[tone]))
    if shown.clashes:
        paint_box(painter, rect, radius=6, line=look.color("warn"), width=2)
    if chosen:
        paint_box(painter, rect, radius=6, line=look.color("focus"), width=2)
    painter.save()
    painter.setClipRect(QRectF(rect.left(), rect.top(), _EDGE, rect.height()))
    paint_box(painter, QRectF(rect.left(), rect.top(), 12, rect.height()), radius=6, fill=edge)
    painter.restore()
    _paint_words(painter, shown, rect)


def _paint_words(painter: QPainter, shown: ShownSlot, rect: QRectF) -> None:
    look = theme()
    ink = look.color(INK[TONES[shown.colour]])
    bold = QFont(look.font("small"))
    bold.setBold(True)
    inside = rect.adjusted(_EDGE + 6, 2, -4, -2)
    if shown.clashes:
        mark = QRectF(inside.right() - _MARK, inside.top() + 1, _MARK, _MARK)
        paint_icon(painter, mark, "warning", look.color("warnText"))
    top = QRectF(inside.left(), inside.top(), inside.width() - (_MARK + 2 if shown.clashes else 0), line_height(bold))
    paint_text(painter, top, shown.title, font=bold, color=ink)
    below = QRectF(inside.left(), top.bottom(), inside.width(), inside.bottom() - top.bottom())
    if below.height() >= line_height(look.font("caption")) - 2:
        font = look.font("caption")
        paint_text(painter, below, _second_line(shown, below.width(), font), font=font, color=ink)


def _second_line(shown: ShownSlot, width: float, font: QFont) -> str:
    """Return series and figure; where both are too wide the figure alone, as it says what the colour does not."""
    if not shown.group or shown.group == shown.title or shown.dashed:
        return shown.detail
    figure = f" · {shown.detail}"
    room = int(width) - text_width(figure, font)
    if room < text_width("…口口口", font):
        return shown.detail
    # The end of a name says more than its beginning: 李姐的周末厨房 is the weekend kitchen.
    return QFontMetrics(font).elidedText(shown.group, Qt.TextElideMode.ElideLeft, room) + figure


def _tall() -> float:
    look = theme()
    return line_height(look.font("small")) + line_height(look.font("caption")) + 6.0


def _low() -> float:
    return line_height(theme().font("small")) + 4.0
