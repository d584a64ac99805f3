"""Who has what of an offer: the lines that a batch may be in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from leaderdesk.features.batches.rules.recall import TakenLine
from leaderdesk.features.orders.queries.orders import orders_by_ids
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.rounds.queries import round_names


def lines_of_offers(connection: Connection, offer_ids: Collection[int]) -> tuple[TakenLine, ...]:
    """Return the lines of these offers in orders that stand, round by round, each in walking order."""
    wanted = frozenset(offer_ids)
    ids = connection.scalars(
        select(OrderRow.id)
        .join(LineRow, LineRow.order_id == OrderRow.id)
        .where(LineRow.offer_id.in_(wanted), OrderRow.cancelled_at_ms.is_(None))
        .distinct()
    ).all()
    orders = orders_by_ids(connection, ids)
    names = round_names(connection, {order.round_id for order in orders})
    return tuple(
        TakenLine(
            line_id=line.id,
            order_id=order.id,
            offer_id=line.offer_id,
            neighbour_id=order.neighbour_id,
            name=order.neighbour_name,
            room=order.room,
            round_name=names[order.round_id],
            product=line.product_label,
            unit=line.unit,
            amount_milli=line.amount_milli,
        )
        for order in sorted(orders, key=lambda order: order.round_id)
        for line in order.lines
        if line.offer_id in wanted
    )
