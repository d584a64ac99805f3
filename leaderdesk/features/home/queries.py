"""Reads what Today shows, card by card."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from leaderdesk.core.errors import UserError
from leaderdesk.features.home.rules import EarlierRound, ListState, Takings, Todos, Unpaid, Waiting
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourRow
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.features.pickups.tables import HandoverLineRow, PrintedLabelRow
from leaderdesk.features.rounds.queries import (
    ListedRound,
    RoundSlots,
    current_round,
    listed_round,
    open_round_ids,
    round_row,
)
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.database import Store

_LATEST_ROUNDS = 8

_unsettled = (
    RoundRow.opened_at_ms.is_not(None),
    RoundRow.settled_at_ms.is_(None),
    RoundRow.archived_at_ms.is_(None),
)
_closed = (*_unsettled, RoundRow.closed_at_ms.is_not(None))
_to_hand_over = exists(
    select(LineRow.id)
    .outerjoin(HandoverLineRow, HandoverLineRow.line_id == LineRow.id)
    .where(LineRow.order_id == OrderRow.id, HandoverLineRow.id.is_(None))
)
_handed_some = exists(
    select(HandoverLineRow.id)
    .join(LineRow, LineRow.id == HandoverLineRow.line_id)
    .where(LineRow.order_id == OrderRow.id)
)
_has_goods = exists(select(LineRow.id).where(LineRow.order_id == OrderRow.id))
_labelled = exists(select(PrintedLabelRow.id).where(PrintedLabelRow.order_id == OrderRow.id))


@dataclass(frozen=True, slots=True)
class RoundAtHand:
    """The round that Today is about, and what was paid for it so far, in fen."""

    listed: ListedRound
    paid_fen: int


def round_at_hand(connection: Connection, slots: RoundSlots, *, now: str) -> RoundAtHand | None:
    """Return the round that Today is about; None as long as there is none. `now` is planned-time text."""
    found = current_round(connection, now=now)
    listed = None if found is None else listed_round(connection, slots, found.id)
    if listed is None:
        return None
    paid = (
        select(func.coalesce(func.sum(LedgerEntryRow.amount_fen), 0))
        .join(OrderRow, OrderRow.id == LedgerEntryRow.order_id)
        .where(OrderRow.round_id == listed.round.id, LedgerEntryRow.kind != "order")
    )
    return RoundAtHand(listed, int(connection.execute(paid).scalar_one()))


def earlier_round(connection: Connection, *, but_id: int) -> EarlierRound | None:
    """Return the latest other round that is closed and not settled, with how far its pickup is."""
    newest = select(RoundRow.id).where(*_closed, RoundRow.id != but_id).order_by(RoundRow.number.desc()).limit(1)
    found_id = connection.execute(newest).scalar_one_or_none()
    found = None if found_id is None else round_row(connection, found_id)
    if found is None:
        return None
    orders = select(func.count(), func.count().filter(~_to_hand_over)).where(
        OrderRow.round_id == found.id, OrderRow.cancelled_at_ms.is_(None), _has_goods
    )
    count, fetched = connection.execute(orders).one()
    return EarlierRound(found, fetched=fetched, orders=count)


def pasteable_rounds(connection: Connection, *, now: str) -> tuple[Round, ...]:
    """Return the rounds a list can be taken for: the one at hand first, then the others that take orders."""
    first = current_round(connection, now=now)
    ids = ([] if first is None else [first.id]) + list(open_round_ids(connection))
    found = (round_row(connection, round_id) for round_id in dict.fromkeys(ids))
    return tuple(round_ for round_ in found if round_ is not None)


def todos(connection: Connection, *, now: str) -> Todos:
    """Return what waits for the leader at `now` (planned-time text)."""
    begun = or_(RoundRow.pickup_from <= now, _handed_some)
    return Todos(
        unpaid=_unpaid(connection),
        pickup=_waiting(connection, _standing().where(*_closed, begun, _to_hand_over)),
        labels=_waiting(connection, _standing().where(*_closed, ~_labelled, _to_hand_over)),
    )


def list_state(store: Store, round_id: int, *, guards: Guards) -> ListState | None:
    """Return what the list pasted last into the round says now; None if there is none that can be read."""
    # Imported late: the reader costs more than the rest of Today.
    from leaderdesk.features.orders.queries.ground import latest_paste
    from leaderdesk.features.orders.queries.reading import read_paste
    from leaderdesk.features.orders.rules.review import Became

    with store.read() as connection:
        pasted = latest_paste(connection, round_id)
    if pasted is None:
        return None
    text, pasted_ms = pasted
    try:
        review = read_paste(store, round_id, text, guards=guards)
    except UserError:
        return None
    became = Counter(row.became for row in review.rows if row.ask is None)
    return ListState(
        round_id=round_id,
        pasted_ms=pasted_ms,
        questions=review.questions,
        added=became[Became.ADDED],
        changed=became[Became.CHANGED],
        cancelled=became[Became.CANCELLED],
        same=became[Became.SAME],
    )


def takings(connection: Connection, slots: RoundSlots) -> Takings:
    """Return what the latest opened rounds came to."""
    latest = connection.execute(
        select(RoundRow.id, RoundRow.number)
        .where(RoundRow.opened_at_ms.is_not(None), RoundRow.archived_at_ms.is_(None))
        .order_by(RoundRow.number.desc())
        .limit(_LATEST_ROUNDS)
    ).all()
    figures = slots.figures(connection, [row.id for row in latest])
    shown = [(row.number, figures[row.id]) for row in reversed(latest) if row.id in figures]
    return Takings(
        names=tuple(str(number) for number, _figures in shown),
        fen=tuple(found.total_fen for _number, found in shown),
        orders=tuple(found.orders for _number, found in shown),
    )


def _unpaid(connection: Connection) -> Unpaid | None:
    balance = func.sum(LedgerEntryRow.amount_fen)
    owing = (
        select(OrderRow.id, OrderRow.round_id, OrderRow.created_at_ms, balance.label("balance"))
        .join(RoundRow, RoundRow.id == OrderRow.round_id)
        .join(LedgerEntryRow, LedgerEntryRow.order_id == OrderRow.id)
        .where(*_unsettled)
        .group_by(OrderRow.id)
        .having(balance < 0)
        .subquery()
    )
    rows = connection.execute(
        select(
            RoundRow.id,
            func.count().label("orders"),
            func.sum(owing.c.balance).label("balance"),
            func.min(owing.c.created_at_ms).label("oldest"),
        )
        .join(owing, owing.c.round_id == RoundRow.id)
        .group_by(RoundRow.id)
        .order_by(RoundRow.closed_at_ms.is_(None), RoundRow.number)
    ).all()
    first = None if not rows else round_row(connection, rows[0].id)
    if first is None:
        return None
    return Unpaid(
        round=first,
        orders=rows[0].orders,
        open_fen=-rows[0].balance,
        oldest_ms=rows[0].oldest,
        elsewhere=sum(row.orders for row in rows[1:]),
    )


def _standing() -> Select[*tuple[Any, ...]]:
    return (
        select(OrderRow.round_id, BuildingRow.name)
        .join(RoundRow, RoundRow.id == OrderRow.round_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .outerjoin(BuildingRow, BuildingRow.id == HouseholdRow.building_id)
        .where(OrderRow.cancelled_at_ms.is_(None))
        .order_by(RoundRow.number)
    )


def _waiting(connection: Connection, orders: Select[*tuple[Any, ...]]) -> Waiting | None:
    rows: list[tuple[int, str | None]] = [(row[0], row[1]) for row in connection.execute(orders)]
    first = None if not rows else round_row(connection, rows[0][0])
    if first is None:
        return None
    here = [building for round_id, building in rows if round_id == first.id]
    counted = Counter(building for building in here if building)
    return Waiting(
        round=first, orders=len(here), buildings=tuple(counted.most_common()), elsewhere=len(rows) - len(here)
    )
