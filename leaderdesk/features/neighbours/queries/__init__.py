"""Reads neighbours, households and buildings into frozen rows; one statement for each list."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from leaderdesk.core.text import compare_key, digits_of
from leaderdesk.features.neighbours.rooms import sort_key
from leaderdesk.features.neighbours.rules import (
    Building,
    Favourite,
    Figure,
    KnownNeighbour,
    MessageFacts,
    Neighbour,
    NeighbourCard,
    Note,
    OrderCount,
    Tag,
    TimelineEvent,
)
from leaderdesk.features.neighbours.tables import (
    BuildingRow,
    HouseholdRow,
    NeighbourAliasRow,
    NeighbourNoteRow,
    NeighbourRow,
    NeighbourTagRow,
    TagRow,
)
from leaderdesk.storage.search import like_pattern

_LONG_PHONE = 6
"""From so many digits on, what is typed is looked for in the whole phone number and not only in its tail."""


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many neighbours have it."""

    tag: Tag
    count: int


@dataclass(frozen=True, slots=True)
class NeighbourSlots:
    """What higher features know of neighbours; app.py fills it. Each has an empty answer, so that the page works alone.

    `order_counts` and `balances` (in fen, below zero she owes) are asked once for the whole list; the others for the
    neighbour whose profile is open.
    """

    order_counts: Callable[[Connection], Mapping[int, OrderCount]] = field(default=lambda _connection: {})
    balances: Callable[[Connection, Sequence[int]], Mapping[int, int]] = field(default=lambda _connection, _ids: {})
    figures: Callable[[Connection, int], tuple[Figure, ...]] = field(default=lambda _connection, _id: ())
    favourites: Callable[[Connection, int], tuple[Favourite, ...]] = field(default=lambda _connection, _id: ())
    timeline: Callable[[Connection, int], tuple[TimelineEvent, ...]] = field(default=lambda _connection, _id: ())
    facts: Callable[[Connection, int], MessageFacts] = field(default=lambda _connection, _id: MessageFacts())
    tables: frozenset[str] = frozenset()


def known_neighbours(connection: Connection) -> tuple[KnownNeighbour, ...]:
    """Return every neighbour who is not put away, with aliases, in the order they came."""
    aliases = _aliases(connection, select(NeighbourAliasRow.neighbour_id, NeighbourAliasRow.alias))
    rows = connection.execute(
        select(NeighbourRow.id, NeighbourRow.name, HouseholdRow.label)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(NeighbourRow.archived_at_ms.is_(None))
        .order_by(NeighbourRow.id)
    )
    return tuple(KnownNeighbour(row.id, row.name, row.label, aliases.get(row.id, ())) for row in rows)


def building_names(connection: Connection) -> tuple[str, ...]:
    """Return the names of the buildings in walking order."""
    return tuple(connection.scalars(select(BuildingRow.name).order_by(BuildingRow.position, BuildingRow.id)))


def buildings(connection: Connection) -> tuple[Building, ...]:
    """Return the buildings in walking order, each with the number of doors behind which a neighbour lives."""
    counts = (
        select(HouseholdRow.building_id, func.count(HouseholdRow.id.distinct()).label("doors"))
        .join(NeighbourRow, NeighbourRow.household_id == HouseholdRow.id)
        .where(NeighbourRow.archived_at_ms.is_(None))
        .group_by(HouseholdRow.building_id)
        .subquery()
    )
    rows = connection.execute(
        select(BuildingRow.id, BuildingRow.name, BuildingRow.position, BuildingRow.note, counts.c.doors)
        .outerjoin(counts, counts.c.building_id == BuildingRow.id)
        .order_by(BuildingRow.position, BuildingRow.id)
    )
    return tuple(Building(row.id, row.name, row.position, row.note, row.doors or 0) for row in rows)


