"""What the screen shows of a file before it is taken in: its rows, what became of each, and what is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from leaderdesk.core.text import masked_phone, one_line
from leaderdesk.documents.sheet_rows import ReadRow
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import Question

_LONGEST_LINE = 400
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


class FileKind(Enum):
    """What a file is about."""

    ORDERS = "orders"
    PRODUCTS = "products"
    NEIGHBOURS = "neighbours"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a row says: goods and how many, or a field and its value; `before` is what stood there."""

    label: str
    text: str = ""
    before: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One entry of the file: where it stands in it, what it says, and what becomes of it.

    `remark` says why it is left out, or what should be known of it; an open `question` keeps it from being taken.
    """

    row: int
    outcome: Outcome
    name: str
    place: str = ""
    pieces: tuple[Piece, ...] = ()
    money_fen: int | None = None
    remark: str = ""
    question: Question | None = None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row of the file as it stands there, its cells one after the other."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The headers of the file: those that are read, those nobody knows and that are kept as notes."""

    read: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries are new, changed, as before, and left out."""

    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0

    @property
    def works(self) -> int:
        """How many entries change something."""
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking the file in would do with the answers given so far.

    `writes` entries change something in the store, `unlisted` more are counted and not in `rows`; `basis` is the same
    as long as nothing that counts has changed.
    """

    kind: FileKind
    file: str
    rows: tuple[PreviewRow, ...]
    counts: Counts
    source: tuple[SourceLine, ...] = ()
    columns: Columns = Columns()
    notices: tuple[str, ...] = ()
    money_fen: int | None = None
    writes: int = 0
    unlisted: int = 0
    basis: object = None

    @property
    def open_rows(self) -> tuple[PreviewRow, ...]:
        """The rows that ask something."""
        return tuple(row for row in self.rows if row.question is not None)

    @property
    def questions(self) -> int:
        """How many different things are asked."""
        return len({row.question.key for row in self.rows if row.question is not None})


def counted(rows: Sequence[PreviewRow]) -> Counts:
    """Return how many rows there are of each outcome; what is asked counts for nothing."""
    counts = Counter(row.outcome for row in rows)
    return Counts(counts[Outcome.NEW], counts[Outcome.CHANGED], counts[Outcome.SAME], counts[Outcome.SKIPPED])


def source_lines(rows: Sequence[ReadRow]) -> Iterator[SourceLine]:
    """Give the rows of a sheet as text, phones masked; what a merged cell spreads is said in its first row only."""
    for row in rows:
        cells = [one_line(cell) for at, cell in enumerate(row.cells) if at not in row.spread]
        text = "  ".join(cell for cell in cells if cell)
        yield SourceLine(row.number, _PHONE.sub(lambda found: masked_phone(found[0]), text[:_LONGEST_LINE]))
