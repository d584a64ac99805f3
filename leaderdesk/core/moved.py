"""How long work tells how far it is: `moved(done, total)`, which raises where the work was chosen to end."""

from __future__ import annotations

from collections.abc import Callable

Moved = Callable[[int, int], None]

WHOLE = 100


def unseen(_done: int, _total: int) -> None:
    """Tell nobody."""


def share(moved: Moved, first: int, last: int) -> Moved:
    """Return what one part of the work tells: from nothing to all of it, the whole goes from `first` to `last` %."""
    return lambda done, total: moved(first + (last - first) * done // total if total else last, WHOLE)
