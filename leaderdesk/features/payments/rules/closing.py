"""What is found when the books are looked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leaderdesk.features.payments.rules.ledger import Account

Rule = Literal["entry", "order", "gone", "open", "loose", "nobody", "reversal"]
"""What holds: an entry's lines sum to zero. An order is debited what its lines come to. What was booked for an order
that an undo took away comes to nothing ("gone"), and so does the loose money of a neighbour who was undone ("nobody").
What is kept as open is what the lines come to, of orders and of loose money. A reversal is the exact opposite."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A place where the books do not close: the entry, order or neighbour by id, and by how many fen.

    An entry without lines is one of 0.
    """

    rule: Rule
    id: int
    fen: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a look through the books went: the latest entry and the latest change of the journal that it saw."""

    entry_id: int
    change_id: int


@dataclass(frozen=True, slots=True)
class Closing:
    """What a look through the books found, and how far it went."""

    breaches: tuple[Breach, ...]
    mark: Mark

    @property
    def ok(self) -> bool:
        """Whether the books close."""
        return not self.breaches

    @property
    def off_fen(self) -> int:
        """By how much they do not, whichever way: all places together."""
        return sum(abs(breach.fen) for breach in self.breaches)


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum behind the books: what lies on each account in fen, in the order of the accounts, and what differs.

    An account on which nothing ever was is not there. Together they come to nothing where the books close.
    """

    accounts: tuple[tuple[Account, int], ...]
    entries: int
    closing: Closing

    @property
    def total_fen(self) -> int:
        """What all accounts come to together."""
        return sum(fen for _account, fen in self.accounts)
