"""The kinds of label paper, and where each label lies on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _

A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class LabelStock:
    """One kind of label paper, in millimetres; a roll has one label a page, a sheet has columns and rows.

    `gap_mm` is the space between two columns and between two rows.
    """

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
    gap_mm: tuple[float, float] = (0.0, 0.0)

    @property
    def across_mm(self) -> tuple[float, ...]:
        """Where each column begins, from the left of the page."""
        return tuple(self.left_mm + column * (self.width_mm + self.gap_mm[0]) for column in range(self.columns))

    @property
    def down_mm(self) -> tuple[float, ...]:
        """Where each row begins, from the top of the page."""
        return tuple(self.top_mm + row * (self.height_mm + self.gap_mm[1]) for row in range(self.rows))

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


def a4_sheet(
    key: str,
    name: str,
    size_mm: tuple[float, float],
    grid: tuple[int, int],
    *,
    gap_mm: tuple[float, float] = (0.0, 0.0),
) -> LabelStock:
    """Return an A4 sheet whose `grid` of columns and rows stands in its middle."""
    (width, height), (columns, rows), (beside, below) = size_mm, grid, gap_mm
    left = (A4_MM[0] - columns * width - (columns - 1) * beside) / 2
    top = (A4_MM[1] - rows * height - (rows - 1) * below) / 2
    return LabelStock(key, name, width, height, A4_MM, columns, rows, left, top, gap_mm=gap_mm)


STOCKS = (
    roll("60x40", N_("60×40"), 60, 40),
    roll("40x30", N_("40×30"), 40, 30),
    a4_sheet("a4-70x37", N_("A4 70×37"), (70, 37), (3, 8)),
    a4_sheet("a4-105x48", N_("A4 105×48"), (105, 48), (2, 6)),
    roll("50x30", N_("50×30"), 50, 30),
    roll("80x50", N_("80×50"), 80, 50),
    roll("80x60", N_("80×60"), 80, 60),
    roll("100x80", N_("100×80"), 100, 80),
    a4_sheet("a4-63.5x38.1", N_("A4 63.5×38.1"), (63.5, 38.1), (3, 7), gap_mm=(2.5, 0.0)),
    a4_sheet("a4-99.1x38.1", N_("A4 99.1×38.1"), (99.1, 38.1), (2, 7), gap_mm=(2.5, 0.0)),
    a4_sheet("a4-95x55", N_("A4 95×55"), (95, 55), (2, 5)),
    a4_sheet("a4-80x50", N_("A4 80×50"), (80, 50), (2, 5)),
)


def stock(key: str, own: Sequence[LabelStock] = ()) -> LabelStock:
    """Return the label paper named `key`, one that is sold everywhere or one of the leader's `own`.

    UserError if there is none.
    """
    for known in (*STOCKS, *own):
        if known.key == key:
            return known
    known_keys = ", ".join(known.key for known in (*STOCKS, *own))
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
    across, down = paper.across_mm, paper.down_mm
    for number in range(skip, skip + count):
        page, place = divmod(number, paper.per_page)
        row, column = divmod(place, paper.columns)
        yield Place(page, column, row, across[column], down[row])
