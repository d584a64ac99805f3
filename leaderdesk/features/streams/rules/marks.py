"""What happens in a stream that is live, as frozen rows: marks, what the audience sees, and what was planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.features.streams.rules import Cue, Shows, Stream


class MarkKind(StrEnum):
    """What can happen in a stream that is live."""

    START = "start"
    CUE = "cue"
    EXTEND = "extend"
    ROLL = "roll"
    SHOW = "show"
    THANK = "thank"
    DISH = "dish"
    END = "end"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened at a moment (unix ms).

    `seconds` is what an EXTEND gives a cue (below 0: takes), and 0 at a ROLL ends the rolling. `title` is what the cue
    was called then: it may be deleted later.
    """

    id: int
    at_ms: int
    kind: MarkKind
    cue_id: int | None = None
    seconds: int | None = None
    shows: Shows | None = None
    ref_id: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """What the audience sees: without a `ref_id` it is the first product, vote or picture of the cue."""

    shows: Shows = Shows.BLANK
    ref_id: int | None = None
    cue_id: int | None = None


@dataclass(frozen=True, slots=True)
class LivePlan:
    """What was planned: when it begins, and its cues in order."""

    starts_at: dt.datetime
    cues: tuple[Cue, ...]

    @classmethod
    def of(cls, stream: Stream, cues: Sequence[Cue]) -> LivePlan:
        """Return the plan of that stream."""
        return cls(stream.starts_at, tuple(cues))


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch in which one cue was on, from one moment up to another (unix ms); None: one without a name."""

    cue_id: int | None
    title: str
    from_ms: int
    to_ms: int
