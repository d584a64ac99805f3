"""Small line figures in a square of one by one, as PDF strokes, for what no face draws well."""

from __future__ import annotations

import math


def _snowflake() -> str:
    strokes = ["0.09 w 1 J"]
    for step in range(6):
        angle = math.radians(90 + 60 * step)
        strokes.append(_stroke((0.0, 0.0), (0.5, angle)))
        strokes.extend(_stroke((0.3, angle), (0.46, angle + turn)) for turn in (0.4, -0.4))
    return " ".join((*strokes, "S"))


def _stroke(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = (
        (0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle)) for reach, angle in (start, end)
    )
    return f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l"


SNOWFLAKE = _snowflake()
"""What must be kept cold."""

GIFT = (
    "0.09 w 0 J 1 j 0.06 0.56 0.88 0.2 re S 0.13 0.04 0.74 0.52 re S 0.5 0.04 m 0.5 0.76 l S "
    "0.5 0.76 m 0.2 0.76 0.2 0.98 0.36 0.96 c 0.46 0.94 0.5 0.84 0.5 0.76 c S "
    "0.5 0.76 m 0.8 0.76 0.8 0.98 0.64 0.96 c 0.54 0.94 0.5 0.84 0.5 0.76 c S"
)
"""A gift that goes with the bag."""

TICK = "0.14 w 1 J 1 j 0.14 0.5 m 0.4 0.24 l 0.88 0.78 l S"
"""Done."""
