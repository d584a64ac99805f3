"""Payments as the program sees them: debits follow orders and undos, and marks in the list are booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaderdesk.core.events import Undone
from leaderdesk.core.feature import Feature, Reaction
from leaderdesk.features.orders.rules import OrdersChanged, PaidMarked

if TYPE_CHECKING:
    from leaderdesk.storage.database import Writing


# The store is opened with these, before Today shows; what they do is imported when there is something to do.


def _follow_orders(writing: Writing, happened: OrdersChanged) -> None:
    from leaderdesk.features.payments.actions import follow_orders

    follow_orders(writing, happened)


def _book_marks(writing: Writing, happened: PaidMarked) -> None:
    from leaderdesk.features.payments.actions import book_marks

    book_marks(writing, happened)


def _debit_after_undo(writing: Writing, happened: Undone) -> None:
    from leaderdesk.features.payments.actions import debit_after_undo

    debit_after_undo(writing, happened)


FEATURE = Feature(
    name="payments",
    reactions=(
        Reaction(OrdersChanged, _follow_orders),
        Reaction(PaidMarked, _book_marks),
        Reaction(Undone, _debit_after_undo),
    ),
)
