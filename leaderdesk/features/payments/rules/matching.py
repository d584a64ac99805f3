"""What a bill is matched with, and what comes of it: sure, to be asked, or left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.payments.rules.bills import BillLine
from leaderdesk.features.payments.rules.ledger import Share


@dataclass(frozen=True, slots=True)
class Due:
    """An order that is not paid in full: what is open, and between which moments paying for it makes sense.

    A payment before `from_ms` cannot be for it; one after `until_ms` is late enough to be asked about.
    """

    order_id: int
    neighbour_id: int
    round_name: str
    pickup_code: int
    due_fen: int
    from_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class Noted:
    """Money that the leader noted by hand, before a bill said it: at the door, or because the list says 已付."""

    entry_id: int
    neighbour_id: int
    amount_fen: int
    method: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class LearntPayer:
    """Whoever pays under this name or account (as `payer_key` makes it) pays for this neighbour, said the leader."""

    key: str
    neighbour_id: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a bill is compared with.

    `noted` and `refunds` are what was noted by hand and stands in no bill yet, `paid` all that was booked lately.
    `habits` counts, by payer key, for whom that payer's money was booked.
    """

    people: tuple[KnownNeighbour, ...] = ()
    phones: Mapping[int, str] | None = None
    buildings: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    noted: tuple[Noted, ...] = ()
    refunds: tuple[Noted, ...] = ()
    paid: tuple[Noted, ...] = ()
    learnt: tuple[LearntPayer, ...] = ()
    habits: Mapping[str, Mapping[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a stored bill about which nothing is settled yet.

    Where it was booked before, with `booked_fen` of it for `neighbour_id`, more was given back since.
    """

    id: int
    line: BillLine
    booked_fen: int | None = None
    neighbour_id: int | None = None
    order_id: int | None = None


class Deed(StrEnum):
    """What an answer does.

    BOOK books the shares; WAIVE besides lets her off what is then open of the first; RETURNED books and pays the same
    money back; KNOWN only ties the line to money that was noted by hand; REFUND notes what went back; LOOSE books
    nothing and leaves the line to be looked for by hand; LEFT says it is not the round's money.
    """

    BOOK = "book"
    WAIVE = "waive"
    RETURNED = "returned"
    KNOWN = "known"
    REFUND = "refund"
    LOOSE = "loose"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to settle a line: its words on the button, and what it does."""

    words: str
    deed: Deed
    shares: tuple[Share, ...] = ()
    entry_id: int | None = None
    waived_fen: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A line that is sure: why, and what booking it does."""

    open: OpenLine
    reason: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that is asked about: the reason and up to three answers; `suggests` the first of them."""

    open: OpenLine
    reason: str
    answers: tuple[Answer, ...]
    suggests: bool = True


@dataclass(frozen=True, slots=True)
class Alone:
    """A line that nothing fits, and why."""

    open: OpenLine
    reason: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of a bill; every open line is in one of the three, in the order of time."""

    sure: tuple[Match, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    alone: tuple[Alone, ...] = ()

    @property
    def sure_fen(self) -> int:
        """What the sure lines book."""
        return sum(share.amount_fen for match in self.sure for share in match.answer.shares)
