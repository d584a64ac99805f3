"""A list compared with what it said before: one row for each person, and what has to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from leaderdesk.features.orders.jielong.model import Reading, Span
from leaderdesk.features.orders.rules.answers import Answers
from leaderdesk.features.orders.rules.asks import Ask
from leaderdesk.features.orders.rules.ground import Amounts, Ground


class Became(StrEnum):
    """What became of a person's order since the list was last confirmed."""

    ADDED = "added"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Piece:
    """Goods as a row shows them, now and before, in thousandths; `open` while in question (`offer_id` may be None).

    `spans` are all places it was read from, `span` the last; `elsewhere_milli` is what came another way.
    """

    offer_id: int | None
    label: str
    milli: int | None
    before_milli: int
    open: bool = False
    span: Span | None = None
    spans: tuple[Span, ...] = ()
    elsewhere_milli: int = 0

    @property
    def changed(self) -> bool:
        """Whether the list says something else than before."""
        return not self.open and self.milli != self.before_milli


@dataclass(frozen=True, slots=True)
class BroughtBy:
    """Who is said to have brought somebody new; `neighbour_id` is None where nobody, or more than one, can be meant."""

    neighbour_id: int | None
    name: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list, or one who is missing from it (then without lines).

    `id` counts the rows from 1; `key` is that of her first line. `after` and `before` are thousandths by offer id.
    `kept`: her order stays as it is whatever the list says. `held`: the question about the text comes first. `same` is
    what of her goods came from another source before and is not counted again; `moved`: she lives at `room` now.
    """

    id: int
    key: str
    keys: tuple[str, ...]
    lines: tuple[int, ...]
    number: int | None
    name: str
    room: str
    neighbour_id: int | None
    is_new: bool
    became: Became
    pieces: tuple[Piece, ...]
    after: Amounts
    before: Amounts
    fen: int
    note: str
    paid: bool
    ask: Ask | None
    kept: bool = False
    held: bool = False
    note_changed: bool = False
    ghost_after: int = 0
    ghost_text: str = ""
    same: Amounts = field(default_factory=dict)
    moved: bool = False
    brought_by: BroughtBy | None = None

    @property
    def missing(self) -> bool:
        """Whether she stood in the list before and does no more."""
        return not self.lines

    @property
    def counts(self) -> bool:
        """Whether she has goods that nothing is asked about."""
        return self.ask is None and bool(self.after)

    @property
    def works(self) -> bool:
        """Whether confirming would change anything for her."""
        return self.ask is None and not self.kept and not self.held and self.became is not Became.SAME


@dataclass(frozen=True, slots=True)
class Review:
    """The whole comparison; `ask` is a question about the text as a whole, `hints` need no answer."""

    text: str
    reading: Reading
    ground: Ground
    answers: Answers
    rows: tuple[Row, ...]
    ask: Ask | None
    hints: tuple[str, ...]

    @property
    def open_rows(self) -> tuple[Row, ...]:
        """The rows that ask something."""
        return tuple(row for row in self.rows if row.ask is not None)

    @property
    def questions(self) -> int:
        """How many places have to be looked at."""
        return len(self.open_rows) + (self.ask is not None)

    @property
    def order_count(self) -> int:
        """How many orders the list comes to, those in question left out."""
        return sum(row.counts for row in self.rows)

    @property
    def milli(self) -> int:
        """The sum of all amounts, those in question left out."""
        return sum(sum(row.after.values()) for row in self.rows if row.counts)

    @property
    def fen(self) -> int:
        """What the list comes to, rows in question left out."""
        return sum(row.fen for row in self.rows if row.counts)

    @property
    def works(self) -> bool:
        """Whether confirming what is certain would change anything."""
        return any(row.works for row in self.rows)

    def row(self, row_id: int) -> Row | None:
        """Return the row of that id."""
        return self.rows[row_id - 1] if 0 < row_id <= len(self.rows) else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from a list: the action (None if nothing was to do), and how many orders became what.

    `orders` and `milli` are what the confirmed part of the list comes to; `late` counts orders added after the cut-off,
    `learnt` the words that are not asked about again.
    """

    action_id: int | None
    order_ids: tuple[int, ...]
    added: int
    changed: int
    cancelled: int
    waiting: int
    orders: int
    milli: int
    late: int
    learnt: int = 0
