"""What a printed list holds: its head, its columns, its groups of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A word in a box after a cell's text: white on black, or outlined."""

    text: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one field of a row; the text wraps and is never read as markup.

    Each of `below` begins on a line of its own.
    """

    text: str = ""
    chips: tuple[Chip, ...] = ()
    bold: bool = False
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in millimetres (0 shares what is left over), and how it is set.

    A `tick` column holds an empty box in each row that a pen can tick. A `large` one is read from afar; its text stands
    on one line.
    """

    heading: str
    width_mm: float = 0.0
    align: Align = "left"
    bold: bool = False
    tick: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell or a plain text for each column; `strong` sets it apart, as for totals.

    A `joined` row stands on the same page as the row before it.
    """

    cells: tuple[Cell | str, ...]
    strong: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, as those of one building; without a heading they stand alone.

    `chips` stand after the summary.
    """

    heading: str
    summary: str
    rows: tuple[Row, ...]
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePaper:
    """A whole list: its head, its columns, its groups, and what stands at the foot of every page."""

    title: str
    subtitle: str
    total: str
    total_detail: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    note: str = ""
    contact: str = ""
    printed: str = ""
    landscape: bool = False
