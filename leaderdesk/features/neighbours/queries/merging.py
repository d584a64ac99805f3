"""Reads who is whom after a merge, who may be the same, and what hangs on two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Select, func, or_, select

from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.queries import known_neighbours, neighbour_card
from leaderdesk.features.neighbours.rules import KnownNeighbour, NeighbourCard
from leaderdesk.features.neighbours.rules.likeness import Alike, Resident, alike
from leaderdesk.features.neighbours.rules.merging import Belongings, Merge, OwnAnswer, OwnOrder, Split
from leaderdesk.features.neighbours.tables import (
    HouseholdRow,
    NeighbourAliasRow,
    NeighbourApartRow,
    NeighbourRow,
)
from leaderdesk.storage.database import Writing


@dataclass(frozen=True, slots=True)
class NeighbourTies:
    """What higher features have hanging on neighbours; app.py fills it. Each has an empty answer.

    `belongings` says what would go from the second to the first, `hand_on` lets it go within the transaction of the
    merge. `orders` and `answers` (to polls and sign-ups) are those a neighbour could lose to a new one, newest first;
    `part` gives those of the split to the new one, by her id.
    """

    belongings: Callable[[Connection, int, int], Belongings] = field(
        default=lambda _connection, _one, _two: Belongings()
    )
    hand_on: Callable[[Writing, Merge], None] = field(default=lambda _writing, _merge: None)
    orders: Callable[[Connection, int], tuple[OwnOrder, ...]] = field(default=lambda _connection, _id: ())
    answers: Callable[[Connection, int], tuple[OwnAnswer, ...]] = field(default=lambda _connection, _id: ())
    part: Callable[[Writing, Split, int], None] = field(default=lambda _writing, _split, _to_id: None)


def everyone_in(neighbour_id: int) -> Select[int]:
    """Return the statement that gives the ids of a neighbour and of all who were merged into her.

    It gives none for one who was merged herself: what was hers is somebody else's.
    """
    return select(NeighbourRow.id).where(
        or_(
            (NeighbourRow.id == neighbour_id) & NeighbourRow.merged_into_id.is_(None),
            NeighbourRow.merged_into_id == neighbour_id,
        )
    )


def living_card(connection: Connection, neighbour_id: int) -> NeighbourCard | None:
    """Return what is known of a neighbour, or of who she turned out to be; None if there is no such one."""
    card = neighbour_card(connection, neighbour_id)
    return card if card is None or card.merged_into_id is None else neighbour_card(connection, card.merged_into_id)


def merged_ids(connection: Connection) -> Mapping[int, int]:
    """Return, for each neighbour who was merged, who she is now."""
    rows = connection.execute(
        select(NeighbourRow.id, func.coalesce(NeighbourRow.merged_into_id, 0)).where(
            NeighbourRow.merged_into_id.is_not(None)
        )
    )
    return {row[0]: row[1] for row in rows}


def merged_neighbours(connection: Connection) -> Mapping[int, KnownNeighbour]:
    """Return those who were merged, under the names they had, by id."""
    ids = merged_ids(connection)
    if not ids:
        return {}
    aliases: dict[int, tuple[str, ...]] = dict.fromkeys(ids, ())
    for row in connection.execute(
        select(NeighbourAliasRow.neighbour_id, NeighbourAliasRow.alias)
        .join(NeighbourRow, NeighbourRow.id == NeighbourAliasRow.neighbour_id)
        .where(NeighbourRow.merged_into_id.is_not(None))
        .order_by(NeighbourAliasRow.id)
    ):
        aliases[row.neighbour_id] += (row.alias,)
    rows = connection.execute(
        select(NeighbourRow.id, NeighbourRow.name, HouseholdRow.label)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(NeighbourRow.merged_into_id.is_not(None))
    )
    return {row.id: KnownNeighbour(row.id, row.name, row.label, aliases[row.id]) for row in rows}


def with_merged(
    people: Mapping[int, KnownNeighbour], merged: Mapping[int, KnownNeighbour], ids: Mapping[int, int]
) -> dict[int, KnownNeighbour]:
    """Return `people` with those of `merged` (by id; `ids` says who each is now) under the names they had.

    For a round in which an order stayed under such a name: there the name means that order and not the other one.
    """
    found = dict(people)
    for merged_id, one in merged.items():
        now = found.get(ids[merged_id])
        if now is None:
            continue
        hers = {compare_key(name) for name in (one.name, *one.aliases)}
        names = [name for name in (now.name, *now.aliases) if compare_key(name) not in hers]
        found[now.id] = replace(now, name=names[0] if names else now.name, aliases=tuple(names[1:]))
        found[merged_id] = one
    return found


def alike_neighbours(connection: Connection) -> tuple[Alike, ...]:
    """Return who may be the same neighbour twice, those left out of whom the leader said that they are not."""
    apart = {(row.first_id, row.second_id) for row in connection.execute(_apart())}
    keys = {
        row.id: (row.phone, row.search_key)
        for row in connection.execute(
            select(NeighbourRow.id, NeighbourRow.phone, NeighbourRow.search_key).where(
                NeighbourRow.archived_at_ms.is_(None)
            )
        )
    }
    people = [
        Resident(one.id, one.name, one.room or "", keys[one.id][0], one.aliases, keys[one.id][1])
        for one in known_neighbours(connection)
    ]
    return alike(people, apart)


def _apart() -> Select[int, int]:
    return select(NeighbourApartRow.first_id, NeighbourApartRow.second_id)
