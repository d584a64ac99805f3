"""What a poll or a sign-up asks, what a pasted text says to it, and what must be asked back; all frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.text import cleaned
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong import Neighbour, Span
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.people import Directory, directory

YES, NO = "要", "不要"
"""The keys of a question that is answered by yes or no."""
MOST_OPTIONS = 12
LONGEST_LABEL = 40
LONGEST_TITLE = 60
MOST_HEADS = 99


class PollKind(StrEnum):
    """A vote counts people by option, a sign-up counts heads."""

    POLL = "poll"
    SIGNUP = "signup"


class SeatsBy(StrEnum):
    """What takes a seat: every head, or every party that signs up (20 组)."""

    HEADS = "heads"
    PARTIES = "parties"


class LineKind(StrEnum):
    """What a line of the text is."""

    BLANK = "blank"
    QUESTION = "question"
    ANSWER = "answer"
    CHATTER = "chatter"
    QUOTED = "quoted"
    UNCLEAR = "unclear"


class DoubtCode(StrEnum):
    """What has to be asked of an answer: who it is, what was chosen, how many come, what the line means at all."""

    WHO = "who"
    CHOICE = "choice"
    HEADS = "heads"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the key people write (A, 1, 要) and what it stands for."""

    key: str
    label: str

    @property
    def text(self) -> str:
        """Key and label as they are shown: "A 草莓", or one of them where both are the same."""
        return self.key if self.label in (self.key, "") else f"{self.key} {self.label}"


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its options; `several` lets one person choose more than one."""

    text: str
    options: tuple[Option, ...]
    several: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the options, in order."""
        return tuple(option.key for option in self.options)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the questions of a poll (none for a sign-up), or the seats of a sign-up (None: no limit).

    `wants_heads`: the text asks how many grown-ups and children come, so a name alone is not enough.
    """

    kind: PollKind
    title: str = ""
    questions: tuple[Question, ...] = ()
    seats: int | None = None
    seats_by: SeatsBy = SeatsBy.HEADS
    wants_heads: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """How many come: grown-ups, children, and those of whom nothing more was said."""

    adults: int = 0
    children: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """Everybody together."""
        return self.adults + self.children + self.others


Picks = tuple[tuple[str, ...], ...]
"""The keys chosen, for each question of the poll."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What must be answered before an answer counts, with what is needed to offer answers.

    `words` are those in doubt; `people` the ids of neighbours that fit, `keys` the options, `heads` the likely counts.
    """

    code: DoubtCode
    words: str = ""
    people: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    heads: tuple[Heads, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line says for one person; `withdrawn`: she takes back what she said before.

    `line` counts from 1, `spans` are the words it was read from, `said` is the line as it was written.
    """

    line: int
    number: int | None
    name: str
    room: str
    neighbour_id: int | None
    picks: Picks = ()
    heads: Heads | None = None
    note: str = ""
    withdrawn: bool = False
    said: str = ""
    spans: tuple[Span, ...] = ()
    doubt: Doubt | None = None

    @property
    def who(self) -> str:
        """How she is called: by name, else by room."""
        return self.name or self.room

    @property
    def key(self) -> str:
        """What tells one person from another: the known neighbour, else name and room as they are compared."""
        return person_key(self.neighbour_id, self.name, self.room)

    @property
    def value(self) -> tuple[Picks, Heads | None, str, bool]:
        """What was answered, to be compared with another answer."""
        return (self.picks, self.heads, self.note, self.withdrawn)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text and what it is."""

    number: int
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole reading: what is asked, every line once, and the answers in the order of the text.

    `is_list`: the answers stand in a numbered list that carries everybody, so whoever is missing has left it.
    """

    asked: Asked
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...]
    is_list: bool = False

    @property
    def open(self) -> tuple[Answer, ...]:
        """The answers that must be asked about."""
        return tuple(answer for answer in self.answers if answer.doubt is not None)

    @property
    def current(self) -> dict[str, Answer]:
        """The last clear answer of each person, by her key, in the order in which the people first answered."""
        found: dict[str, Answer] = {}
        for answer in self.answers:
            if answer.doubt is None:
                found[answer.key] = answer
        return found

    def earlier(self, key: str) -> tuple[Answer, ...]:
        """Return what the person said before her last answer, in the order of the text."""
        return tuple(answer for answer in self.answers if answer.doubt is None and answer.key == key)[:-1]


@dataclass(frozen=True, slots=True)
class People:
    """Who is known: neighbours by name and room, and the buildings of the estate."""

    directory: Directory
    names: dict[int, tuple[str, str]]
    keys: frozenset[str]
    buildings: tuple[str, ...] = ()


def know(neighbours: Iterable[KnownNeighbour] = (), buildings: tuple[str, ...] = ()) -> People:
    """Return the neighbours prepared once for reading."""
    listed = list(neighbours)
    known = [Neighbour(str(one.id), one.name, one.room, tuple(one.aliases)) for one in listed]
    keys = {name_key(name).lower() for one in listed for name in (one.name, *one.aliases)}
    return People(
        directory=directory(known),
        names={one.id: (one.name, one.room or "") for one in listed},
        keys=frozenset(key for key in keys if len(key) > 1),
        buildings=buildings,
    )


def person_key(neighbour_id: int | None, name: str, room: str) -> str:
    """Return what tells one person from another."""
    return f"#{neighbour_id}" if neighbour_id is not None else f"{name_key(name).lower()}|{room}"


def tidy(text: str, most: int) -> str:
    """Return text that may be kept: one line, no invisible signs, cut."""
    return " ".join(cleaned(text).split())[:most].strip()
