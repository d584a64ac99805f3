"""Slots of series and streams on the days of a month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.streams.rules import Audience, Colour, Series, Stream, StreamKind
from leaderdesk.features.streams.rules.calendar import clashing, days_of, month_grid, slots_between, stream_name

KITCHEN = Series(1, "周三厨房", Colour.GREEN, StreamKind.THEMED, Audience.ALL, 3, dt.time(19, 30), 3600)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 1, 31)
days = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))


def stream(number: int, at: dt.datetime, *, slot: dt.date | None = None, archived: bool = False) -> Stream:
    return Stream(
        number,
        None if slot is None else 1,
        slot,
        None,
        "",
        StreamKind.THEMED,
        Audience.ALL,
        at,
        3600,
        archived_at_ms=1 if archived else None,
    )


def test_a_series_lies_on_its_weekday_within_its_days() -> None:
    assert [day.day for day in days_of(KITCHEN, FIRST, LAST)] == [7, 14, 21, 28]
    short = replace(KITCHEN, from_on=dt.date(2026, 1, 10), until_on=dt.date(2026, 1, 27))
    assert [day.day for day in days_of(short, FIRST, LAST)] == [14, 21]
    assert list(days_of(replace(KITCHEN, weekday=None), FIRST, LAST)) == []
    assert list(days_of(replace(KITCHEN, archived_at_ms=1), FIRST, LAST)) == []


@given(days, st.integers(0, 400), st.integers(1, 7))
def test_every_day_of_a_series_is_its_weekday_and_none_is_left_out(first: dt.date, span: int, weekday: int) -> None:
    last = first + dt.timedelta(days=span)
    found = list(days_of(replace(KITCHEN, weekday=weekday), first, last))
    assert found == [day for off in range(span + 1) if (day := first + dt.timedelta(days=off)).isoweekday() == weekday]


def test_a_stream_stands_in_the_place_of_its_slot_wherever_it_was_moved() -> None:
    moved = stream(5, dt.datetime(2026, 1, 15, 20), slot=dt.date(2026, 1, 14))
    dropped = stream(6, dt.datetime(2026, 1, 21, 19, 30), slot=dt.date(2026, 1, 21), archived=True)
    slots = slots_between([KITCHEN], [moved, dropped], first=FIRST, last=LAST)
    assert [(slot.starts_at.day, slot.stream is None) for slot in slots] == [(7, True), (15, False), (28, True)]
    assert slots[1].slot_on == dt.date(2026, 1, 14)
    assert [slot.name for slot in slots] == ["周三厨房"] * 3


def test_two_at_one_time_clash_and_one_after_the_other_do_not() -> None:
    at = dt.datetime(2026, 1, 7, 20)
    slots = slots_between([KITCHEN], [stream(5, at), stream(6, at + dt.timedelta(hours=1))], first=FIRST, last=LAST)
    assert {slot.starts_at for slot in clashing(slots)} == {dt.datetime(2026, 1, 7, 19, 30), at}


def test_a_month_has_whole_weeks_from_monday_on() -> None:
    grid = month_grid(2026, 2)
    assert all(len(week) == 7 and week[0].isoweekday() == 1 for week in grid)
    assert {day for week in grid for day in week} >= {dt.date(2026, 2, day) for day in range(1, 29)}


def test_a_stream_is_called_by_its_theme_then_by_its_series(english: None) -> None:
    plain = stream(5, dt.datetime(2026, 1, 7, 20))
    assert stream_name(replace(plain, theme="草莓季"), KITCHEN) == "草莓季"
    assert stream_name(plain, KITCHEN) == "周三厨房"
    assert stream_name(plain) == "Themed evening"
