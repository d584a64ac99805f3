"""What the ledger says."""

from __future__ import annotations

from leaderdesk.features.payments.queries.accounts import (
    balance_of,
    balances_of,
    credit_for_orders,
    credit_of,
    credits_of,
    entries_of_order,
    ledger_of,
)
from leaderdesk.features.payments.queries.closing import books_close, unbalanced_orders
from leaderdesk.features.payments.queries.dues import dues, given, paid_orders, payment_of, payments_of_round
from leaderdesk.features.payments.queries.figures import neighbour_figures

__all__ = [
    "balance_of",
    "balances_of",
    "books_close",
    "credit_for_orders",
    "credit_of",
    "credits_of",
    "dues",
    "entries_of_order",
    "given",
    "ledger_of",
    "neighbour_figures",
    "paid_orders",
    "payment_of",
    "payments_of_round",
    "unbalanced_orders",
]
