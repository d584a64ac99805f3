"""What was put right after a round had been settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Booked(Protocol):
    """A line of the book: its entry, and the entry which that one takes back."""

    @property
    def entry_id(self) -> int:
        """The entry it belongs to."""
        ...

    @property
    def reverses_id(self) -> int | None:
        """The entry that is taken back by it."""
        ...


B = TypeVar("B", bound=Booked)


def corrections_after(lines: Iterable[B], mark: int) -> tuple[B, ...]:
    """Return the lines of after the entry `mark` that still stand: not those that took each other back since."""
    later = [line for line in lines if line.entry_id > mark]
    taken_back = {line.reverses_id for line in later}
    return tuple(line for line in later if line.entry_id not in taken_back and (line.reverses_id or 0) <= mark)
