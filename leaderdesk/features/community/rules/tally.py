"""What stands in a poll and what it comes to: people behind each option, heads, seats and who waits for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from leaderdesk.features.community.rules.model import (
    Asked,
    Doubt,
    Heads,
    Option,
    Picks,
    PollKind,
    Question,
    SeatsBy,
)


class State(StrEnum):
    """Whether an answer counts: it does, it was taken back, it must be asked about, or the leader said it is none."""

    CLEAR = "clear"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll or a sign-up as it is kept; times are unix milliseconds."""

    id: int
    asked: Asked
    created_ms: int
    closed_ms: int | None = None
    archived_ms: int | None = None
    round_id: int | None = None

    @property
    def is_sign_up(self) -> bool:
        """Whether heads are counted, not votes."""
        return self.asked.kind is PollKind.SIGNUP


@dataclass(frozen=True, slots=True)
class Voice:
    """The answer of one person that stands now, and where it came from.

    `arrived` counts up over the poll: who said it first has the lower number. `settled`: the leader answered or wrote
    it herself. `earlier` is what she said before in the same text, a line each. `listed`: it came from a numbered
    list. Without a paste it was written by hand.
    """

    id: int
    person: str
    neighbour_id: int | None
    name: str
    room: str
    picks: Picks
    heads: Heads | None
    note: str
    state: State
    said: str
    paste_id: int | None
    line: int | None
    arrived: int
    at_ms: int
    settled: bool = False
    listed: bool = False
    doubt: Doubt | None = None
    earlier: str = ""

    @property
    def who(self) -> str:
        """How she is called: by name, else by room."""
        return self.name or self.room

    @property
    def value(self) -> tuple[Picks, Heads | None, str, bool]:
        """What was answered, to be compared with another answer."""
        return (self.picks, self.heads, self.note, self.state is State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One option and who chose it, in the order in which they came; `keyed` votes were counted by key in a stream."""

    option: Option
    voices: tuple[Voice, ...]
    keyed: int = 0

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.voices) + self.keyed


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """One question with its options, in their order."""

    question: Question
    counts: tuple[OptionCount, ...]

    @property
    def leaders(self) -> tuple[OptionCount, ...]:
        """The options with the most voices; several where they are equal, none before the first voice."""
        most = max((one.count for one in self.counts), default=0)
        return tuple(one for one in self.counts if most and one.count == most)


@dataclass(frozen=True, slots=True)
class Tally:
    """A poll counted: by option, or who comes and who waits for a seat; `open` must be asked about."""

    poll: Poll
    questions: tuple[QuestionCount, ...]
    coming: tuple[Voice, ...]
    waiting: tuple[Voice, ...]
    withdrawn: tuple[Voice, ...]
    open: tuple[Voice, ...]
    taken_seats: int

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody whose answer counts, in order of arrival."""
        return tuple(sorted((*self.coming, *self.waiting), key=lambda voice: voice.arrived))

    @property
    def keyed(self) -> int:
        """How many votes were counted by key, over all questions."""
        return sum(one.keyed for question in self.questions for one in question.counts)

    @property
    def heads(self) -> Heads:
        """The heads of those who have a seat."""
        return sum_heads(self.coming)

    @property
    def free_seats(self) -> int | None:
        """How many seats are left, None without a limit."""
        seats = self.poll.asked.seats
        return None if seats is None else max(0, seats - self.taken_seats)


Keyed = Mapping[tuple[int, str], int]
"""Votes counted by key, by the place of the question and the key of the option."""
_NONE_KEYED: Keyed = MappingProxyType({})


def tally(poll: Poll, voices: Iterable[Voice], keyed: Keyed = _NONE_KEYED) -> Tally:
    """Return what the answers come to; seats go in order of arrival, and who comes behind one who waits, waits too.

    `keyed` votes count beside the answers.
    """
    every = sorted(voices, key=lambda voice: voice.arrived)
    clear = [voice for voice in every if voice.state is State.CLEAR]
    coming, waiting, taken = _seated(poll.asked, clear)
    return Tally(
        poll=poll,
        questions=tuple(_counted(question, place, clear, keyed) for place, question in enumerate(poll.asked.questions)),
        coming=coming,
        waiting=waiting,
        withdrawn=tuple(voice for voice in every if voice.state is State.WITHDRAWN),
        open=tuple(voice for voice in every if voice.state is State.OPEN),
        taken_seats=taken,
    )


def sum_heads(voices: Iterable[Voice]) -> Heads:
    """Return the heads of all of them together."""
    known = [voice.heads for voice in voices if voice.heads is not None]
    return Heads(
        sum(heads.adults for heads in known),
        sum(heads.children for heads in known),
        sum(heads.others for heads in known),
    )


def seats_of(asked: Asked, heads: Heads | None) -> int:
    """Return how many seats one sign-up takes."""
    return 1 if asked.seats_by is SeatsBy.PARTIES or heads is None else heads.total


def _seated(asked: Asked, voices: Sequence[Voice]) -> tuple[tuple[Voice, ...], tuple[Voice, ...], int]:
    if asked.kind is PollKind.POLL:
        return tuple(voices), (), 0
    taken = 0
    for place, voice in enumerate(voices):
        needed = seats_of(asked, voice.heads)
        if asked.seats is not None and taken + needed > asked.seats:
            return tuple(voices[:place]), tuple(voices[place:]), taken
        taken += needed
    return tuple(voices), (), taken


def _counted(question: Question, place: int, voices: Sequence[Voice], keyed: Keyed) -> QuestionCount:
    return QuestionCount(
        question,
        tuple(
            OptionCount(
                option,
                tuple(voice for voice in voices if place < len(voice.picks) and option.key in voice.picks[place]),
                keyed.get((place, option.key), 0),
            )
            for option in question.options
        ),
    )
