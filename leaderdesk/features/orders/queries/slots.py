"""What the pages of rounds and neighbours show of orders."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.queries.merging import everyone_in, merged_ids
from leaderdesk.features.neighbours.rules import Favourite, OpeningFact, OrderCount, TimelineEvent
from leaderdesk.features.orders.queries.orders import orders_of_neighbour, round_totals
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.queries import offers_of_round, open_round_ids, round_row
from leaderdesk.features.rounds.rules import Ordered
from leaderdesk.features.rounds.rules.planned import moment_text
from leaderdesk.features.rounds.tables import OfferRow, RoundRow

_MOST_FAVOURITES = 5
_MOST_EVENTS = 50
_FEW = 3
_ROUNDS_AT_ONCE = 500


def ordered_of_round(connection: Connection, round_id: int) -> dict[int, Ordered]:
    """Return what is ordered of each offer of the round, by offer id."""
    return {
        offer_id: Ordered(amount_milli=total.ordered_milli, orders=total.orders, total_fen=total.fen)
        for offer_id, total in round_totals(connection, round_id).items()
    }


def order_counts(connection: Connection) -> dict[int, OrderCount]:
    """Return how often each neighbour has ordered, and when last; cancelled orders do not count."""
    rows = connection.execute(
        select(OrderRow.neighbour_id, func.count().label("orders"), func.max(OrderRow.created_at_ms).label("last_ms"))
        .where(OrderRow.cancelled_at_ms.is_(None))
        .group_by(OrderRow.neighbour_id)
    )
    counts = {row.neighbour_id: OrderCount(row.orders, row.last_ms) for row in rows}
    for merged_id, neighbour_id in merged_ids(connection).items():
        one, other = counts.pop(merged_id, None), counts.get(neighbour_id)
        if one is not None:
            counts[neighbour_id] = one if other is None else _both(one, other)
    return counts


def _both(one: OrderCount, other: OrderCount) -> OrderCount:
    return OrderCount(one.count + other.count, max(one.last_ms or 0, other.last_ms or 0))


def favourites_of(connection: Connection, neighbour_id: int) -> tuple[Favourite, ...]:
    """Return the products the neighbour orders most often."""
    orders = func.count().label("orders")
    rows = connection.execute(
        select(ProductRow.name, ProductRow.short_name, orders)
        .join(OfferRow, OfferRow.product_id == ProductRow.id)
        .join(LineRow, LineRow.offer_id == OfferRow.id)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .where(OrderRow.neighbour_id.in_(everyone_in(neighbour_id)), OrderRow.cancelled_at_ms.is_(None))
        .group_by(ProductRow.id)
        .order_by(orders.desc(), ProductRow.id)
        .limit(_MOST_FAVOURITES)
    )
    return tuple(Favourite(row.short_name or row.name, row.orders) for row in rows)


def opening_fact(connection: Connection, neighbour_id: int) -> OpeningFact | None:
    """Return the round that takes orders, with the goods of it that this neighbour likes, or the first few."""
    open_ids = open_round_ids(connection)
    found = round_row(connection, open_ids[0]) if open_ids else None
    if found is None:
        return None
    labels = [offer.label for offer in offers_of_round(connection, found.id)]
    liked = [each.name for each in favourites_of(connection, neighbour_id) if each.name in labels]
    return OpeningFact(round_name=found.name, cutoff=moment_text(found.cutoff), goods=tuple((liked or labels)[:_FEW]))


def order_events(connection: Connection, neighbour_id: int) -> tuple[TimelineEvent, ...]:
    """Return the neighbour's orders as events of her timeline, newest first."""
    orders = orders_of_neighbour(connection, neighbour_id, limit=_MOST_EVENTS)
    numbers = dict(
        connection.execute(
            select(RoundRow.id, RoundRow.number).where(RoundRow.id.in_([order.round_id for order in orders]))
        ).all()
    )
    events = []
    for order in orders:
        goods = _(", ").join(line.product_label for line in order.lines[:4])
        said = _("Round {number}: {goods}, {sum}").format(
            number=numbers.get(order.round_id, ""), goods=goods, sum=format_yuan(order.total_fen)
        )
        if order.cancelled_at_ms is not None:
            said = _("Round {number}: {goods}, cancelled").format(number=numbers.get(order.round_id, ""), goods=goods)
        tone = "neutral" if order.cancelled_at_ms is not None else "brand"
        events.append(TimelineEvent(at_ms=order.created_at_ms, text=said, tone=tone))
    return tuple(events)
