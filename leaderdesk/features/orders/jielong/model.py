"""What a reading is made of: frozen rows, each with the place in the text it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a line of the text is."""

    BLANK = "blank"
    HEADER = "header"
    EXAMPLE = "example"
    PLACEHOLDER = "placeholder"
    ENTRY = "entry"
    TAIL = "tail"
    CHATTER = "chatter"
    QUOTED = "quoted"
    UNREADABLE = "unreadable"


class Action(StrEnum):
    """What an entry does."""

    ORDER = "order"
    ADD = "add"
    SET = "set"
    CANCEL = "cancel"
    NONE = "none"


class Code(StrEnum):
    """What is asked, of one entry or of the whole text."""

    WHO = "who"
    PRODUCT = "product"
    QUANTITY = "quantity"
    UNIT = "unit"
    ROOM = "room"
    REPEAT = "repeat"
    SPLIT = "split"
    STEP = "step"
    DATE = "date"
    NUMBERS = "numbers"
    COPIES = "copies"


class ChangeKind(StrEnum):
    """What became of one person's one good since the paste before."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Offer:
    """One good of the round; `step_milli` is the smallest amount that can be ordered, in thousandths of `unit`."""

    code: str
    name: str
    spec: str
    unit: str
    aliases: tuple[str, ...] = ()
    step_milli: int = 1000
    price_fen: int = 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody already known; `room` is normalised ("3-502") or None."""

    id: str
    name: str
    room: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """How the leader wants a text to be read."""

    missing_quantity_is_one: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the shop knows: its neighbours and the names of the estate's buildings (none: any building is possible)."""

    neighbours: tuple[Neighbour, ...] = ()
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the pasted text: line counted from 1, signs [start, end) of that line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A recognised part of a line with the words it was read from."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Question:
    """What must be answered before the entry can be committed, with what is needed to offer answers.

    `words` are those in doubt; `item` counts the items of the entry. `offers` are the codes that could be meant,
    `neighbours` the ids, `amounts_milli` the likely amounts, `rooms` the rooms read, `earlier` the index of the entry
    that already has the same goods.
    """

    code: Code
    words: str = ""
    span: Span | None = None
    item: int | None = None
    offers: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    amounts_milli: tuple[int, ...] = ()
    rooms: tuple[str, ...] = ()
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Goods of an entry: offer code and thousandths of the offer's unit, each None where it is in question."""

    offer: str | None
    quantity_milli: int | None
    words: str = ""
    span: Span | None = None
    counted: bool = True
    """False while the item is in question: it is left out of totals and changes."""


@dataclass(frozen=True, slots=True)
class Referrer:
    """Who is said to have brought the person of an entry: the words and the name in them.

    `neighbour` is the id of the known one this surely is, else None; `candidates` are the ids of all it can be.
    """

    said: Piece
    name: Piece
    neighbour: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person wants, as one line (with its continuation lines) says."""

    lines: tuple[int, ...]
    number: int | None
    name: Piece | None
    room: str | None
    room_piece: Piece | None
    neighbour: str | None
    action: Action
    items: tuple[Item, ...]
    note: str | None
    note_spans: tuple[Span, ...]
    paid: Piece | None
    questions: tuple[Question, ...]
    person: int
    """Index into `Reading.people`; entries of the same person carry the same."""
    referrer: Referrer | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the text, with what her entries come to: offer code → thousandths, zeros left out."""

    name: str | None
    room: str | None
    neighbour: str | None
    sure: bool
    entries: tuple[int, ...]
    amounts_milli: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line of the text, counted from 1, and what it is; `entry` is the index of its first entry."""

    line: int
    kind: Kind
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One person's one good, now and in the paste before, in thousandths."""

    kind: ChangeKind
    name: str | None
    room: str | None
    neighbour: str | None
    offer: str
    before_milli: int
    after_milli: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole result: every line once, the entries, who ordered what, the sums, what must be asked."""

    lines: tuple[LineReading, ...]
    entries: tuple[Entry, ...]
    people: tuple[Person, ...]
    totals_milli: Mapping[str, int]
    questions: tuple[Code, ...]
    today: date
    missing_numbers: tuple[int, ...] = ()
    double_numbers: tuple[int, ...] = ()

    @property
    def open_entries(self) -> tuple[int, ...]:
        """Indexes of the entries that ask something."""
        return tuple(index for index, entry in enumerate(self.entries) if entry.questions)
