"""Orders, pastes and what became of them, read from the store."""

from __future__ import annotations

from leaderdesk.features.orders.queries.orders import (
    find_orders,
    order_by_id,
    order_of,
    orders_by_ids,
    orders_of_neighbour,
    orders_of_round,
    round_sum,
    round_totals,
    walking_key,
)

__all__ = [
    "find_orders",
    "order_by_id",
    "order_of",
    "orders_by_ids",
    "orders_of_neighbour",
    "orders_of_round",
    "round_sum",
    "round_totals",
    "walking_key",
]
