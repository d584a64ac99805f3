"""One entry as it was said: its name, its rooms and its wishes, before it is known who that is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from leaderdesk.features.neighbours.rooms import Room, RoomFound, find_rooms, from_normal, split_digits
from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.body import Body, blanked
from leaderdesk.features.orders.jielong.errands import errand_at
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.guess import FOR_OTHERS, in_names_place
from leaderdesk.features.orders.jielong.hearing import hear_wishes
from leaderdesk.features.orders.jielong.model import Piece
from leaderdesk.features.orders.jielong.names import NameBook, NameFinder
from leaderdesk.features.orders.jielong.recommended import Recommended, recommended_in
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.tokens import Scanner
from leaderdesk.features.orders.jielong.wishes import Wishes, is_polite

_DIGITS = re.compile(r"(?:(?<=^)|(?<=[\s,(\x1f]))(?P<n>[0-9]{3,6})(?=$|[\s,:)\x1f]|[一-鿿])")
_DOT_ROOM = re.compile(r"(?:(?<=^)|(?<=[ ,(]))(?P<b>[0-9]{1,2})\.(?P<r>[1-9][0-9]{2,3})(?:室|号)?(?=$|[ ,:)]|[一-鿿])")
_DIGITS_LAST = re.compile(
    r"[0-9一二两三四五六七八九十半][份盒箱板提条袋瓶只包个桶罐颗杯套斤](?P<n>[0-9]{3,4})(?P<who>[一-鿿]{2,5})(?=[ ,]|$)"
)
_UNIT_BEHIND = re.compile(
    r" ?(?:份|斤|盒|箱|板|提|条|袋|瓶|只|包|个|桶|罐|颗|杯|套|件|元|块|度|分|号|克|g|kg|ml|天|年|月|日|点|人|℃)"
)
_FACING = re.compile(
    r"(?<![0-9a-z\-])(?P<b>[0-9]{1,2}) ?(?P<m>栋|幢|号楼|座|#)? ?[东西南北](?:单元|座|门|栋|侧|边|户)? ?"
    r"(?P<r>[0-9]{3,4})(?![0-9])(?:室|号|户)?"
)
_SAME_SIGNS = re.compile("[样致同旧矩款]")
_ERRAND = re.compile(r"(?:(?<=[ ,;。(])[和跟与同]|送到|送至|送去|送|放在|放到|放|寄到|给|帮|替|代|在|到)\s?$")
_STRUCK = re.compile(r"~~(?=[^~\s])[^~\n]*[^~\s]~~")
"""Struck out, as some programs write it."""
_COUNTS_UP = re.compile(r"[0-9]|[份盒箱板提条袋瓶包桶罐杯套斤]$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every entry is read against: the round's goods, the estate's buildings, the names known so far."""

    goods: Goods
    scanner: Scanner
    buildings: frozenset[str]
    bare_buildings: re.Pattern[str] | None
    book: NameBook
    estates: re.Pattern[str] | None = None
    short_rooms: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in one entry; places are signs of the body's text."""

    body: Body
    name: tuple[int, int] | None
    rooms: tuple[RoomFound, ...]
    room: Room | None
    doubtful_rooms: tuple[Room, ...]
    wishes: Wishes
    tokens: tuple[Token, ...]
    recommended: Recommended | None = None

    @property
    def name_piece(self) -> Piece | None:
        """The name as it was written."""
        return None if self.name is None else self.body.piece(*self.name)

    @property
    def named(self) -> bool:
        """Whether the entry says by itself who speaks."""
        return self.name is not None or bool(self.rooms)

    @property
    def wants(self) -> bool:
        """Whether goods with an amount, or a change, were said."""
        wishes = self.wishes
        given = any(not wish.open or wish.times > 1 for wish in wishes.all) or wishes.strays
        return bool(given) or wishes.changes


def surroundings(
    goods: Goods,
    buildings: Collection[str],
    book: NameBook,
    estates: re.Pattern[str] | None = None,
    short_rooms: Collection[str] = (),
) -> Surroundings:
    """Return what entries are read against, prepared once."""
    names = frozenset(name.upper() for name in buildings)
    bare = sorted((name.lower() for name in names if name[:1].isalpha() and len(name) > 1), key=len, reverse=True)
    bare = [name for name in bare if name not in goods.codes and not (name[0] in goods.codes and name[1:].isdigit())]
    pattern = re.compile(rf"(?<![a-z0-9])(?P<b>{'|'.join(map(re.escape, bare))})(?![a-z0-9.])") if bare else None
    short = None
    if short_rooms:
        written = "|".join(re.escape(room.lower()) for room in sorted(short_rooms, key=len, reverse=True))
        short = re.compile(rf"(?<![0-9a-z.\-])(?:{written})(?![0-9a-z.\-])(?!{_UNIT_BEHIND.pattern})")
    return Surroundings(goods, Scanner(goods), names, pattern, book, estates, short)


class _Cleared(NamedTuple):
    """A text with what is no part of its name and goods blanked out, and what was found there."""

    text: str
    struck: list[re.Match[str]]
    recommended: Recommended | None
    rooms: list[RoomFound]
    facing: bool


