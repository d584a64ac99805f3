"""One entry as it was said: its name, its rooms and its wishes, before it is known who that is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from leaderdesk.features.neighbours.rooms import Room, RoomFound, find_rooms, split_digits
from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.body import Body, blanked
from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.guess import FOR_OTHERS
from leaderdesk.features.orders.jielong.hearing import hear_wishes
from leaderdesk.features.orders.jielong.model import Piece
from leaderdesk.features.orders.jielong.names import NameBook, NameFinder
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.tokens import Scanner
from leaderdesk.features.orders.jielong.wishes import Wishes, is_polite

_DIGITS = re.compile(r"(?:(?<=^)|(?<=[\s,(\x1f]))(?P<n>[0-9]{3,6})(?=$|[\s,:)\x1f]|[一-鿿])")
_UNIT_BEHIND = re.compile(
    r" ?(?:份|斤|盒|箱|板|提|条|袋|瓶|只|包|个|桶|罐|颗|杯|套|件|元|块|度|分|号|克|g|kg|ml|天|年|月|日|点|人|℃)"
)
_ERRAND = re.compile(r"(?:送到|送至|送去|送|放在|放到|放|寄到|给|帮|替|代|在|到)\s?$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every entry is read against: the round's goods, the estate's buildings, the names known so far."""

    goods: Goods
    scanner: Scanner
    buildings: frozenset[str]
    bare_buildings: re.Pattern[str] | None
    book: NameBook


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


def surroundings(goods: Goods, buildings: Collection[str], book: NameBook) -> Surroundings:
    """Return what entries are read against, prepared once."""
    names = frozenset(name.upper() for name in buildings)
    bare = sorted((name.lower() for name in names if name[:1].isalpha() and len(name) > 1), key=len, reverse=True)
    bare = [name for name in bare if name not in goods.codes and not (name[0] in goods.codes and name[1:].isdigit())]
    pattern = re.compile(rf"(?<![a-z0-9])(?P<b>{'|'.join(map(re.escape, bare))})(?![a-z0-9.])") if bare else None
    return Surroundings(goods, Scanner(goods), names, pattern, book)


def hear(body: Body, around: Surroundings, *, speaker: bool = False) -> Spoken:
    """Return what a body says; with a `speaker` from the chat only a known name in front is a name."""
    rooms = _rooms(body.text, around)
    text = body.text
    for found in rooms:
        text = blanked(text, found.start, found.end)
    same = words.SAME.search(text)
    if same is not None:
        text = blanked(text, *same.span(), " ")
    tokens = around.scanner.scan(text)
    name = body.name or _name(text, tokens, around, speaker=speaker)
    if name is not None:
        text = blanked(text, *name)
        tokens = _behind_name(tokens, name) or around.scanner.scan(text)
    wishes = hear_wishes(around.goods, [token for token in tokens if token.sort is not Sort.ROOM], text)
    wishes.same = None if same is None else same.span()
    room, doubtful = _one_room(rooms, around)
    return Spoken(body, name, tuple(rooms), room, doubtful, wishes, tuple(tokens))


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
    if not found:
        found = _digits(text, around)
    full = [each for each in found if each.room.full]
    if full:
        first = full[0].start
        found = [each for each in found if each.room.full or each.start < first + 12]
    else:
        found = _side_by_side(found) if found and not found[0].room.room else found[:2]
    return found


def _side_by_side(found: list[RoomFound]) -> list[RoomFound]:
    """Return the first building and those that stand directly behind it."""
    kept = found[:1]
    for each in found[1:]:
        if each.start - kept[-1].end > 1:
            break
        kept.append(each)
    return kept


def _digits(text: str, around: Surroundings) -> list[RoomFound]:
    """Return a room written as bare digits, at the front or right behind the name."""
    match = _DIGITS.search(text)
    if match is None or _UNIT_BEHIND.match(text, match.end()):
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


def _one_room(rooms: list[RoomFound], around: Surroundings) -> tuple[Room | None, tuple[Room, ...]]:
    """Return the room all findings agree on; the rooms in doubt where they contradict or the building is unknown."""
    if not rooms:
        return None, ()
    one = rooms[0].room
    for found in rooms[1:]:
        if not one.agrees(found.room):
            return None, tuple(dict.fromkeys(each.room for each in rooms))
        room = found.room
        one = Room(one.building or room.building, one.unit or room.unit, one.room or room.room)
    unknown = around.buildings and one.building and one.building not in around.buildings
    return one, (one,) if unknown else ()


def says_me(text: str) -> bool:
    """Return whether a line begins with 我: the sender means herself."""
    return text.lstrip().startswith(("我", "本人")) and not is_polite(text)
