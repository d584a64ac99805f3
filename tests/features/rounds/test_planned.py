"""Planned times are read as they are typed, and shifted by whole weeks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.clock import plan, planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.rounds.rules.planned import (
    Times,
    check_times,
    first_times,
    moment_text,
    pickup_text,
    read_moment,
    read_pickup,
    shifted_times,
    weeks_ahead,
)

NOW = dt.datetime(2026, 1, 23, 15, 0)  # a Friday
KEPT = dt.datetime(2026, 1, 26, 22, 0)
TIMES = Times("2026-01-26T22:00", "2026-02-01T10:00", "2026-02-01T18:00")
MOMENTS = st.datetimes(dt.datetime(2026, 1, 24), dt.datetime(2026, 12, 31)).map(
    lambda m: m.replace(second=0, microsecond=0)
)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1月26日 22:00", "2026-01-26T22:00"),
        ("1 月 26 日 周一 22:00", "2026-01-26T22:00"),
        ("2026-01-26 22:00", "2026-01-26T22:00"),
        ("2026-01-26T22:00", "2026-01-26T22:00"),
        ("2026/1/26 22点", "2026-01-26T22:00"),
        ("１月２６号 ２２：３０", "2026-01-26T22:30"),
        ("1/26 晚上10点半", "2026-01-26T22:30"),
        ("1-26 10pm", "2026-01-26T22:00"),
        ("今晚8点", "2026-01-23T20:00"),
        ("今天 20:00", "2026-01-23T20:00"),
        ("明天 9:05", "2026-01-24T09:05"),
        ("后天下午3点", "2026-01-25T15:00"),
        ("周一 22:00", "2026-01-26T22:00"),
        ("周五 22:00", "2026-01-23T22:00"),
        ("周五 9:00", "2026-01-30T09:00"),
        ("下周一 22:00", "2026-01-26T22:00"),
        ("下周五 20点", "2026-01-30T20:00"),
        ("Mon 1/26 22:00", "2026-01-26T22:00"),
        ("sunday 18:30", "2026-01-25T18:30"),
        ("18:00", "2026-01-26T18:00"),
        ("1月28日", "2026-01-28T22:00"),
        ("周日", "2026-01-25T22:00"),
        ("中午12点", "2026-01-26T12:00"),
        ("中午1点", "2026-01-26T13:00"),
        ("12/31 20:00", "2025-12-31T20:00"),
        ("2/29/ 20:00", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(UserError):
            read_moment(typed, now=NOW, kept=KEPT)
    else:
        assert plan(read_moment(typed, now=NOW, kept=KEPT)) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2月30日 22:00", "no such day as 2月30日"),
        ("2026-02-30", "no such day"),
        ("0000-00-00", "no such day"),
        ("13/1 22:00", "no such day"),
        ("2028-01-01 22:00", "more than a year away"),
        ("1月26日 周二 22:00", "Leave the weekday or the date out"),
        ("25:00", "is not a time"),
        ("22:75", "is not a time"),
        ("24:00", "two days"),
        ("", "is not a time"),
        ("soon", "is not a time"),
        ("-1", "is not a time"),
        ("NaN", "is not a time"),
        ("1e309", "is not a time"),
        ("99999999999", "is not a time"),
        ("\x00", "is not a time"),
        ("٣:٠٠", "is not a time"),
        ("22:00 <b>", "is not a time"),
        ("22:00" * 400, "is not a time"),
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_moment(typed, now=NOW, kept=KEPT)


@given(MOMENTS, st.sampled_from(["zh_CN", "en"]))
def test_what_is_shown_can_be_typed_again(moment: dt.datetime, code: str) -> None:
    near = moment - dt.timedelta(days=100)
    with language(code):
        assert read_moment(moment_text(plan(moment)), now=near, kept=KEPT) == moment


@given(MOMENTS, st.integers(1, 3000), st.sampled_from(["zh_CN", "en"]))
def test_a_pickup_that_is_shown_can_be_typed_again(begins: dt.datetime, minutes: int, code: str) -> None:
    times = Times("", plan(begins), plan(begins + dt.timedelta(minutes=minutes)))
    with language(code):
        read = read_pickup(pickup_text(times), now=begins - dt.timedelta(days=30), kept=TIMES)
    assert tuple(map(plan, read)) == (times.pickup_from, times.pickup_until)


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("2月1日 周日 10:00-18:00", "2026-02-01T10:00", "2026-02-01T18:00"),
        ("2/1 10点到18点", "2026-02-01T10:00", "2026-02-01T18:00"),
        ("1月31日 下午2点至晚上8点", "2026-01-31T14:00", "2026-01-31T20:00"),
        ("9:00~12:00", "2026-02-01T09:00", "2026-02-01T12:00"),
        ("1月31日", "2026-01-31T10:00", "2026-01-31T18:00"),
        ("周六 11:00", "2026-01-24T11:00", "2026-01-24T19:00"),
    ],
)
def test_a_pickup_is_read(typed: str, begins: str, ends: str) -> None:
    assert tuple(map(plan, read_pickup(typed, now=NOW, kept=TIMES))) == (begins, ends)


def test_times_must_follow_each_other() -> None:
    check_times(TIMES)
    with pytest.raises(UserError, match="after the pickup has begun"):
        check_times(Times("2026-02-01T10:00", "2026-02-01T10:00", "2026-02-01T18:00"))
    with pytest.raises(UserError, match="ends before it begins"):
        check_times(Times("2026-01-26T22:00", "2026-02-01T18:00", "2026-02-01T18:00"))


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1)))
def test_a_new_round_begins_with_times_that_hold(now: dt.datetime) -> None:
    times = first_times(now)
    check_times(times)
    assert planned(times.pickup_from).weekday() == 6
    assert planned(times.cutoff) > now + dt.timedelta(days=2)


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)), st.integers(0, 400), st.integers(0, 1439))
def test_a_copy_lies_ahead_on_the_same_weekday(now: dt.datetime, days_ago: int, minute: int) -> None:
    day = (now - dt.timedelta(days=days_ago)).replace(hour=minute // 60, minute=minute % 60)
    times = Times(plan(day), plan(day + dt.timedelta(days=5)), plan(day + dt.timedelta(days=5, hours=8)))
    weeks = weeks_ahead(times.cutoff, now)
    moved = shifted_times(times, weeks)
    assert weeks >= 1
    assert planned(moved.cutoff) > now
    assert planned(moved.cutoff).weekday() == planned(times.cutoff).weekday()
    assert planned(moved.cutoff).time() == planned(times.cutoff).time()
    if weeks > 1:
        assert planned(moved.cutoff) - dt.timedelta(days=7) <= now
    check_times(moved)