def hear(body: Body, around: Surroundings, *, speaker: bool = False) -> Spoken:
    """Return what a body says; with a `speaker` from the chat only a known name in front is a name."""
    cleared = _cleared(body.text, around)
    text, asides = cleared.text, []
    same = words.SAME.search(text) if _SAME_SIGNS.search(text) is not None else None
    if same is not None:
        text = blanked(text, *same.span(), ",")
    condition = words.CONDITION.search(text)
    if condition is not None:
        text = blanked(text, *condition.span(), ",")
        asides.append(condition.span())
    tokens = around.scanner.scan(text)
    name = body.name or _name(text, tokens, around, speaker=speaker)
    if name is not None:
        end = errand_at(text, name[1], tokens) or name[1]
        asides += [(name[1], end)] if end > name[1] else []
        text = blanked(text, name[0], end)
        tokens = _behind_name(tokens, (name[0], end)) or around.scanner.scan(text)
    wishes = hear_wishes(around.goods, [token for token in tokens if token.sort is not Sort.ROOM], text)
    wishes.same = None if same is None else same.span()
    if cleared.struck:
        _doubt_struck(wishes, cleared.struck)
    if not around.goods.single:
        _doubt_names(wishes, body.text, name, tokens, around)
    if asides:
        wishes.notes = sorted((*wishes.notes, *asides))
    room, doubtful = _one_room(cleared.rooms, around)
    if cleared.facing and room is not None:
        doubtful = (room,)
    return Spoken(body, name, tuple(cleared.rooms), room, doubtful, wishes, tuple(tokens), cleared.recommended)


def _cleared(text: str, around: Surroundings) -> _Cleared:
    """Take out estates, signs of striking out, who brought her, and rooms."""
    if around.estates is not None:
        text = around.estates.sub(lambda found: " " * len(found.group()), text)
    struck = list(_STRUCK.finditer(text)) if "~~" in text else []
    for each in struck:
        text = blanked(blanked(text, each.start(), each.start() + 2, " "), each.end() - 2, each.end(), " ")
    recommended = recommended_in(text, around.book, around.goods, around.buildings)
    if recommended is not None:
        text = blanked(text, *recommended.outer, " ")
    facing = _facing(text, around)
    rooms = _rooms(text, around) if facing is None else [facing]
    for found in rooms:
        text = blanked(text, found.start, found.end)
    return _Cleared(text, struck, recommended, rooms, facing is not None)


def _doubt_struck(wishes: Wishes, struck: list[re.Match[str]]) -> None:
    """Make goods within ~~ ~~ unclear: struck out or only waved at, nobody but the writer knows."""
    for wish in wishes.all:
        if any(each.start() <= wish.start < each.end() for each in struck):
            wish.given, wish.unclear = False, True


def _doubt_names(
    wishes: Wishes, text: str, name: tuple[int, int] | None, tokens: list[Token], around: Surroundings
) -> None:
    """Doubt goods that may be a name, and a name that may be goods, in a round of several offers."""
    if name is None:
        _doubt_called(wishes, in_names_place(tokens))
    elif not wishes.all and not wishes.strays and not wishes.changes:
        wishes.odd_nouns.extend(_goods_in_name(text, name, around))


def _doubt_called(wishes: Wishes, called: Token | None) -> None:
    """Make goods in a name's place unclear (3-502 草莓 鸡蛋2盒): one of them, or how somebody is called."""
    for wish in wishes.all:
        if called is not None and wish.start == called.start and wish.open:
            wish.unclear = True


def _goods_in_name(text: str, name: tuple[int, int], around: Surroundings) -> list[tuple[int, int]]:
    """Return goods that a name swallowed with their amount (草莓Ⅱ盒), where nothing else is ordered."""
    start, end = name
    if around.book.longest_at(text, start, [end]) == end:
        return []
    tokens = around.scanner.scan(text[start:end])
    goods = next((token for token in tokens if token.sort is Sort.GOOD), None)
    behind = text[start + goods.end : end] if goods is not None else ""
    if goods is None or not (_COUNTS_UP.search(behind) or words.LEFT_DEED.search(behind)):
        return []
    return [(start + goods.start, end)]


def _behind_name(tokens: list[Token], name: tuple[int, int]) -> list[Token] | None:
    """Return the tokens but those of the name; None where it ends within a token or at a word: scan again."""
    start, end = name
    kept: list[Token] = []
    for token in tokens:
        if token.end <= start or token.start >= end:
            if token.start == end and token.sort is Sort.WORD:
                return None
            kept.append(token)
        elif token.start < start or token.end > end:
            return None
    return kept or None


def _name(text: str, tokens: list[Token], around: Surroundings, *, speaker: bool) -> tuple[int, int] | None:
    if not tokens or not any(token.sort is not Sort.ROOM for token in tokens):
        return None
    finder = NameFinder(around.goods, around.book, text, tokens)
    return finder.find_known() if speaker else finder.find()


