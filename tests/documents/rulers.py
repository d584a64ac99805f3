"""Reads the rulers of a calibration page from its picture, as an eye with a loupe would."""

from __future__ import annotations

from itertools import pairwise

from leaderdesk.documents.calibration import Edge
from leaderdesk.documents.render import PageImage

FINE = 12
"""Pixels to a millimetre; where a tick lies is seen to a fraction of one."""

_REACH_MM = 5.25
_INK = 40
"""From this darkness on it is ink, and not the softness of a printed edge."""


def ticks_of(image: PageImage, edge: Edge, *, around: float) -> list[float]:
    """Return where the ticks of the ruler of `edge` lie, in millimetres, if its middle is looked for `around` there.

    The line that crosses most ticks, half a millimetre from one to the next, is the one that is read.
    """
    first, last = (round((around + reach) * FINE) for reach in (-_REACH_MM, _REACH_MM))
    lines = range(image.height if edge.upright else image.width)
    seen = (_crossed(image, edge, line, range(first, last + 1)) for line in lines)
    return max((found for found in seen if all(0.35 < b - a < 0.65 for a, b in pairwise(found))), key=len)


def _crossed(image: PageImage, edge: Edge, line: int, pixels: range) -> list[float]:
    found, weight, moment = list[float](), 0, 0.0
    for at in pixels:
        dark = _dark(image, *((at, line) if edge.upright else (line, at)))
        if dark >= _INK:
            weight, moment = weight + dark, moment + dark * (at + 0.5)
        elif weight:
            found.append(moment / weight / FINE)
            weight, moment = 0, 0.0
    return found


def _dark(image: PageImage, x: int, y: int) -> int:
    if not (0 <= x < image.width and 0 <= y < image.height):
        return 0
    return 255 - image.rgba[(y * image.width + x) * 4 + 1]
