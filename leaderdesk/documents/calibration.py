"""Sets a printer right for a label paper: the page with rulers across the edges, and what the readings on it mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.page import Paper
from leaderdesk.documents.stock import LabelStock

_REACH_MM = 5
"""How far a ruler goes to either side of its edge."""

_MOST_TENTHS = 100
_SCALE_OFF = 0.05
_SIGNS = "①②③④"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is done to a print so that it lies right: so many times as large, then moved right and down.

    A point at x millimetres is sent to `right_mm` + x × `scale_x`.
    """

    right_mm: float = 0.0
    down_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0

    @property
    def is_none(self) -> bool:
        """Whether nothing is changed."""
        return self == Correction()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the label paper that can be seen, and the sign of its ruler; `upright` for a vertical edge."""

    sign: str
    upright: bool
    at_mm: float


def correction_of_numbers(numbers: object) -> Correction:
    """Return the correction kept as four numbers; none where they are not four, or no printer is that far off."""
    if not isinstance(numbers, list) or len(numbers) != 4 or not all(isinstance(each, int | float) for each in numbers):
        return Correction()
    right, down, scale_x, scale_y = (float(each) for each in numbers)
    sane = max(abs(right), abs(down)) <= 50 and all(0.9 <= scale <= 1.1 for scale in (scale_x, scale_y))
    return Correction(right, down, scale_x, scale_y) if sane else Correction()


def edges(stock: LabelStock) -> tuple[Edge, ...]:
    """Return the edges whose rulers are read: one or two upright ones, then one or two level ones.

    On a roll these are the edges of the label, on a sheet the cuts that lie far enough inside it.
    """
    page_width, page_height = stock.page_mm
    across = _visible(stock.across_mm, stock.width_mm, page_width, roll=stock.roll)
    down = _visible(stock.down_mm, stock.height_mm, page_height, roll=stock.roll)
    found = [(True, at) for at in across] + [(False, at) for at in down]
    return tuple(Edge(_SIGNS[place], upright, at) for place, (upright, at) in enumerate(found))


def correction(stock: LabelStock, readings: Sequence[int]) -> Correction:
    """Return what sets right a printer on whose page each edge lay at these readings, in tenths of a millimetre.

    UserError if there are not as many readings as edges, or they say that the paper is another one.
    """
    found = edges(stock)
    if len(readings) != len(found):
        raise UserError(_("Type one number for each ruler on the page."))
    if any(abs(each) > _MOST_TENTHS for each in readings):
        raise UserError(_("More than 10 mm off: look whether the right paper is in the printer."))
    read = list(zip(found, readings, strict=True))
    right, scale_x = _line([(edge.at_mm, tenths / 10) for edge, tenths in read if edge.upright])
    down, scale_y = _line([(edge.at_mm, tenths / 10) for edge, tenths in read if not edge.upright])
    if max(abs(scale_x - 1), abs(scale_y - 1)) > _SCALE_OFF:
        raise UserError(_("These numbers differ too much. Look whether the printer was told to fit the page."))
    return Correction(right, down, scale_x, scale_y)


def calibration_pdf(stock: LabelStock) -> bytes:
    """Return the page that is printed on the label paper: a ruler across each edge, crosses, and a frame to measure."""
    paper = Paper(*stock.page_mm, title=_("Calibration page"))
    for edge in edges(stock):
        _draw_ruler(paper, stock, edge)
    width, height = stock.page_mm
    for x, y in ((width * 0.12, height * 0.85), (width * 0.88, height * 0.15)):
        _draw_cross(paper, x, y, reach=min(4.0, width * 0.06))
    small = min(3.2, width * 0.045)
    words = _("Which number lies on the edge?")
    paper.fitted(width / 2, height * 0.5, words, size=small, width=width * 0.5, smallest=small * 0.5, align="center")
    name = stock.name
    paper.fitted(width / 2, height * 0.5 + small * 1.5, name, size=small, width=width * 0.5, smallest=1, align="center")
    return paper.to_bytes()


def _visible(starts: Sequence[float], size: float, page: float, *, roll: bool) -> tuple[float, ...]:
    if roll:
        return (0.0, page)
    cuts = sorted({*starts, *(start + size for start in starts)})
    inside = [cut for cut in cuts if _REACH_MM - 1 <= cut <= page - _REACH_MM + 1]
    return (inside[0],) if len(inside) == 1 else (inside[0], inside[-1]) if inside else ()


def _line(read: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return offset and scale that send each edge to where it was read."""
    if not read:
        return 0.0, 1.0
    first, shift = read[0]
    if len(read) == 1:
        return shift, 1.0
    last, other = read[-1]
    scale = (last + other - first - shift) / (last - first)
    return round(first + shift - scale * first, 3), round(scale, 5)


def _draw_ruler(paper: Paper, stock: LabelStock, edge: Edge) -> None:
    """Draw ticks every half millimetre to both sides of an edge, a number at each whole one, and the ruler's sign."""
    width, height = stock.page_mm
    limit = width if edge.upright else height
    across = (height if edge.upright else width) * (0.32 if edge.at_mm < limit / 2 else 0.68)
    for half in range(-2 * _REACH_MM, 2 * _REACH_MM + 1):
        at = edge.at_mm + half / 2
        if not -0.01 <= at <= limit + 0.01:
            continue
        long = 2.6 if half == 0 else 1.6 if half % 2 == 0 else 0.9
        _tick(paper, edge, at, across, long)
        if half % 4 == 0 and 0.8 < at < limit - 0.8:
            _number(paper, edge, at, across + 3.9, str(half // 2))
    side = 1 if edge.at_mm < limit / 2 else -1
    inward = edge.at_mm + (_REACH_MM + 2.0) * side
    # The baseline of a sign below its ruler lies deeper, for the sign stands on it.
    x, y = (inward, across + 1.0) if edge.upright else (across + 1.0, inward + 1.3 + 0.4 * side)
    paper.text(x, y, edge.sign, size=3.4, bold=True, align="center")


def _tick(paper: Paper, edge: Edge, at: float, across: float, long: float) -> None:
    if edge.upright:
        paper.line(at, across, at, across + long, width=0.12)
    else:
        paper.line(across, at, across + long, at, width=0.12)


def _number(paper: Paper, edge: Edge, at: float, across: float, text: str) -> None:
    if edge.upright:
        paper.text(at, across + 0.6, text, size=1.9, align="center")
    else:
        paper.text(across, at + 0.7, text, size=1.9, align="center")


def _draw_cross(paper: Paper, x: float, y: float, *, reach: float) -> None:
    paper.line(x - reach, y, x + reach, y, width=0.15)
    paper.line(x, y - reach, x, y + reach, width=0.15)
