"""Reads what waits at the pickup table, who is meant, what the papers say, and what other features show of it."""

from __future__ import annotations

from leaderdesk.features.pickups.queries.meant import order_ids_meant, rounds_at_pickup
from leaderdesk.features.pickups.queries.slots import (
    AtHand,
    StationSlots,
    at_hand,
    handed_line_ids,
    handover_events,
    pickup_fact,
)
from leaderdesk.features.pickups.queries.table import (
    Dues,
    GiftsOfOrders,
    at_table,
    household_of,
    pickup_by_id,
    pickups_of_round,
    standing_order_id,
)

__all__ = [
    "AtHand",
    "Dues",
    "GiftsOfOrders",
    "StationSlots",
    "at_hand",
    "at_table",
    "handed_line_ids",
    "handover_events",
    "household_of",
    "order_ids_meant",
    "pickup_by_id",
    "pickup_fact",
    "pickups_of_round",
    "rounds_at_pickup",
    "standing_order_id",
]
