"""Finding columns by what stands above them, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.core.text import compare_key
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet

Aliases = Mapping[str, tuple[str, ...]]
"""The headers by which a field is known."""

HEADER_WITHIN = 20
"""A header stands in one of the first rows that hold something, where nothing else is said."""

_ASIDE = re.compile(r"[(（].*?[)）]")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header: which column is which field, and the columns nobody knows with their headers."""

    columns: Mapping[str, int]
    others: tuple[tuple[int, str], ...]
    rows: tuple[ReadRow, ...]

    def cell(self, row: ReadRow, field: str) -> str:
        """Return the text of a field, "" where the table has no such column."""
        return row.cell(self.columns.get(field)).strip()


def find_table(
    sheet: ReadSheet, known: Aliases, needed: Sequence[Collection[str]], *, within: int = HEADER_WITHIN
) -> Table | None:
    """Return the table of the sheet whose header has at least one field of each of `needed`; None without one.

    The header is looked for in the first `within` rows. Of two columns with the same header the first that can be seen
    counts; the other is one nobody knows.
    """
    names = {header_key(alias): field for field, aliases in known.items() for alias in aliases}
    for place, row in enumerate(sheet.rows[:within]):
        columns = _columns(row, names, sheet.hidden_columns)
        if all(any(field in columns for field in fields) for fields in needed):
            return Table(columns, _others(row, columns, sheet.hidden_columns), sheet.rows[place + 1 :])
    return None


def header_key(header: str) -> str:
    """Return what is compared of a header: no spaces, no star, no colon, one width, lower case."""
    return compare_key(header).strip("*:")


def plain_header(header: str) -> str:
    """Return a header without what stands in brackets: 房号（如606） is 房号."""
    return _ASIDE.sub("", header).strip()


def _columns(row: ReadRow, names: Mapping[str, str], hidden: Collection[int]) -> dict[str, int]:
    columns: dict[str, int] = {}
    in_sight_first = sorted(range(len(row.cells)), key=lambda column: (column in hidden, column))
    for column in in_sight_first:
        field = names.get(header_key(row.cells[column]))
        if field is not None:
            columns.setdefault(field, column)
    return columns


def _others(row: ReadRow, columns: Mapping[str, int], hidden: Collection[int]) -> tuple[tuple[int, str], ...]:
    taken = set(columns.values())
    return tuple(
        (column, header.strip())
        for column, header in enumerate(row.cells)
        if header.strip() and column not in taken and column not in hidden
    )
