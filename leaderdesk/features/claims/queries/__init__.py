"""Reads claims, and what is owed for them."""

from __future__ import annotations

from leaderdesk.features.claims.queries.claims import (
    TABLES,
    claim_by_id,
    claim_events,
    claim_note,
    claimable_lines,
    claims_of_order,
    claims_of_round,
    owed_claims,
    owed_to,
    patterns_of,
    promised_text,
    refunded_fen,
)

__all__ = [
    "TABLES",
    "claim_by_id",
    "claim_events",
    "claim_note",
    "claimable_lines",
    "claims_of_order",
    "claims_of_round",
    "owed_claims",
    "owed_to",
    "patterns_of",
    "promised_text",
    "refunded_fen",
]
