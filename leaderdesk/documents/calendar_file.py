"""Evenings as a calendar file (ICS) that phones and calendars read; the only place that imports icalendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.files import write_whole
from leaderdesk.core.text import cleaned, one_line

_MOST = 2000


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One evening; its times are local and naive, so that a calendar shows them as they are said.

    `uid` stays the same as long as it is the same evening: a calendar that reads the file again moves it.
    """

    uid: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    note: str = ""


def calendar_bytes(events: Sequence[CalendarEvent], *, name: str, made_ms: int) -> bytes:
    """Return the file of these events; the same events made at the same moment give the same bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//LeaderDesk//Livestreams//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name)[:_MOST])
    made = dt.datetime.fromtimestamp(made_ms / 1000, tz=dt.UTC).replace(microsecond=0)
    for each in events:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", made)
        event.add("dtstart", each.starts_at)
        event.add("dtend", each.ends_at)
        event.add("summary", one_line(each.title)[:_MOST])
        if each.note:
            event.add("description", cleaned(each.note)[:_MOST])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_calendar(path: Path, events: Sequence[CalendarEvent], *, name: str, made_ms: int) -> None:
    """Write the file whole or not at all; StorageTrouble if the disk refuses."""
    write_whole(path, calendar_bytes(events, name=name, made_ms=made_ms))
