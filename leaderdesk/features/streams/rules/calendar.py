"""On which days streams lie: the slots of the series, what was planned for them, and the grid of a month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Audience, Series, Stream, StreamKind


@dataclass(frozen=True, slots=True)
class Slot:
    """One evening of the calendar: a stream that was planned, or a slot of a series that nobody touched yet."""

    starts_at: dt.datetime
    length_s: int
    stream: Stream | None = None
    series: Series | None = None

    @property
    def name(self) -> str:
        """What it is called: its theme, else its series, else what kind of evening it is."""
        return stream_name(self.stream, self.series) if self.stream is not None else self._series_name

    @property
    def kind(self) -> StreamKind:
        """What kind of evening it is."""
        whole = self.stream or self.series
        return StreamKind.THEMED if whole is None else whole.kind

    @property
    def audience(self) -> Audience:
        """For whom it is made."""
        whole = self.stream or self.series
        return Audience.ALL if whole is None else whole.audience

    @property
    def slot_on(self) -> dt.date:
        """The day of its series that it stands for, else its own."""
        return (self.stream.slot_on if self.stream is not None else None) or self.starts_at.date()

    @property
    def ends_at(self) -> dt.datetime:
        """When it is over if it keeps to its length."""
        return self.starts_at + dt.timedelta(seconds=self.length_s)

    @property
    def _series_name(self) -> str:
        return "" if self.series is None else self.series.name


def stream_name(stream: Stream, series: Series | None = None) -> str:
    """Return what a stream is called: its theme, else the name of its series, else what kind of evening it is."""
    return stream.theme or ("" if series is None else series.name) or stream.kind.label


def days_of(series: Series, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Go through the days from `first` to `last` on which the series has its slot, if it repeats."""
    if series.weekday is None or series.archived_at_ms is not None:
        return
    begin = max(first, series.from_on or first)
    day = begin + dt.timedelta(days=(series.weekday - begin.isoweekday()) % 7)
    end = min(last, series.until_on or last)
    while day <= end:
        yield day
        day += dt.timedelta(days=7)


def slots_between(
    series: Iterable[Series], streams: Iterable[Stream], *, first: dt.date, last: dt.date
) -> tuple[Slot, ...]:
    """Return what the calendar shows from `first` to `last`, by time: the streams, and the slots nobody touched.

    `streams` are all that lie there or stand for a slot there, those in the bin too: their slots stay empty.
    """
    by_id = {one.id: one for one in series}
    planned = tuple(streams)
    taken = {(one.series_id, one.slot_on) for one in planned}
    slots = [
        Slot(one.starts_at, one.length_s, one, by_id.get(one.series_id or 0))
        for one in planned
        if one.archived_at_ms is None and first <= one.starts_at.date() <= last
    ]
    for one in by_id.values():
        free = (day for day in days_of(one, first, last) if (one.id, day) not in taken)
        slots.extend(Slot(dt.datetime.combine(day, one.starts_at), one.length_s, None, one) for day in free)
    return tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.stream.id if slot.stream else 0)))


def clashing(slots: Sequence[Slot]) -> frozenset[Slot]:
    """Return the slots that lie at the same time as another."""
    found = set()
    for place, one in enumerate(slots):
        for other in slots[place + 1 :]:
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                found |= {one, other}
    return frozenset(found)


def month_grid(year: int, month: int) -> tuple[tuple[dt.date, ...], ...]:
    """Return the weeks of the month, Monday first, each of seven days; the days around the month fill the ends."""
    return tuple(tuple(week) for week in calendar.Calendar().monthdatescalendar(year, month))


def month_name(year: int, month: int) -> str:
    """Return the heading of a month: 2026 年 1 月."""
    return _("{year}-{month:02d}").format(year=year, month=month)
