"""The numbers of a printed list, as they are typed afterwards: 3 7 12-18."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leaderdesk.features.pickups.rules import PickupOrder

MOST_NUMBER = 9_999
"""No round has more orders than this."""

_SPLIT = re.compile(r"[\s,;、。.+/|]+")
_DASH = re.compile(r"\s*[-‐-―−~～到至]+\s*")
_PIECE = re.compile(r"#?(?P<first>[0-9]{1,4})(?:-(?P<last>[0-9]{1,4}))?号?")

Problem = Literal["", "not-there", "later", "already", "cancelled"]
"""Why a number is not checked off: there is no such one, it came after the list was printed, it was taken before, or
the order was cancelled."""


@dataclass(frozen=True, slots=True)
class TypedNumbers:
    """The numbers, each once and in the order of typing, and the pieces that are no numbers."""

    numbers: tuple[int, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What one number of the paper means now."""

    number: int
    pickup: PickupOrder | None
    problem: Problem

    @property
    def is_ready(self) -> bool:
        """Whether it can be checked off."""
        return self.pickup is not None and not self.problem


@dataclass(frozen=True, slots=True)
class NumbersPreview:
    """What the typed numbers come to; `printed_at_ms` is when the list was printed, None if none was."""

    lines: tuple[NumberLine, ...]
    printed_at_ms: int | None

    @property
    def ready(self) -> tuple[NumberLine, ...]:
        """The lines that would be checked off."""
        return tuple(line for line in self.lines if line.is_ready)

    @property
    def due_fen(self) -> int:
        """What those still owe, in fen."""
        return sum(line.pickup.due_fen for line in self.ready if line.pickup is not None and line.pickup.due_fen > 0)


def read_numbers(text: str) -> TypedNumbers:
    """Return the numbers in `text`: single ones and ranges, apart by spaces or commas, in any width of digits."""
    folded = _DASH.sub("-", unicodedata.normalize("NFKC", text))
    numbers: dict[int, None] = {}
    unread: list[str] = []
    for piece in filter(None, _SPLIT.split(folded)):
        found = _PIECE.fullmatch(piece)
        if found is None:
            unread.append(piece)
            continue
        numbers |= dict.fromkeys(_between(int(found["first"]), int(found["last"] or found["first"])))
    numbers.pop(0, None)
    return TypedNumbers(numbers=tuple(numbers), unread=tuple(unread))


def _between(first: int, last: int) -> Iterator[int]:
    yield from range(min(first, last), max(first, last) + 1)
