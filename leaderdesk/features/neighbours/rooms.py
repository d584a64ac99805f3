"""Rooms of an estate: parsed however they are written, kept in one form, ordered as a leader walks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CN = "零〇一二三四五六七八九十百"
_UNIT_OF_GOODS = (
    r"(?! ?(?:份|斤|公斤|毫升|ml|kg|g\b|克|℃|°|%)|"
    r" ?(?:盒|箱|板|提|条|袋|瓶|只|包|桶|罐|颗|杯|套|件|个|元|块|抽|月|年|点|入)(?![一-鿿]))"
)

_MARK = r"(?:号楼|栋楼?|幢|座|号院|号|#|楼|区|[动冻](?=[0-9]{3,4}(?![0-9]))|no\.?(?![a-z]))"
"""动 and 冻 are what a telephone makes of a spoken 栋."""
_BUILDING = rf"(?:[a-z]?[0-9]{{1,3}}[a-z]?|[a-z]|[{_CN}]{{1,4}})"
_GAP = r"[ ,/\-、]{0,4}"
_ENTRANCE = rf"(?:[0-9]{{1,2}}|[{_CN}]{{1,3}}|[a-z]) ?号?(?:单元|门洞|门|梯)"
_FLOOR = rf"(?:(?:[0-9]{{1,2}}|[{_CN}]{{1,3}}) ?[层楼]{_GAP})?"
_DOOR = r"[0-9]{3,4}(?:[a-z](?![a-z0-9*+]))?(?![0-9])"
_DOOR_END = r"(?: ?(?:室|房|号房|号|户|屋|是(?![的不否]))(?!楼|院))?"

_START = r"(?<![0-9a-z])(?<![0-9a-z]\.)"
_MARKED = re.compile(
    rf"{_START}第?(?P<b>{_BUILDING}) ?(?P<m>{_MARK})第?"
    rf"(?:(?P<u2>[0-9]{{1,2}})-(?=[0-9]{{3}})|{_GAP}(?:(?P<u>{_ENTRANCE}){_GAP})?{_FLOOR})"
    rf"(?P<r>{_DOOR}{_UNIT_OF_GOODS}|[{_CN}]{{3,4}}(?![{_CN}]){_UNIT_OF_GOODS}|[0-9]{{1,2}}(?= ?[室房户])|"
    rf"(?<=[座栋幢楼#])[0-9]{{1,2}}[a-h](?![a-z0-9*+])){_DOOR_END}"
)
_DASHED = re.compile(
    rf"{_START}(?<![0-9]-)(?P<b>[a-z]?[0-9]{{1,3}}[a-z]?|[a-z]) ?[\-/~] ?-?(?:(?P<u>[0-9]{{1,2}}|[a-z]) ?[\-/~] ?-?)?"
    rf"(?P<r>{_DOOR}){_DOOR_END}{_UNIT_OF_GOODS}"
    r"(?!-[0-9](?![0-9]? ?[份盒箱板提条袋瓶只包个桶罐颗杯套斤]))"
)
_GLUED = re.compile(rf"{_START}(?P<b>[a-z])(?P<r>{_DOOR}){_DOOR_END}{_UNIT_OF_GOODS}")
_AFTER_LETTERS = re.compile(
    rf"(?<=[a-z][a-z]|[一-鿿][a-z])(?P<b>[0-9]{{1,2}})-(?:(?P<u>[0-9]{{1,2}})-)?(?P<r>{_DOOR}){_DOOR_END}{_UNIT_OF_GOODS}"
)
_FLOORED = re.compile(
    rf"{_START}(?P<b>{_BUILDING}) ?(?P<m>{_MARK}) ?-?(?P<u>[0-9]{{1,2}})-(?P<r>[0-9]{{1,2}})(?![0-9\-./]){_DOOR_END}"
    rf"{_UNIT_OF_GOODS}|"
    rf"{_START}(?<![0-9]-)(?P<db>[0-9]{{1,2}})-(?P<du>[0-9]{{1,2}})-(?P<dr>[0-9]{{1,2}})(?![0-9\-./]){_DOOR_END}{_UNIT_OF_GOODS}"
)
"""Floor and door apart, as towers write them: 3栋18-2; without a mark only in a building of the estate."""
_REVERSED = re.compile(
    rf"{_START}(?<![栋幢座楼号区元#\-/])(?<![栋幢座楼号区元#\-/] )"
    rf"(?P<r>{_DOOR}) ?[室房][ ,]{{0,3}}(?P<b>{_BUILDING}) ?(?:号楼|栋|幢|座|号|#)"
)
_NESTED = re.compile(
    rf"{_START}第?(?P<nb>{_BUILDING}) ?(?P<nm>号楼|栋|幢|座|区|号院) ?"
    rf"(?P<nu>[0-9]{{1,2}}|[a-z]|[{_CN}]{{1,3}}) ?(?P<nn>号楼|栋|幢|座|号) ?"
    rf"(?:(?P<ne>{_ENTRANCE}){_GAP})?{_FLOOR}(?P<nr>{_DOOR}{_UNIT_OF_GOODS}|[{_CN}]{{3,4}}(?![{_CN}]){_UNIT_OF_GOODS})"
    rf"{_DOOR_END}|{_START}(?P<vb>[a-z])区 ?(?P<vr>[0-9]{{1,3}})号(?!楼|院|[0-9])"
)
"""Two words for a building in a row (A幢1栋503), or a house of a zone (V区8号)."""
_PATTERNS = tuple(
    (pattern, re.compile(signs))
    for pattern, signs in (
        (_REVERSED, "[室房]"),
        (_NESTED, "[院栋幢座楼区] ?[0-9a-z一-十] ?.{0,2}[栋幢座楼号]"),
        (_MARKED, "[号栋幢座#楼区]|no|[0-9][动冻][0-9]{3}"),
        (_FLOORED, r"-[0-9]{1,2}(?![0-9])"),
        (_DASHED, "[/~-]"),
        (_GLUED, "[a-z][0-9]{3}"),
        (_AFTER_LETTERS, "[0-9]-"),
    )
)
"""Full rooms in the order they are looked for, each with the signs without which it cannot stand in a text."""
_ALONE = re.compile(
    r" *(?P<b>[0-9]{1,2})(?:[-栋幢座#]|号楼)(?P<r>[0-9]{3,4})"
    rf"(?= ?(?:$|[^0-9a-z室房号户屋是\-/、和或,( ])){_UNIT_OF_GOODS}"
)
_MORE_ROOM = re.compile("[号栋幢座区#楼室房/~苑园寓村庭居馆城都邸]|no|[0-9a-z] ?-|[a-z][0-9]{3}")
"""Without one of these a text that begins with a room written plainly (3-502) holds no other."""
_BUILDING_ONLY = re.compile(
    rf"{_START}第?(?P<b>{_BUILDING}) ?(?P<m>号楼|栋楼?|幢|座|号院|区|号|#|楼)(?:{_GAP}(?P<u>{_ENTRANCE}))?"
    rf"(?:[ ,]?(?:[0-9]{{1,2}}|[{_CN}]{{1,3}}) ?[层楼](?![a-z0-9]))?(?:别墅|洋房|叠墅|联排)?"
)
_DOOR_ONLY = re.compile(
    rf"{_START}(?<![-:/])(?:(?P<e>{_ENTRANCE}){_GAP}(?P<ru>{_DOOR}){_DOOR_END}|(?P<r>{_DOOR}) ?(?:室|"
    rf"房|号房|户)(?![一-鿿]*[路街]))"
)
_BUILDING_SIGNS, _DOOR_SIGNS = re.compile("[号栋幢座区#楼]"), re.compile("[室房户单门梯]")
_ROLE = re.compile(r"线|店|仓|馆|选手|嘉宾|玩家|技师|队员|球员|学员|种子|病床|床|桌|机(?!场)")
"""A number in front of these counts people or things (3号选手): no building."""
_OTHER_DOOR = re.compile(rf" ?[/、和或] ?(?P<r>[0-9]{{3,4}}) ?(?:室|房)?(?=$|[ ,:)一-鿿]){_UNIT_OF_GOODS}")
_NORMAL = re.compile(r"(?P<b>[0-9A-Z]+)-(?:(?P<u>[0-9A-Z]+)-)?(?P<r>[0-9A-Z]+)|(?P<bo>[0-9A-Z]+)-|-(?P<ro>[0-9A-Z]+)")
_ADDRESS = re.compile(
    rf"(?:[一-鿿]{{0,12}}[省市县镇路街道弄巷区村]\s{{0,2}}(?:[0-9]{{1,5}}|[{_CN}]{{1,5}})?\s{{0,2}}(?:弄|"
    rf"支弄|巷|号)?[\s,]{{0,2}})"
    r"{1,4}(?:[一-鿿]{2,6}\s{0,2})?$|"
    rf"(?:[0-9]{{1,5}}|[{_CN}]{{1,5}})\s{{0,2}}弄[\s,]{{0,2}}(?:[一-鿿]{{2,6}}\s{{0,2}})?$"
)
_ESTATE = r"[一-鿿]{2,5}(?:苑|园|小区|花园|公寓|新村|家园|华庭|雅居|公馆|嘉园|花城|名都|名苑|名邸|府邸)"
_ESTATE_BEFORE = re.compile(
    rf"(?:{_ESTATE}[\s,]{{0,2}}|(?<![0-9{_CN}])[0-9{_CN}]期[\s,]{{0,2}}|[东西南北中][区苑院][\s,]{{0,2}}){{1,2}}$"
)
_ESTATE_AFTER = re.compile(rf"[\s,(]{{0,2}}{_ESTATE}\)?(?=[\s,;:]|$|[一-鿿]{{0,0}})")
_TELLING = re.compile("[0-9号栋幢座区楼室]")
_NUMBERS = re.compile(r"[0-9]+|[^0-9]+")
_MOST_FLOORS = 45
"""A four-digit number is a room of one building up to this floor; above it, the first digit is the building."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a household lives; parts not given are "". Letters are upper case, digits Arabic and half-width."""

    building: str = ""
    unit: str = ""
    room: str = ""

    @property
    def full(self) -> bool:
        """Whether building and room are both given."""
        return bool(self.building and self.room)

    @property
    def text(self) -> str:
        """The kept form: "3-502", "12-3-402", "A-" for a building alone, "-502" for a room alone."""
        if self.building and self.unit and self.room:
            return f"{self.building}-{self.unit}-{self.room}"
        return f"{self.building}-{self.room}"

    def agrees(self, other: Room) -> bool:
        """Return whether both can be the same place; a part that is not given agrees with anything."""
        return all(
            not mine or not theirs or mine == theirs
            for mine, theirs in ((self.building, other.building), (self.unit, other.unit), (self.room, other.room))
        )


