"""The accounts of suppliers: what they are owed over all rounds, and how it came to that."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.payments.rules.ledger import MONEY, Account, Kind
from leaderdesk.features.payments.tables import LedgerEntryRow, LedgerLineRow
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.features.settlements.queries.entries import lines_of_round

_OF_SUPPLIER = LedgerLineRow.account == Account.SUPPLIER.value


@dataclass(frozen=True, slots=True)
class SupplierAccount:
    """What a supplier is owed, in fen (below zero she has had too much), and how much of that is of one round."""

    supplier_id: int
    name: str
    balance_fen: int
    round_fen: int = 0


@dataclass(frozen=True, slots=True)
class SupplierMove:
    """One movement on a supplier's account: what is owed to her is above zero. `way` is the money's, "" where none."""

    entry_id: int
    kind: Kind
    amount_fen: int
    at_ms: int
    note: str
    round_number: int | None
    way: str
    reverses_id: int | None


def supplier_accounts(connection: Connection, round_id: int | None = None) -> tuple[SupplierAccount, ...]:
    """Return every supplier with something on her account or in the round, by name."""
    total = func.sum(LedgerLineRow.amount_fen)
    balances = dict(
        connection.execute(
            select(LedgerLineRow.supplier_id, total)
            .where(LedgerLineRow.supplier_id.is_not(None), _OF_SUPPLIER)
            .group_by(LedgerLineRow.supplier_id)
        ).all()
    )
    of_round: dict[int | None, int] = {}
    if round_id is not None:
        lines = lines_of_round(round_id).subquery()
        query = select(lines.c.supplier_id, func.sum(lines.c.amount_fen)).where(lines.c.account == "supplier")
        of_round = dict(connection.execute(query.group_by(lines.c.supplier_id)).all())
    names = connection.execute(
        select(SupplierRow.id, SupplierRow.name).where(SupplierRow.id.in_(balances)).order_by(SupplierRow.name)
    )
    return tuple(SupplierAccount(row.id, row.name, balances[row.id], of_round.get(row.id, 0)) for row in names)


def supplier_balance(connection: Connection, supplier_id: int) -> int:
    """Return what the supplier is owed over all rounds, in fen; below zero she has had too much."""
    query = select(func.coalesce(func.sum(LedgerLineRow.amount_fen), 0))
    return int(connection.execute(query.where(_OF_SUPPLIER, LedgerLineRow.supplier_id == supplier_id)).scalar_one())


def supplier_moves(connection: Connection, supplier_id: int, *, limit: int = 100) -> tuple[SupplierMove, ...]:
    """Return the latest movements on the supplier's account, newest first."""
    other = LedgerLineRow.__table__.alias()
    way = (
        select(other.c.account)
        .where(other.c.entry_id == LedgerEntryRow.id, other.c.account.in_(sorted(account.value for account in MONEY)))
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            LedgerEntryRow.id,
            LedgerEntryRow.kind,
            LedgerEntryRow.at_ms,
            LedgerEntryRow.note,
            LedgerEntryRow.reverses_id,
            LedgerLineRow.amount_fen,
            RoundRow.number,
            func.coalesce(way, "").label("way"),
        )
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .outerjoin(RoundRow, RoundRow.id == LedgerEntryRow.round_id)
        .where(_OF_SUPPLIER, LedgerLineRow.supplier_id == supplier_id)
        .order_by(LedgerLineRow.id.desc())
        .limit(limit)
    )
    return tuple(
        SupplierMove(
            entry_id=row.id,
            kind=Kind(row.kind),
            amount_fen=row.amount_fen,
            at_ms=row.at_ms,
            note=row.note,
            round_number=row.number,
            way=row.way,
            reverses_id=row.reverses_id,
        )
        for row in connection.execute(query)
    )
