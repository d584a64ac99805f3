"""Lengths and times of day are read as people type them, and nothing else is taken for one."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.streams.rules.durations import (
    LONGEST_S,
    clock_text,
    length_entry,
    length_text,
    read_clock,
    read_length,
    short_length_text,
)

READ = {
    "90": 90,
    "8": 480,
    "59": 3540,
    "60": 60,
    "1:05": 65,
    ":20": 20,
    "3分": 180,
    "3分钟": 180,
    "1分半": 90,
    "1分30": 90,
    "1分30秒": 90,
    "90秒": 90,
    "半分钟": 30,
    "2.5": 150,
    "1:10:00": 4200,
    "１：３０": 90,
    "1小时": 3600,
    "1小时5分": 3900,
    "2m30s": 150,
    " 3 分钟 ": 180,
    "5'": 300,
    "720分": 43200,
}


@pytest.mark.parametrize(("typed", "seconds"), READ.items())
def test_a_length_is_read_as_it_is_typed(typed: str, seconds: int) -> None:
    assert read_length(typed) == seconds


# What ontime reads the same: units, and minutes without one.
@pytest.mark.parametrize(("typed", "minutes"), {"1": 1, "10": 10, "23": 23, "2m": 2, "1h2m": 62, "10m": 10}.items())
def test_lengths_are_those_of_ontime_where_the_two_agree(typed: str, minutes: int) -> None:
    assert read_length(typed) == minutes * 60


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "0",
        ":00",
        "-1",
        "abc",
        "1:75",
        "1:60:00",
        "三",
        "三点五",
        "99999",
        "1e3",
        "1_0",
        "٣",
        "13小时",
        "5 6",
        "1e309",
        "NaN",
        "2.5.1",
        "半",
        "分",
        "∞",
        "1:2:3:4",
        "\x00",
        "8" * 500,
        "<b>8</b>",
    ],
)
def test_what_says_no_length_is_refused_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(UserError):
        read_length(typed)


@given(st.integers(min_value=1, max_value=LONGEST_S))
def test_what_is_offered_for_editing_reads_back(seconds: int) -> None:
    assert read_length(length_entry(seconds)) == seconds
    with language("zh_CN"):
        assert read_length(length_text(seconds)) == seconds
        assert read_length(short_length_text(seconds)) == seconds


@given(st.text(max_size=30))
def test_any_text_is_a_length_or_refused(typed: str) -> None:
    with suppress(UserError):
        assert 0 < read_length(typed) <= LONGEST_S


def test_lengths_read_in_words() -> None:
    with language("zh_CN"):
        assert (length_text(3780), length_text(90), short_length_text(600)) == ("63 分钟", "1:30", "10 分")
    assert length_entry(20) == ":20"


@pytest.mark.parametrize(
    ("typed", "clock"),
    {
        "20:30": (20, 30),
        "2030": (20, 30),
        "830": (8, 30),
        "20：05": (20, 5),
        "8点": (8, 0),
        "8点半": (8, 30),
        "晚上8点": (20, 0),
        "晚8点15分": (20, 15),
        "下午3点": (15, 0),
        "20.30": (20, 30),
        "24:00": (0, 0),
        "0:00": (0, 0),
    }.items(),
)
def test_a_time_of_day_is_read_as_it_is_typed(typed: str, clock: tuple[int, int]) -> None:
    assert read_clock(typed) == dt.time(*clock)


@pytest.mark.parametrize("typed", ["", "25:00", "20:60", "2575", "x", "-1:00", "20:30:99", "99"])
def test_what_is_no_time_of_day_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_clock(typed)


def test_seconds_of_a_clock_time_are_said_only_where_there_are_any() -> None:
    assert clock_text(dt.datetime(2026, 1, 25, 20, 8)) == "20:08"
    assert clock_text(dt.datetime(2026, 1, 25, 20, 8, 30)) == "20:08:30"
