"""Products flowing in rows: each name with its amount, as many side by side as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.documents.fonts import Fitted
from leaderdesk.documents.label import LabelItem
from leaderdesk.documents.page import Paper

_BETWEEN = 2.8
"""Space between two products, in gaps between a product and its amount."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A product in the flow: its name made to fit, its amount, and the width of both."""

    name: Fitted
    amount: Fitted
    gap: float

    @property
    def width(self) -> float:
        """Width of name and amount."""
        return self.name.width + self.gap + self.amount.width


def goods_rows(paper: Paper, items: Sequence[LabelItem], *, size: float, width: float) -> list[list[Piece]]:
    """Return the products in rows no wider than `width`."""
    rows: list[list[Piece]] = []
    left = 0.0
    for item in items:
        piece = _piece(paper, item, size=size, width=width)
        if rows and piece.width + _BETWEEN * piece.gap <= left:
            rows[-1].append(piece)
            left -= piece.width + _BETWEEN * piece.gap
        else:
            rows.append([piece])
            left = width - piece.width
    return rows


def _piece(paper: Paper, item: LabelItem, *, size: float, width: float) -> Piece:
    gap = size * 0.25
    amount = paper.fit(item.amount_text, size=size, width=width * 0.45, smallest=size * 0.6, bold=True)
    name = paper.fit(item.name, size=size, width=width - amount.width - gap, smallest=size * 0.74)
    return Piece(name, amount, gap)


def draw_goods_row(paper: Paper, row: Sequence[Piece], *, x: float, y: float) -> None:
    """Draw one row of products with its baseline at `y`."""
    for piece in row:
        paper.text(x, y, piece.name.text, size=piece.name.size)
        amount = piece.amount
        paper.text(x + piece.name.width + piece.gap, y, amount.text, size=amount.size, bold=True)
        x += piece.width + _BETWEEN * piece.gap
