"""The room on a label, as large as it goes: in one line, else in two; its end, which names the door, is never cut."""

from __future__ import annotations

from leaderdesk.documents.fonts import ELLIPSIS
from leaderdesk.documents.page import Paper

_ONE_LINE, _TWO_LINES, _LEAST, _STEP = 0.40, 0.40, 0.26, 0.04
_LEADING = 1.15


def stands_on_line(text: str) -> bool:
    """Return whether nothing of `text` reaches below the line or above a digit, as in 3-502, so it may be larger."""
    return text.isascii() and text == text.upper()


def draw_headline(paper: Paper, text: str, *, x: float, y: float, size: float, width: float) -> float:
    """Draw `text` in bold with its last baseline at `y`, within `width`; return the width it took."""
    if paper.width_of(text, size=size * _ONE_LINE, bold=True) <= width:
        return paper.fitted(x, y, text, size=size, width=width, smallest=size * _ONE_LINE, bold=True)
    share = _TWO_LINES
    lines = paper.lines_of(text, size=size * share, width=width, bold=True)
    while len(lines) > 2 and share > _LEAST:
        share -= _STEP
        lines = paper.lines_of(text, size=size * share, width=width, bold=True)
    small = size * share
    upper = paper.text(x, y - small * _LEADING, lines[0], size=small, bold=True)
    lower = paper.text(x, y, _ending(paper, "".join(lines[1:]), size=small, width=width), size=small, bold=True)
    return max(upper, lower)


def _ending(paper: Paper, text: str, *, size: float, width: float) -> str:
    short = text
    while text and paper.width_of(short, size=size, bold=True) > width:
        text = text[1:]
        short = ELLIPSIS + text
    return short
