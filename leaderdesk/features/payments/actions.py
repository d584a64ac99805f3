"""What moves money: debits that follow the orders, and payments."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Undone
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan, line_total
from leaderdesk.features.orders.rules import OrdersChanged, PaidMarked
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.queries import (
    dues,
    entries_of_order,
    existing_orders,
    orders_of_action,
    payment_of,
)
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.storage.database import Store, Writing


def debit_orders(writing: Writing, happened: OrdersChanged) -> None:
    """See to it that what is debited for each of these orders is what its lines come to; the difference is an entry."""
    for order_id in dict.fromkeys(happened.order_ids):
        order = writing.session.get_one(OrderRow, order_id)
        difference = _order_total(writing.session, order) - _debited(writing.session, order_id)
        if difference:
            _enter(writing, order, kind="order", amount_fen=-difference)


def debit_after_undo(writing: Writing, happened: Undone) -> None:
    """See to it that the debits fit the orders that an undo touched, whatever happened to these orders in between.

    UserError if the undo took away an order for which money is still booked.
    """
    connection = writing.session.connection()
    touched = orders_of_action(connection, happened.action_id)
    there = existing_orders(connection, touched)
    if any(dues(connection, [order_id for order_id in touched if order_id not in there]).values()):
        raise UserError(_("Something later stands on this step. Undo that first."))
    debit_orders(writing, OrdersChanged(tuple(order_id for order_id in touched if order_id in there)))


def book_marks(writing: Writing, happened: PaidMarked) -> None:
    """Book what is open of each of these orders as paid, because the list says so."""
    for order_id in dict.fromkeys(happened.order_ids):
        open_fen = dues(writing.session.connection(), [order_id])[order_id]
        if open_fen > 0:
            _enter(
                writing,
                writing.session.get_one(OrderRow, order_id),
                kind="payment",
                amount_fen=open_fen,
                method="marked",
            )


def book_payment(store: Store, *, order_id: int, method: Method, amount_fen: int | None = None) -> int:
    """Book money received for an order, by default all that is open, and return the id of the action.

    UserError if the order is unknown, nothing is open, or the sum is not above zero.
    """
    with store.read() as connection:
        open_fen = dues(connection, [order_id])[order_id]
    amount = open_fen if amount_fen is None else amount_fen
    if amount <= 0:
        raise UserError(
            _("Nothing is open here. To book more, type the sum.")
            if amount_fen is None
            else _("Type a sum above zero.")
        )
    with store.write(
        N_("Book {sum} from {who}"), about={"sum": format_yuan(amount), "who": _who(store, order_id)}
    ) as writing:
        order = writing.session.get(OrderRow, order_id)
        if order is None:
            raise UserError(_("This order is not there any more."))
        if amount_fen is None and dues(writing.session.connection(), [order_id])[order_id] != amount:
            raise UserError(_("The order has just changed. Look at the sum and book it again."))
        _enter(writing, order, kind="payment", amount_fen=amount, method=method)
    return writing.action_id


def take_back_payments(store: Store, *, order_id: int) -> int:
    """Reverse what was paid for the order, one entry for each way of paying; return the id of the action."""
    with store.write(N_("Take back payment of {who}"), about={"who": _who(store, order_id)}) as writing:
        given: dict[str, int] = {}
        latest: dict[str, int] = {}
        for entry in entries_of_order(writing.session.connection(), order_id):
            if entry.kind == "payment":
                given[entry.method] = given.get(entry.method, 0) + entry.amount_fen
                latest[entry.method] = entry.id
        standing = {method: fen for method, fen in given.items() if fen > 0}
        if not standing:
            raise UserError(_("Nothing has been paid for this order yet."))
        order = writing.session.get_one(OrderRow, order_id)
        for method, fen in standing.items():
            _enter(writing, order, kind="payment", amount_fen=-fen, method=method, reverses_id=latest[method])
    return writing.action_id


def move_payments(writing: Writing, from_id: int, into_id: int) -> None:
    """Within a transaction, let what was given for one order be given for another; the sum of all entries stays."""
    session = writing.session
    given: dict[tuple[str, str], int] = {}
    for entry in entries_of_order(session.connection(), from_id):
        if entry.kind != "order":
            key = (entry.kind, entry.method)
            given[key] = given.get(key, 0) + entry.amount_fen
    for (kind, method), fen in given.items():
        if fen:
            _enter(writing, session.get_one(OrderRow, from_id), kind=kind, amount_fen=-fen, method=method)
            _enter(writing, session.get_one(OrderRow, into_id), kind=kind, amount_fen=fen, method=method)


def enter_waived(writing: Writing, *, order_id: int, amount_fen: int) -> None:
    """Within a transaction, let the neighbour off `amount_fen` of what the order comes to; the leader bears it."""
    _enter(writing, writing.session.get_one(OrderRow, order_id), kind="correction", amount_fen=amount_fen)


def enter_refund(writing: Writing, *, order_id: int, amount_fen: int, method: Method) -> None:
    """Within a transaction, keep that `amount_fen` given for the order was handed back."""
    _enter(writing, writing.session.get_one(OrderRow, order_id), kind="refund", amount_fen=-amount_fen, method=method)


def _enter(
    writing: Writing, order: OrderRow, *, kind: str, amount_fen: int, method: str = "", reverses_id: int | None = None
) -> None:
    writing.session.add(
        LedgerEntryRow(
            neighbour_id=order.neighbour_id,
            order_id=order.id,
            kind=kind,
            amount_fen=amount_fen,
            method=method,
            at_ms=writing.at_ms,
            reverses_id=reverses_id,
        )
    )
    writing.session.flush()


def _order_total(session: Session, order: OrderRow) -> int:
    if order.cancelled_at_ms is not None:
        return 0
    lines = session.execute(select(LineRow.price_fen, LineRow.amount_milli).where(LineRow.order_id == order.id))
    return sum(line_total(price_fen, amount_milli) for price_fen, amount_milli in lines)


def _debited(session: Session, order_id: int) -> int:
    query = select(func.coalesce(func.sum(LedgerEntryRow.amount_fen), 0)).where(
        LedgerEntryRow.order_id == order_id, LedgerEntryRow.kind == "order"
    )
    return -int(session.execute(query).scalar_one())


def _who(store: Store, order_id: int) -> str:
    with store.read() as connection:
        payment = payment_of(connection, order_id)
    return f"{payment.room} {payment.neighbour_name}".strip() if payment else str(order_id)
