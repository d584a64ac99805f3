"""Reads what Today shows, card by card, in plain SQL: Today is there before SQLAlchemy is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from leaderdesk.features.home.rules import EarlierRound, Takings, Todos, Unpaid, Waiting
from leaderdesk.features.rounds.glance import (
    ListedRound,
    RoundSlots,
    current_round,
    listed_round,
    open_round_ids,
    round_row,
)
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.reading import Reading

_LATEST_ROUNDS = 8

_UNSETTLED = "round.opened_at_ms IS NOT NULL AND round.settled_at_ms IS NULL AND round.archived_at_ms IS NULL"
_CLOSED = f"{_UNSETTLED} AND round.closed_at_ms IS NOT NULL"
# CROSS keeps the order: few rounds are unsettled, and of all orders ever only theirs are to be looked at.
_ORDERS_BY_ROUND = "round CROSS JOIN orders ON orders.round_id = round.id"
_TO_HAND_OVER = (
    "EXISTS (SELECT 1 FROM line LEFT JOIN handover_line ON handover_line.line_id = line.id"
    " WHERE line.order_id = orders.id AND handover_line.id IS NULL)"
)
_HANDED_SOME = (
    "EXISTS (SELECT 1 FROM handover_line JOIN line ON line.id = handover_line.line_id WHERE line.order_id = orders.id)"
)
_HAS_GOODS = "EXISTS (SELECT 1 FROM line WHERE line.order_id = orders.id)"
_LABELLED = "EXISTS (SELECT 1 FROM printed_label WHERE printed_label.order_id = orders.id)"


@dataclass(frozen=True, slots=True)
class RoundAtHand:
    """The round that Today is about, and what was paid for it so far, in fen."""

    listed: ListedRound
    paid_fen: int


def round_at_hand(reading: Reading, slots: RoundSlots, *, now: str) -> RoundAtHand | None:
    """Return the round that Today is about; None as long as there is none. `now` is planned-time text."""
    found = current_round(reading, now=now)
    listed = None if found is None else listed_round(reading, slots, found.id)
    if listed is None:
        return None
    paid = reading.exec_driver_sql(
        # What was given for an order is what stands on its neighbour's account beyond what she has to pay.
        "SELECT coalesce(sum(ledger_line.amount_fen), 0) AS fen"
        " FROM ledger_line JOIN orders ON orders.id = ledger_line.order_id"
        " WHERE orders.round_id = :id"
        " AND ledger_line.account IN ('neighbour', 'sales', 'waived', 'claims', 'gifts')",
        {"id": listed.round.id},
    )
    return RoundAtHand(listed, paid.one().fen)


def earlier_round(reading: Reading, *, but_id: int) -> EarlierRound | None:
    """Return the latest other round that is closed and not settled, with how far its pickup is."""
    newest = reading.exec_driver_sql(
        f"SELECT id FROM round WHERE {_CLOSED} AND id <> :id ORDER BY number DESC LIMIT 1", {"id": but_id}
    ).first()
    found = None if newest is None else round_row(reading, newest.id)
    if found is None:
        return None
    row = reading.exec_driver_sql(
        f"SELECT count(*) AS orders, count(*) FILTER (WHERE NOT {_TO_HAND_OVER}) AS fetched FROM orders"
        f" WHERE round_id = :id AND cancelled_at_ms IS NULL AND {_HAS_GOODS}",
        {"id": found.id},
    ).one()
    return EarlierRound(found, fetched=row.fetched, orders=row.orders)


def pasteable_rounds(reading: Reading, *, now: str) -> tuple[Round, ...]:
    """Return the rounds a list can be taken for: the one at hand first, then the others that take orders."""
    first = current_round(reading, now=now)
    ids = ([] if first is None else [first.id]) + list(open_round_ids(reading))
    found = (round_row(reading, round_id) for round_id in dict.fromkeys(ids))
    return tuple(round_ for round_ in found if round_ is not None)


def todos(reading: Reading, *, now: str) -> Todos:
    """Return what waits for the leader at `now` (planned-time text)."""
    begun = f"(round.pickup_from <= :now OR {_HANDED_SOME})"
    return Todos(
        unpaid=_unpaid(reading),
        pickup=_waiting(reading, f"{begun} AND {_TO_HAND_OVER}", now=now),
        labels=_waiting(reading, f"NOT {_LABELLED} AND {_TO_HAND_OVER}", now=now),
    )


def takings(reading: Reading, slots: RoundSlots) -> Takings:
    """Return what the latest opened rounds came to."""
    latest = list(
        reading.exec_driver_sql(
            "SELECT id, number FROM round WHERE opened_at_ms IS NOT NULL AND archived_at_ms IS NULL"
            " ORDER BY number DESC LIMIT :most",
            {"most": _LATEST_ROUNDS},
        )
    )
    figures = slots.figures(reading, [row.id for row in latest])
    shown = [(row.number, figures[row.id]) for row in reversed(latest) if row.id in figures]
    return Takings(
        names=tuple(str(number) for number, _figures in shown),
        fen=tuple(found.total_fen for _number, found in shown),
        orders=tuple(found.orders for _number, found in shown),
    )


def _unpaid(reading: Reading) -> Unpaid | None:
    rows = list(
        reading.exec_driver_sql(
            "SELECT round.id, count(*) AS orders, sum(owing.balance) AS balance, min(owing.created_at_ms) AS oldest"
            " FROM round JOIN ("
            "SELECT orders.id, orders.round_id, orders.created_at_ms, sum(ledger_line.amount_fen) AS balance"
            f" FROM {_ORDERS_BY_ROUND}"
            " CROSS JOIN ledger_line ON ledger_line.order_id = orders.id AND ledger_line.account = 'neighbour'"
            f" WHERE {_UNSETTLED} GROUP BY orders.id HAVING sum(ledger_line.amount_fen) < 0"
            ") AS owing ON owing.round_id = round.id"
            " GROUP BY round.id ORDER BY round.closed_at_ms IS NULL, round.number"
        )
    )
    first = None if not rows else round_row(reading, rows[0].id)
    if first is None:
        return None
    return Unpaid(
        round=first,
        orders=rows[0].orders,
        open_fen=-rows[0].balance,
        oldest_ms=rows[0].oldest,
        elsewhere=sum(row.orders for row in rows[1:]),
    )


def _waiting(reading: Reading, wanted: str, *, now: str) -> Waiting | None:
    rows = list(
        reading.exec_driver_sql(
            f"SELECT orders.round_id, building.name FROM {_ORDERS_BY_ROUND}"
            " JOIN neighbour ON neighbour.id = orders.neighbour_id"
            " LEFT JOIN household ON household.id = neighbour.household_id"
            " LEFT JOIN building ON building.id = household.building_id"
            f" WHERE orders.cancelled_at_ms IS NULL AND {_CLOSED} AND {wanted} ORDER BY round.number",
            {"now": now},
        )
    )
    first = None if not rows else round_row(reading, rows[0].round_id)
    if first is None:
        return None
    here = [row.name for row in rows if row.round_id == first.id]
    counted = Counter(building for building in here if building)
    return Waiting(
        round=first, orders=len(here), buildings=tuple(counted.most_common()), elsewhere=len(rows) - len(here)
    )
