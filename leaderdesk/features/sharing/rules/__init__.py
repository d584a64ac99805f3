"""What an import would do, row by row: the one review that the command line and the screen show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MOST_LISTED = 200
"""So many rows of one outcome are listed; of the rest only the count is said."""


class Outcome(Enum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of the file: its number as the spreadsheet shows it, what it is about, and why it is not simply taken."""

    row: int
    outcome: Outcome
    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportReview:
    """What an import does or would do.

    `new`, `changed`, `same` and `skipped` count what the kind is about (orders, products, neighbours, lines); `rows`
    name the rows. Rows that are asked refuse the import. `money_fen` is what the file says its orders come to, each
    counted once, None where it says nothing. `action_id` is the step to undo, None if nothing was written.
    """

    kind: str
    file: str
    new: int
    changed: int
    same: int
    skipped: int
    rows: tuple[ReviewRow, ...] = ()
    notices: tuple[str, ...] = ()
    money_fen: int | None = None
    action_id: int | None = None

    @property
    def asked(self) -> tuple[ReviewRow, ...]:
        """The rows that have to be settled before anything is written."""
        return tuple(row for row in self.rows if row.outcome is Outcome.ASKED)
