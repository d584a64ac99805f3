"""Whom a case that is not full concerns: who would go without it, and who usually buys it and has not yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.purchasing.queries import supplier_orders_of_round
from leaderdesk.features.purchasing.rules.coach import Loss, comings_of, losses, open_case
from leaderdesk.features.purchasing.tables import LateWishRow
from leaderdesk.features.rounds.queries import offer_by_id
from leaderdesk.features.rounds.tables import OfferRow, RoundRow

ROUNDS_BACK = 12
"""Rounds with the product, the latest, in which somebody is looked for who usually buys it."""

OFTEN = 2
"""In so many of them she bought it."""

MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Usual:
    """A neighbour who bought a product in `times` of the latest `of` rounds with it, and not in this one."""

    neighbour_id: int
    name: str
    room: str
    times: int
    of: int


def losses_of(connection: Connection, offer_id: int, *, guards: Guards = UNGUARDED) -> tuple[Loss, ...]:
    """Return who would go without if the last case of the offer were left out, who came last first.

    Empty where every case is full, the goods come loose, or what was handed over stands in the way.
    """
    offer = offer_by_id(connection, offer_id)
    if offer is None:
        return ()
    lines = (line for order in supplier_orders_of_round(connection, offer.round_id) for line in order.lines)
    line = next((each for each in lines if each.offer.id == offer_id), None)
    case = None if line is None else open_case(line)
    if case is None or not case.can_be_left_out:
        return ()
    orders = orders_of_round(connection, offer.round_id)
    held = guards.locked_lines(connection, [order.id for order in orders])
    late = _taken_late(connection, offer_id)
    found = losses(comings_of(orders, offer_id, late, frozenset(held)), case.short_milli, offer.step_milli)
    return found if sum(loss.milli for loss in found) >= case.short_milli else ()


def usual_buyers(connection: Connection, offer_id: int) -> tuple[Usual, ...]:
    """Return who bought the product in at least two of the latest rounds with it and has not in this round.

    Who buys it most often comes first. Neighbours who were put away are left out; who was found to be another counts
    for her.
    """
    offer = offer_by_id(connection, offer_id)
    if offer is None:
        return ()
    earlier = (
        select(OfferRow.id)
        .join(RoundRow, RoundRow.id == OfferRow.round_id)
        .where(
            OfferRow.product_id == offer.product_id,
            OfferRow.round_id < offer.round_id,
            RoundRow.opened_at_ms.is_not(None),
            RoundRow.archived_at_ms.is_(None),
        )
        .order_by(OfferRow.round_id.desc())
        .limit(ROUNDS_BACK)
    )
    offers = list(connection.execute(earlier).scalars())
    times = func.count(OrderRow.round_id.distinct())
    who = func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id)
    bought = connection.execute(
        select(who, times)
        .select_from(LineRow)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .where(LineRow.offer_id.in_(offers), OrderRow.cancelled_at_ms.is_(None))
        .group_by(who)
        .having(times >= OFTEN)
        .order_by(times.desc(), who)
    ).all()
    have = _buyers(connection, offer_id)
    wanted = {neighbour_id: count for neighbour_id, count in bought if neighbour_id not in have}
    people = connection.execute(
        select(NeighbourRow.id, NeighbourRow.name, HouseholdRow.label)
        .join(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id, isouter=True)
        .where(NeighbourRow.id.in_(list(wanted)[: 2 * MOST_PEOPLE]), NeighbourRow.archived_at_ms.is_(None))
    ).all()
    found = [Usual(row.id, row.name, row.label or "", wanted[row.id], len(offers)) for row in people]
    return tuple(sorted(found, key=lambda each: (-each.times, each.neighbour_id))[:MOST_PEOPLE])


def _buyers(connection: Connection, offer_id: int) -> set[int]:
    """Return who has the offer in a standing order."""
    query = (
        select(func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id))
        .select_from(LineRow)
        .join(OrderRow, OrderRow.id == LineRow.order_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .where(LineRow.offer_id == offer_id, OrderRow.cancelled_at_ms.is_(None))
    )
    return set(connection.execute(query).scalars())


def _taken_late(connection: Connection, offer_id: int) -> dict[int, list[tuple[int, int]]]:
    """Return the wishes for the offer that were taken, (moment, amount) by order, the latest first."""
    query = (
        select(OrderRow.id, LateWishRow.decided_at_ms, LateWishRow.amount_milli)
        .join(
            OrderRow,
            (OrderRow.round_id == LateWishRow.round_id) & (OrderRow.neighbour_id == LateWishRow.neighbour_id),
        )
        .where(LateWishRow.offer_id == offer_id, LateWishRow.answer == "taken")
        .order_by(LateWishRow.decided_at_ms.desc())
    )
    found: dict[int, list[tuple[int, int]]] = {}
    for order_id, at_ms, milli in connection.execute(query):
        found.setdefault(order_id, []).append((at_ms or 0, milli))
    return found
