"""What the ledger says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules import Figure
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.rules import LedgerEntry, Payment
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.storage.journal import changes_of_action

_MOST_VALUES = 5000
"""SQLite takes 32,766 values in one statement."""

# What the leader lets go lowers what is owed: nobody has given it.
_DEBITS = ("order", "correction")
_owed = -func.sum(case((LedgerEntryRow.kind.in_(_DEBITS), LedgerEntryRow.amount_fen), else_=0))
_given = func.sum(case((LedgerEntryRow.kind.not_in(_DEBITS), LedgerEntryRow.amount_fen), else_=0))


def payments_of_round(connection: Connection, round_id: int) -> tuple[Payment, ...]:
    """Return where every order of the round stands, by pickup code; those with nothing owed or given are left out."""
    return _payments(connection, _payment_rows().where(OrderRow.round_id == round_id))


def payment_of(connection: Connection, order_id: int) -> Payment | None:
    """Return where one order stands; None if nothing was ever booked for it."""
    found = _payments(connection, _payment_rows().where(OrderRow.id == order_id))
    return found[0] if found else None


def dues(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """Return, for each of the orders, what is still open in fen; negative if too much was given."""
    found = dict.fromkeys(order_ids, 0)
    for start in range(0, len(order_ids), _MOST_VALUES):
        part = order_ids[start : start + _MOST_VALUES]
        query = (
            select(LedgerEntryRow.order_id, -func.sum(LedgerEntryRow.amount_fen))
            .where(LedgerEntryRow.order_id.in_(part))
            .group_by(LedgerEntryRow.order_id)
        )
        found |= {order_id: open_fen for order_id, open_fen in connection.execute(query) if order_id is not None}
    return found


def paid_orders(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the orders for which money was given and nothing is open."""
    found: set[int] = set()
    for start in range(0, len(order_ids), _MOST_VALUES):
        query = (
            select(LedgerEntryRow.order_id)
            .where(LedgerEntryRow.order_id.in_(order_ids[start : start + _MOST_VALUES]))
            .group_by(LedgerEntryRow.order_id)
            .having(_given > 0, func.sum(LedgerEntryRow.amount_fen) >= 0)
        )
        found |= {order_id for order_id in connection.execute(query).scalars() if order_id is not None}
    return frozenset(found)


def balance_of(connection: Connection, neighbour_id: int) -> int:
    """Return the neighbour's balance in fen: below zero she owes, above zero she has credit."""
    query = select(func.coalesce(func.sum(LedgerEntryRow.amount_fen), 0)).where(_account(neighbour_id))
    return int(connection.execute(query).scalar_one())


def ledger_of(connection: Connection, neighbour_id: int, *, limit: int = 500) -> tuple[LedgerEntry, ...]:
    """Return the neighbour's latest entries, newest first."""
    query = _entries().where(_account(neighbour_id)).order_by(LedgerEntryRow.id.desc()).limit(limit)
    return tuple(LedgerEntry(**row) for row in connection.execute(query).mappings())


def entries_of_order(connection: Connection, order_id: int) -> tuple[LedgerEntry, ...]:
    """Return every entry of one order, oldest first."""
    query = _entries().where(LedgerEntryRow.order_id == order_id).order_by(LedgerEntryRow.id)
    return tuple(LedgerEntry(**row) for row in connection.execute(query).mappings())


def orders_of_action(connection: Connection, action_id: int) -> tuple[int, ...]:
    """Return the orders that an action of the journal touched, in themselves or in their lines."""
    found: dict[int, None] = {}
    for change in changes_of_action(connection, action_id):
        image = change.after or change.before or {}
        if change.table == OrderRow.__tablename__:
            found[change.row_id] = None
        elif change.table in (LineRow.__tablename__, LedgerEntryRow.__tablename__) and image["order_id"] is not None:
            found[image["order_id"]] = None
    return tuple(found)


def existing_orders(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the numbers under which there is an order now."""
    found: set[int] = set()
    for start in range(0, len(order_ids), _MOST_VALUES):
        query = select(OrderRow.id).where(OrderRow.id.in_(order_ids[start : start + _MOST_VALUES]))
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def unbalanced_orders(connection: Connection) -> dict[int, int]:
    """Return the orders whose debits differ from their lines, with the difference; empty if the books close."""
    debited = (
        select(LedgerEntryRow.order_id, -func.sum(LedgerEntryRow.amount_fen))
        .where(LedgerEntryRow.kind == "order", LedgerEntryRow.order_id.is_not(None))
        .group_by(LedgerEntryRow.order_id)
    )
    total = func.sum((LineRow.price_fen * LineRow.amount_milli + 500) // 1000)
    ordered = (
        select(LineRow.order_id, total)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .where(OrderRow.cancelled_at_ms.is_(None))
        .group_by(LineRow.order_id)
    )
    booked: dict[int | None, int] = dict(connection.execute(debited).all())
    totals: dict[int | None, int] = dict(connection.execute(ordered).all())
    differences = {
        order_id: booked.get(order_id, 0) - totals.get(order_id, 0)
        for order_id in booked.keys() | totals.keys()
        if order_id is not None
    }
    return {order_id: difference for order_id, difference in differences.items() if difference}


def _account(neighbour_id: int) -> ColumnElement[bool]:
    """Return what the entries of a neighbour's account have in common.

    An entry says for whom it was booked and is never edited. Money of an order is on the account of whoever the order
    belongs to now, all other money on that of who it was booked for, or of who she turned out to be: so merging and
    splitting neighbours, and undoing it, moves accounts without a single new entry.
    """
    everyone = everyone_in(neighbour_id)
    hers = select(OrderRow.id).where(OrderRow.neighbour_id.in_(everyone))
    somebodys = select(OrderRow.id).where(OrderRow.id == LedgerEntryRow.order_id).exists()
    return or_(LedgerEntryRow.order_id.in_(hers), and_(LedgerEntryRow.neighbour_id.in_(everyone), ~somebodys))


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
        .join(LedgerEntryRow, LedgerEntryRow.order_id == OrderRow.id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .group_by(OrderRow.id)
        .having(or_(_owed != 0, _given != 0))
        .order_by(OrderRow.pickup_code)
    )


def _payments(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[Payment, ...]:
    return tuple(Payment(**row) for row in connection.execute(query).mappings())


def _entries() -> Select[*tuple[Any, ...]]:
    table = LedgerEntryRow
    return select(
        table.id,
        table.neighbour_id,
        table.order_id,
        table.kind,
        table.amount_fen,
        table.method,
        table.at_ms,
        table.note,
        table.reverses_id,
    )


def neighbour_figures(connection: Connection, neighbour_id: int) -> tuple[Figure, ...]:
    """Return the figures in the head of a profile: how often she ordered, for how much, and her balance."""
    spent = -func.coalesce(func.sum(case((LedgerEntryRow.kind == "order", LedgerEntryRow.amount_fen), else_=0)), 0)
    bought = int(connection.execute(select(spent).where(_account(neighbour_id))).scalar_one())
    standing = select(func.count()).where(
        OrderRow.neighbour_id.in_(everyone_in(neighbour_id)), OrderRow.cancelled_at_ms.is_(None)
    )
    times = int(connection.execute(standing).scalar_one())
    return (
        Figure(_("Orders"), str(times), _("times")),
        Figure(_("Bought in all"), format_yuan(bought)),
        Figure(_("Balance"), format_yuan(balance_of(connection, neighbour_id))),
    )
