"""The words of one line of a pasted text: wrapped, marked, struck out or underlined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import Tone

LINE = 26
"""The height of one row of text at 100 %."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a line: "asked" is bold and underlined, "bold" is bold."""

    start: int
    end: int
    look: Literal["asked", "bold"] = "asked"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line. `key` names it; a ghost was there last time and is gone; `link` makes it a fold that can be opened."""

    key: int
    text: str
    number: int | None = None
    tone: Tone | None = None
    spans: tuple[Span, ...] = ()
    bold: bool = False
    ghost: bool = False
    note: str = ""
    link: str = ""


def line_font(*, bold: bool) -> QFont:
    """Return the face that lines are written in."""
    font = QFont(theme().font("small"))
    font.setBold(bold)
    return font


def lay_out(line: TextLine, width: int) -> QTextLayout:
    """Return the words of the line wrapped to `width`, one row under the other at the height of LINE."""
    text = line.text.replace("\n", " ").replace("\u2028", " ")
    layout = QTextLayout(text, line_font(bold=line.bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(_formats(line))
    layout.beginLayout()
    row, y = theme().grown(LINE, "small"), 0.0
    while (one := layout.createLine()).isValid():
        one.setLineWidth(width)
        one.setPosition(QPointF(0, y + (row - one.height()) / 2))
        y += row
    layout.endLayout()
    return layout


def paint_marks(painter: QPainter, line: TextLine, layout: QTextLayout, origin: QPointF) -> None:
    """Strike a ghost out and underline what is asked about."""
    look = theme()
    for row in range(layout.lineCount()):
        one = layout.lineAt(row)
        top = origin.y() + one.y()
        if line.ghost:
            painter.setPen(QPen(look.color("dangerText"), 1))
            middle = top + one.height() * 0.55
            painter.drawLine(QPointF(origin.x(), middle), QPointF(origin.x() + one.naturalTextWidth(), middle))
        for span in line.spans:
            begin = max(_units(line.text, span.start), one.textStart())
            end = min(_units(line.text, span.end), one.textStart() + one.textLength())
            if span.look == "asked" and begin < end:
                x1, x2 = _x_of(one.cursorToX(begin)), _x_of(one.cursorToX(end))
                painter.setPen(QPen(look.color("warn"), 2))
                bottom = top + one.ascent() + 4
                painter.drawLine(QPointF(origin.x() + x1, bottom), QPointF(origin.x() + x2, bottom))


def _formats(line: TextLine) -> list[QTextLayout.FormatRange]:
    formats = []
    for span in line.spans:
        one = QTextLayout.FormatRange()
        one.start = _units(line.text, span.start)
        one.length = max(0, _units(line.text, span.end) - one.start)
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold)
        one.format = form
        formats.append(one)
    return formats


def paint_ground(painter: QPainter, text: str, spans: Iterable[Span], layout: QTextLayout, origin: QPointF) -> None:
    """Lay colour under the words of `spans`, in each row of the layout that holds some of them."""
    look = theme()
    for row in range(layout.lineCount()):
        one = layout.lineAt(row)
        for span in spans:
            begin = max(_units(text, span.start), one.textStart())
            end = min(_units(text, span.end), one.textStart() + one.textLength())
            if begin < end:
                x1, x2 = _x_of(one.cursorToX(begin)), _x_of(one.cursorToX(end))
                box = QRectF(origin.x() + x1 - 2, origin.y() + one.y() - 2, x2 - x1 + 4, one.height() + 4)
                paint_box(painter, box, radius=4, fill=look.color("selected"), line=look.color("brand"))


def _units(text: str, place: int) -> int:
    """Return the place as Qt counts it: rare hanzi and emoji are two of its units."""
    return place + sum(sign > "\uffff" for sign in text[:place])


def _x_of(found: object) -> float:
    """Return the place that Qt gives alone or together with the cursor it corrected."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
