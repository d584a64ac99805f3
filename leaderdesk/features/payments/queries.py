"""What the ledger says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, func, or_, select

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.rules import Figure
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.rules import LedgerEntry, Payment
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.journal import changes_of_action

_MOST_VALUES = 5000
"""SQLite takes 32,766 values in one statement."""

_owed = -func.sum(case((LedgerEntryRow.kind == "order", LedgerEntryRow.amount_fen), else_=0))
_given = func.sum(case((LedgerEntryRow.kind != "order", LedgerEntryRow.amount_fen), else_=0))


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
    query = select(func.coalesce(func.sum(LedgerEntryRow.amount_fen), 0)).where(
        LedgerEntryRow.neighbour_id == neighbour_id
    )
    return int(connection.execute(query).scalar_one())


def ledger_of(connection: Connection, neighbour_id: int, *, limit: int = 500) -> tuple[LedgerEntry, ...]:
    """Return the neighbour's latest entries, newest first."""
    query = (
        _entries().where(LedgerEntryRow.neighbour_id == neighbour_id).order_by(LedgerEntryRow.id.desc()).limit(limit)
    )
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
    bought = int(connection.execute(select(spent).where(LedgerEntryRow.neighbour_id == neighbour_id)).scalar_one())
    standing = select(func.count()).where(OrderRow.neighbour_id == neighbour_id, OrderRow.cancelled_at_ms.is_(None))
    times = int(connection.execute(standing).scalar_one())
    return (
        Figure(_("Orders"), str(times), _("times")),
        Figure(_("Bought in all"), format_yuan(bought)),
        Figure(_("Balance"), format_yuan(balance_of(connection, neighbour_id))),
    )


def settle_facts(connection: Connection, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 结算 of these rounds: from how many orders money is still to come."""
    balance = func.sum(LedgerEntryRow.amount_fen)
    owing = (
        select(OrderRow.round_id, OrderRow.id, balance.label("balance"))
        .join(LedgerEntryRow, LedgerEntryRow.order_id == OrderRow.id)
        .where(OrderRow.round_id.in_(round_ids))
        .group_by(OrderRow.id)
        .having(balance < 0)
        .subquery()
    )
    found = connection.execute(select(owing.c.round_id, func.count().label("count")).group_by(owing.c.round_id))
    open_orders = {row.round_id: row.count for row in found}
    rounds = connection.execute(
        select(RoundRow.id, RoundRow.closed_at_ms, RoundRow.settled_at_ms).where(RoundRow.id.in_(round_ids))
    )
    return {
        row.id: {
            Step.SETTLE: StepFact(
                done=row.settled_at_ms is not None,
                running=row.closed_at_ms is not None,
                line=_("{count} not paid yet").format(count=open_orders[row.id])
                if row.closed_at_ms is not None and row.id in open_orders
                else "",
            )
        }
        for row in rounds
    }
