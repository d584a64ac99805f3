"""The orders of a round as the list of the screen needs them, and one order with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards, Imported
from leaderdesk.features.orders.queries.history import SourcePaste, change_counts, order_history, sources_of_order
from leaderdesk.features.orders.queries.orders import order_by_id, orders_of_round
from leaderdesk.features.orders.queries.sources import Shares, shares_of_orders
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.rules.history import HistoryEvent
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Offer, Round

Dues = Callable[[Connection, Sequence[int]], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class ListedOrder:
    """An order in the list: how often it was changed, what is open in fen (None: nobody says), what finds it.

    `credit_fen` is what the neighbour has to her credit beside it. `shares` say where each amount came from.
    """

    order: Order
    changes: int
    due_fen: int | None
    search_key: str
    shares: Shares = field(default_factory=dict)
    credit_fen: int = 0


@dataclass(frozen=True, slots=True)
class OrderCard:
    """One order with its round, its pastes (oldest first), its history (newest first) and what could be added to it.

    `credit_fen` is what its neighbour has to her credit beside it; `locked` are the ids of its lines that were handed
    over; `leader` is who writes by hand, empty if not known.
    """

    order: Order
    round: Round
    due_fen: int | None
    sources: tuple[SourcePaste, ...]
    history: tuple[HistoryEvent, ...]
    offers: tuple[Offer, ...]
    locked: frozenset[int]
    shares: Shares = field(default_factory=dict)
    credit_fen: int = 0

    @property
    def paid_fen(self) -> int | None:
        """What was given for the order; None if nobody says."""
        return None if self.due_fen is None else self.order.total_fen - self.due_fen


def listed_orders(
    connection: Connection,
    round_id: int,
    *,
    dues: Dues | None,
    credit: Dues | None = None,
    imported: Imported | None = None,
) -> tuple[ListedOrder, ...]:
    """Return the orders of the round, cancelled ones too, in walking order."""
    found = orders_of_round(connection, round_id, with_cancelled=True)
    ids = [order.id for order in found]
    counts = change_counts(connection, ids)
    shares = shares_of_orders(connection, ids, imported=imported)
    open_fen = dues(connection, ids) if dues is not None else None
    beside = credit(connection, ids) if credit is not None else {}
    keys = dict(
        connection.execute(
            select(OrderRow.id, NeighbourRow.search_key)
            .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
            .where(OrderRow.round_id == round_id)
        ).all()
    )
    return tuple(
        ListedOrder(
            order=order,
            changes=counts.get(order.id, 0),
            due_fen=None if open_fen is None else open_fen.get(order.id, 0),
            search_key=" ".join((order.room, order.room.replace("-", ""), order.pickup_text, keys.get(order.id, ""))),
            shares=shares.get(order.id, {}),
            credit_fen=beside.get(order.id, 0),
        )
        for order in found
    )


def order_card(
    connection: Connection,
    order_id: int,
    *,
    dues: Dues | None,
    credit: Dues | None = None,
    guards: Guards = UNGUARDED,
) -> OrderCard | None:
    """Return everything about one order; None if it is not there any more."""
    order = order_by_id(connection, order_id)
    found = round_row(connection, order.round_id) if order is not None else None
    if order is None or found is None:
        return None
    due_fen = dues(connection, [order_id]).get(order_id, 0) if dues is not None else None
    paid_fen = None if due_fen is None else order.total_fen - due_fen
    return OrderCard(
        order=order,
        round=found,
        due_fen=due_fen,
        sources=sources_of_order(connection, order_id),
        history=order_history(connection, order_id, paid_fen=paid_fen),
        offers=offers_of_round(connection, order.round_id),
        locked=frozenset(guards.locked_lines(connection, [order_id])),
        shares=shares_of_orders(connection, [order_id], imported=guards.imported).get(order_id, {}),
        credit_fen=credit(connection, [order_id]).get(order_id, 0) if credit is not None else 0,
    )
