"""Orders at the pickup table: what was handed over of them, what waits, and who belongs together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, and_, or_, select

from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.queries import orders_by_ids, orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.pickups.rules import PickupOrder
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow, NotTakenRow, PickupMoveRow
from leaderdesk.features.rounds.queries import round_names
from leaderdesk.features.rounds.tables import RoundRow

Dues = Callable[[Connection, Sequence[int]], dict[int, int]]
"""Gives what is still owed for each of some orders, in fen; the ledger's feature provides it."""

GiftsOfOrders = Callable[[Connection, Sequence[int]], Mapping[int, str]]
"""Gives the words of the gift that goes with each of some orders; an order without one is not in it."""

_MOST_STEPS = 9
"""Orders go into each other once or twice; more would be a ring."""


def pickups_of_round(connection: Connection, round_id: int, *, dues: Dues) -> tuple[PickupOrder, ...]:
    """Return every order of the round that has goods, in walking order."""
    return at_table(connection, [order for order in orders_of_round(connection, round_id) if order.lines], dues=dues)


def at_table(connection: Connection, orders: Sequence[Order], *, dues: Dues) -> tuple[PickupOrder, ...]:
    """Return these orders with what has been handed over of them."""
    ids = [order.id for order in orders]
    handed: dict[int, set[int]] = {}
    latest: dict[int, tuple[int, str]] = {}
    query = (
        select(HandoverRow.order_id, HandoverLineRow.line_id, HandoverRow.at_ms, HandoverRow.collected_by)
        .join(HandoverLineRow, HandoverLineRow.handover_id == HandoverRow.id)
        .where(HandoverRow.order_id.in_(ids))
    )
    for order_id, line_id, at_ms, collected_by in connection.execute(query):
        handed.setdefault(order_id, set()).add(line_id)
        latest[order_id] = max((at_ms, collected_by), latest.get(order_id, (0, "")))
    line_ids = [line.id for order in orders for line in order.lines]
    left = dict(
        connection.execute(
            select(NotTakenRow.line_id, NotTakenRow.reason).where(NotTakenRow.line_id.in_(line_ids))
        ).all()
    )
    moved = dict(
        connection.execute(
            select(PickupMoveRow.order_id, PickupMoveRow.day).where(PickupMoveRow.order_id.in_(ids))
        ).all()
    )
    owed = dues(connection, ids)
    names = round_names(connection, {order.round_id for order in orders})
    return tuple(
        PickupOrder(
            order=order,
            round_name=names.get(order.round_id, ""),
            handed_line_ids=frozenset(handed.get(order.id, ())),
            handed_at_ms=latest[order.id][0] if order.id in latest else None,
            not_taken=tuple((line.id, left[line.id]) for line in order.lines if line.id in left),
            due_fen=owed.get(order.id, 0),
            collected_by=latest[order.id][1] if order.id in latest else "",
            moved_to=moved.get(order.id, ""),
        )
        for order in orders
    )


def standing_order_id(connection: Connection, order_id: int) -> int:
    """Return the order that is meant by the label of `order_id`: the one it was put into, or itself."""
    meant = order_id
    for _step in range(_MOST_STEPS):
        into = connection.execute(
            select(OrderRow.joined_into_id).where(OrderRow.id == meant, OrderRow.cancelled_at_ms.is_not(None))
        ).scalar_one_or_none()
        if into is None:
            return meant
        meant = into
    return order_id


def household_of(connection: Connection, order: Order, *, dues: Dues) -> tuple[PickupOrder, ...]:
    """Return what else waits for the same household: open orders of its other members and of the neighbour herself.

    Only rounds that are closed and not settled count, and the round of `order`.
    """
    home = select(NeighbourRow.household_id).where(NeighbourRow.id == order.neighbour_id)
    members = select(NeighbourRow.id).where(
        or_(NeighbourRow.id == order.neighbour_id, NeighbourRow.household_id == home.scalar_subquery())
    )
    at_pickup = and_(
        RoundRow.closed_at_ms.is_not(None), RoundRow.settled_at_ms.is_(None), RoundRow.archived_at_ms.is_(None)
    )
    query = (
        select(OrderRow.id)
        .join(RoundRow, RoundRow.id == OrderRow.round_id)
        .where(
            OrderRow.neighbour_id.in_(members),
            OrderRow.id != order.id,
            OrderRow.cancelled_at_ms.is_(None),
            or_(RoundRow.id == order.round_id, at_pickup),
        )
    )
    found = orders_by_ids(connection, connection.execute(query).scalars().all())
    return tuple(each for each in at_table(connection, found, dues=dues) if each.open_lines)


def pickup_by_id(connection: Connection, order_id: int, *, dues: Dues) -> PickupOrder | None:
    """Return one order at the pickup table; None if there is no such order."""
    orders = orders_by_ids(connection, [order_id])
    return at_table(connection, orders, dues=dues)[0] if orders else None
