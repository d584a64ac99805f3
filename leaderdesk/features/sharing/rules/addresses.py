"""Where somebody lives, from the free text of an order: the columns the leader asked for, else the address."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from leaderdesk.documents.headed_table import plain_header
from leaderdesk.features.neighbours.rooms import Room, find_rooms, fold_room, parse_room

_LANE = re.compile(r"(?:[0-9]{1,5}|[零〇一二三四五六七八九十百]{1,6}) ?弄")
_ENDS = re.compile(r"^[\s,.、。;:，；：\-]+|[\s,.、。;:，；：\-]+$")
_BARE_BUILDING = re.compile(r"[a-z]?[0-9]{1,3}[a-z]?|[a-z]|[一二三四五六七八九十]{1,3}")
_BARE_DOOR = re.compile(r"([0-9]{1,4}[a-z]?) ?(?:室|房|号)?")
_BUILDING_WORDS, _DOOR_WORDS = ("楼", "栋", "幢", "座"), ("室", "房", "门牌")


@dataclass(frozen=True, slots=True)
class Written:
    """Where an order goes, as it was written: the columns for lane, building, unit and door, and the address."""

    building: str = ""
    unit: str = ""
    door: str = ""
    address: str = ""

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(part for part in (self.building, self.unit, self.door, self.address) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """The room, None if it is not clear; `other` is a different room that the address names."""

    room: Room | None
    other: Room | None = None


def part_of_address(header: str) -> str | None:
    """Return which part of a room a column asks for ("lane", "building", "unit", "door"), None for no part of it."""
    plain = plain_header(header)
    if "弄" in plain:
        return "lane"
    if "单元" in plain:
        return "unit"
    if any(word in plain for word in _DOOR_WORDS):
        return "door"
    return "building" if any(word in plain for word in _BUILDING_WORDS) else None


def find_room(written: Written, buildings: Sequence[str]) -> Found:
    """Return the room that was written: what the columns say goes before the address, which is often an old one."""
    asked = _from_columns(written, buildings)
    addressed = _only_full(written.address, buildings)
    if asked is not None and asked.full:
        differs = addressed is not None and not asked.agrees(addressed)
        return Found(asked, addressed if differs else None)
    if addressed is not None and (asked is None or asked.agrees(addressed)):
        return Found(addressed)
    return Found(None)


def _from_columns(written: Written, buildings: Sequence[str]) -> Room | None:
    building, door = _tidy(written.building), _tidy(written.door)
    for text in (building, door):
        # Either column may hold the whole of it: 38#602.
        whole = _only_full(text, buildings)
        if whole is not None:
            return whole
    if written.unit:
        house, unit = building.removesuffix("号楼").removesuffix("栋"), _tidy(written.unit).removesuffix("单元")
        return _only_full(f"{house}号楼{unit}单元{door}", buildings)
    house, behind = _building(building, buildings), _door(door)
    if not house and not behind and (in_wrong_column := _door(building)):
        return Room(room=in_wrong_column)
    if not house and not behind:
        return None
    return Room(building=house, room=behind)


def _building(text: str, buildings: Collection[str]) -> str:
    marked = re.sub(r" ?(?:号楼|栋楼?|幢|座|号院|号|#|楼)$", "", text)
    if re.search(r"[室房]$", text) or not _BARE_BUILDING.fullmatch(marked):
        return ""
    found = parse_room(f"{marked}号楼", buildings)
    return "" if found is None else found.building


def _door(text: str) -> str:
    match = _BARE_DOOR.fullmatch(text)
    return match[1].upper() if match and len(re.sub(r"\D", "", match[1])) >= 3 else ""


def _only_full(text: str, buildings: Sequence[str]) -> Room | None:
    """Return the one full room that stands in the text, None for none or for two different ones."""
    folded = _tidy(text)
    if not folded:
        return None
    whole = parse_room(folded, buildings)
    if whole is not None and whole.full and not folded.isdecimal():
        return whole
    rooms = {found.room for found in find_rooms(folded, buildings) if found.room.full}
    return rooms.pop() if len(rooms) == 1 else None


def _tidy(text: str) -> str:
    without_lane = _LANE.sub(" ", fold_room(text[:200]))
    return _ENDS.sub("", " ".join(without_lane.split()))
