"""Reads what an import is compared with, and what earlier imports left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.neighbours.queries import building_names, known_neighbours
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.queries.orders import orders_of_round
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.queries import current_round, offers_of_round, round_rows
from leaderdesk.features.rounds.rules import RoundState
from leaderdesk.features.sharing.rules.order_ground import ImportGround, TakenBefore
from leaderdesk.features.sharing.tables import HistoryFileRow, ImportedRow


def import_ground(connection: Connection, round_id: int, *, guards: Guards) -> ImportGround:
    """Return what stands in the round before an import of orders."""
    orders = orders_of_round(connection, round_id)
    ids = [order.id for order in orders]
    locked, paid = set(guards.locked_lines(connection, ids)), set(guards.paid_orders(connection, ids))
    return ImportGround(
        round_id=round_id,
        offers=offers_of_round(connection, round_id),
        known=known_neighbours(connection),
        phones=_phones(connection),
        buildings=building_names(connection),
        standing={(order.neighbour_id, line.offer_id): line.amount_milli for order in orders for line in order.lines},
        before=_before(connection, round_id),
        handed=frozenset(
            (order.neighbour_id, line.offer_id) for order in orders for line in order.lines if line.id in locked
        ),
        paid=frozenset(order.neighbour_id for order in orders if order.id in paid),
    )


@dataclass(frozen=True, slots=True)
class ImportRound:
    """A round that orders may go into."""

    id: int
    name: str
    is_open: bool


def import_rounds(connection: Connection, *, now: str) -> tuple[ImportRound, ...]:
    """Return the rounds that are open or cut off, the one that takes orders now first; `now` as for `current_round`."""
    at_hand = current_round(connection, now=now)
    rounds = [each for each in round_rows(connection) if each.state in (RoundState.OPEN, RoundState.CLOSED)]
    rounds.sort(key=lambda each: (at_hand is None or each.id != at_hand.id, each.state is not RoundState.OPEN))
    return tuple(ImportRound(each.id, each.name, each.state is RoundState.OPEN) for each in rounds)


def history_count(connection: Connection) -> int:
    """Return how many lines of the past stand in the store."""
    return connection.scalar(select(func.coalesce(func.sum(HistoryFileRow.lines), 0))) or 0


def imported_amounts(connection: Connection, order_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return what imports brought into each of these orders and counted: thousandths by offer id."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = connection.execute(
        select(ImportedRow.order_id, ImportedRow.offer_id, func.sum(ImportedRow.amount_milli).label("milli"))
        .where(ImportedRow.order_id.in_(order_ids), ImportedRow.counted == 1)
        .group_by(ImportedRow.order_id, ImportedRow.offer_id)
    )
    for row in rows:
        found[row.order_id][row.offer_id] = row.milli
    return dict(found)


def _phones(connection: Connection) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    rows = connection.execute(
        select(NeighbourRow.phone, NeighbourRow.id)
        .where(NeighbourRow.phone != "", NeighbourRow.archived_at_ms.is_(None))
        .order_by(NeighbourRow.id)
    )
    for phone, neighbour_id in rows:
        found[phone] += (neighbour_id,)
    return dict(found)


def _before(connection: Connection, round_id: int) -> tuple[TakenBefore, ...]:
    rows = connection.execute(
        select(
            ImportedRow.id,
            ImportedRow.kind,
            ImportedRow.outside_key,
            OrderRow.neighbour_id,
            ImportedRow.offer_id,
            ImportedRow.amount_milli,
            ImportedRow.counted,
        )
        .join(OrderRow, OrderRow.id == ImportedRow.order_id)
        .where(ImportedRow.round_id == round_id)
        .order_by(ImportedRow.id)
    )
    return tuple(TakenBefore(*row[:-1], counted=bool(row.counted)) for row in rows)
