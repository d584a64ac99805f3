"""Verbs that change rounds and their offers; each one is one step that can be undone."""

from __future__ import annotations

from leaderdesk.features.rounds.actions.offers import (
    OfferChange,
    add_offer,
    adopt_offers,
    edit_offer,
    move_offer,
    put_offer,
    remove_offer,
)
from leaderdesk.features.rounds.actions.rounds import (
    MadeRound,
    archive_round,
    close_round,
    copy_round,
    edit_round,
    new_round,
    open_round,
    put_round,
    reopen_round,
    restore_round,
    seal_round,
)

__all__ = [
    "MadeRound",
    "OfferChange",
    "add_offer",
    "adopt_offers",
    "archive_round",
    "close_round",
    "copy_round",
    "edit_offer",
    "edit_round",
    "move_offer",
    "new_round",
    "open_round",
    "put_offer",
    "put_round",
    "remove_offer",
    "reopen_round",
    "restore_round",
    "seal_round",
]