def find_neighbours(connection: Connection, typed: str, limit: int = 50) -> tuple[Neighbour, ...]:
    """Return who fits what was typed (signs, pinyin, room, phone tail); the exact and the nearest beginnings first."""
    words = [word for word in typed.split() if compare_key(word)]
    if not words:
        return ()
    statement = (
        select(NeighbourRow.id, NeighbourRow.name, NeighbourRow.search_key, HouseholdRow.label)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(NeighbourRow.archived_at_ms.is_(None), *map(_fits, words))
        .order_by(NeighbourRow.id)
    )
    first, names = compare_key(words[0]), building_names(connection)
    # One letter fits thousands: of these no more is read than what tells them apart.
    nearest = heapq.nsmallest(
        limit, connection.execute(statement), key=lambda row: (_rank(row, first), sort_key(row.label, names))
    )
    ids = [row.id for row in nearest]
    found = {
        row.id: _neighbour(row, ()) for row in connection.execute(_rows(archived=False).where(NeighbourRow.id.in_(ids)))
    }
    return _with_tags(connection, [found[each] for each in ids])


def neighbour_rows(connection: Connection, *, archived: bool = False) -> tuple[Neighbour, ...]:
    """Return all neighbours, or with `archived` those who were put away, by building in walking order, then by room."""
    names = building_names(connection)
    found = [_neighbour(row, ()) for row in connection.execute(_rows(archived=archived).order_by(NeighbourRow.id))]
    found.sort(key=lambda one: sort_key(one.room or None, names))
    return _with_tags(connection, found)


def archived_count(connection: Connection) -> int:
    """Return how many neighbours were put away."""
    statement = select(func.count()).select_from(NeighbourRow).where(*_in_bin())
    return connection.scalar(statement) or 0


def tag_counts(connection: Connection) -> tuple[TagCount, ...]:
    """Return each tag with how many neighbours have it, the most used first, unused ones at the end."""
    count = func.count(NeighbourRow.id)
    rows = connection.execute(
        select(TagRow.id, TagRow.name, TagRow.tint, count.label("people"))
        .outerjoin(NeighbourTagRow, NeighbourTagRow.tag_id == TagRow.id)
        .outerjoin(
            NeighbourRow, (NeighbourRow.id == NeighbourTagRow.neighbour_id) & NeighbourRow.archived_at_ms.is_(None)
        )
        .group_by(TagRow.id)
        .order_by(count.desc(), TagRow.id)
    )
    return tuple(TagCount(Tag(row.id, row.name, row.tint), row.people) for row in rows)


def neighbour_card(connection: Connection, neighbour_id: int) -> NeighbourCard | None:
    """Return everything that is kept of one neighbour, put away, merged or not; None if there is no such one."""
    row = connection.execute(
        select(NeighbourRow, HouseholdRow.label)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(NeighbourRow.id == neighbour_id)
        .with_only_columns(*NeighbourRow.__table__.columns, HouseholdRow.label)
    ).one_or_none()
    if row is None:
        return None
    aliases = _aliases(
        connection,
        select(NeighbourAliasRow.neighbour_id, NeighbourAliasRow.alias).where(
            NeighbourAliasRow.neighbour_id == neighbour_id
        ),
    )
    return NeighbourCard(
        id=row.id,
        name=row.name,
        room=row.label or "",
        phone=row.phone,
        diet=row.diet,
        note=row.note,
        joined_on=row.joined_on,
        aliases=aliases.get(row.id, ()),
        tags=_tags(connection, [row.id]).get(row.id, ()),
        housemates=_housemates(connection, row.id, row.household_id),
        notes=_notes(connection, row.id),
        archived_at_ms=row.archived_at_ms,
        merged_into_id=row.merged_into_id,
    )


def _in_bin() -> tuple[ColumnElement[bool], ...]:
    # Who was merged is not put away: she is somebody else.
    return (NeighbourRow.archived_at_ms.is_not(None), NeighbourRow.merged_into_id.is_(None))


