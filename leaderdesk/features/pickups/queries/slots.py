"""What other features show of the pickup table, and what the table shows of features above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules import PickupFact, TimelineEvent
from leaderdesk.features.orders.queries import orders_of_neighbour
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.pickups.queries.table import Dues, at_table, household_of
from leaderdesk.features.pickups.rules import Answer, GiftDue, PickupOrder
from leaderdesk.features.pickups.tables import HandoverLineRow, HandoverRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules.planned import Times, pickup_text
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.storage.database import Store

_RECENT = 8
_MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class StationSlots:
    """What the station shows of features above it, by the ids of orders; app.py fills it. Each has an empty answer.

    `gifts` are those that go along, `shortages` say in a sentence each what did not come and what became of the money.
    `credit` is what the neighbour of each has to her credit beside the order, in fen, and `use_credit` lets that pay
    for an order (by id) and returns the action. `tables` are those whose changes show.
    """

    gifts: Callable[[Connection, Sequence[int]], Mapping[int, GiftDue]] = field(default=lambda _connection, _ids: {})
    shortages: Callable[[Connection, Sequence[int]], Mapping[int, tuple[str, ...]]] = field(
        default=lambda _connection, _ids: {}
    )
    credit: Dues = field(default=lambda _connection, _ids: {})
    use_credit: Callable[[Store, int], int] | None = None
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AtHand:
    """An answer with what lies around it: what else waits for the household, a gift, and what did not come.

    `credit_fen` is what the neighbour has to her credit beside the order.
    """

    answer: Answer
    household: tuple[PickupOrder, ...] = ()
    gift: GiftDue | None = None
    shortages: tuple[str, ...] = ()
    credit_fen: int = 0

    @property
    def found(self) -> PickupOrder | None:
        """The order that was meant."""
        return self.answer.found


def at_hand(connection: Connection, answer: Answer, *, dues: Dues, slots: StationSlots) -> AtHand:
    """Return the answer with what lies around it; nothing does where no order was meant."""
    if answer.found is None:
        return AtHand(answer)
    order, ids = answer.found.order, [answer.found.order.id]
    return AtHand(
        answer,
        household=household_of(connection, order, dues=dues),
        gift=slots.gifts(connection, ids).get(order.id),
        shortages=slots.shortages(connection, ids).get(order.id, ()),
        credit_fen=slots.credit(connection, ids).get(order.id, 0),
    )


def handed_line_ids(connection: Connection, order_ids: Sequence[int]) -> frozenset[int]:
    """Return the lines of these orders that have been handed over and so must not change silently."""
    query = (
        select(HandoverLineRow.line_id)
        .join(HandoverRow, HandoverRow.id == HandoverLineRow.handover_id)
        .where(HandoverRow.order_id.in_(order_ids))
    )
    return frozenset(connection.execute(query).scalars())


def pickup_fact(connection: Connection, neighbour_id: int, *, dues: Dues) -> PickupFact | None:
    """Return what waits for a neighbour of the latest closed round; None if nothing does."""
    for order in orders_of_neighbour(connection, neighbour_id, limit=_RECENT):
        found = round_row(connection, order.round_id)
        if found is None or found.closed_at_ms is None or found.settled_at_ms is not None or not order.lines:
            continue
        waiting = at_table(connection, [order], dues=dues)[0]
        if waiting.open_lines and order.cancelled_at_ms is None:
            return PickupFact(
                round_name=found.name,
                when=pickup_text(Times(found.cutoff, found.pickup_from, found.pickup_until)),
                place=found.pickup_place,
                pickup_code=order.pickup_text,
                goods=tuple(line.product_label for line in waiting.open_lines),
                due_fen=waiting.due_fen,
            )
    return None


def handover_events(connection: Connection, neighbour_id: int) -> tuple[TimelineEvent, ...]:
    """Return when the neighbour's goods were handed over, and to whom if not to her, newest first."""
    rows = connection.execute(
        select(HandoverRow.at_ms, HandoverRow.collected_by, RoundRow.number)
        .join(OrderRow, OrderRow.id == HandoverRow.order_id)
        .join(RoundRow, RoundRow.id == OrderRow.round_id)
        .where(OrderRow.neighbour_id.in_(everyone_in(neighbour_id)))
        .order_by(HandoverRow.at_ms.desc(), HandoverRow.id.desc())
        .limit(_MOST_EVENTS)
    )
    return tuple(
        TimelineEvent(
            at_ms=row.at_ms,
            text=_("Round {number}: fetched by {who}").format(number=row.number, who=row.collected_by)
            if row.collected_by
            else _("Round {number}: picked up").format(number=row.number),
        )
        for row in rows
    )
