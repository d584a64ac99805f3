"""The verbs of arrival; each is one step of the journal."""

from __future__ import annotations

from leaderdesk.features.arrivals.actions.receipts import (
    add_delivery_photo,
    forget_receipt,
    note_care,
    note_receipt,
    receive_all_as_due,
    remove_delivery_photo,
)
from leaderdesk.features.arrivals.actions.sharing import (
    StaleSharing,
    apply_shortage,
    apply_weights,
    set_waived_up_to,
)
from leaderdesk.features.arrivals.actions.surplus import place_surplus, take_back_surplus

__all__ = [
    "StaleSharing",
    "add_delivery_photo",
    "apply_shortage",
    "apply_weights",
    "forget_receipt",
    "note_care",
    "note_receipt",
    "place_surplus",
    "receive_all_as_due",
    "remove_delivery_photo",
    "set_waived_up_to",
    "take_back_surplus",
]
