"""The entries of the book that make up what a round earned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.rules.ledger import Account, Kind
from leaderdesk.features.payments.tables import LedgerEntryRow, LedgerLineRow
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.settlements.rules import RESULT

_RESULT = [account.value for account in RESULT]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of an entry on an account of the result, in fen; `who` is the neighbour of its order, "" without one."""

    entry_id: int
    kind: Kind
    account: Account
    amount_fen: int
    at_ms: int
    note: str
    order_id: int | None
    who: str
    supplier_name: str
    reverses_id: int | None


def sums_of_round(connection: Connection, round_id: int, *, up_to: int | None = None) -> dict[Account, int]:
    """Return what the round comes to on each account of the result, in fen; `up_to` leaves out later entries."""
    lines = lines_of_round(round_id).subquery()
    query = select(lines.c.account, func.sum(lines.c.amount_fen)).where(lines.c.account.in_(_RESULT))
    if up_to is not None:
        query = query.where(lines.c.entry_id <= up_to)
    return {Account(row[0]): int(row[1]) for row in connection.execute(query.group_by(lines.c.account))}


def result_lines(
    connection: Connection, round_id: int, *, account: Account | None = None, after: int = 0
) -> tuple[ResultLine, ...]:
    """Return the lines of the round on one account of the result, or on all, after that entry; the oldest first."""
    lines = lines_of_round(round_id).subquery()
    wanted = _RESULT if account is None else [account.value]
    query = (
        select(
            lines.c.entry_id,
            LedgerEntryRow.kind,
            lines.c.account,
            lines.c.amount_fen,
            LedgerEntryRow.at_ms,
            LedgerEntryRow.note,
            LedgerEntryRow.reverses_id,
            lines.c.order_id,
            NeighbourRow.name,
            HouseholdRow.label,
            SupplierRow.name.label("supplier"),
        )
        .join(LedgerEntryRow, LedgerEntryRow.id == lines.c.entry_id)
        .outerjoin(OrderRow, OrderRow.id == lines.c.order_id)
        .outerjoin(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .outerjoin(SupplierRow, SupplierRow.id == lines.c.supplier_id)
        .where(lines.c.account.in_(wanted), lines.c.entry_id > after)
        .order_by(lines.c.id)
    )
    return tuple(_line(row) for row in connection.execute(query))


def lines_of_round(round_id: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of all lines of the book that belong to a round: by their entry, or else by their order."""
    columns = (
        LedgerLineRow.id,
        LedgerLineRow.entry_id,
        LedgerLineRow.account,
        LedgerLineRow.amount_fen,
        LedgerLineRow.order_id,
        LedgerLineRow.supplier_id,
        LedgerLineRow.neighbour_id,
    )
    said = (
        select(*columns)
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .where(LedgerEntryRow.round_id == round_id)
    )
    by_order = (
        select(*columns)
        .join(OrderRow, OrderRow.id == LedgerLineRow.order_id)
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .where(OrderRow.round_id == round_id, LedgerEntryRow.round_id.is_(None))
    )
    each = union_all(said, by_order).subquery()
    return select(each)


def _line(row: Any) -> ResultLine:
    return ResultLine(
        entry_id=row.entry_id,
        kind=Kind(row.kind),
        account=Account(row.account),
        amount_fen=row.amount_fen,
        at_ms=row.at_ms,
        note=row.note,
        order_id=row.order_id,
        who=f"{row.label or ''} {row.name or ''}".strip(),
        supplier_name=row.supplier or "",
        reverses_id=row.reverses_id,
    )
