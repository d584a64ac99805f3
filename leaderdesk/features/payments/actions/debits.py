"""What orders are debited: it follows their lines, whatever happens to these, and credit pays for them first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Undone
from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules import OrdersChanged, PaidMarked
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.actions.ledger import carry, post, receive
from leaderdesk.features.payments.queries.accounts import (
    credit_of,
    credits_of,
    existing_orders,
    living_owners,
    orders_of_action,
    overdraws,
)
from leaderdesk.features.payments.queries.dues import MOST_VALUES, charges, dues
from leaderdesk.features.payments.rules.ledger import Account, Entry, Kind, Share, handed_back, ordered
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Writing


def follow_orders(writing: Writing, happened: OrdersChanged) -> None:
    """Debit what these orders come to, and let what their neighbours have to their credit pay for what is open."""
    debit_orders(writing, happened.order_ids)
    if read_business(writing.connection).uses_credit:
        _use_credit(writing, happened.order_ids)


def debit_orders(writing: Writing, order_ids: Sequence[int]) -> None:
    """See to it that what is debited for each of these orders is what its lines come to; the difference is an entry."""
    writing.flush()
    asked = tuple(dict.fromkeys(order_ids))
    booked = charges(writing.connection, asked)
    for order_id, (neighbour_id, round_id, total_fen) in _totals(writing.connection, asked).items():
        sold, waived = booked.get(order_id, (0, 0))
        if total_fen != sold:
            lines = ordered(Share(neighbour_id, order_id, total_fen - sold))
            post(writing, Entry(Kind.ORDER, lines, at_ms=writing.at_ms, round_id=round_id))
        # Nobody is let off more than the goods come to: of an order that fell away nothing is left to let go.
        too_much = -waived - total_fen
        if too_much > 0:
            lines = handed_back((Share(neighbour_id, order_id, too_much),), Account.WAIVED)
            post(writing, Entry(Kind.WAIVER, lines, at_ms=writing.at_ms, round_id=round_id))


def debit_after_undo(writing: Writing, happened: Undone) -> None:
    """See to it that the debits fit the orders that an undo touched, whatever happened to these orders in between.

    UserError if the undo took away an order for which money is still booked, or money that was used since.
    """
    connection = writing.connection
    touched = orders_of_action(connection, happened.action_id)
    there = existing_orders(connection, touched)
    debit_orders(writing, [order_id for order_id in touched if order_id in there])
    gone = [order_id for order_id in touched if order_id not in there]
    if any(dues(connection, gone).values()) or overdraws(connection, writing.action_id):
        raise UserError(_("Something later stands on this step. Undo that first."))


def _use_credit(writing: Writing, order_ids: Sequence[int]) -> None:
    connection = writing.connection
    open_orders = [order_id for order_id, fen in dues(connection, tuple(dict.fromkeys(order_ids))).items() if fen > 0]
    people = living_owners(connection, open_orders)
    with_credit = credits_of(connection, tuple(dict.fromkeys(people.values())))
    for order_id, person_id in people.items():
        # One of her orders before this one may have used all of it.
        if person_id in with_credit and credit_of(connection, person_id).fen:
            carry(writing, neighbour_id=person_id, order_id=order_id)


def book_marks(writing: Writing, happened: PaidMarked) -> None:
    """Book what is open of each of these orders as paid, because the list says so."""
    for order_id in dict.fromkeys(happened.order_ids):
        open_fen = dues(writing.connection, [order_id])[order_id]
        if open_fen > 0:
            owner = writing.session.get_one(OrderRow, order_id).neighbour_id
            receive(writing, shares=(Share(owner, order_id, open_fen),), account=Account.MARKED)


def _totals(connection: Connection, order_ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Return whose each order is, of which round, and what it comes to in fen; nothing for a cancelled one."""
    total = func.coalesce(func.sum((LineRow.price_fen * LineRow.amount_milli + 500) // 1000), 0)
    found: dict[int, tuple[int, int, int]] = {}
    for start in range(0, len(order_ids), MOST_VALUES):
        query = (
            select(OrderRow.id, OrderRow.neighbour_id, OrderRow.round_id, OrderRow.cancelled_at_ms, total)
            .outerjoin(LineRow, LineRow.order_id == OrderRow.id)
            .where(OrderRow.id.in_(order_ids[start : start + MOST_VALUES]))
            .group_by(OrderRow.id)
        )
        for order_id, neighbour_id, round_id, cancelled_ms, fen in connection.execute(query):
            found[order_id] = (neighbour_id, round_id, fen if cancelled_ms is None else 0)
    return found