@dataclass(frozen=True, slots=True)
class RoomFound:
    """A room found in a text: the signs [start, end) it was read from, with lane, road and estate names."""

    room: Room
    start: int
    end: int


@lru_cache(maxsize=16384)
def from_normal(text: str) -> Room | None:
    """Return the Room of its kept form ("3-502"), None if `text` has another form."""
    match = _NORMAL.fullmatch(text)
    if match is None:
        return None
    return Room(match["b"] or match["bo"] or "", match["u"] or "", match["r"] or match["ro"] or "")


def parse_room(text: str, buildings: Collection[str] = ()) -> Room | None:
    """Return the Room that the whole of `text` names, however it is written; None if it names none.

    "3-502", "12栋3单元402", "A座1502", "１８－６０１", "3502" (a building of `buildings` in front where it fits).
    """
    folded = fold_room(text)
    kept = from_normal(folded.upper())
    if kept is not None and len(kept.room) != 1:
        return kept
    glued = split_digits(folded, buildings)
    if glued:
        return glued[0] if len(glued) == 1 else None
    found = find_rooms(folded, buildings)
    if len(found) == 1 and not (folded[: found[0].start] + folded[found[0].end :]).strip(" ,()"):
        return found[0].room
    upper = folded.upper()
    return Room(building=upper) if upper in {name.upper() for name in buildings} else None


