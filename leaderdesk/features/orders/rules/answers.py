"""What the leader answered about a line of the list; answers lie in memory until the list is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IsNeighbour:
    """The line is this neighbour's; with `remember`, the name in the list becomes one of her names."""

    neighbour_id: int
    remember: str = ""


@dataclass(frozen=True, slots=True)
class IsNew:
    """The line is somebody's who was not known yet."""

    name: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class LivesIn:
    """The room of the line is this one; empty if nobody knows."""

    room: str


@dataclass(frozen=True, slots=True)
class Means:
    """Goods number `item` of the line are this offer and so many thousandths; None leaves that part as it was read.

    With `remember`, these words become one of the product's names; with `unit`, one of that unit of the product comes
    to `each_milli` from now on.
    """

    item: int
    offer_id: int | None = None
    milli: int | None = None
    remember: str = ""
    unit: str = ""
    each_milli: int = 0


@dataclass(frozen=True, slots=True)
class Without:
    """Goods number `item` of the line do not count."""

    item: int


@dataclass(frozen=True, slots=True)
class Wants:
    """The line means exactly this: pairs of offer id and thousandths."""

    amounts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was asked under this code is fine as it stands."""

    code: str


@dataclass(frozen=True, slots=True)
class NotAnOrder:
    """The line orders nothing."""


@dataclass(frozen=True, slots=True)
class HasMoved:
    """The line is this neighbour's, who lives at `room` now; `instead_of` was taken for somebody else until now."""

    neighbour_id: int
    room: str
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class IsApart:
    """The line is of somebody else than this neighbour, although she has her name."""

    other_id: int


@dataclass(frozen=True, slots=True)
class Same:
    """So many thousandths of these offers had come from another source already and do not count again."""

    amounts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NamesGoods:
    """These words are always these goods; says nothing about the line itself."""

    words: str
    offer_id: int


@dataclass(frozen=True, slots=True)
class NamesBuilding:
    """These words are always this building; says nothing about the line itself."""

    words: str
    building: str


Answer = (
    IsNeighbour
    | IsNew
    | LivesIn
    | Means
    | Without
    | Wants
    | Agreed
    | NotAnOrder
    | HasMoved
    | IsApart
    | Same
    | NamesGoods
    | NamesBuilding
)
Answers = Mapping[str, tuple[Answer, ...]]
"""By the key of the line (what it says without its number), in the order in which they were given."""

TEXT = ""
"""The key of answers about the text as a whole."""

WHOLE, PART, OTHER, COPIES = "whole", "part", "other", "copies"
"""Codes agreed to about the text: who is missing has cancelled; it is only a part; it is another list beside the one
before; the last copy counts."""


def with_answer(answers: Answers, key: str, *given: Answer) -> dict[str, tuple[Answer, ...]]:
    """Return the answers with those now given behind the earlier ones of the same line."""
    return {**answers, key: (*answers.get(key, ()), *given)}


def agreed(answers: Answers, key: str, code: str) -> bool:
    """Return whether the leader said of this line that `code` is fine."""
    return any(isinstance(answer, Agreed) and answer.code == code for answer in answers.get(key, ()))
