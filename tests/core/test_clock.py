"""How a moment reads, and that a standing clock stands."""

from __future__ import annotations

import datetime as dt

import pytest

from leaderdesk.core.clock import FixedClock, SystemClock, iso, local, local_now, plan, planned, short_time, today
from leaderdesk.core.i18n import language

NOW = dt.datetime(2026, 1, 25, 14, 22)


@pytest.mark.parametrize(
    ("moment", "english"),
    [
        (dt.datetime(2026, 1, 25, 20), "today 20:00"),
        (dt.datetime(2026, 1, 26, 0, 5), "tomorrow 00:05"),
        (dt.datetime(2026, 1, 24, 23, 59), "yesterday 23:59"),
        (dt.datetime(2026, 1, 28, 9), "Wed 09:00"),
        (dt.datetime(2026, 2, 1, 9), "Sun 2/1 09:00"),
        (dt.datetime(2026, 1, 1, 9), "Thu 1/1 09:00"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(moment: dt.datetime, english: str) -> None:
    with language("en"):
        assert short_time(moment, NOW) == english
    with language("zh_CN"):
        assert f"{moment:%H:%M}" in short_time(moment, NOW)


def test_a_standing_clock_moves_when_it_is_moved() -> None:
    clock = FixedClock(NOW)
    assert local_now(clock) == NOW
    clock.advance(dt.timedelta(minutes=-90))
    assert local_now(clock) == dt.datetime(2026, 1, 25, 12, 52)
    assert today(clock) == NOW.date()


def test_planned_times_are_read_as_they_were_written() -> None:
    assert planned(plan(NOW)) == NOW
    with pytest.raises(ValueError, match="day is out of range"):
        planned("2026-02-30T10:00")


def test_a_moment_goes_out_with_its_offset() -> None:
    assert iso(FixedClock(NOW).now_ms()) == "2026-01-25T14:22:00+08:00"
    assert local(FixedClock(NOW).now_ms()) == NOW


def test_the_system_clock_counts_milliseconds() -> None:
    assert abs(SystemClock().now_ms() / 1000 - dt.datetime.now().timestamp()) < 5