def _rows(*, archived: bool) -> Select[*tuple[Any, ...]]:
    wanted = _in_bin() if archived else (NeighbourRow.archived_at_ms.is_(None),)
    return (
        select(
            NeighbourRow.id,
            NeighbourRow.name,
            NeighbourRow.phone,
            NeighbourRow.search_key,
            NeighbourRow.archived_at_ms,
            HouseholdRow.label,
            BuildingRow.name.label("building"),
            BuildingRow.position,
        )
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .outerjoin(BuildingRow, BuildingRow.id == HouseholdRow.building_id)
        .where(*wanted)
    )


def _neighbour(row: Any, tags: tuple[Tag, ...]) -> Neighbour:
    return Neighbour(
        id=row.id,
        name=row.name,
        room=row.label or "",
        building=row.building or "",
        building_position=row.position or 0,
        phone=row.phone,
        tags=tags,
        search_key=row.search_key,
        archived_at_ms=row.archived_at_ms,
    )


def _with_tags(connection: Connection, rows: list[Neighbour]) -> tuple[Neighbour, ...]:
    # Asking for a few by id is quicker than reading all; asking for all by id is not.
    tags = _tags(connection, [row.id for row in rows] if len(rows) <= 200 else None)
    return tuple(replace(row, tags=tags[row.id]) if row.id in tags else row for row in rows)


def _tags(connection: Connection, ids: Iterable[int] | None) -> Mapping[int, tuple[Tag, ...]]:
    statement = (
        select(NeighbourTagRow.neighbour_id, TagRow.id, TagRow.name, TagRow.tint)
        .join(TagRow, TagRow.id == NeighbourTagRow.tag_id)
        .order_by(NeighbourTagRow.id)
    )
    if ids is not None:
        statement = statement.where(NeighbourTagRow.neighbour_id.in_(list(ids)))
    found: dict[int, tuple[Tag, ...]] = defaultdict(tuple)
    for row in connection.execute(statement):
        found[row.neighbour_id] += (Tag(row.id, row.name, row.tint),)
    return found


def _aliases(connection: Connection, statement: Select[int, str]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in connection.execute(statement.order_by(NeighbourAliasRow.id)):
        found[row.neighbour_id] += (row.alias,)
    return found


def _housemates(connection: Connection, neighbour_id: int, household_id: int | None) -> tuple[KnownNeighbour, ...]:
    if household_id is None:
        return ()
    rows = connection.execute(
        select(NeighbourRow.id, NeighbourRow.name, HouseholdRow.label)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(
            NeighbourRow.household_id == household_id,
            NeighbourRow.id != neighbour_id,
            NeighbourRow.archived_at_ms.is_(None),
        )
        .order_by(NeighbourRow.id)
    )
    return tuple(KnownNeighbour(row.id, row.name, row.label, ()) for row in rows)


def _notes(connection: Connection, neighbour_id: int) -> tuple[Note, ...]:
    rows = connection.execute(
        select(NeighbourNoteRow.id, NeighbourNoteRow.at_ms, NeighbourNoteRow.text)
        .where(NeighbourNoteRow.neighbour_id == neighbour_id)
        .order_by(NeighbourNoteRow.at_ms.desc(), NeighbourNoteRow.id.desc())
    )
    return tuple(Note(row.id, row.at_ms, row.text) for row in rows)


def _fits(word: str) -> ColumnElement[bool]:
    in_key = NeighbourRow.search_key.like(like_pattern(word), escape="\\")
    digits = digits_of(word)
    if len(digits) < _LONG_PHONE or digits != compare_key(word).replace("-", ""):
        return in_key
    return or_(in_key, NeighbourRow.phone.contains(digits))


def _rank(row: Any, key: str) -> int:
    parts = row.search_key.split(" ")
    if key in (compare_key(row.name), compare_key(row.label or "")):
        return 0
    if key in parts:
        return 1
    return 2 if any(part.startswith(key) for part in parts) else 3
