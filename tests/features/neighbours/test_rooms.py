"""Rooms in every way they are written, and their order."""

from __future__ import annotations

import pytest

from leaderdesk.features.neighbours.rooms import Room, find_rooms, fold_room, from_normal, parse_room, sort_key

BUILDINGS = [*map(str, range(1, 61)), "A", "B"]


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("3-502", "3-502"),
        ("3502", "3-502"),
        ("1203", "-1203"),
        ("502", "-502"),
        ("12栋3单元402", "12-3-402"),
        ("A座1502", "A-1502"),
        ("a1502", "A-1502"),
        ("１８－６０１", "18-601"),
        ("12-3-402", "12-3-402"),
        ("6号楼三楼", "6-"),
        ("3栋", "3-"),
        ("A-", "A-"),
        ("十二号楼五零二", "12-502"),
        ("5 No 602", "5-602"),
        ("14#703", "14-703"),
        ("511室 28号楼", "28-511"),
        ("B", "B-"),
        ("35号楼-1单元-902", "35-1-902"),
        ("41栋5楼502", "41-502"),
        ("40号1501是", "40-1501"),
        ("3棟1701", "3-1701"),
        ("A幢88栋503", "A-88-503"),
        ("A座 C栋 503室", "A-C-503"),
        ("C区3栋502", "3-502"),
        ("7号楼1号门503", "7-1-503"),
    ],
)
def test_one_room_however_it_is_written(text: str, room: str) -> None:
    parsed = parse_room(text, BUILDINGS)
    assert parsed is not None
    assert parsed.text == room
    assert from_normal(room) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "A幢1栋503",
        "C幢D栋503",
        "3栋88栋503",
        "",
        "草莓",
        "2盒",
        "1-2盒",
        "500ml",
        "3-502 草莓",
        "12402",
        "4/4",
        "\x00",
        "99999999999",
    ],
)
def test_what_is_no_room(text: str) -> None:
    assert parse_room(text, BUILDINGS) is None


def test_lane_road_and_estate_belong_to_the_room() -> None:
    text = fold_room("桂花路500弄春晖苑12号301室 小云")
    (found,) = find_rooms(text, BUILDINGS)
    assert found.room == Room("12", "", "301")
    assert text[found.end :].strip() == "小云"


def test_missing_parts_agree_with_anything() -> None:
    assert Room("3").agrees(Room("3", "", "502"))
    assert Room("12", "", "402").agrees(Room("12", "3", "402"))
    assert not Room("3", "", "502").agrees(Room("3", "", "503"))


def test_rooms_are_ordered_as_she_walks() -> None:
    rooms = ["12-101", "3-1102", "A-201", "3-502", None, "3-2-101"]
    assert sorted(rooms, key=sort_key) == ["3-502", "3-1102", "3-2-101", "12-101", "A-201", None]
    assert sorted(rooms, key=lambda room: sort_key(room, ["A", "12", "3"]))[:2] == ["A-201", "12-101"]
