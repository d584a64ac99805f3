"""The accounts of neighbours: what is on them, and every movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.queries.dues import HERS, MOST_VALUES, dues, given
from leaderdesk.features.payments.rules import Credit, LedgerEntry
from leaderdesk.features.payments.rules.ledger import MONEY, Account, EntryLine, Kind, Share
from leaderdesk.features.payments.tables import LedgerEntryRow, LedgerLineRow
from leaderdesk.storage.journal import changes_of_action
from leaderdesk.storage.reading import among

_is_hers = LedgerLineRow.account == Account.NEIGHBOUR.value
_money = sorted(account.value for account in MONEY)

# What is on some accounts: whose it is now, for whom it is held, of which order. CROSS keeps the order: little is open,
# and of all neighbours and orders only its are to be looked at.
_ACCOUNTS = """
WITH open (person, holder, order_id, fen) AS (
    SELECT coalesce(neighbour.merged_into_id, neighbour.id), neighbour.id, orders.id, ledger_open.amount_fen
    FROM ledger_open CROSS JOIN orders ON orders.id = ledger_open.order_id
    CROSS JOIN neighbour ON neighbour.id = orders.neighbour_id
    UNION ALL SELECT coalesce(neighbour.merged_into_id, neighbour.id), neighbour.id, NULL, ledger_open.amount_fen
    FROM ledger_open CROSS JOIN neighbour ON neighbour.id = ledger_open.neighbour_id
)
"""
_BALANCES = """
SELECT person, sum(fen) FROM open WHERE person IN (SELECT value FROM json_each(:ids)) GROUP BY person
"""
# NULL comes first: loose money.
_CREDITS = """
SELECT person, holder, order_id, fen FROM open
WHERE person IN (SELECT value FROM json_each(:ids)) AND fen > 0 ORDER BY order_id, holder
"""


def account_of(neighbour_id: int) -> ColumnElement[bool]:
    """Return what the lines of a neighbour's account have in common.

    A line says for whom it was booked and is never edited. Money of an order is on the account of whoever the order
    belongs to now, all other money on that of who it was booked for, or of who she turned out to be: so merging and
    splitting neighbours, and undoing it, moves accounts without a single new entry. What was booked for an order that
    an undo took away sums up to nothing and is on nobody's account.
    """
    everyone = everyone_in(neighbour_id)
    hers = select(OrderRow.id).where(OrderRow.neighbour_id.in_(everyone))
    loose = and_(LedgerLineRow.neighbour_id.in_(everyone), LedgerLineRow.order_id.is_(None))
    return and_(_is_hers, or_(LedgerLineRow.order_id.in_(hers), loose))


def balance_of(connection: Connection, neighbour_id: int) -> int:
    """Return the neighbour's balance in fen: below zero she owes, above zero she has credit."""
    return balances_of(connection, [neighbour_id])[neighbour_id]


def balances_of(connection: Connection, neighbour_ids: Sequence[int]) -> dict[int, int]:
    """Return the balance of each of the neighbours in fen, 0 for who was merged into another."""
    found = connection.exec_driver_sql(_ACCOUNTS + _BALANCES, {"ids": among(neighbour_ids)})
    return dict.fromkeys(neighbour_ids, 0) | {row[0]: row[1] for row in found}


def credits_of(connection: Connection, neighbour_ids: Sequence[int]) -> dict[int, Credit]:
    """Return what each of the neighbours has to her credit, with where it lies; who has none is left out."""
    parts: dict[int, list[Share]] = {}
    found = connection.exec_driver_sql(_ACCOUNTS + _CREDITS, {"ids": among(neighbour_ids)})
    for person, holder, order_id, fen in found:
        parts.setdefault(person, []).append(Share(holder, order_id, fen))
    return {person: Credit(person, tuple(shares)) for person, shares in parts.items()}


def credit_of(connection: Connection, neighbour_id: int) -> Credit:
    """Return what the neighbour has to her credit, with where it lies."""
    return credits_of(connection, [neighbour_id]).get(neighbour_id, Credit(neighbour_id, ()))


