"""Reads what is known of neighbours who bring and are brought: doors, phones, orders, money, pickups."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from leaderdesk.core.clock import day_start
from leaderdesk.core.text import compare_key, digits_of
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.referrals.rules import FirstOrder, Known
from leaderdesk.storage.reading import among

# Who each neighbour is now, and her orders that stand: not cancelled, with something in them.
_PEOPLE = """
SELECT neighbour.id, neighbour.name, coalesce(household.label, '') AS room, neighbour.household_id, neighbour.phone,
       name_consent.agreed
FROM neighbour LEFT JOIN household ON household.id = neighbour.household_id
LEFT JOIN name_consent ON name_consent.neighbour_id = neighbour.id
WHERE neighbour.id IN (SELECT value FROM json_each(:ids))
"""
# Of the orders that stand the first brings the gift, a second before it was said refuses it; no later one matters.
_FIRST_TWO = """
SELECT * FROM (
    SELECT standing.*, row_number() OVER (PARTITION BY person ORDER BY created_at_ms, id) AS place,
           count(*) OVER (PARTITION BY person) AS times
    FROM (
        SELECT coalesce(neighbour.merged_into_id, neighbour.id) AS person, orders.id, orders.round_id,
               orders.created_at_ms
        FROM neighbour CROSS JOIN orders ON orders.neighbour_id = neighbour.id
        WHERE (neighbour.id IN (SELECT value FROM json_each(:ids))
               OR neighbour.merged_into_id IN (SELECT value FROM json_each(:ids)))
        AND orders.cancelled_at_ms IS NULL AND EXISTS (SELECT 1 FROM line WHERE line.order_id = orders.id)
    ) AS standing
) WHERE place <= 2 ORDER BY person, place
"""
_HANDED = """
SELECT coalesce(neighbour.merged_into_id, neighbour.id) AS person, min(handover.at_ms) AS at_ms
FROM neighbour CROSS JOIN orders ON orders.neighbour_id = neighbour.id
CROSS JOIN handover ON handover.order_id = orders.id
WHERE (neighbour.id IN (SELECT value FROM json_each(:ids))
       OR neighbour.merged_into_id IN (SELECT value FROM json_each(:ids)))
AND EXISTS (SELECT 1 FROM handover_line WHERE handover_line.handover_id = handover.id)
GROUP BY person
"""
# An order is picked up once nothing of it waits any more; what did not come or was bad does not wait.
_PICKED_UP = """
SELECT line.order_id, max(handover.at_ms) AS at_ms, count(handover_line.id) AS handed,
       sum(handover_line.id IS NULL AND coalesce(not_taken.reason, 'later') = 'later') AS waiting
FROM line LEFT JOIN handover_line ON handover_line.line_id = line.id
LEFT JOIN handover ON handover.id = handover_line.handover_id
LEFT JOIN not_taken ON not_taken.line_id = line.id
WHERE line.order_id IN (SELECT value FROM json_each(:ids)) GROUP BY line.order_id
"""
_VALUES = """
SELECT order_id, sum(amount_fen) AS fen FROM ledger_line
WHERE order_id IN (SELECT value FROM json_each(:ids)) AND account IN ('sales', 'claims') GROUP BY order_id
"""
# What other programs knew of her before is bought as well; there she stands by name, or by room and name.
_PAST = """
SELECT neighbour, min(day) AS day FROM history_line
WHERE neighbour IN (SELECT value FROM json_each(:names)) AND file_id IN (SELECT id FROM history_file)
GROUP BY neighbour
"""
_NAMES = """
SELECT coalesce(neighbour.merged_into_id, neighbour.id) AS person, neighbour.name FROM neighbour
UNION SELECT coalesce(neighbour.merged_into_id, neighbour.id), neighbour_alias.alias
FROM neighbour_alias JOIN neighbour ON neighbour.id = neighbour_alias.neighbour_id
"""
_HOUSEMATES = """
SELECT DISTINCT coalesce(neighbour.merged_into_id, neighbour.id) AS id, neighbour.household_id, neighbour.name,
       neighbour.phone
FROM neighbour
WHERE neighbour.household_id IN (SELECT value FROM json_each(:doors))
   OR (neighbour.phone <> '' AND neighbour.phone IN (SELECT value FROM json_each(:phones)))
