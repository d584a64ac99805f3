"""Orders as they stand, with their lines, read in the way the leader walks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from leaderdesk.core.text import digits_of
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rooms import sort_key
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourRow
from leaderdesk.features.orders.rules import Line, OfferTotal, Order
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.search import like_pattern

_LAST = 1_000_000
"""Where those stand who live in no known building: behind everybody else."""

_ROUNDS_BY_CODE = 3
"""A pickup code means an order of one of the latest rounds."""

_IDS_AT_ONCE = 500
"""SQLite takes only so many values in one statement."""


def orders_of_round(connection: Connection, round_id: int, *, with_cancelled: bool = False) -> tuple[Order, ...]:
    """Return the orders of the round in walking order; cancelled ones only if asked for."""
    wanted: ColumnElement[bool] = OrderRow.round_id == round_id
    if not with_cancelled:
        wanted = and_(wanted, OrderRow.cancelled_at_ms.is_(None))
    return tuple(sorted(_orders(connection, wanted), key=walking_key))


def order_by_id(connection: Connection, order_id: int) -> Order | None:
    """Return the order with that id, cancelled or not."""
    return next(iter(_orders(connection, OrderRow.id == order_id)), None)


def orders_by_ids(connection: Connection, order_ids: Collection[int]) -> tuple[Order, ...]:
    """Return the orders with these ids in walking order, cancelled ones too; ids that are not there are left out."""
    ids, found = sorted(set(order_ids)), list[Order]()
    for start in range(0, len(ids), _IDS_AT_ONCE):
        found += _orders(connection, OrderRow.id.in_(ids[start : start + _IDS_AT_ONCE]))
    return tuple(sorted(found, key=walking_key))


def order_of(connection: Connection, round_id: int, neighbour_id: int) -> Order | None:
    """Return what the neighbour ordered in the round, cancelled or not."""
    wanted = and_(OrderRow.round_id == round_id, OrderRow.neighbour_id == neighbour_id)
    return next(iter(_orders(connection, wanted)), None)


def orders_of_neighbour(connection: Connection, neighbour_id: int, *, limit: int = 50) -> tuple[Order, ...]:
    """Return the neighbour's latest orders, newest first, cancelled ones too."""
    hers = OrderRow.neighbour_id.in_(everyone_in(neighbour_id))
    newest = select(OrderRow.id).where(hers).order_by(OrderRow.id.desc()).limit(limit)
    ids = connection.execute(newest).scalars().all()
    return tuple(sorted(orders_by_ids(connection, ids), key=lambda order: -order.id))


def find_orders(connection: Connection, typed: str, limit: int = 20) -> tuple[Order, ...]:
    """Return orders found by the neighbour's name, initials, room or phone tail, or by pickup code; newest first."""
    words = typed.strip()
    if not words:
        return ()
    matching = or_(NeighbourRow.search_key.like(like_pattern(words), escape="\\"), *_number_matches(words))
    neighbours = connection.execute(
        select(NeighbourRow.id)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id, isouter=True)
        .where(matching)
        .limit(_IDS_AT_ONCE)
    ).scalars()
    wanted: list[ColumnElement[bool]] = [OrderRow.neighbour_id.in_(neighbours.all())]
    if words.isdecimal() and len(words) <= 4:
        latest = select(RoundRow.id).order_by(RoundRow.number.desc()).limit(_ROUNDS_BY_CODE)
        wanted.append(and_(OrderRow.round_id.in_(latest), OrderRow.pickup_code == int(words)))
    ids = connection.execute(
        select(OrderRow.id)
        .where(or_(*wanted), OrderRow.cancelled_at_ms.is_(None))
        .order_by(OrderRow.round_id.desc(), OrderRow.id.desc())
        .limit(limit)
    ).scalars()
    ranked = list(ids)
    found = {order.id: order for order in orders_by_ids(connection, ranked)}
    return tuple(found[order_id] for order_id in ranked)


