"""When each cue begins and ends: computed from the lengths and the start, and never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leaderdesk.features.streams.rules import Cue

LEAST_S = 120
"""Seconds below which no cue is cut when an overrun is shared out."""
_GRAIN_S = 30


@dataclass(frozen=True, slots=True)
class Timed:
    """A cue with its times; the gap or the overlap is that between the end of the one before and its start.

    A cue that is skipped begins and ends where the one before ended.
    """

    cue: Cue
    starts_at: dt.datetime
    ends_at: dt.datetime
    gap_s: int = 0
    overlap_s: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The cues of a stream in order with their times; `total_s` reaches from the start to the end of the last."""

    starts_at: dt.datetime
    timed: tuple[Timed, ...]
    ends_at: dt.datetime

    @property
    def total_s(self) -> int:
        """How long all of it takes in seconds, gaps in and overlaps out; 0 for an end before the start."""
        return max(0, _seconds(self.ends_at - self.starts_at))

    @property
    def gap_s(self) -> int:
        """How many seconds nothing is planned for."""
        return sum(each.gap_s for each in self.timed)

    @property
    def overlap_s(self) -> int:
        """How many seconds two cues lay claim to."""
        return sum(each.overlap_s for each in self.timed)

    def of(self, cue_id: int) -> Timed | None:
        """Return the times of the cue of that id; None if it is not among these."""
        return next((each for each in self.timed if each.cue.id == cue_id), None)


def schedule(starts: dt.datetime, cues: Sequence[Cue]) -> Schedule:
    """Return when each cue begins and ends if the first begins at `starts`.

    A soft cue follows the one before. A hard one begins at its clock time whatever came before: on the day on which
    that lies nearest to the end of the one before, so that a stream may run over midnight. Skipped ones take no time.
    """
    cursor = starts
    timed = []
    for cue in cues:
        if cue.skipped:
            timed.append(Timed(cue, cursor, cursor))
            continue
        begins = cursor if cue.hard_at is None else nearest(cue.hard_at, cursor)
        off_s = _seconds(begins - cursor)
        ends = begins + dt.timedelta(seconds=cue.length_s)
        timed.append(Timed(cue, begins, ends, gap_s=max(0, off_s), overlap_s=max(0, -off_s)))
        cursor = ends
    return Schedule(starts, tuple(timed), cursor)


def over_s(planned: Schedule, length_s: int) -> int:
    """Return by how many seconds the cues take longer than the `length_s` there are; below 0 is what is left."""
    return planned.total_s - length_s


def shared_out(cues: Sequence[Cue], over_s: int, least_s: int = LEAST_S) -> Mapping[int, int]:
    """Return the new length in seconds of each cue that is cut so that together they take `over_s` less, by id.

    Locked and skipped cues and those of `least_s` or less stay as they are; no other comes below `least_s`. Who has
    more to give gives more. Where there is less to give than is over, all of it is given.
    """
    rooms = {
        cue.id: cue.length_s - least_s for cue in cues if not cue.locked and not cue.skipped and cue.length_s > least_s
    }
    cuts = _cuts(rooms, min(max(0, over_s), sum(rooms.values())))
    return {cue.id: cue.length_s - cuts[cue.id] for cue in cues if cuts.get(cue.id)}


def shortened(planned: Schedule, length_s: int, least_s: int = LEAST_S) -> Mapping[int, int]:
    """Return the new lengths, by cue, with which what is over is shared out: at the end, and before each hard start.

    Only cues from the last hard start on bring the end forward; those before one are cut by their overlap with it.
    """
    found: dict[int, int] = {}
    for run, over in _runs(planned, over_s(planned, length_s)):
        found.update(shared_out(run, over, least_s))
    return found


def nearest(clock: dt.time, moment: dt.datetime) -> dt.datetime:
    """Return when it is `clock` nearest to `moment`; of two that are equally near, the later."""
    days = (dt.datetime.combine(moment.date() + dt.timedelta(days=off), clock) for off in (1, 0, -1))
    return min(days, key=lambda day: abs(day - moment))


def _runs(planned: Schedule, over_at_end_s: int) -> Iterator[tuple[tuple[Cue, ...], int]]:
    """Go through the cues between two hard starts, each time with the seconds they take too long."""
    run: list[Cue] = []
    for each in planned.timed:
        if each.cue.hard_at is not None and not each.cue.skipped:
            yield tuple(run), each.overlap_s
            run = []
        run.append(each.cue)
    yield tuple(run), over_at_end_s


def _cuts(rooms: Mapping[int, int], cut_s: int) -> Mapping[int, int]:
    """Return what each gives of `cut_s`, in proportion to its room: in half minutes as far as that comes out even."""
    whole = sum(rooms.values())
    if not cut_s:
        return {}
    ideal = {key: cut_s * room / whole for key, room in rooms.items()}
    cuts = {key: int(share) // _GRAIN_S * _GRAIN_S for key, share in ideal.items()}
    left = cut_s - sum(cuts.values())
    for key in sorted(rooms, key=lambda key: cuts[key] - ideal[key]):
        if left >= _GRAIN_S and cuts[key] + _GRAIN_S <= rooms[key]:
            cuts[key] += _GRAIN_S
            left -= _GRAIN_S
    for key in sorted(rooms, key=lambda key: cuts[key] - rooms[key]):
        given = min(left, rooms[key] - cuts[key])
        cuts[key] += given
        left -= given
    return cuts


def _seconds(delta: dt.timedelta) -> int:
    return round(delta.total_seconds())
