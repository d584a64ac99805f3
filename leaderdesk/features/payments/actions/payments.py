"""Payments of orders, each one step that can be undone."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.actions.ledger import give_back, receive
from leaderdesk.features.payments.queries.dues import dues, payment_of
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.rules.ledger import Account, Share
from leaderdesk.storage.database import Store


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
        if amount_fen is None and dues(writing.connection, [order_id])[order_id] != amount:
            raise UserError(_("The order has just changed. Look at the sum and book it again."))
        receive(writing, shares=(Share(order.neighbour_id, order_id, amount),), account=Account(method))
    return writing.action_id


def take_back_payments(store: Store, *, order_id: int) -> int:
    """Reverse what was paid for the order, in each way of paying; return the id of the action."""
    with store.write(N_("Take back payment of {who}"), about={"who": _who(store, order_id)}) as writing:
        if not give_back(writing, order_id):
            raise UserError(_("Nothing has been paid for this order yet."))
    return writing.action_id


def _who(store: Store, order_id: int) -> str:
    with store.read() as connection:
        payment = payment_of(connection, order_id)
    return f"{payment.room} {payment.neighbour_name}".strip() if payment else str(order_id)