def credit_for_orders(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """Return, for those of the orders whose neighbour has any, what she has to her credit beside the order itself."""
    owners = living_owners(connection, order_ids)
    hers = credits_of(connection, tuple(dict.fromkeys(owners.values())))
    found = {
        order_id: sum(part.amount_fen for part in hers[person].parts if part.order_id != order_id)
        for order_id, person in owners.items()
        if person in hers
    }
    return {order_id: fen for order_id, fen in found.items() if fen}


def overdraws(connection: Connection, action_id: int) -> bool:
    """Return whether an action of the journal took money away that was used since.

    So it is if more was taken from an order or from loose money than there was, or if somebody is gone who has some.
    """
    given_fen: Counter[int] = Counter()
    loose_fen: Counter[int] = Counter()
    gone: list[int] = []
    for change in changes_of_action(connection, action_id):
        if change.table == NeighbourRow.__tablename__ and change.after is None:
            gone.append(change.row_id)
        if change.table != LedgerLineRow.__tablename__ or change.after is None:
            continue
        line = change.after
        if line["order_id"] is not None and line["account"] in HERS:
            given_fen[line["order_id"]] += line["amount_fen"]
        elif line["order_id"] is None and line["neighbour_id"] is not None:
            loose_fen[line["neighbour_id"]] += line["amount_fen"]
    taken = [order_id for order_id, fen in given_fen.items() if fen < 0]
    left, open_fen = given(connection, taken), dues(connection, taken)
    if any(left[order_id] < 0 < open_fen[order_id] for order_id in taken):
        return True
    holders = [neighbour_id for neighbour_id, fen in loose_fen.items() if fen < 0]
    if any(_loose(connection, neighbour_id) < 0 for neighbour_id in holders):
        return True
    return any(_loose(connection, neighbour_id) for neighbour_id in gone)


def ledger_of(connection: Connection, neighbour_id: int, *, limit: int = 500) -> tuple[LedgerEntry, ...]:
    """Return the latest movements on the neighbour's account, newest first."""
    query = _entries().where(account_of(neighbour_id)).order_by(LedgerLineRow.id.desc()).limit(limit)
    return tuple(LedgerEntry(**row) for row in connection.execute(query).mappings())


def entries_of_order(connection: Connection, order_id: int) -> tuple[LedgerEntry, ...]:
    """Return every movement of one order on its neighbour's account, oldest first."""
    query = _entries().where(LedgerLineRow.order_id == order_id, _is_hers).order_by(LedgerLineRow.id)
    return tuple(LedgerEntry(**row) for row in connection.execute(query).mappings())


def lines_of_entry(connection: Connection, entry_id: int) -> tuple[EntryLine, ...]:
    """Return the lines of an entry as they were booked; none if there is no such entry."""
    query = select(LedgerLineRow).where(LedgerLineRow.entry_id == entry_id).order_by(LedgerLineRow.id)
    return tuple(
        EntryLine(Account(row.account), row.amount_fen, row.neighbour_id, row.order_id, row.supplier_id)
        for row in connection.execute(query)
    )


def standing_entry(connection: Connection, entry_id: int) -> int | None:
    """Return the entry by which that one stands: itself, or the one that took its taking back back; None if neither."""
    standing: int | None = entry_id
    while True:
        later = select(LedgerEntryRow.id).where(LedgerEntryRow.reverses_id == entry_id)
        found = connection.execute(later).scalar()
        if found is None:
            return standing
        entry_id = found
        standing = None if standing is not None else found


def takes_back(connection: Connection, entry_id: int) -> bool:
    """Return whether the entry takes another back; what takes a taking back back does not."""
    reverses = select(LedgerEntryRow.reverses_id).where(LedgerEntryRow.id == entry_id)
    before = connection.execute(reverses).scalar()
    return before is not None and not takes_back(connection, before)


def sums_of_order(connection: Connection, order_id: int) -> dict[Account, int]:
    """Return what the lines of one order come to on each account, in fen."""
    query = (
        select(LedgerLineRow.account, func.sum(LedgerLineRow.amount_fen))
        .where(LedgerLineRow.order_id == order_id)
        .group_by(LedgerLineRow.account)
    )
    return {Account(row[0]): int(row[1]) for row in connection.execute(query)}


def payments_of_order(connection: Connection, order_id: int) -> tuple[tuple[int, Account, int], ...]:
    """Return the payments that stand and are for this order alone, newest first: entry, way, sum in fen."""
    of_others = aliased(LedgerLineRow)
    paid = LedgerEntryRow.kind == Kind.PAYMENT.value
    query = (
        select(LedgerEntryRow.id, LedgerLineRow.account, -LedgerLineRow.amount_fen)
        .join(LedgerLineRow, LedgerLineRow.entry_id == LedgerEntryRow.id)
        .where(LedgerLineRow.order_id == order_id, LedgerLineRow.account.in_(_money))
        .where(LedgerLineRow.amount_fen < 0, paid)
        .where(
            ~select(of_others.id)
            .where(of_others.entry_id == LedgerEntryRow.id, of_others.order_id.is_distinct_from(order_id))
            .exists()
        )
        .order_by(LedgerEntryRow.id.desc())
    )
    return tuple(
        (entry_id, Account(account), fen)
        for entry_id, account, fen in connection.execute(query).all()
        if standing_entry(connection, entry_id) == entry_id
    )


def carries_from(connection: Connection, order_id: int) -> tuple[int, ...]:
    """Return the entries that stand by which money of this order paid for others, newest first."""
    carried = LedgerEntryRow.kind == Kind.CARRY.value
    query = (
        select(LedgerEntryRow.id)
        .join(LedgerLineRow, LedgerLineRow.entry_id == LedgerEntryRow.id)
        .where(LedgerLineRow.order_id == order_id, _is_hers, LedgerLineRow.amount_fen < 0, carried)
        .order_by(LedgerEntryRow.id.desc())
    )
    ids = connection.execute(query).scalars().all()
    return tuple(
        entry_id
        for entry_id in ids
        if standing_entry(connection, entry_id) == entry_id and not takes_back(connection, entry_id)
    )


def orders_of_action(connection: Connection, action_id: int) -> tuple[int, ...]:
    """Return the orders that an action of the journal touched, in themselves, in their lines or in their money."""
    found: dict[int, None] = {}
    for change in changes_of_action(connection, action_id):
        image = change.after or change.before or {}
        if change.table == OrderRow.__tablename__:
            found[change.row_id] = None
        elif change.table in (LineRow.__tablename__, LedgerLineRow.__tablename__) and image["order_id"] is not None:
            found[image["order_id"]] = None
    return tuple(found)


def living_owners(connection: Connection, order_ids: Sequence[int]) -> dict[int, int]:
    """Return whose each of the orders is, or who she turned out to be; in the order in which they are asked for."""
    found: dict[int, int] = {}
    for start in range(0, len(order_ids), MOST_VALUES):
        query = (
            select(OrderRow.id, func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id))
            .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
            .where(OrderRow.id.in_(order_ids[start : start + MOST_VALUES]))
        )
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return {order_id: found[order_id] for order_id in order_ids if order_id in found}


