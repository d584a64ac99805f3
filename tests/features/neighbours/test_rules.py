"""What is typed about neighbours is read by a whitelist, and refused with a sentence that says what to write."""

from __future__ import annotations

import datetime as dt

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.phone import parse_phone
from leaderdesk.features.neighbours.rules import (
    MOST_NOTE,
    UnknownBuilding,
    read_building,
    read_day,
    read_name,
    read_note,
    read_room,
    read_tag,
)

TODAY = dt.date(2026, 1, 26)
ESTATE = ("3", "1", "12", "A")
HUGE = "长" * 10_000_000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 张阿姨 ", "张阿姨"),
        ("张\x00阿\ud800姨", "张阿姨"),
        ("\u202e张阿姨\u202c", "张阿姨"),
        ("<b>张</b>", "<b>张</b>"),
        ("<img src=/etc/passwd>", "<img src=/etc/passwd>"),
        ("👨‍👩‍👧 一家", "👨‍👩‍👧 一家"),
        ("𠅤㛃䶮", "𠅤㛃䶮"),
        (HUGE, "长" * 60),
    ],
)
def test_a_name_is_kept_plain(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\x00\ud800", "\u200b\u202e", "\u200d\ufe0f"])
def test_a_name_with_nothing_to_see_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_name(typed)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("", ""),
        ("138 0000 1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("021-6000 1234", "02160001234"),
        ("60001234", "60001234"),
    ],
)
def test_a_phone_is_kept_as_digits(typed: str, digits: str) -> None:
    assert parse_phone(typed) == digits


@pytest.mark.parametrize(
    "typed",
    [
        "1380000123",
        "138000012345",
        "abc",
        "一三八",
        "١٣٨٠٠٠٠١٢٣٤",
        "-1",
        "1e309",
        "NaN",
        "138_0000_1234",
        "9" * 40,
        "<b>1</b>",
    ],
)
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        parse_phone(typed)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("3-502", "3-502"),
        ("3号楼502", "3-502"),
        ("３－５０２", "3-502"),
        ("12栋3单元402", "12-3-402"),
        ("a1502", "A-1502"),
    ],
)
def test_a_room_is_read_however_it_is_written(typed: str, label: str) -> None:
    room = read_room(typed, ESTATE)
    assert room is not None
    assert room.text == label


def test_no_room_is_no_room() -> None:
    assert read_room("  ", ESTATE) is None


@pytest.mark.parametrize("typed", ["502", "3号楼", "哪里", "3-", "-502", "2.5.1", "-1", "1e309", "房" * 5000, "\u202e"])
def test_an_unclear_room_is_refused(typed: str) -> None:
    if typed == "\u202e":
        assert read_room(typed, ESTATE) is None
        return
    with pytest.raises(UserError):
        read_room(typed, ESTATE)


def test_a_room_in_a_building_nobody_named_offers_that_building() -> None:
    with pytest.raises(UnknownBuilding) as caught:
        read_room("9-502", ESTATE)
    assert caught.value.building == "9"


@pytest.mark.parametrize(("typed", "name"), [("3号楼", "3"), ("３栋", "3"), ("a座", "A"), ("12", "12")])
def test_a_building_is_kept_as_in_a_room(typed: str, name: str) -> None:
    assert read_building(typed) == name


@pytest.mark.parametrize("typed", ["", "号楼", "3-502", "\u200b", "东区", "1234567", "<b>"])
def test_what_is_no_building_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_building(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2024-03", "2024-03-01"), ("2024年3月15日", "2024-03-15"), ("２０２４/3/5", "2024-03-05"), ("", "")],
)
def test_a_day_is_read(typed: str, day: str) -> None:
    assert read_day(typed, today=TODAY) == day


@pytest.mark.parametrize("typed", ["2025-02-30", "0000-00-00", "2027-01-26", "昨天", "2024-13", "1e309"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_day(typed, today=TODAY)


def test_tags_are_short_and_notes_are_cut() -> None:
    assert read_tag(" 爱吃草莓 ") == "爱吃草莓"
    with pytest.raises(UserError):
        read_tag("一个很长很长很长很长的标签")
    with pytest.raises(UserError):
        read_tag("\u200b")
    assert read_note(" 第一行 \n 第二行\x00 ") == "第一行\n第二行"
    assert len(read_note(HUGE)) == MOST_NOTE
