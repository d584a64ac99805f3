"""The books by month: rounds by the month they were settled in, what was put right later by its own month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all

from leaderdesk.core.clock import day_start, local
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.payments.tables import LedgerEntryRow, LedgerLineRow
from leaderdesk.features.settlements.rules import RESULT, Earned
from leaderdesk.features.settlements.rules.months import Month, year_of
from leaderdesk.features.settlements.tables import SettlementRow

_RESULT = [account.value for account in RESULT]


def years(connection: Connection) -> tuple[int, ...]:
    """Return the years in which rounds were settled, the latest first."""
    settled = connection.execute(select(SettlementRow.at_ms)).scalars()
    return tuple(sorted({local(at_ms).year for at_ms in settled}, reverse=True))


def months_of_year(connection: Connection, year: int) -> tuple[Month, ...]:
    """Return the months of the year with something in them, the earliest first, and then the year itself."""
    since, until = year_bounds(year)
    month_of = _settled_in(connection, since, until)
    sums: dict[str, dict[Account, int]] = defaultdict(lambda: defaultdict(int))
    for round_id, account, fen in connection.execute(_sums_at_settling(since, until)):
        sums[month_of[round_id]][Account(account)] += fen
    corrections: dict[str, set[int]] = defaultdict(set)
    for row in connection.execute(_later(since, until)):
        key = _key(row.at_ms)
        sums[key][Account(row.account)] += row.amount_fen
        corrections[key].add(row.entry_id)
    counts = _counts(connection, month_of)
    keys = sorted({*month_of.values(), *sums})
    months = tuple(
        Month(
            key,
            rounds=sum(1 for month in month_of.values() if month == key),
            orders=counts[key][0],
            neighbours=len(counts[key][1]),
            corrections=len(corrections[key]),
            earned=Earned(dict(sums[key])),
        )
        for key in keys
    )
    everybody: set[int] = set().union(*(counts[key][1] for key in keys))
    return (*months, year_of(months, key=f"{year:04d}", neighbours=len(everybody))) if months else ()


def year_bounds(year: int) -> tuple[int, int]:
    """Return the moments at which the local year begins and the next one does."""
    return day_start(dt.date(year, 1, 1)), day_start(dt.date(year + 1, 1, 1))


def _key(at_ms: int) -> str:
    return f"{local(at_ms):%Y-%m}"


def _settled_in(connection: Connection, since: int, until: int) -> dict[int, str]:
    query = select(SettlementRow.round_id, SettlementRow.at_ms)
    rows = connection.execute(query.where(SettlementRow.at_ms >= since, SettlementRow.at_ms < until))
    return {round_id: _key(at_ms) for round_id, at_ms in rows}


def _sums_at_settling(since: int, until: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of what each round of the time came to on each account when it was settled."""
    lines = _of_rounds(since, until).subquery()
    return (
        select(lines.c.round_id, lines.c.account, func.sum(lines.c.amount_fen))
        .where(lines.c.entry_id <= lines.c.mark)
        .group_by(lines.c.round_id, lines.c.account)
    )


def _of_rounds(since: int, until: int) -> Select[*tuple[Any, ...]]:
    columns = (
        SettlementRow.round_id,
        SettlementRow.entry_id.label("mark"),
        LedgerLineRow.entry_id,
        LedgerLineRow.account,
        LedgerLineRow.amount_fen,
    )
    in_time = (SettlementRow.at_ms >= since, SettlementRow.at_ms < until, LedgerLineRow.account.in_(_RESULT))
    said = (
        select(*columns)
        .join(LedgerEntryRow, LedgerEntryRow.round_id == SettlementRow.round_id)
        .join(LedgerLineRow, LedgerLineRow.entry_id == LedgerEntryRow.id)
        .where(*in_time)
    )
    by_order = (
        select(*columns)
        .join(OrderRow, OrderRow.round_id == SettlementRow.round_id)
        .join(LedgerLineRow, LedgerLineRow.order_id == OrderRow.id)
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .where(*in_time, LedgerEntryRow.round_id.is_(None))
    )
    return select(union_all(said, by_order).subquery())


def _later(since: int, until: int) -> Select[*tuple[Any, ...]]:
    """Return the statement of the lines of the time that came after the settling of their round, or are of no round."""
    round_id = func.coalesce(LedgerEntryRow.round_id, OrderRow.round_id)
    return (
        select(LedgerEntryRow.at_ms, LedgerLineRow.entry_id, LedgerLineRow.account, LedgerLineRow.amount_fen)
        .join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
        .outerjoin(OrderRow, OrderRow.id == LedgerLineRow.order_id)
        .outerjoin(SettlementRow, SettlementRow.round_id == round_id)
        .where(LedgerEntryRow.at_ms >= since, LedgerEntryRow.at_ms < until, LedgerLineRow.account.in_(_RESULT))
        .where((LedgerLineRow.entry_id > SettlementRow.entry_id) | (round_id.is_(None)))
    )


def _counts(connection: Connection, month_of: dict[int, str]) -> dict[str, tuple[int, set[int]]]:
    """Return how many orders stand in each month, and whose they are."""
    found: dict[str, tuple[int, set[int]]] = defaultdict(lambda: (0, set()))
    for part in _parts(sorted(month_of)):
        query = select(OrderRow.round_id, OrderRow.neighbour_id)
        for round_id, neighbour_id in connection.execute(
            query.where(OrderRow.round_id.in_(part), OrderRow.cancelled_at_ms.is_(None))
        ):
            orders, neighbours = found[month_of[round_id]]
            neighbours.add(neighbour_id)
            found[month_of[round_id]] = (orders + 1, neighbours)
    return found


def _parts(ids: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
