"""Dots on a line that show how far something came."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from leaderdesk.ui.painting import paint_dot
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, LINE, Tone

DOT, STEP = 10, 18


def paint_dots(painter: QPainter, rect: QRectF, *, filled: int, total: int, tone: Tone) -> float:
    """Draw `total` dots at the left of `rect`, those after `filled` hollow, and return the x at which they end."""
    look = theme()
    fill = look.color("text3" if tone == "neutral" else INK[tone])
    path = look.color("borderStrong" if tone == "neutral" else LINE[tone])
    middles = [QPointF(rect.x() + place * STEP + DOT / 2, rect.center().y()) for place in range(total)]
    for place, (begin, end) in enumerate(pairwise(middles), start=1):
        painter.setPen(QPen(path if place < filled else look.color("border"), 1.5))
        painter.drawLine(begin, end)
    for place, middle in enumerate(middles):
        if place < filled:
            paint_dot(painter, middle, color=fill, radius=DOT / 2)
            continue
        painter.setPen(QPen(look.color("borderInput"), 1.2))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(middle, DOT / 2 - 0.6, DOT / 2 - 0.6)
    return rect.x() + (total - 1) * STEP + DOT
