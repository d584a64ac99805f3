"""Small painted charts: sparkline, bars with names, steps of a price, and the nine parts of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.ui.painting import LEFT, RIGHT, paint_box, paint_dot, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

STROKE, FILL_ALPHA, END_DOT = 1.75, 31, 2.75
"""The line of a sparkline in pixels, 12 % of 255 for what lies below it, and the radius of its last point."""


class Chart(QWidget):
    """A painted widget that has a name and says its numbers in one sentence."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def say(self, summary: str) -> None:
        """Have a screen reader say `summary`, and paint again."""
        self.setAccessibleDescription(summary)
        self.updateGeometry()
        self.update()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Sparkline(Chart):
    """A line without axes: where it went, and where it is now."""

    def __init__(self, name: str, *, color: ColorName = "chart1", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._color: ColorName = color
        self._values: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[float], *, said: Sequence[str] = ()) -> None:
        """Show these values, oldest first; `said` are the same values in words."""
        self._values = tuple(values)
        words = said or [f"{value:g}" for value in values]
        self.say(_("from old to new: {values}").format(values=", ".join(words)) if words else _("no numbers yet"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, 36)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, 36)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme().color(self._color)
        area = QRectF(self.rect()).adjusted(1, 4, -4, -1)
        points = _points(self._values, area)
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        below = QPainterPath(line)
        below.lineTo(points[-1].x(), area.bottom())
        below.lineTo(points[0].x(), area.bottom())
        below.closeSubpath()
        soft = QColor(color)
        soft.setAlpha(FILL_ALPHA)
        painter.fillPath(below, soft)
        painter.setPen(QPen(color, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)
        paint_dot(painter, points[-1], color=color, radius=END_DOT)


@dataclass(frozen=True, slots=True)
class NamedBar:
    """One bar: its name, its length in any unit, and the number as it is said."""

    name: str
    value: float
    words: str
    color: ColorName = "brand"


class Bars(Chart):
    """Names, bars and numbers below each other; the longest bar fills its column."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bars: tuple[NamedBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[NamedBar]) -> None:
        """Show these bars, from above."""
        self._bars = tuple(bars)
        self.say("; ".join(f"{bar.name} {bar.words}" for bar in bars))

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, theme().grown(26, "small") * len(self._bars))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, font = theme(), QPainter(self), theme().font("small")
        row, width = look.grown(26, "small"), float(self.width())
        names = min(width * 0.38, max((text_width(bar.name, font) for bar in self._bars), default=0) + 14.0)
        words = max((text_width(bar.words, font) for bar in self._bars), default=0) + 14.0
        most = max((bar.value for bar in self._bars), default=0.0) or 1.0
        room = max(0.0, width - names - words)
        for place, bar in enumerate(self._bars):
            rect = QRectF(0, place * row, width, row)
            paint_text(
                painter, rect.adjusted(0, 0, names - 6 - width, 0), bar.name, font=font, color=look.color("text")
            )
            track = QRectF(names, rect.center().y() - 4, room, 8)
            paint_box(painter, track, radius=4, fill=look.color("sunken"))
            if bar.value > 0:
                track.setWidth(max(8.0, room * min(1.0, bar.value / most)))
                paint_box(painter, track, radius=4, fill=look.color(bar.color))
            paint_text(painter, rect, bar.words, font=font, color=look.color("text2"), align=RIGHT)


@dataclass(frozen=True, slots=True)
class Step:
    """A price from one round on: the round as the axis says it, and the price in fen."""

    when: str
    fen: int


@dataclass(frozen=True, slots=True)
class StepSeries:
    """One line of steps; `words` stand at its end ("now ¥36.00"), `remark` after them; a dashed one is the cost."""

    words: str
    steps: tuple[Step, ...]
    remark: str = ""
    dashed: bool = False
    color: ColorName = "brand"


class StepLine(Chart):
    """Prices as steps, each series in a band of its own, the rounds as words below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._series: tuple[StepSeries, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_series(self, series: Sequence[StepSeries]) -> None:
        """Show these series below each other; they share the rounds of the first."""
        self._series = tuple(one for one in series if one.steps)
        self.say("; ".join(f"{one.words} {one.remark}".strip() for one in self._series))

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, theme().grown(34, "small") * len(self._series) + theme().grown(22, "caption"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._series:
            return
        look, painter = theme(), QPainter(self)
        font = look.font("small")
        words = max(text_width(f"{one.words}    {one.remark}", font) for one in self._series) + 24.0
        band, room = float(look.grown(34, "small")), max(80.0, self.width() - words)
        for place, one in enumerate(self._series):
            self._paint_series(painter, one, QRectF(8, place * band, room - 8, band))
        below = QRectF(0, band * len(self._series), room, look.grown(22, "caption"))
        _paint_rounds(painter, self._series[0].steps, below)

    def _paint_series(self, painter: QPainter, one: StepSeries, band: QRectF) -> None:
        look, color = theme(), theme().color(one.color)
        painter.fillRect(QRectF(0, band.bottom() - 1, band.right(), 1), look.color("border"))
        points = _points([step.fen for step in one.steps], band.adjusted(0, 8, -4, -10))
        path = QPainterPath(points[0])
        for before, point in pairwise(points):
            path.lineTo(point.x(), before.y())
            path.lineTo(point)
        pen = QPen(color, STROKE)
        if one.dashed:
            pen.setDashPattern([2.5, 2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        paint_dot(painter, points[-1], color=color, radius=4)
        end = QRectF(
            band.right() + 8, points[-1].y() - band.height() / 2, self.width() - band.right() - 8, band.height()
        )
        font = QFont(look.font("small"))
        font.setBold(not one.dashed)
        ink = look.color("text2" if one.dashed else "text")
        paint_text(painter, end, one.words, font=font, color=ink)
        rest = end.adjusted(text_width(one.words, font) + 10, 0, 0, 0)
        paint_text(painter, rest, one.remark, font=look.font("small"), color=look.color("text2"))


PartLook = Literal["done", "current", "running", "later"]


class PartBar(Chart):
    """The nine steps of a round as nine short bars in the four looks."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._parts: tuple[PartLook, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[PartLook]) -> None:
        """Show these parts from left to right."""
        self._parts = tuple(parts)
        done = sum(part == "done" for part in parts)
        self.say(
            ngettext("{done} of {total} step done", "{done} of {total} steps done", len(parts)).format(
                done=done, total=len(parts)
            )
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 6)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_parts(QPainter(self), QRectF(self.rect()), self._parts)


def paint_parts(painter: QPainter, rect: QRectF, parts: Sequence[PartLook]) -> None:
    """Paint the parts of a round into `rect`, for a widget or for a row of a list."""
    look, gap, count = theme(), 3.0, max(1, len(parts))
    width = (rect.width() - gap * (count - 1)) / count
    for place, part in enumerate(parts):
        box = QRectF(rect.x() + place * (width + gap), rect.y(), width, rect.height())
        radius = rect.height() / 2
        if part == "done":
            paint_box(painter, box, radius=radius, fill=look.color("brandLine"))
        elif part == "current":
            paint_box(painter, box, radius=radius, fill=look.color("brand"))
        elif part == "running":
            paint_box(painter, box, radius=radius, fill=look.color("surface"), line=look.color("brand"), width=1.5)
        else:
            paint_box(painter, box, radius=radius, fill=look.color("sunken"), line=look.color("borderStrong"))


def _points(values: Sequence[float], area: QRectF) -> list[QPointF]:
    low, high = min(values), max(values)
    span = high - low
    step = area.width() / max(1, len(values) - 1)
    # A line that never moved lies in the middle; a single value stands at the end.
    heights = [(value - low) / span if span else 0.5 for value in values]
    x = area.x() if len(values) > 1 else area.right()
    return [QPointF(x + step * place, area.bottom() - height * area.height()) for place, height in enumerate(heights)]


def _paint_rounds(painter: QPainter, steps: Sequence[Step], rect: QRectF) -> None:
    """Write the first and the last round, and those between where the price moved and there is room."""
    look, font = theme(), theme().font("caption")
    inside = rect.adjusted(8, 0, -4, 0)
    xs = [point.x() for point in _points([0.0] * len(steps), inside)]
    moved = [place for place in range(1, len(steps) - 1) if steps[place].fen != steps[place - 1].fen]
    taken: list[QRectF] = []
    for place in dict.fromkeys((0, len(steps) - 1, *moved)):
        width = text_width(steps[place].when, font) + 2.0
        left = min(max(rect.x(), xs[place] - width / 2), rect.right() - width)
        box = QRectF(left, rect.y(), width, rect.height())
        if any(box.adjusted(-8, 0, 8, 0).intersects(other) for other in taken):
            continue
        taken.append(box)
        paint_text(painter, box, steps[place].when, font=font, color=look.color("text2"), align=LEFT)
