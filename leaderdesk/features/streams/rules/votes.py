"""What streams show of the features above them: votes as they stand, and the orders of an evening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VoteOption:
    """One thing to vote for: the key people write, the words behind it, how many chose it, how many of them by key."""

    key: str
    words: str
    count: int
    keyed: int = 0

    @property
    def text(self) -> str:
        """Key and words as they are shown, once where both are the same."""
        return self.key if self.words in (self.key, "") else f"{self.key} {self.words}"


@dataclass(frozen=True, slots=True)
class VoteQuestion:
    """One question of a vote with its options in their order."""

    text: str
    options: tuple[VoteOption, ...]

    @property
    def total(self) -> int:
        """All votes together."""
        return sum(option.count for option in self.options)


@dataclass(frozen=True, slots=True)
class Votes:
    """A vote as it stands now; `asks` is how many pasted answers are still to be asked about."""

    poll_id: int
    title: str
    questions: tuple[VoteQuestion, ...]
    is_open: bool = True
    asks: int = 0

    @property
    def options(self) -> tuple[VoteOption, ...]:
        """The options of the first question."""
        return self.questions[0].options if self.questions else ()


@dataclass(frozen=True, slots=True)
class PollName:
    """A vote that can be chosen."""

    poll_id: int
    title: str


@dataclass(frozen=True, slots=True)
class PastedVotes:
    """What a pasted chat came to; `action_id` None: nothing changed."""

    sentence: str
    action_id: int | None


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """Goods ordered at a moment (unix ms), in thousandths and fen."""

    at_ms: int
    order_id: int
    product_id: int
    amount_milli: int
    fen: int


@dataclass(frozen=True, slots=True)
class Takings:
    """What a stretch of time brought in: different orders, and fen."""

    orders: int = 0
    fen: int = 0


def takings(lines: Sequence[OrderedLine]) -> Takings:
    """Return how many different orders these are, and what they come to."""
    return Takings(len({line.order_id for line in lines}), sum(line.fen for line in lines))
