"""What streams show of the features above them, and ask of them; empty where nobody fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.rules.votes import OrderedLine, PastedVotes, PollName, Votes
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class VoteSlots:
    """Votes are kept above the streams.

    `count` gives one as it stands, `open_ones` those that take answers, `by_key` counts one vote for an option of a
    question and returns the step, `paste` takes the answers of a chat, `new` makes a vote with these options and
    returns its id and the step, `draft` makes a round of the winner and returns its id and the step. `tables` are those
    a change of which moves the count.
    """

    count: Callable[[Connection, int], Votes | None] = field(default=lambda _connection, _id: None)
    open_ones: Callable[[Connection], tuple[PollName, ...]] = field(default=lambda _connection: ())
    by_key: Callable[[Store, int, int, str, int], int] | None = None
    paste: Callable[[Store, int, str], PastedVotes] | None = None
    new: Callable[[Store, str, tuple[str, ...]], tuple[int, int]] | None = None
    draft: Callable[[Store, int], tuple[int, int]] | None = None
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StreamSlots:
    """`ordered` gives what was ordered in a round from one moment (unix ms) up to another.

    `thanks` and `newcomers` are those who agreed to be named; `tables` are those a change of which moves any of it.
    """

    votes: VoteSlots = field(default_factory=VoteSlots)
    ordered: Callable[[Connection, int, int, int], tuple[OrderedLine, ...]] = field(default=lambda *_asked: ())
    thanks: Callable[[Connection, int], tuple[Named, ...]] = field(default=lambda _connection, _now_ms: ())
    newcomers: Callable[[Connection, int], tuple[Named, ...]] = field(default=lambda _connection, _now_ms: ())
    tables: frozenset[str] = frozenset()
