"""What the leader writes out by hand for a line: whose it is, what is wanted, and what that teaches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rooms import Room, from_normal, parse_room
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong.model import Entry
from leaderdesk.features.orders.rules.answers import (
    Answer,
    IsNeighbour,
    IsNew,
    NamesBuilding,
    NamesGoods,
)
from leaderdesk.features.orders.rules.ground import Amounts, Ground
from leaderdesk.features.orders.rules.memory import goods_words, teaches_goods, teaches_name
from leaderdesk.features.orders.rules.review import Review, Row

_BEFORE_DOOR = re.compile(r"([一-鿿A-Za-z]{1,6})(?:号楼|栋|幢|座|楼|#)?[\s,，\-－]*$")


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a few words mean: a known neighbour, or somebody new at this room; else `doubt` says why nobody."""

    known: KnownNeighbour | None = None
    name: str = ""
    room: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a correction would teach: the words, what they mean in words, and the answer that keeps it."""

    words: str
    meaning: str
    answer: Answer


def read_person(text: str, ground: Ground) -> Person:
    """Return whom the words mean: "3-502", "张阿姨", "3-502 张阿姨"."""
    words = " ".join(text.split())
    if not words:
        return Person(doubt=_("Write whose it is: room, name, or both."))
    found = [one for one in ground.people.values() if _is(one, words)]
    if len(found) == 1:
        return Person(found[0])
    if len(found) > 1:
        return Person(doubt=_("“{who}” can be {count} neighbours").format(who=words, count=len(found)))
    head, _space, rest = words.partition(" ")
    room, name = parse_room(head, ground.buildings), rest
    if room is None:
        front, _space, tail = words.rpartition(" ")
        room, name = parse_room(tail, ground.buildings), front
    if room is None or not room.full:
        return Person(doubt=_("Nobody is known as “{who}”. For a new neighbour write room and name.").format(who=words))
    return Person(name=name, room=room.text)


def person_answers(person: Person) -> tuple[Answer, ...]:
    """Return the answer that the line is this person's."""
    if person.known is not None:
        return (IsNeighbour(person.known.id),)
    return (IsNew(name=person.name, room=person.room),)


def teachings(review: Review, row: Row, person: Person | None, amounts: Amounts) -> tuple[Teaching, ...]:
    """Return what is to be remembered of a correction: another name, what goods or a building are called."""
    entries = [entry for entry in review.reading.entries if entry.lines and set(entry.lines) <= set(row.lines)]
    buildings = _building(review, row, person) if person is not None else []
    names = _name(review.ground, entries, person) if person is not None else []
    places = {compare_key(each.words) for each in buildings}
    return (*names, *buildings, *_goods(review.ground, entries, amounts, places))


def _is(one: KnownNeighbour, words: str) -> bool:
    names = {compare_key(name) for name in (one.name, *one.aliases)}
    key = compare_key(words)
    if key in names or (one.room and key in (compare_key(one.room), compare_key(one.room).replace("-", ""))):
        return True
    return bool(one.room) and any(
        key in (compare_key(f"{one.room}{name}"), compare_key(f"{name}{one.room}")) for name in names
    )


def _name(ground: Ground, entries: list[Entry], person: Person) -> list[Teaching]:
    if person.known is None:
        return []
    said = [entry.name.text.strip() for entry in entries if entry.name is not None]
    words = next((name for name in said if teaches_name(name, ground.people.values())), "")
    if not words or any(sign.isdigit() for sign in words):
        return []
    who = f"{person.known.room or ''} {person.known.name}".strip()
    return [Teaching(words, who, IsNeighbour(person.known.id, remember=words))]


def _building(review: Review, row: Row, person: Person) -> list[Teaching]:
    """What stands before the door that was written out is what the building is called."""
    label = (person.known.room or "") if person.known is not None else person.room
    room: Room | None = from_normal(label) if label else None
    if room is None or not room.full or room.building not in review.ground.buildings or row.room == label:
        return []
    lines = review.text.split("\n")
    for number in row.lines:
        line = unicodedata.normalize("NFKC", lines[number - 1]) if number <= len(lines) else ""
        for match in re.finditer(rf"(?<![0-9]){re.escape(room.room)}(?![0-9])", line):
            before = _BEFORE_DOOR.search(line[: match.start()])
            short = re.search(
                r"(?<![0-9A-Za-z])([0-9]{1,2}[A-Za-z]?|[A-Za-z][0-9]{0,2})(?:号楼|栋|幢|座|楼|#|-)\s*$",
                line[: match.start()],
            )
            words = short[1] if short is not None else before[1] if before is not None else ""
            if words and compare_key(words) not in {compare_key(name) for name in review.ground.buildings}:
                meaning = _("building {name}").format(name=room.building)
                return [Teaching(words, meaning, NamesBuilding(words, room.building))]
    return []


def _goods(ground: Ground, entries: list[Entry], amounts: Amounts, places: Collection[str]) -> list[Teaching]:
    """Where one piece of the line is not understood and one of the goods written out is new, the one is the other.

    Words that turned out to be a building (`places`) are no goods.
    """
    items = [item for entry in entries for item in entry.items]
    unknown = [
        item
        for item in items
        if item.offer is None and compare_key(goods_words(item.words, item.quantity_milli)) not in places
    ]
    codes = {offer.code: offer.id for offer in ground.offers.values()}
    known = {codes[item.offer] for item in items if item.offer is not None and item.offer in codes}
    new = [offer_id for offer_id in amounts if offer_id not in known]
    if len(unknown) != 1 or len(new) != 1:
        return []
    offer, words = ground.offers[new[0]], goods_words(unknown[0].words, unknown[0].quantity_milli)
    if not words or not teaches_goods(words, offer=offer, offers=ground.offers.values()):
        return []
    return [Teaching(words, offer.label, NamesGoods(words, offer.id))]
