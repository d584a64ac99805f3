"""The kinds of label paper, and where each label lies on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _

A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class LabelStock:
    """One kind of label paper, in millimetres; a roll has one label a page, a sheet has columns and rows."""

    key: str
    name: str
    width_mm: float
    height_mm: float
    page_mm: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left_mm: float = 0.0
    top_mm: float = 0.0
    roll: bool = False

    @property
    def per_page(self) -> int:
        """Labels on one page."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where one label lies: its page, column and row (each from 0), and its top left corner in millimetres."""

    page: int
    column: int
    row: int
    x_mm: float
    y_mm: float


def roll(key: str, name: str, width_mm: float, height_mm: float) -> LabelStock:
    """Return a roll for thermal printers: one label a page."""
    return LabelStock(key, name, width_mm, height_mm, (width_mm, height_mm), roll=True)


def a4_sheet(key: str, name: str, size_mm: tuple[float, float], grid: tuple[int, int]) -> LabelStock:
    """Return an A4 sheet whose `grid` of columns and rows stands in its middle without gaps."""
    (width, height), (columns, rows) = size_mm, grid
    left, top = (A4_MM[0] - columns * width) / 2, (A4_MM[1] - rows * height) / 2
    return LabelStock(key, name, width, height, A4_MM, columns, rows, left, top)


STOCKS = (
    roll("60x40", N_("60×40"), 60, 40),
    roll("40x30", N_("40×30"), 40, 30),
    a4_sheet("a4-70x37", N_("A4 70×37"), (70, 37), (3, 8)),
    a4_sheet("a4-105x48", N_("A4 105×48"), (105, 48), (2, 6)),
)


def stock(key: str) -> LabelStock:
    """Return the label paper named `key`; UserError if there is none."""
    for known in STOCKS:
        if known.key == key:
            return known
    known_keys = ", ".join(known.key for known in STOCKS)
    raise UserError(_("There is no label paper {name}. Choose one of {names}.").format(name=key, names=known_keys))


def pages_needed(count: int, paper: LabelStock, *, skip: int = 0) -> int:
    """Return how many pages `count` labels take when the first `skip` places are used already."""
    return -(-(count + skip) // paper.per_page) if count else 0


def places(count: int, paper: LabelStock, *, skip: int = 0) -> Iterator[Place]:
    """Yield where each of `count` labels lies, row by row; `skip` places of the first page are left alone.

    UserError if a page has no place left after so many.
    """
    if not 0 <= skip < paper.per_page:
        words = _("A page has {count} labels, so the first one can be number 1 to {count}.")
        raise UserError(words.format(count=paper.per_page))
    for number in range(skip, skip + count):
        page, place = divmod(number, paper.per_page)
        row, column = divmod(place, paper.columns)
        x, y = paper.left_mm + column * paper.width_mm, paper.top_mm + row * paper.height_mm
        yield Place(page, column, row, x, y)
