"""The stream that comes next, and how near it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

from leaderdesk.features.streams.rules.calendar import Slot

SOON = dt.timedelta(minutes=15)
"""So long before a stream it is time for the console."""


class StreamMoment(Enum):
    """How near a stream is; SOON is so near that it is time to sit down for it."""

    LATER = auto()
    TODAY = auto()
    SOON = auto()
    LIVE = auto()


@dataclass(frozen=True, slots=True)
class NextStream:
    """The stream that is on, or comes next; `cues` and `over_s` are those of its run-sheet, 0 while it has none."""

    slot: Slot
    is_live: bool = False
    cues: int = 0
    planned_s: int = 0
    over_s: int = 0

    @property
    def stream_id(self) -> int | None:
        """The id of the stream; None for a slot nobody touched yet."""
        return None if self.slot.stream is None else self.slot.stream.id


def stream_moment(found: NextStream, now: dt.datetime) -> StreamMoment:
    """Return how near the stream is at `now`; one that should have begun is SOON until it has."""
    if found.is_live:
        return StreamMoment.LIVE
    if found.slot.starts_at - now <= SOON:
        return StreamMoment.SOON
    return StreamMoment.TODAY if found.slot.starts_at.date() == now.date() else StreamMoment.LATER