def existing_orders(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the numbers under which there is an order now."""
    found: set[int] = set()
    for start in range(0, len(order_ids), MOST_VALUES):
        query = select(OrderRow.id).where(OrderRow.id.in_(order_ids[start : start + MOST_VALUES]))
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def _loose(connection: Connection, neighbour_id: int) -> int:
    query = select(func.coalesce(func.sum(LedgerLineRow.amount_fen), 0)).where(
        LedgerLineRow.neighbour_id == neighbour_id, LedgerLineRow.order_id.is_(None)
    )
    return int(connection.execute(query).scalar_one())


def _entries() -> Select[*tuple[Any, ...]]:
    other = aliased(LedgerLineRow)
    method = (
        select(other.account)
        .where(
            other.entry_id == LedgerLineRow.entry_id,
            other.account.in_(_money),
            other.order_id.is_not_distinct_from(LedgerLineRow.order_id),
        )
        .limit(1)
        .scalar_subquery()
    )
    return select(
        LedgerEntryRow.id,
        LedgerLineRow.neighbour_id,
        LedgerLineRow.order_id,
        LedgerEntryRow.kind,
        LedgerLineRow.amount_fen,
        func.coalesce(method, "").label("method"),
        LedgerEntryRow.at_ms,
        LedgerEntryRow.note,
        LedgerEntryRow.reverses_id,
    ).join(LedgerEntryRow, LedgerEntryRow.id == LedgerLineRow.entry_id)
