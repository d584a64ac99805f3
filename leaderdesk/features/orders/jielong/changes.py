"""What became of everybody's orders since the paste before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.orders.jielong.fold import name_key
from leaderdesk.features.orders.jielong.model import Change, ChangeKind, Person, Reading


def changes_since(previous: Reading, reading: Reading) -> tuple[Change, ...]:
    """Return, by person and offer, what was added, changed or removed; the same text twice gives nothing."""
    before = pair_people(previous.people, reading.people)
    found: list[Change] = []
    for at, person in enumerate(reading.people):
        earlier = before.get(at)
        found.extend(_differences(person, earlier.amounts_milli if earlier is not None else {}, person.amounts_milli))
    kept = {id(person) for person in before.values()}
    for person in previous.people:
        if id(person) not in kept:
            found.extend(_differences(person, person.amounts_milli, {}))
    return tuple(found)


def pair_people(previous: Sequence[Person], people: Sequence[Person]) -> dict[int, Person]:
    """Return for the places of `people` who each was in the paste before; list numbers do not count.

    The same neighbour, else the same name and room, else the same name with rooms that do not disagree.
    """
    paired: dict[int, Person] = {}
    free = {id(person): person for person in previous}
    for same in (_by_neighbour, _by_name_and_room, _by_name):
        groups: dict[object, list[Person]] = defaultdict(list)
        for person in previous:
            key = same(person)
            if key is not None and id(person) in free:
                groups[key].append(person)
        for at, person in enumerate(people):
            key = same(person)
            if at in paired or key is None:
                continue
            other = next((other for other in groups[key] if id(other) in free and _rooms_agree(person, other)), None)
            if other is not None:
                paired[at] = free.pop(id(other))
    return paired


def _by_neighbour(person: Person) -> object:
    return person.neighbour


def _by_name_and_room(person: Person) -> object:
    return (name_key(person.name or ""), person.room, person.sure)


def _by_name(person: Person) -> object:
    return name_key(person.name) if person.name else None


def _rooms_agree(one: Person, other: Person) -> bool:
    if one.neighbour is not None and one.neighbour == other.neighbour:
        return True
    if one.neighbour is not None and other.neighbour is not None:
        return False
    first = from_normal(one.room) if one.room else None
    second = from_normal(other.room) if other.room else None
    return first is None or second is None or first.agrees(second)


def _differences(person: Person, before: object, after: object) -> list[Change]:
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    found = []
    for code in dict.fromkeys((*before, *after)):
        was, now = before.get(code, 0), after.get(code, 0)
        if was == now:
            continue
        kind = ChangeKind.ADDED if not was else ChangeKind.REMOVED if not now else ChangeKind.CHANGED
        found.append(Change(kind, person.name, person.room, person.neighbour, code, was, now))
    return found
