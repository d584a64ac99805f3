"""What the leader may answer to a question about a file, kept by the question's key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IsOffer:
    """These goods are that offer of the round; they are known by this name from then on."""

    offer_id: int


@dataclass(frozen=True, slots=True)
class PutOnOffer:
    """These goods are new: they become a product and an offer of the round at `price_fen`."""

    name: str
    spec: str
    price_fen: int


@dataclass(frozen=True, slots=True)
class IsNeighbour:
    """The order is that neighbour's."""

    neighbour_id: int


@dataclass(frozen=True, slots=True)
class NewNeighbour:
    """The order is of somebody who is not known yet, although the name is."""


@dataclass(frozen=True, slots=True)
class CountBoth:
    """The same goods from two sources are both meant."""


@dataclass(frozen=True, slots=True)
class CountOnce:
    """What another source brought is this; it is not counted again."""


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """It is left out of this import."""


Answer = IsOffer | PutOnOffer | IsNeighbour | NewNeighbour | CountBoth | CountOnce | LeaveOut
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer and the words on its button."""

    label: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Question:
    """Something a row leaves open: the reason, up to three likely answers, and all others there are.

    Questions about the same thing have the same `key`, so that one answer settles them all.
    """

    key: str
    reason: str
    choices: tuple[Choice, ...]
    others: tuple[Choice, ...] = ()
