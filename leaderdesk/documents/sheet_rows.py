"""What comes in as a table: sheets of rows of text, within limits, watched while they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from leaderdesk.core.errors import UserError

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as PipeEnd
else:
    from multiprocessing.connection import Connection as PipeEnd

__all__ = ["UNWATCHED", "Cancelled", "Limits", "PipeEnd", "ReadRow", "ReadSheet", "Refused", "Watch"]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number as the spreadsheet shows it, and its cells as text, "" for an empty one.

    `spread` are the columns (0 is A) whose text belongs to a merged cell that began in a row further up.
    """

    number: int
    cells: tuple[str, ...]
    spread: frozenset[int] = frozenset()

    def cell(self, column: int | None) -> str:
        """Return the text of a column, "" where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet: rows that hold something; `formulas` were read as their last value, `unread` cells had none."""

    name: str
    rows: tuple[ReadRow, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: int = 0
    formulas: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for: rows and columns of a sheet, bytes unpacked, seconds, bytes of memory.

    With `head`, only so many rows of each sheet are read, to see what the file is about.
    """

    rows: int = 20_000
    columns: int = 60
    unpacked: int = 200 * 2**20
    seconds: int = 30
    memory: int = 2**30
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: `moved` is told how many rows were read, `cancelled` says whether to stop."""

    moved: Callable[[int], None] = lambda _rows: None
    cancelled: Callable[[], bool] = lambda: False


UNWATCHED = Watch()


class Refused(UserError):
    """The file cannot be read; the sentence says why and what to do next."""


class Cancelled(UserError):
    """Whoever looked on wanted to stop; nothing was changed."""
