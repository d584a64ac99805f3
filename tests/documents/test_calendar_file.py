"""The calendar file: read back by the library that phones' calendars agree with, and safe against any text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from icalendar import Calendar

from leaderdesk.documents.calendar_file import CalendarEvent, calendar_bytes, write_calendar

BEGINS = dt.datetime(2026, 1, 25, 20, 0)
EVENT = CalendarEvent(
    "series-1-2026-01-25@abc.leaderdesk", BEGINS, BEGINS + dt.timedelta(hours=1), "草莓季；a,b;c", "带秤"
)


def test_what_was_written_reads_back_as_it_was() -> None:
    calendar = Calendar.from_ical(calendar_bytes([EVENT], name="直播", made_ms=1_700_000_000_000))
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == EVENT.title
    assert str(event["description"]) == EVENT.note
    # Local and without a zone: a calendar shows the hour that was said, wherever the phone is.
    assert event.decoded("dtstart") == BEGINS
    assert event.decoded("dtend") == EVENT.ends_at
    assert str(event["uid"]) == EVENT.uid


def test_the_same_evenings_give_the_same_bytes_and_no_text_breaks_a_line() -> None:
    bad = CalendarEvent("u", BEGINS, BEGINS, "一行\x00\nBEGIN:VALARM", "\u202e反")
    first = calendar_bytes([EVENT, bad], name="a\nEND:VCALENDAR", made_ms=5)
    assert first == calendar_bytes([EVENT, bad], name="a\nEND:VCALENDAR", made_ms=5)
    assert first.count(b"\r\nEND:VCALENDAR") == 1
    assert b"\r\nBEGIN:VALARM" not in first
    assert b"\x00" not in first
    assert len(Calendar.from_ical(first).walk("VEVENT")) == 2


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "直播.ics"
    write_calendar(path, [EVENT], name="直播", made_ms=5)
    assert path.read_bytes() == calendar_bytes([EVENT], name="直播", made_ms=5)
    write_calendar(path, [], name="直播", made_ms=5)
    assert Calendar.from_ical(path.read_bytes()).walk("VEVENT") == []
