"""The lines of an order inside a transaction: opened, set, added to, at the price that holds."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.database import Writing


def open_order(writing: Writing, *, round_id: int, neighbour_id: int, list_number: int | None = None) -> OrderRow:
    """Return the neighbour's order in the round, made with the next pickup code if there is none.

    One that was cancelled starts anew: it stands again with nothing in it, under its old pickup code.
    """
    session = writing.session
    row = session.scalar(select(OrderRow).where(OrderRow.round_id == round_id, OrderRow.neighbour_id == neighbour_id))
    if row is None:
        row = OrderRow(
            round_id=round_id,
            neighbour_id=neighbour_id,
            pickup_code=next_pickup_code(writing, round_id),
            list_number=list_number,
            note="",
            created_at_ms=writing.at_ms,
            cancelled_at_ms=None,
        )
        session.add(row)
        session.flush()
    elif row.cancelled_at_ms is not None:
        row.cancelled_at_ms = None
        session.execute(delete(LineRow).where(LineRow.order_id == row.id))
    return row


def next_pickup_code(writing: Writing, round_id: int) -> int:
    """Return the pickup code after the highest of the round; cancelled orders keep theirs, so none is given twice."""
    highest = writing.session.scalar(select(func.max(OrderRow.pickup_code)).where(OrderRow.round_id == round_id))
    return (highest or 0) + 1


def lines_of(writing: Writing, order_id: int) -> dict[int, LineRow]:
    """Return the lines of the order by offer id."""
    rows = writing.session.scalars(select(LineRow).where(LineRow.order_id == order_id).order_by(LineRow.id))
    return {row.offer_id: row for row in rows}


def set_amount(writing: Writing, order: OrderRow, offer_id: int, milli: int) -> None:
    """Make `milli` thousandths of the offer stand in the order; a new line takes the price of now, 0 deletes it."""
    session = writing.session
    line = session.scalar(select(LineRow).where(LineRow.order_id == order.id, LineRow.offer_id == offer_id))
    if milli <= 0:
        if line is not None:
            session.delete(line)
    elif line is None:
        price = price_now(writing, offer_id)
        session.add(LineRow(order_id=order.id, offer_id=offer_id, amount_milli=milli, price_fen=price))
    else:
        line.amount_milli = milli
    session.flush()


def price_now(writing: Writing, offer_id: int) -> int:
    """Return what one unit of the offer costs now, in fen; UserError if no price was set."""
    query = (
        select(OfferRow.price_fen, ProductRow.name)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(OfferRow.id == offer_id)
    )
    price, name = writing.session.execute(query).one()
    if price is None:
        raise _unpriced(name)
    return price


def price_of(offer: Offer) -> int:
    """Return what one unit of the offer costs, in fen; UserError if no price was set."""
    if offer.price_fen is None:
        raise _unpriced(offer.name)
    return offer.price_fen


def _unpriced(name: str) -> UserError:
    return UserError(_("{product} has no price yet. Set it under Open first.").format(product=name))