def round_totals(connection: Connection, round_id: int) -> dict[int, OfferTotal]:
    """Return per offer id what is ordered in the round; offers nobody ordered are left out."""
    each_fen = (LineRow.price_fen * LineRow.amount_milli + 500) // 1000
    rows = connection.execute(
        select(
            LineRow.offer_id,
            func.sum(LineRow.amount_milli).label("ordered_milli"),
            func.count().label("orders"),
            func.sum(each_fen).label("fen"),
        )
        .join(OfferRow, OfferRow.id == LineRow.offer_id)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .where(OfferRow.round_id == round_id, OrderRow.cancelled_at_ms.is_(None))
        .group_by(LineRow.offer_id)
    )
    return {
        row.offer_id: OfferTotal(row.offer_id, ordered_milli=row.ordered_milli, orders=row.orders, fen=row.fen)
        for row in rows
    }


def round_sum(connection: Connection, round_id: int) -> tuple[int, int]:
    """Return how many orders stand in the round and their sum in fen."""
    count = connection.execute(
        select(func.count()).where(OrderRow.round_id == round_id, OrderRow.cancelled_at_ms.is_(None))
    ).scalar_one()
    return int(count), sum(total.fen for total in round_totals(connection, round_id).values())


def walking_key(order: Order) -> tuple[object, ...]:
    """Return what sorts orders the way the leader walks: building by building, then by room, then by name."""
    return (order.building_position, sort_key(order.room), order.neighbour_name, order.id)


def _number_matches(words: str) -> tuple[ColumnElement[bool], ...]:
    digits = digits_of(words)
    matches: list[ColumnElement[bool]] = []
    if "-" in words or len(digits) >= 3:
        matches.append(HouseholdRow.label.like(like_pattern(words), escape="\\"))
        matches.append(func.replace(HouseholdRow.label, "-", "") == digits)
    if len(digits) >= 4:
        matches.append(NeighbourRow.phone.like(f"%{digits}"))
    return tuple(matches)


def _orders(connection: Connection, wanted: ColumnElement[bool]) -> list[Order]:
    heads = connection.execute(_heads().where(wanted)).all()
    lines: dict[int, list[Line]] = {head.id: [] for head in heads}
    for line in _lines(connection, wanted):
        lines[line.order_id].append(line)
    return [
        Order(
            id=head.id,
            round_id=head.round_id,
            neighbour_id=head.neighbour_id,
            neighbour_name=head.neighbour_name,
            room=head.room or "",
            building=head.building or "",
            building_position=head.building_position,
            phone=head.phone,
            pickup_code=head.pickup_code,
            list_number=head.list_number,
            note=head.note,
            created_at_ms=head.created_at_ms,
            cancelled_at_ms=head.cancelled_at_ms,
            lines=tuple(lines[head.id]),
        )
        for head in heads
    ]


def _heads() -> Select[tuple[object, ...]]:
    return (
        select(
            OrderRow.id,
            OrderRow.round_id,
            OrderRow.neighbour_id,
            NeighbourRow.name.label("neighbour_name"),
            HouseholdRow.label.label("room"),
            BuildingRow.name.label("building"),
            case((BuildingRow.position.is_(None), _LAST), else_=BuildingRow.position).label("building_position"),
            NeighbourRow.phone,
            OrderRow.pickup_code,
            OrderRow.list_number,
            OrderRow.note,
            OrderRow.created_at_ms,
            OrderRow.cancelled_at_ms,
        )
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id, isouter=True)
        .join(BuildingRow, BuildingRow.id == HouseholdRow.building_id, isouter=True)
    )


def _lines(connection: Connection, wanted: ColumnElement[bool]) -> Sequence[Line]:
    rows = connection.execute(
        select(
            LineRow.id,
            LineRow.order_id,
            LineRow.offer_id,
            OfferRow.product_id,
            OfferRow.position.label("offer_position"),
            ProductRow.name.label("product_name"),
            ProductRow.short_name,
            ProductRow.spec,
            ProductRow.unit,
            ProductRow.storage,
            LineRow.amount_milli,
            LineRow.price_fen,
        )
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .join(OfferRow, OfferRow.id == LineRow.offer_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(wanted)
        .order_by(OfferRow.position, LineRow.id)
    )
    return [
        Line(
            id=row.id,
            order_id=row.order_id,
            offer_id=row.offer_id,
            product_id=row.product_id,
            offer_position=row.offer_position,
            product_name=row.product_name,
            product_label=row.short_name or row.product_name,
            spec=row.spec,
            unit=row.unit,
            storage=row.storage,
            amount_milli=row.amount_milli,
            price_fen=row.price_fen,
        )
        for row in rows
    ]
