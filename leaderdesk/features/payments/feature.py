"""Payments as the program sees them: debits follow orders and undos, and marks in the list are booked."""

from __future__ import annotations

from leaderdesk.core.events import Undone
from leaderdesk.core.feature import Feature, Reaction
from leaderdesk.features.orders.rules import OrdersChanged, PaidMarked
from leaderdesk.features.payments.actions import book_marks, debit_after_undo, debit_orders

FEATURE = Feature(
    name="payments",
    reactions=(
        Reaction(OrdersChanged, debit_orders),
        Reaction(PaidMarked, book_marks),
        Reaction(Undone, debit_after_undo),
    ),
)
