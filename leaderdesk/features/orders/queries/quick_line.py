"""Finds whom a typed line means: by room, name, initials or the tail of the phone number."""

from __future__ import annotations

from sqlalchemy import Connection

from leaderdesk.core.text import cleaned
from leaderdesk.features.neighbours.queries import find_neighbours
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.rules.ground import Ground
from leaderdesk.features.orders.rules.quick_line import QuickLine, read_quick_line

MOST_CANDIDATES = 5


def quick_line(connection: Connection, text: str, ground: Ground) -> QuickLine:
    """Return what the typed line says in the round of `ground`."""
    line = cleaned(text).strip()
    head = line.split(" ", 1)[0] if line else ""
    return read_quick_line(line, ground, _found(connection, head, ground) if head else ())


def _found(connection: Connection, head: str, ground: Ground) -> tuple[KnownNeighbour, ...]:
    door = head.replace("-", "").upper()
    at_door = tuple(one for one in ground.people.values() if one.room and one.room.replace("-", "") == door)
    if at_door:
        return at_door
    found = tuple(
        ground.people.get(one.id) or KnownNeighbour(one.id, one.name, one.room or None, ())
        for one in find_neighbours(connection, head, limit=MOST_CANDIDATES)
    )
    exact = tuple(one for one in found if one.name == head)
    return exact or found