"""


def known_people(
    connection: Connection, ids: Collection[int], *, newcomers: Collection[int] = ()
) -> Mapping[int, Known]:
    """Return what is known of these neighbours, by id; of `newcomers` also what they and those around them bought."""
    people = {
        row.id: Known(row.id, row.name, row.room, row.household_id, digits_of(row.phone), agreed=_agreed(row.agreed))
        for row in connection.exec_driver_sql(_PEOPLE, {"ids": among(ids)})
    }
    firsts, times = _orders(connection, newcomers)
    around = _around(connection, [people[id_] for id_ in newcomers if id_ in people])
    near = {other for others in around.values() for other in (*others[0], *others[1])}
    handed = handed_first(connection, {*newcomers, *near})
    past = _bought_elsewhere(connection, [people[id_] for id_ in newcomers if id_ in people])
    for id_ in newcomers:
        if id_ not in people:
            continue
        one, (same, door) = people[id_], around.get(id_, (frozenset[int](), frozenset[int]()))
        people[id_] = Known(
            one.id,
            one.name,
            one.room,
            one.household_id,
            one.phone,
            first=firsts.get(id_),
            first_handed_ms=min(filter(None, (handed.get(id_), past.get(id_))), default=None),
            order_times=times.get(id_, ()),
            also_bought={other: handed[other] for other in same if other in handed},
            household_bought={other: handed[other] for other in door if other in handed},
            agreed=one.agreed,
        )
    return people


def handed_first(connection: Connection, ids: Iterable[int]) -> Mapping[int, int]:
    """Return when goods were handed for the first time to each of these neighbours who has had any."""
    return {row.person: row.at_ms for row in connection.exec_driver_sql(_HANDED, {"ids": among(ids)})}


def order_counts(connection: Connection, ids: Iterable[int]) -> Mapping[int, int]:
    """Return in how many orders that stand each of these neighbours bought."""
    return {row.person: row.times for row in connection.exec_driver_sql(_FIRST_TWO, {"ids": among(ids)})}


def _orders(connection: Connection, ids: Collection[int]) -> tuple[dict[int, FirstOrder], dict[int, tuple[int, ...]]]:
    rows: dict[int, Any] = {}
    times: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for row in connection.exec_driver_sql(_FIRST_TWO, {"ids": among(ids)}):
        rows.setdefault(row.person, row)
        times[row.person] += (row.created_at_ms,)
    order_ids = [row.id for row in rows.values()]
    due = dues(connection, order_ids)
    listed = {"ids": among(order_ids)}
    values = {row.order_id: row.fen for row in connection.exec_driver_sql(_VALUES, listed)}
    picked = {
        row.order_id: row.at_ms
        for row in connection.exec_driver_sql(_PICKED_UP, listed)
        if row.handed and not row.waiting
    }
    firsts = {
        person: FirstOrder(
            row.id,
            row.round_id,
            row.created_at_ms,
            value_fen=values.get(row.id, 0),
            due_fen=due.get(row.id, 0),
            picked_up_ms=picked.get(row.id),
        )
        for person, row in rows.items()
    }
    return firsts, times


def _around(connection: Connection, people: Collection[Known]) -> Mapping[int, tuple[frozenset[int], frozenset[int]]]:
    """Return, for each of them, who may be her under another name or number, and who else lives behind her door."""
    doors = {one.household_id for one in people if one.household_id is not None}
    phones = {one.phone for one in people if one.phone}
    rows = connection.exec_driver_sql(_HOUSEMATES, {"doors": among(doors), "phones": _texts(phones)}).all()
    behind: dict[int, list[Any]] = defaultdict(list)
    calling: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.household_id is not None:
            behind[row.household_id].append(row)
        calling[digits_of(row.phone)].append(row)
    found = {}
    for one in people:
        mates = [row for row in behind.get(one.household_id or 0, []) if row.id != one.id]
        same = {row.id for row in mates if compare_key(row.name) == compare_key(one.name)}
        if one.phone:
            same |= {row.id for row in calling[one.phone] if row.id != one.id}
        found[one.id] = (frozenset(same), frozenset(row.id for row in mates))
    return found


def _bought_elsewhere(connection: Connection, people: Collection[Known]) -> Mapping[int, int]:
    """Return the first day (unix ms) on which imported lines of the past name each of these neighbours.

    A name that several bear means none of them, unless the room stands with it.
    """
    if connection.exec_driver_sql("SELECT 1 FROM history_file LIMIT 1").first() is None:
        return {}
    bearers: dict[str, set[int]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    for row in connection.exec_driver_sql(_NAMES):
        bearers[row.name].add(row.person)
        names[row.person].add(row.name)
    meant: dict[str, int] = {}
    for one in people:
        for name in names[one.id]:
            if bearers[name] == {one.id}:
                meant[name] = one.id
            if one.room:
                meant |= dict.fromkeys((f"{one.room}{gap}{name}" for gap in ("", " ")), one.id)
                meant |= dict.fromkeys((f"{name}{gap}{one.room}" for gap in ("", " ")), one.id)
    found: dict[int, int] = {}
    for row in connection.exec_driver_sql(_PAST, {"names": _texts(meant)}):
        at_ms = day_start(dt.date.fromisoformat(row.day))
        found[meant[row.neighbour]] = min(at_ms, found.get(meant[row.neighbour], at_ms))
    return found


def _texts(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def _agreed(value: int | None) -> bool | None:
    return None if value is None else bool(value)
