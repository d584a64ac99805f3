"""What bills say that is not settled yet, and everything it is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from leaderdesk.core.clock import planned
from leaderdesk.features.neighbours.queries import building_names, known_neighbours
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.queries.dues import MOST_VALUES
from leaderdesk.features.payments.rules.bills import BillLine, Channel, Way
from leaderdesk.features.payments.rules.ledger import MONEY, Account, Kind
from leaderdesk.features.payments.rules.matching import Due, Ground, LearntPayer, Matching, Noted, OpenLine
from leaderdesk.features.payments.rules.matching_lines import match_bill
from leaderdesk.features.payments.rules.matching_state import DAY_MS
from leaderdesk.features.payments.tables import BillLineRow, BillRow, LedgerEntryRow, LedgerLineRow, PayerRow
from leaderdesk.features.rounds.queries import round_names
from leaderdesk.features.rounds.tables import RoundRow

_STILL_PAID_MS = 180 * DAY_MS
"""So long after a round was settled somebody may still pay for it."""

_LATE_MS, _BEFORE_ORDER_MS = 28 * DAY_MS, 7 * DAY_MS
"""So long after the pickup a payment is late. A round without a moment of opening opened so long before its orders."""

_HABIT = 2
"""A payer booked so often for one neighbour is known by that."""

_WAYS = sorted(account.value for account in MONEY)
_person = func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id)


@dataclass(frozen=True, slots=True)
class BillFacts:
    """A bill that was read in: whose, from when to when, and how many payments it has."""

    id: int
    channel: Channel
    name: str
    lines: int
    from_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A payment of a bill with what became of it."""

    id: int
    line: BillLine
    result: str
    neighbour_id: int | None
    order_id: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What a line was when a bill said it last."""

    id: int
    refunded_fen: int
    status: str


def matching_of(connection: Connection) -> Matching:
    """Return what comes of every line about which nothing is settled."""
    lines = open_lines(connection)
    return match_bill(lines, bill_ground(connection, lines)) if lines else Matching()


def open_lines(connection: Connection) -> tuple[OpenLine, ...]:
    """Return the lines that were not settled, and those of which more went back since they were."""
    left = BillLineRow.amount_fen - BillLineRow.refunded_fen
    changed = BillLineRow.result.in_(("booked", "known")) & (BillLineRow.booked_fen > left)
    query = select(BillLineRow).where(or_(BillLineRow.result == "", changed)).order_by(BillLineRow.at_ms)
    return tuple(map(_open, connection.execute(query)))


def open_line(connection: Connection, line_id: int) -> OpenLine | None:
    """Return a line that is to be settled by hand; None if it is settled, or there is none."""
    query = select(BillLineRow).where(BillLineRow.id == line_id, BillLineRow.result.in_(("", "loose")))
    row = connection.execute(query).first()
    return None if row is None else _open(row)


def settled_lines(connection: Connection, results: Sequence[str], *, limit: int = 500) -> tuple[StoredLine, ...]:
    """Return the lines that came to one of these results, the latest payment first."""
    query = select(BillLineRow).where(BillLineRow.result.in_(results)).order_by(BillLineRow.at_ms.desc()).limit(limit)
    return tuple(
        StoredLine(row.id, _line(row), row.result, row.neighbour_id, row.order_id) for row in connection.execute(query)
    )


def latest_bill(connection: Connection) -> BillFacts | None:
    """Return the bill that was read in last."""
    row = connection.execute(select(BillRow).order_by(BillRow.id.desc()).limit(1)).first()
    if row is None:
        return None
    return BillFacts(row.id, Channel(row.channel), row.name, row.lines, row.from_ms, row.until_ms)


def stored_lines(connection: Connection, channel: Channel, keys: Sequence[str]) -> dict[str, Stored]:
    """Return what is known of these payments, by their numbers; those that are new are missing."""
    found: dict[str, Stored] = {}
    for start in range(0, len(keys), MOST_VALUES):
        query = select(BillLineRow.key, BillLineRow.id, BillLineRow.refunded_fen, BillLineRow.status).where(
            BillLineRow.channel == channel.value, BillLineRow.key.in_(keys[start : start + MOST_VALUES])
        )
        found |= {row.key: Stored(row.id, row.refunded_fen, row.status) for row in connection.execute(query)}
    return found


def bill_ground(connection: Connection, lines: Sequence[OpenLine]) -> Ground:
    """Return everything that these lines are compared with."""
    since_ms = min((each.line.at_ms for each in lines), default=0) - 3 * DAY_MS
    paid = _money(connection, since_ms, Kind.PAYMENT)
    tied = _tied(connection)
    phones = connection.execute(select(NeighbourRow.id, NeighbourRow.phone).where(NeighbourRow.phone != ""))
    learnt, doubted = _payers(connection)
    return Ground(
        people=known_neighbours(connection),
        phones={row.id: row.phone for row in phones},
        buildings=building_names(connection),
        dues=open_dues(connection),
        noted=tuple(each for each in paid if each.entry_id not in tied),
        refunds=tuple(
            each for each in _money(connection, since_ms, Kind.REFUND, Kind.PAYOUT) if each.entry_id not in tied
        ),
        paid=paid,
        learnt=learnt,
        habits={key: counts for key, counts in habits_of(connection).items() if key not in doubted},
    )


def open_dues(connection: Connection) -> tuple[Due, ...]:
    """Return the orders that are not paid in full, of rounds that are not long over."""
    settled = func.coalesce(RoundRow.settled_at_ms, 0)
    first = func.min(OrderRow.created_at_ms)
    latest = connection.scalar(select(func.max(BillLineRow.at_ms))) or 0
    rounds = connection.execute(
        select(RoundRow.id, RoundRow.opened_at_ms, RoundRow.pickup_until, first.label("first"))
        .join(OrderRow, OrderRow.round_id == RoundRow.id)
        .where(or_(settled == 0, settled > latest - _STILL_PAID_MS))
        .group_by(RoundRow.id)
    )
    windows = {row.id: _window(row.opened_at_ms, row.first, row.pickup_until) for row in rounds}
    names = round_names(connection, tuple(windows))
    open_fen = -func.sum(LedgerLineRow.amount_fen)
    query = (
        select(OrderRow.id, _person.label("person"), OrderRow.round_id, OrderRow.pickup_code, open_fen.label("fen"))
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .join(LedgerLineRow, LedgerLineRow.order_id == OrderRow.id)
        .where(LedgerLineRow.account == Account.NEIGHBOUR.value, OrderRow.round_id.in_(tuple(windows)))
        .group_by(OrderRow.id)
        .having(open_fen > 0)
        .order_by(OrderRow.id)
    )
    return tuple(
        Due(row.id, row.person, names[row.round_id], row.pickup_code, row.fen, *windows[row.round_id])
        for row in connection.execute(query)
    )


def habits_of(connection: Connection) -> Mapping[str, Mapping[int, int]]:
    """Return for whom money of each payer was booked, and how often, where it was more than once."""
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    query = (
        select(BillLineRow.payer_key, _person, func.count())
        .join(NeighbourRow, NeighbourRow.id == BillLineRow.neighbour_id)
        .where(BillLineRow.result == "booked", BillLineRow.payer_key != "")
        .group_by(BillLineRow.payer_key, _person)
    )
    for key, person, count in connection.execute(query):
        counts[key][person] = count
    return {key: found for key, found in counts.items() if sum(found.values()) >= _HABIT}


def _window(opened_ms: int | None, first_ms: int, pickup_until: str) -> tuple[int, int]:
    from_ms = opened_ms if opened_ms is not None and opened_ms <= first_ms else first_ms - _BEFORE_ORDER_MS
    return from_ms, int(planned(pickup_until).timestamp() * 1000) + _LATE_MS


def _money(connection: Connection, since_ms: int, *kinds: Kind) -> tuple[Noted, ...]:
    """Return what came in or went out since then and was not taken back, each entry that is one neighbour's."""
    reversal, account = aliased(LedgerEntryRow), LedgerLineRow.account
    taken_back = select(reversal.id).where(reversal.reverses_id == LedgerEntryRow.id).exists()
    hers = account == Account.NEIGHBOUR.value
    query = (
        select(
            LedgerEntryRow.id,
            LedgerEntryRow.at_ms,
            func.max(account).filter(account.in_(_WAYS)).label("way"),
            func.coalesce(func.max(OrderRow.neighbour_id), func.max(LedgerLineRow.neighbour_id)).label("person"),
            func.abs(func.sum(LedgerLineRow.amount_fen).filter(hers)).label("fen"),
        )
        .join(LedgerLineRow, LedgerLineRow.entry_id == LedgerEntryRow.id)
        .outerjoin(OrderRow, OrderRow.id == LedgerLineRow.order_id)
        .where(LedgerEntryRow.at_ms >= since_ms, LedgerEntryRow.kind.in_([kind.value for kind in kinds]))
        .where(LedgerEntryRow.reverses_id.is_(None), ~taken_back)
        .group_by(LedgerEntryRow.id)
        .having(func.count(LedgerLineRow.neighbour_id.distinct()) == 1)
    )
    return tuple(Noted(row.id, row.person, row.fen, row.way or "", row.at_ms) for row in connection.execute(query))


