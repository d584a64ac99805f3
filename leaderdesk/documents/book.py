"""What a workbook holds: sheets of titles, facts, tables and notes, said without a word about how they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "amount", "money"]


@dataclass(frozen=True, slots=True)
class Fen:
    """A sum of money in fen; a number with two places in the sheet."""

    fen: int


@dataclass(frozen=True, slots=True)
class Milli:
    """An amount in thousandths of the unit; a number with at most three places in the sheet."""

    milli: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A number that the sheet computes: `text` is the formula after its =, `value` what it comes to.

    Cells of a sheet are named by `span` and `place` of `workbook_rows`.
    """

    text: str
    value: Fen | Milli | int


Value = str | int | Fen | Milli | Formula | None


@dataclass(frozen=True, slots=True)
class Title:
    """The large line at the top of a sheet."""

    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A key and its value, as 供应商: 青禾合作社."""

    key: str
    value: Value
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of facts; the facts of a row start at these columns (0 is A), each value one to the right of its key."""

    rows: tuple[tuple[Fact, ...], ...]
    columns: tuple[int, ...] = (0, 3, 7)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table. `total` sums it by a formula in the total row.

    With `product_of` (two columns of the table, counted from 0) each cell is their product by a formula, rounded to a
    fen; the row gives its result all the same, for programs that show a file without computing it.
    """

    heading: str
    kind: Kind = "text"
    bold: bool = False
    total: bool = False
    product_of: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: head row, rows, and a total row if `total` (its word) is given; `start` is its first column (0 is A).

    `freeze` keeps its head row in view and repeats it on every printed page; for one table of a sheet.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    heading: str = ""
    heading_note: str = ""
    total: str = ""
    total_note: str = ""
    start: int = 0
    freeze: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One line of text; `lead` stands before it in grey."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty row."""


Part = Title | Facts | Table | Note | Gap


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name on the tab, its parts from the top down, its column widths in characters."""

    name: str
    parts: tuple[Part, ...]
    widths: tuple[float, ...]
    landscape: bool = True
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook; title and author stand in its properties."""

    title: str
    author: str
    sheets: tuple[Sheet, ...]
