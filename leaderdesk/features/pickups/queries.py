"""What waits at the pickup table, and what a typed or scanned text means there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key, digits_of, one_line
from leaderdesk.features.neighbours.rooms import parse_room
from leaderdesk.features.neighbours.rules import PickupFact
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.queries import orders_by_ids, orders_of_neighbour, orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.pickups.rules import PickupOrder
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow, NotTakenRow, PrintedLabelRow
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.queries import round_names, round_row
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.features.rounds.rules.planned import Times, pickup_text
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.search import like_pattern

Dues = Callable[[Connection, Sequence[int]], dict[int, int]]
"""Gives what is still owed for each of some orders, in fen; the ledger's feature provides it."""

_SHORTEST_NAME = 2
_SHORTEST_ROOM = 3
_RECENT = 8


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


def pickups_of_round(connection: Connection, round_id: int, *, dues: Dues) -> tuple[PickupOrder, ...]:
    """Return every order of the round that has goods, in walking order."""
    return at_table(connection, [order for order in orders_of_round(connection, round_id) if order.lines], dues=dues)


def at_table(connection: Connection, orders: Sequence[Order], *, dues: Dues) -> tuple[PickupOrder, ...]:
    """Return these orders with what has been handed over of them."""
    ids = [order.id for order in orders]
    handed: dict[int, set[int]] = {}
    moments: dict[int, int] = {}
    query = (
        select(HandoverRow.order_id, HandoverLineRow.line_id, HandoverRow.at_ms)
        .join(HandoverLineRow, HandoverLineRow.handover_id == HandoverRow.id)
        .where(HandoverRow.order_id.in_(ids))
    )
    for order_id, line_id, at_ms in connection.execute(query):
        handed.setdefault(order_id, set()).add(line_id)
        moments[order_id] = max(at_ms, moments.get(order_id, 0))
    line_ids = [line.id for order in orders for line in order.lines]
    left = dict(
        connection.execute(
            select(NotTakenRow.line_id, NotTakenRow.reason).where(NotTakenRow.line_id.in_(line_ids))
        ).all()
    )
    owed = dues(connection, ids)
    names = round_names(connection, {order.round_id for order in orders})
    return tuple(
        PickupOrder(
            order=order,
            round_name=names.get(order.round_id, ""),
            handed_line_ids=frozenset(handed.get(order.id, ())),
            handed_at_ms=moments.get(order.id),
            not_taken=tuple((line.id, left[line.id]) for line in order.lines if line.id in left),
            due_fen=owed.get(order.id, 0),
        )
        for order in orders
    )


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
    return tuple(found)


def printed_contents(connection: Connection, order_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return the digest with which the label of each (order, bag) was printed last."""
    query = (
        select(PrintedLabelRow.order_id, PrintedLabelRow.bag, PrintedLabelRow.content)
        .where(PrintedLabelRow.order_id.in_(order_ids))
        .order_by(PrintedLabelRow.id)
    )
    return {(order_id, bag): content for order_id, bag, content in connection.execute(query)}


def handed_line_ids(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return the lines of these orders that have been handed over and so must not change silently."""
    query = (
        select(HandoverLineRow.line_id)
        .join(HandoverRow, HandoverRow.id == HandoverLineRow.handover_id)
        .where(HandoverRow.order_id.in_(order_ids))
    )
    return frozenset(connection.execute(query).scalars())


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


def pickup_by_id(connection: Connection, order_id: int, *, dues: Dues) -> PickupOrder | None:
    """Return one order at the pickup table; None if there is no such order."""
    orders = orders_by_ids(connection, [order_id])
    return at_table(connection, orders, dues=dues)[0] if orders else None


def pickup_fact(connection: Connection, neighbour_id: int, *, dues: Dues) -> PickupFact | None:
    """Return what waits for a neighbour of the latest closed round; None if nothing does."""
    for order in orders_of_neighbour(connection, neighbour_id, limit=_RECENT):
        found = round_row(connection, order.round_id)
        if found is None or found.closed_at_ms is None or found.settled_at_ms is not None or not order.lines:
            continue
        waiting = at_table(connection, [order], dues=dues)[0]
        if waiting.open_lines and order.cancelled_at_ms is None:
            return PickupFact(
                round_name=found.name,
                when=pickup_text(Times(found.cutoff, found.pickup_from, found.pickup_until)),
                place=found.pickup_place,
                pickup_code=order.pickup_text,
                goods=tuple(line.product_label for line in waiting.open_lines),
                due_fen=waiting.due_fen,
            )
    return None


def pickup_facts(connection: Connection, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the steps 贴标 and 自提 of these rounds: labels printed, orders handed over."""
    standing = (OrderRow.round_id.in_(round_ids), OrderRow.cancelled_at_ms.is_(None))
    lines = connection.execute(
        select(
            OrderRow.round_id,
            func.count(OrderRow.id.distinct()).label("orders"),
            func.count(LineRow.id).label("lines"),
            func.count(HandoverLineRow.id).label("handed"),
        )
        .join(LineRow, LineRow.order_id == OrderRow.id)
        .outerjoin(HandoverLineRow, HandoverLineRow.line_id == LineRow.id)
        .where(*standing)
        .group_by(OrderRow.round_id)
    )
    counts = {row.round_id: row for row in lines}
    labelled = connection.execute(
        select(OrderRow.round_id, func.count(OrderRow.id.distinct()).label("orders"))
        .join(PrintedLabelRow, PrintedLabelRow.order_id == OrderRow.id)
        .where(*standing)
        .group_by(OrderRow.round_id)
    )
    printed = {row.round_id: row.orders for row in labelled}
    rounds = connection.execute(
        select(RoundRow.id, RoundRow.closed_at_ms, RoundRow.settled_at_ms).where(RoundRow.id.in_(round_ids))
    )
    return {row.id: _facts(row, counts.get(row.id), printed.get(row.id, 0)) for row in rounds}


def _facts(round_: Row[*tuple[Any, ...]], count: Row[*tuple[Any, ...]] | None, printed: int) -> dict[Step, StepFact]:
    closed, settled = round_.closed_at_ms is not None, round_.settled_at_ms is not None
    if count is None:
        return {step: StepFact(done=settled, running=False, line="") for step in (Step.LABELS, Step.PICKUP)}
    all_printed = closed and printed >= count.orders
    all_handed = count.handed >= count.lines
    handed = _("{done} of {count} goods handed over").format(done=count.handed, count=count.lines)
    return {
        Step.LABELS: StepFact(
            done=all_printed or settled,
            running=closed,
            line=_("{count} orders labelled").format(count=printed) if printed else "",
        ),
        Step.PICKUP: StepFact(
            done=(closed and all_handed) or settled,
            running=closed and (all_printed or count.handed > 0),
            line=handed if count.handed and not all_handed else "",
        ),
    }