def _tied(connection: Connection) -> frozenset[int]:
    query = select(BillLineRow.entry_id).where(BillLineRow.entry_id.is_not(None))
    return frozenset(entry_id for entry_id in connection.scalars(query) if entry_id is not None)


def _payers(connection: Connection) -> tuple[tuple[LearntPayer, ...], frozenset[str]]:
    """Return who pays for whom, and the payers of whom that was taken back."""
    query = select(PayerRow.key, _person.label("person"), PayerRow.doubted).join(
        NeighbourRow, NeighbourRow.id == PayerRow.neighbour_id
    )
    rows = connection.execute(query).all()
    learnt = tuple(LearntPayer(row.key, row.person) for row in rows if not row.doubted)
    return learnt, frozenset(row.key for row in rows if row.doubted)


def _open(row: Any) -> OpenLine:
    settled = row.result in ("booked", "known")
    return OpenLine(row.id, _line(row), row.booked_fen if settled else None, row.neighbour_id, row.order_id)


def _line(row: Any) -> BillLine:
    return BillLine(
        channel=Channel(row.channel),
        key=row.key,
        at_ms=row.at_ms,
        kind=row.kind,
        payer=row.payer,
        account=row.account,
        goods=row.goods,
        note=row.note,
        way=Way.IN,
        amount_fen=row.amount_fen,
        refunded_fen=row.refunded_fen,
        status=row.status,
        is_settled=bool(row.is_settled),
        row=row.row,
    )


