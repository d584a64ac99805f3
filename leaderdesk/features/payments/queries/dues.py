"""What is still open for orders, and what was given for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, func, or_, select

from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.payments.rules.ledger import CHARGES, Account
from leaderdesk.features.payments.tables import LedgerLineRow
from leaderdesk.storage.reading import among

MOST_VALUES = 5000
"""SQLite takes 32,766 values in one statement."""

_is_hers = LedgerLineRow.account == Account.NEIGHBOUR.value
_charges = sorted(account.value for account in CHARGES)
HERS = frozenset({*_charges, Account.NEIGHBOUR.value})
"""The accounts whose lines of an order come to what was given for it."""
# What the leader lets go lowers what is owed: nobody has given it.
_owed = func.sum(case((LedgerLineRow.account.in_(_charges), LedgerLineRow.amount_fen), else_=0))
_given = func.sum(case((LedgerLineRow.account.in_(sorted(HERS)), LedgerLineRow.amount_fen), else_=0))
_balance = func.sum(case((_is_hers, LedgerLineRow.amount_fen), else_=0))


# As plain SQL: it is asked for every order that is shown, paid or handed over.
_DUES = """
SELECT order_id, -sum(amount_fen) FROM ledger_line
WHERE order_id IN (SELECT value FROM json_each(:ids)) AND account = 'neighbour' GROUP BY order_id
"""
_GIVEN = """
SELECT order_id, sum(amount_fen) FROM ledger_line WHERE order_id IN (SELECT value FROM json_each(:ids))
AND account IN ('neighbour', 'sales', 'waived', 'claims', 'gifts') GROUP BY order_id
"""


def payments_of_round(connection: Connection, round_id: int) -> tuple[Payment, ...]:
    """Return where every order of the round stands, by pickup code; those with nothing owed or given are left out."""
    return _payments(connection, _payment_rows().where(OrderRow.round_id == round_id))


def payment_of(connection: Connection, order_id: int) -> Payment | None:
    """Return where one order stands; None if nothing was ever booked for it."""
    found = _payments(connection, _payment_rows().where(OrderRow.id == order_id))
    return found[0] if found else None


def dues(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """Return, for each of the orders, what is still open in fen; negative if too much was given."""
    return _sums(connection, order_ids, _DUES)


def given(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """Return, for each of the orders, what was given for it in fen, in money and in credit."""
    return _sums(connection, order_ids, _GIVEN)


def charges(connection: Connection, order_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return, for each of the orders that has any, what is debited for its goods and what is let go, below zero."""
    found: dict[int, tuple[int, int]] = {}
    sold, waived = (
        func.sum(case((LedgerLineRow.account == account.value, LedgerLineRow.amount_fen), else_=0))
        for account in (Account.SALES, Account.WAIVED)
    )
    for start in range(0, len(order_ids), MOST_VALUES):
        query = (
            select(LedgerLineRow.order_id, sold, waived)
            .where(LedgerLineRow.order_id.in_(order_ids[start : start + MOST_VALUES]))
            .group_by(LedgerLineRow.order_id)
        )
        found |= {row[0]: (int(row[1]), int(row[2])) for row in connection.execute(query) if row[0] is not None}
    return found


def paid_orders(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the orders for which money was given and nothing is open."""
    found: set[int] = set()
    for start in range(0, len(order_ids), MOST_VALUES):
        query = (
            select(LedgerLineRow.order_id)
            .where(LedgerLineRow.order_id.in_(order_ids[start : start + MOST_VALUES]))
            .group_by(LedgerLineRow.order_id)
            .having(_given > 0, _balance >= 0)
        )
        found |= {order_id for order_id in connection.execute(query).scalars() if order_id is not None}
    return frozenset(found)


def _sums(connection: Connection, order_ids: Sequence[int], statement: str) -> dict[int, int]:
    found = connection.exec_driver_sql(statement, {"ids": among(order_ids)})
    return dict.fromkeys(order_ids, 0) | {row[0]: row[1] for row in found}


def _payment_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            OrderRow.id.label("order_id"),
            OrderRow.neighbour_id,
            NeighbourRow.name.label("neighbour_name"),
            func.coalesce(HouseholdRow.label, "").label("room"),
            OrderRow.pickup_code,
            _owed.label("total_fen"),
            _given.label("paid_fen"),
        )
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(LedgerLineRow, LedgerLineRow.order_id == OrderRow.id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .group_by(OrderRow.id)
        .having(or_(_owed != 0, _given != 0))
        .order_by(OrderRow.pickup_code)
    )


def _payments(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[Payment, ...]:
    return tuple(Payment(**row) for row in connection.execute(query).mappings())
