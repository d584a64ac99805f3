"""The lines of the book as a bookkeeper wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.rules.ledger import MONEY, Account, Kind
from leaderdesk.features.payments.tables import LedgerEntryRow, LedgerLineRow
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.features.settlements.queries.entries import lines_of_round


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book; `pickup_code` and `order_id` are those of its order. No neighbour is named."""

    entry_id: int
    at_ms: int
    kind: Kind
    account: Account
    round_number: int | None
    order_id: int | None
    pickup_code: int | None
    supplier_name: str
    amount_fen: int
    note: str
    reverses_id: int | None


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Money that came in (above zero) or went back for an order of a round."""

    at_ms: int
    order_id: int
    way: Account
    kind: Kind
    fen: int


def book_lines(connection: Connection, since_ms: int, until_ms: int) -> Iterator[BookLine]:
    """Yield the lines of the entries from `since_ms` on, before `until_ms`, in the order in which they were booked."""
    round_id = func.coalesce(LedgerEntryRow.round_id, OrderRow.round_id)
    query = (
        select(
            LedgerLineRow.entry_id,
            LedgerEntryRow.at_ms,
            LedgerEntryRow.kind,
            LedgerLineRow.account,
            RoundRow.number,
            LedgerLineRow.order_id,
            OrderRow.pickup_code,
            func.coalesce(SupplierRow.name, "").label("supplier"),
            LedgerLineRow.amount_fen,
            LedgerEntryRow.note,
            LedgerEntryRow.reverses_id,
        )
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .outerjoin(OrderRow, OrderRow.id == LedgerLineRow.order_id)
        .outerjoin(RoundRow, RoundRow.id == round_id)
        .outerjoin(SupplierRow, SupplierRow.id == LedgerLineRow.supplier_id)
        .where(LedgerEntryRow.at_ms >= since_ms, LedgerEntryRow.at_ms < until_ms)
        .order_by(LedgerLineRow.id)
    )
    for row in connection.execute(query):
        yield BookLine(
            entry_id=row.entry_id,
            at_ms=row.at_ms,
            kind=Kind(row.kind),
            account=Account(row.account),
            round_number=row.number,
            order_id=row.order_id,
            pickup_code=row.pickup_code,
            supplier_name=row.supplier,
            amount_fen=row.amount_fen,
            note=row.note,
            reverses_id=row.reverses_id,
        )


def money_of_round(connection: Connection, round_id: int) -> tuple[MoneyLine, ...]:
    """Return what came in and went back for the orders of the round, in the order in which it was booked."""
    lines = lines_of_round(round_id).subquery()
    query = (
        select(LedgerEntryRow.at_ms, lines.c.order_id, lines.c.account, LedgerEntryRow.kind, lines.c.amount_fen)
        .join(LedgerEntryRow, LedgerEntryRow.id == lines.c.entry_id)
        .where(lines.c.account.in_(sorted(account.value for account in MONEY)), lines.c.order_id.is_not(None))
        .order_by(lines.c.id)
    )
    return tuple(
        MoneyLine(row.at_ms, row.order_id, Account(row.account), Kind(row.kind), -row.amount_fen)
        for row in connection.execute(query)
    )
