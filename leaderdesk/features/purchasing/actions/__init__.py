"""The verbs of purchasing; each is one step of the journal."""

from __future__ import annotations

from leaderdesk.features.purchasing.actions.coach import (
    buy_all_the_same,
    give_back_extra,
    give_up_offer,
    keep_extra,
    leave_out_case,
)
from leaderdesk.features.purchasing.actions.late import NewWish, decline_wish, note_wishes, take_wish, take_wishes
from leaderdesk.features.purchasing.actions.layout import keep_layout, reset_layout
from leaderdesk.features.purchasing.actions.versions import send_versions

__all__ = [
    "NewWish",
    "buy_all_the_same",
    "decline_wish",
    "give_back_extra",
    "give_up_offer",
    "keep_extra",
    "keep_layout",
    "leave_out_case",
    "note_wishes",
    "reset_layout",
    "send_versions",
    "take_wish",
    "take_wishes",
]