def _rooms(text: str, around: Surroundings) -> list[RoomFound]:
    found = [
        each
        for each in find_rooms(text, around.buildings)
        if not _ERRAND.search(text[max(0, each.start - 4) : each.start]) or text[: each.start].strip() in FOR_OTHERS
    ]
    if not any(each.room.building for each in found) and around.bare_buildings is not None:
        match = around.bare_buildings.search(text)
        if match is not None:
            found.append(RoomFound(Room(building=match["b"].upper()), match.start(), match.end()))
    if not found and around.short_rooms is not None and (match := around.short_rooms.search(text)) is not None:
        room = from_normal(match.group().upper())
        found = [RoomFound(room, match.start(), match.end())] if room is not None else []
    if not found:
        found = _dotted(text, around) or _digits(text, around)
    found = [each for each in found if not _in_known_name(text, each, around)]
    full = [each for each in found if each.room.full]
    if full:
        first = full[0].start
        found = [each for each in found if each.room.full or each.start < first + 12]
    else:
        found = _side_by_side(found) if found and not found[0].room.room else found[:2]
    return found


def _facing(text: str, around: Surroundings) -> RoomFound | None:
    """Return a room told by the side of the house it lies on (6东702): which of two doors it is has to be asked."""
    if "东" not in text and "西" not in text and "南" not in text and "北" not in text:
        return None
    match = _FACING.search(text)
    if match is None or not (match["m"] or match["b"] in around.buildings):
        return None
    return RoomFound(Room(building=match["b"], room=match["r"]), match.start(), match.end())


def _in_known_name(text: str, found: RoomFound, around: Surroundings) -> bool:
    """Return whether what looks like a room is how somebody known is called (一号线, 9527)."""
    if found.room.full and not text[found.start : found.end].isdigit():
        return False
    return around.book.longest_at(text, found.start, range(found.end, found.end + 10)) is not None


def _side_by_side(found: list[RoomFound]) -> list[RoomFound]:
    """Return the first building and those that stand directly behind it."""
    kept = found[:1]
    for each in found[1:]:
        if each.start - kept[-1].end > 1:
            break
        kept.append(each)
    return kept


def _dotted(text: str, around: Surroundings) -> list[RoomFound]:
    """Return a room with a dot behind a building of the estate (9.1102), where no amount looks so."""
    match = _DOT_ROOM.search(text) if "." in text else None
    if match is None or match["b"] not in around.buildings or _UNIT_BEHIND.match(text, match.end()):
        return []
    return [RoomFound(Room(building=match["b"], room=match["r"]), match.start(), match.end())]


def _digits(text: str, around: Surroundings) -> list[RoomFound]:
    """Return a room written as bare digits, at the front or right behind the name."""
    match = _DIGITS.search(text)
    if match is None:
        return _digits_behind_goods(text, around)
    if _UNIT_BEHIND.match(text, match.end()):
        return []
    front = text[: match.start()].strip(" ,(")
    glued = text[match.end() : match.end() + 1] not in ("", " ", ",", ":", ")", "\n")
    digits = match["n"]
    if (front and (glued or len(front.split()) > 1 or around.goods.single)) or not 1 <= int(digits[-2:]) <= (
        12 if glued else 40
    ):
        return []
    if front and any(token.sort is not Sort.WORD for token in around.scanner.scan(front)):
        return []
    rooms = split_digits(digits, around.buildings)
    return [RoomFound(room, match.start(), match.end()) for room in rooms]


def _digits_behind_goods(text: str, around: Surroundings) -> list[RoomFound]:
    """Return a room written as bare digits between the last amount and the name (香瓜3个502老谭)."""
    match = _DIGITS_LAST.search(text)
    if match is None or any(token.sort is not Sort.WORD for token in around.scanner.scan(match["who"])):
        return []
    rooms = split_digits(match["n"], around.buildings)
    return [RoomFound(room, match.start("n"), match.end("n")) for room in rooms]


def _one_room(rooms: list[RoomFound], around: Surroundings) -> tuple[Room | None, tuple[Room, ...]]:
    """Return the room all findings agree on; the rooms in doubt where they contradict or the building is unknown."""
    if not rooms:
        return None, ()
    plain = [_without_zeros(found.room, around) for found in rooms]
    one = plain[0]
    for room in plain[1:]:
        if not one.agrees(room):
            return None, tuple(dict.fromkeys(plain))
        one = Room(one.building or room.building, one.unit or room.unit, one.room or room.room)
    unknown = around.buildings and one.building and one.building not in around.buildings
    return one, (one,) if unknown else ()


def _without_zeros(room: Room, around: Surroundings) -> Room:
    """Return a room without zeros in front (03-0502), where the building is known without them."""
    if not room.building.startswith("0") and not room.room.startswith("0"):
        return room
    bare = room.building.lstrip("0")
    building = bare if bare in around.buildings and room.building not in around.buildings else room.building
    return Room(building, room.unit, room.room.lstrip("0") or room.room)


def says_me(text: str) -> bool:
    """Return whether a line begins with 我: the sender means herself."""
    return text.lstrip().startswith(("我", "本人")) and not is_polite(text)
