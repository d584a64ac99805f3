"""Which orders a text means that was typed at the pickup table."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from leaderdesk.core.text import compare_key, digits_of, one_line
from leaderdesk.features.neighbours.rooms import parse_room
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.search import like_pattern

_SHORTEST_NAME = 2
_SHORTEST_ROOM = 3


def rounds_at_pickup(connection: Connection) -> tuple[int, ...]:
    """Return the rounds whose bags may be asked for: closed and not settled; where there is none, the open ones."""
    closed = select(RoundRow.id).where(
        RoundRow.closed_at_ms.is_not(None), RoundRow.settled_at_ms.is_(None), RoundRow.archived_at_ms.is_(None)
    )
    found = tuple(connection.execute(closed.order_by(RoundRow.id)).scalars())
    if found:
        return found
    opened = select(RoundRow.id).where(
        RoundRow.opened_at_ms.is_not(None), RoundRow.settled_at_ms.is_(None), RoundRow.archived_at_ms.is_(None)
    )
    return tuple(connection.execute(opened.order_by(RoundRow.id)).scalars())


def order_ids_meant(connection: Connection, typed: str, *, round_ids: Sequence[int]) -> tuple[int, ...]:
    """Return the orders of these rounds that a text means: pickup code, room, end of a phone number, or name.

    A number may mean several of these at once; then all are returned, the leader chooses.
    """
    words = one_line(typed)
    digits = digits_of(words)
    if not words or not round_ids:
        return ()
    found: dict[int, None] = {}
    if digits and digits == compare_key(words):
        found |= dict.fromkeys(_by_number(connection, digits, round_ids))
    found |= dict.fromkeys(_by_room(connection, words, round_ids))
    if not found:
        found |= dict.fromkeys(_by_name(connection, words, round_ids))
    return _standing(connection, tuple(found))


def _standing(connection: Connection, order_ids: Sequence[int]) -> tuple[int, ...]:
    """Return those of the orders that were not cancelled, or all where every one was."""
    if len(order_ids) < 2:
        return tuple(order_ids)
    query = select(OrderRow.id).where(OrderRow.id.in_(order_ids), OrderRow.cancelled_at_ms.is_(None))
    standing = set(connection.execute(query).scalars())
    return tuple(each for each in order_ids if each in standing) or tuple(order_ids)


def _by_number(connection: Connection, digits: str, round_ids: Sequence[int]) -> list[int]:
    ways = []
    if len(digits) <= 4:
        ways.append(OrderRow.pickup_code == int(digits))
    if len(digits) == 4:
        ways.append(func.substr(NeighbourRow.phone, -4) == digits)
    if len(digits) == 11:
        ways.append(NeighbourRow.phone == digits)
    if not ways:
        return []
    query = (
        select(OrderRow.id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .where(OrderRow.round_id.in_(round_ids), or_(*ways))
        .order_by(OrderRow.id)
    )
    return list(connection.execute(query).scalars())


def _by_room(connection: Connection, words: str, round_ids: Sequence[int]) -> list[int]:
    digits, room = digits_of(words), parse_room(words)
    ways = [HouseholdRow.label == room.text] if room is not None and room.full else []
    if digits == compare_key(words) and len(digits) >= _SHORTEST_ROOM:
        ways.append(func.replace(HouseholdRow.label, "-", "") == digits)
    if not ways:
        return []
    query = (
        select(OrderRow.id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(OrderRow.round_id.in_(round_ids), or_(*ways))
        .order_by(OrderRow.id)
    )
    return list(connection.execute(query).scalars())


def _by_name(connection: Connection, words: str, round_ids: Sequence[int]) -> list[int]:
    if len(compare_key(words)) < _SHORTEST_NAME:
        return []
    query = (
        select(OrderRow.id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .where(OrderRow.round_id.in_(round_ids), NeighbourRow.search_key.like(like_pattern(words), escape="\\"))
        .order_by(OrderRow.id)
        .limit(9)
    )
    return list(connection.execute(query).scalars())
