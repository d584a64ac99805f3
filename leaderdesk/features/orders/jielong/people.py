"""Who an entry is: the known neighbours it can mean, and which entries are the same person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leaderdesk.features.neighbours.rooms import Room, from_normal
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.model import Neighbour


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry says of its person: a name as compared ("" for none) and a room."""

    name: str
    room: Room | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an entry is: the surely known neighbour, else None; `doubt` when it must be asked, with the ids that fit."""

    neighbour: str | None
    doubt: bool
    candidates: tuple[str, ...]


@dataclass(slots=True)
class Directory:
    """Known neighbours by name and by room."""

    names: dict[str, list[tuple[str, Room | None]]] = field(default_factory=lambda: defaultdict(list))
    by_room: dict[str, list[tuple[str, Room]]] = field(default_factory=lambda: defaultdict(list))
    by_building: dict[str, list[tuple[str, Room]]] = field(default_factory=lambda: defaultdict(list))


def directory(neighbours: Iterable[Neighbour]) -> Directory:
    """Return the neighbours indexed once."""
    index = Directory()
    for neighbour in neighbours:
        room = from_normal(neighbour.room) if neighbour.room else None
        for key in {name_key(name) for name in (neighbour.name, *neighbour.aliases)}:
            index.names[key].append((neighbour.id, room))
        if room is not None:
            index.by_room[room.room].append((neighbour.id, room))
            index.by_building[room.building].append((neighbour.id, room))
    return index


def identify(claims: Sequence[Claim], index: Directory) -> list[Identity]:
    """Return who each claim is, seen together with all the others of the text."""
    rooms_of: dict[str, list[Room]] = defaultdict(list)
    for claim in claims:
        if claim.name and claim.room is not None and claim.room not in rooms_of[claim.name]:
            rooms_of[claim.name].append(claim.room)
    return [_identity(claim, index, rooms_of) for claim in claims]


def _identity(claim: Claim, index: Directory, rooms_of: dict[str, list[Room]]) -> Identity:
    found = candidates(claim, index)
    full = claim.room is not None and claim.room.full
    nobody = not claim.name and not full and len(found) != 1
    several = bool(claim.name) and not full and _namesakes(claim, index, rooms_of) > 1
    doubt = nobody or len(found) > 1 or several
    sure = found[0] if len(found) == 1 and not doubt else None
    return Identity(sure, doubt, tuple(found))


def candidates(claim: Claim, index: Directory) -> list[str]:
    """Return the ids of the known neighbours that name and room can mean, in the order they are known."""
    if claim.name:
        return [
            each
            for each, room in index.names.get(claim.name, ())
            if claim.room is None or room is None or claim.room.agrees(room)
        ]
    if claim.room is None:
        return []
    near = index.by_room.get(claim.room.room, []) if claim.room.room else index.by_building.get(claim.room.building, [])
    if claim.room.room and "" in index.by_room:
        near = [*near, *(each for each in index.by_room[""] if each[1].building == claim.room.building)]
    return [each for each, room in near if claim.room.agrees(room)]


def _namesakes(claim: Claim, index: Directory, rooms_of: dict[str, list[Room]]) -> int:
    """Return how many different places people of this name live in, as the text and the neighbours say."""
    places = [*rooms_of.get(claim.name, ()), *(room for _, room in index.names.get(claim.name, ()) if room is not None)]
    apart: list[Room] = []
    for place in places:
        agrees = claim.room is None or claim.room.agrees(place)
        if agrees and not any(place.agrees(other) for other in apart):
            apart.append(place)
    return len(apart)


def group(claims: Sequence[Claim], identities: Sequence[Identity]) -> list[int]:
    """Return the number of the person of each entry; the same number is the same person.

    The same neighbour, else the same name with rooms that do not disagree, else the same room without a name.
    Whoever must be asked for stays alone.
    """
    people: list[int] = []
    neighbours: dict[str, int] = {}
    named: dict[str, list[tuple[Room | None, int]]] = defaultdict(list)
    count = 0
    for claim, identity in zip(claims, identities, strict=True):
        person: int | None = None
        if not identity.doubt and identity.neighbour is not None:
            person = neighbours.get(identity.neighbour)
        elif not identity.doubt:
            person = _same(claim, named[claim.name])
        if person is None:
            person, count = count, count + 1
        if identity.neighbour is not None:
            neighbours.setdefault(identity.neighbour, person)
        elif not identity.doubt:
            named[claim.name].append((claim.room, person))
        people.append(person)
    return people


def _same(claim: Claim, earlier: Sequence[tuple[Room | None, int]]) -> int | None:
    for room, person in earlier:
        if not claim.name:
            if claim.room == room:
                return person
        elif claim.room is None or room is None or claim.room.agrees(room):
            return person
    return None