def fold_room(text: str) -> str:
    """Return `text` in one width and lower case, with one kind of dash, ready for the finder."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return (
        re.sub(r"[‐-―−─━]+", "-", folded)
        .replace("號", "号")
        .replace("樓", "楼")
        .replace("棟", "栋")
        .replace("單", "单")
    )


def sort_key(room: str | None, walking_order: Iterable[str] = ()) -> tuple[tuple[int, str, int], ...]:
    """Return a key that orders rooms naturally (3-502 before 12-101), buildings in walking order, no room last."""
    parsed = _pieces(room) if room else None
    if parsed is None:
        return ((2, "", 0),)
    building, pieces = parsed
    order = _places(tuple(walking_order))
    return ((0, "", order[building]) if building in order else (1, "", 0), *pieces)


@lru_cache(maxsize=16)
def _places(walking_order: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(walking_order)}


@lru_cache(maxsize=16_384)
def _pieces(room: str) -> tuple[str, tuple[tuple[int, str, int], ...]] | None:
    """Return the building and what orders the room naturally; kept, as every search sorts the same thousands."""
    parsed = from_normal(room)
    if parsed is None:
        return None
    parts = (parsed.building, parsed.unit, parsed.room)
    return parsed.building, tuple(piece for part in parts for piece in (*_natural(part), (-1, "", 0)))


def _natural(part: str) -> list[tuple[int, str, int]]:
    return [(0, "", int(run)) if run[0] in "0123456789" else (1, run, 0) for run in _NUMBERS.findall(part)]


def split_digits(digits: str, buildings: Collection[str]) -> list[Room]:
    """Return the rooms that bare digits can mean: "1203" → -1203, "3502" → 3-502, [] for no room."""
    if not re.fullmatch(r"[1-9][0-9]{2,5}", digits):
        return []
    if len(digits) == 3 or (len(digits) == 4 and 0 < int(digits[:2]) <= _MOST_FLOORS // 2 + 11):
        return [Room(room=digits)]
    found = []
    for length in (3, 4):
        building, door = digits[:-length], digits[-length:]
        if building and not building.startswith("0") and not door.startswith("0") and int(door[:-2]) <= _MOST_FLOORS:
            found.append(Room(building=building, room=door))
    known = [room for room in found if room.building in buildings] if buildings else found[:1]
    return known or ([Room(room=digits)] if len(digits) == 4 else [])


def find_rooms(text: str, buildings: Collection[str] = ()) -> list[RoomFound]:
    """Return the rooms of a folded text in their order; `buildings` are the estate's (none: any is possible).

    Full rooms first; a building alone or a room alone only where no full room stands on the same signs.
    """
    alone = _ALONE.match(text)
    if alone is not None and _MORE_ROOM.search(text, alone.end()) is None:
        return [RoomFound(Room(alone["b"], "", alone["r"]), alone.start("b"), alone.end())]
    found: list[RoomFound] = []
    if not _may_hold_room(text):
        return found
    for pattern, signs in _PATTERNS:
        if signs.search(text) is None:
            continue
        for match in pattern.finditer(text):
            room = _room_of(match, buildings, glued=pattern is _GLUED)
            if room is not None:
                _keep(found, room, match.start(), match.end())
    if not found and _DOOR_SIGNS.search(text):
        for match in _DOOR_ONLY.finditer(text):
            door = (match["r"] or match["ru"]).upper()
            _keep(found, Room(unit=_entrance(match["e"] or ""), room=door), match.start(), match.end())
    if _BUILDING_SIGNS.search(text):
        _keep_buildings(found, text, buildings)
    found.extend(_other_doors(text, found))
    found.sort(key=lambda each: each.start)
    ends = [0, *(each.end for each in found)]
    wide = [_with_address(text, each, after) for each, after in zip(found, ends, strict=False)]
    return [each for each in wide if not any(other.start < each.start < other.end for other in wide)]


def _keep_buildings(found: list[RoomFound], text: str, buildings: Collection[str]) -> None:
    full = any(each.room.full for each in found)
    for match in _BUILDING_ONLY.finditer(text):
        room = _building_of(match, text, buildings)
        named = match["m"] == "号" and "一" <= text[match.end() : match.end() + 1] <= "鿿"
        if room is not None and not (named and full):
            _keep(found, room, match.start(), match.end())


def _other_doors(text: str, found: Iterable[RoomFound]) -> list[RoomFound]:
    """Return the second doors of rooms written as 18-902/903."""
    doors = ((each.room, _OTHER_DOOR.match(text, each.end)) for each in found if each.room.full)
    return [
        RoomFound(Room(room.building, room.unit, match["r"]), match.start(), match.end())
        for room, match in doors
        if match is not None
    ]


def _may_hold_room(text: str) -> bool:
    return _TELLING.search(text) is not None


def _keep(found: list[RoomFound], room: Room, start: int, end: int) -> None:
    if all(end <= other.start or start >= other.end for other in found):
        found.append(RoomFound(room, start, end))


def _room_of(match: re.Match[str], buildings: Collection[str], *, glued: bool) -> Room | None:
    groups = match.groupdict()
    if groups.get("nb"):
        return _nested(groups, buildings)
    if groups.get("vb"):
        zone, house = groups["vb"].upper(), groups["vr"]
        return Room(zone, "", house) if zone in buildings and house not in buildings else None
    if groups.get("db"):
        return Room(groups["db"], groups["du"], groups["dr"]) if groups["db"] in buildings else None
    building, door = _arabic(groups["b"]), _arabic(groups["r"])
    unit = _entrance(groups.get("u") or groups.get("u2") or "")
    if glued and buildings and building not in buildings and not any(name.isalpha() for name in buildings):
        return None
    if groups.get("m") == "区" and not building[:1].isalpha():
        return None
    return Room(building, unit, door) if building and door else None


def _entrance(text: str) -> str:
    return _arabic(re.sub(r" ?号?(?:单元|门洞|门|梯)$", "", text)) if text else ""


def _nested(groups: dict[str, str], buildings: Collection[str]) -> Room | None:
    """Return the room of two buildings in a row: the one the estate has, the other one as its unit or its zone.

    None where it has both or neither: then they contradict each other.
    """
    outer, inner, door = _arabic(groups["nb"]), _arabic(groups["nu"]), _arabic(groups["nr"])
    unit = _entrance(groups["ne"] or "")
    zone = groups["nm"] == "区" and outer not in buildings and (inner in buildings or not buildings)
    if zone or groups["nm"] == "号院":
        return Room(inner, unit, door)
    nested = groups["nm"] != groups["nn"] and not unit and outer in buildings and inner not in buildings
    return Room(outer, inner, door) if nested else None


def _building_of(match: re.Match[str], text: str, buildings: Collection[str]) -> Room | None:
    building, mark = _arabic(match["b"]), match["m"]
    after = text[match.end() : match.end() + 1]
    if mark == "区" and not building[:1].isalpha():
        return None
    if mark in ("号", "楼", "#", "区") and buildings and building not in buildings and match.start() > 0:
        return None
    if mark == "号" and _ROLE.match(text, match.end()):
        return None
    if mark == "号" and after and after in "到前后上下晚早中截送发提自开之以":
        return None
    return Room(building=building)


def _with_address(text: str, found: RoomFound, after: int) -> RoomFound:
    """Return `found` widened by the lane, road and estate names that stand directly at it, behind `after`."""
    lower = max(after, found.start - 40)
    before = text[lower : found.start]
    cut = max((before.rfind(sign) for sign in ":;。(（"), default=-1) + 1
    alone = not before[cut:].strip()
    match = None if alone else _ADDRESS.search(before, cut) or _ESTATE_BEFORE.search(before, cut)
    start = lower + match.start() if match else found.start
    behind = _ESTATE_AFTER.match(text, found.end)
    if behind is not None and text[behind.end() :].lstrip().startswith(":"):
        behind = None  # in front of what she says in a chat it is somebody's name
    return RoomFound(found.room, start, behind.end() if behind else found.end)


def _arabic(part: str) -> str:
    """Return a part of a room in Arabic digits and upper case (十二 → 12, 六零三 → 603)."""
    if not part or (part[0] not in _CN and part[0] != "两"):
        return part.upper()
    if "十" not in part and "百" not in part:
        return "".join(str(_CHINESE[sign]) for sign in part)
    total, digit = 0, 0
    for sign in part:
        if sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        else:
            digit = _CHINESE[sign]
    return str(total + digit)
