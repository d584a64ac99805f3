"""The verbs that change orders; each is one step of the journal."""

from __future__ import annotations

from leaderdesk.features.orders.actions.intake import keep_paste, take_orders
from leaderdesk.features.orders.actions.learning import change_meaning, take_back
from leaderdesk.features.orders.actions.orders import cancel_order, order_for, revive_order, set_lines, set_note
from leaderdesk.features.orders.actions.quick_line import QuickTaken, add_quick_line, save_quick_line
from leaderdesk.features.orders.queries.reading import read_paste

__all__ = [
    "QuickTaken",
    "add_quick_line",
    "cancel_order",
    "change_meaning",
    "keep_paste",
    "order_for",
    "read_paste",
    "revive_order",
    "save_quick_line",
    "set_lines",
    "set_note",
    "take_back",
    "take_orders",
]