@dataclass(frozen=True, slots=True)
class RememberedPayer:
    """Who pays for whom: the name on the bill, and for which neighbour, by name and room.

    `uses` counts the payments that were booked for her from this payer.
    """

    id: int
    words: str
    neighbour_id: int
    meaning: str
    at_ms: int
    uses: int


def remembered_payers(connection: Connection) -> tuple[RememberedPayer, ...]:
    """Return who pays for whom, the latest first."""
    mine = and_(BillLineRow.payer_key == PayerRow.key, BillLineRow.neighbour_id == PayerRow.neighbour_id)
    uses = select(func.count()).where(mine, BillLineRow.result == "booked").scalar_subquery()
    query = (
        select(
            PayerRow.id,
            PayerRow.words,
            PayerRow.neighbour_id,
            PayerRow.at_ms,
            NeighbourRow.name,
            func.coalesce(HouseholdRow.label, "").label("room"),
            uses.label("uses"),
        )
        .join(NeighbourRow, NeighbourRow.id == PayerRow.neighbour_id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .where(PayerRow.doubted == 0)
        .order_by(PayerRow.at_ms.desc(), PayerRow.id.desc())
    )
    return tuple(
        RememberedPayer(row.id, row.words, row.neighbour_id, f"{row.name} {row.room}".strip(), row.at_ms, row.uses)
        for row in connection.execute(query)
    )
