"""The verbs that move money; each is one step of the journal, or part of one."""

from __future__ import annotations

from leaderdesk.features.payments.actions.balances import (
    let_go,
    pay_out_balance,
    put_on_balance,
    set_credit_use,
    use_balance,
)
from leaderdesk.features.payments.actions.debits import book_marks, debit_after_undo, follow_orders
from leaderdesk.features.payments.actions.ledger import move, refund, waive
from leaderdesk.features.payments.actions.payments import book_payment, take_back_payments

__all__ = [
    "book_marks",
    "book_payment",
    "debit_after_undo",
    "follow_orders",
    "let_go",
    "move",
    "pay_out_balance",
    "put_on_balance",
    "refund",
    "set_credit_use",
    "take_back_payments",
    "use_balance",
    "waive",
]
