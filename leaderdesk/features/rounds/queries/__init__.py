"""Reads rounds and their offers into frozen rows."""

from __future__ import annotations

from leaderdesk.features.rounds.glance import (
    ListedRound,
    RoundSlots,
    StepFactsOf,
    current_round,
    listed_round,
    open_round_ids,
    round_row,
)
from leaderdesk.features.rounds.queries.pages import (
    Opening,
    Pickable,
    RoundPage,
    listed_rounds,
    opening,
    origins_of_offers,
    pickable_products,
    pictures_of_products,
)
from leaderdesk.features.rounds.queries.products import price_history, standings
from leaderdesk.features.rounds.queries.rows import (
    archived_rounds,
    next_number,
    offer_by_id,
    offers_of_round,
    resting,
    round_before,
    round_counts,
    round_names,
    round_rows,
)

__all__ = [
    "ListedRound",
    "Opening",
    "Pickable",
    "RoundPage",
    "RoundSlots",
    "StepFactsOf",
    "archived_rounds",
    "current_round",
    "listed_round",
    "listed_rounds",
    "next_number",
    "offer_by_id",
    "offers_of_round",
    "open_round_ids",
    "opening",
    "origins_of_offers",
    "pickable_products",
    "pictures_of_products",
    "price_history",
    "resting",
    "round_before",
    "round_counts",
    "round_names",
    "round_row",
    "round_rows",
    "standings",
]
