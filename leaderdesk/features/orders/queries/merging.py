"""What two neighbours who are merged have ordered, and in which rounds both did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules.merging import Belongings, OwnOrder, SharedRound
from leaderdesk.features.orders.queries.guards import UNGUARDED, Dues, Guards
from leaderdesk.features.orders.queries.orders import orders_by_ids
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.queries import round_names, round_row

_MOST_OFFERED = 500
_MOST_GOODS = 4


def belongings(
    connection: Connection, kept_id: int, gone_id: int, *, guards: Guards = UNGUARDED, dues: Dues | None = None
) -> Belongings:
    """Return how many orders the second neighbour has, and the rounds in which both do; `dues` says what is paid."""
    count = select(func.count()).where(OrderRow.neighbour_id == gone_id)
    orders = int(connection.execute(count).scalar_one())
    pairs = shared_orders(connection, kept_id, gone_id)
    open_fen = {} if dues is None else dues(connection, [gone.id for _kept, gone in pairs])
    return Belongings(
        orders=orders,
        shared=tuple(_shared(connection, kept, gone, guards, open_fen.get(gone.id)) for kept, gone in pairs),
    )


def shared_orders(connection: Connection, kept_id: int, gone_id: int) -> tuple[tuple[Order, Order], ...]:
    """Return the orders of the rounds in which both neighbours have one, the newest round first.

    Where the second one's is cancelled or empty there is nothing to put together, and the pair is left out.
    """
    mine = select(OrderRow.round_id).where(OrderRow.neighbour_id == kept_id)
    ids = select(OrderRow.id).where(OrderRow.neighbour_id.in_((kept_id, gone_id)), OrderRow.round_id.in_(mine))
    found = orders_by_ids(connection, connection.execute(ids).scalars().all())
    kept = {order.round_id: order for order in found if order.neighbour_id == kept_id}
    gone = [order for order in found if order.neighbour_id == gone_id]
    pairs = [(kept[order.round_id], order) for order in gone if order.cancelled_at_ms is None and order.lines]
    return tuple(sorted(pairs, key=lambda pair: -pair[0].round_id))


def hindrance(connection: Connection, kept: Order, gone: Order, *, guards: Guards = UNGUARDED) -> str:
    """Return why the two orders of a round cannot be put into one; nothing if they can.

    What was handed over or settled stays as it was, and no sum changes because two lines become one.
    """
    found = round_row(connection, kept.round_id)
    if found is None or found.settled_at_ms is not None:
        return _("The round is settled.")
    if guards.locked_lines(connection, [kept.id, gone.id]):
        return _("Something of it has been handed over.")
    standing = kept.lines if kept.cancelled_at_ms is None else ()
    mine = {line.offer_id: line for line in standing}
    for line in gone.lines:
        here = mine.get(line.offer_id)
        if here is not None and _sum_changes(here, line):
            return _("{goods} has another price in each.").format(goods=line.product_label)
    return ""


def own_orders(connection: Connection, neighbour_id: int) -> tuple[OwnOrder, ...]:
    """Return the orders of the neighbour, those under names merged into hers too, the newest round first."""
    newest = (
        select(OrderRow.id)
        .where(OrderRow.neighbour_id.in_(everyone_in(neighbour_id)))
        .order_by(OrderRow.round_id.desc(), OrderRow.id.desc())
        .limit(_MOST_OFFERED)
    )
    found = orders_by_ids(connection, connection.execute(newest).scalars().all())
    names: Mapping[int, str] = round_names(connection, {order.round_id for order in found})
    return tuple(
        OwnOrder(order.id, order.round_id, names.get(order.round_id, ""), _goods(order.lines))
        for order in sorted(found, key=lambda order: (-order.round_id, -order.id))
    )


def _shared(connection: Connection, kept: Order, gone: Order, guards: Guards, open_fen: int | None) -> SharedRound:
    found = round_row(connection, kept.round_id)
    return SharedRound(
        round_id=kept.round_id,
        name=found.name if found is not None else "",
        kept_goods=_goods(kept.lines) if kept.cancelled_at_ms is None else _("cancelled"),
        gone_goods=_goods(gone.lines),
        sum_fen=kept.total_fen + gone.total_fen,
        paid_fen=0 if open_fen is None else gone.total_fen - open_fen,
        hindrance=hindrance(connection, kept, gone, guards=guards),
        is_open=found is not None and found.closed_at_ms is None,
    )


def _sum_changes(here: Line, there: Line) -> bool:
    both = line_total(here.price_fen, here.amount_milli + there.amount_milli)
    return here.price_fen != there.price_fen or both != here.total_fen + there.total_fen


def _goods(lines: Iterable[Line]) -> str:
    goods = [f"{line.product_label} ×{amount_text(line.amount_milli)}" for line in lines]
    said = _(", ").join(goods[:_MOST_GOODS])
    return said if len(goods) <= _MOST_GOODS else _("{goods} and more").format(goods=said)
