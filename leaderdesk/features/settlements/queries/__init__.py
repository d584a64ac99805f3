"""Reads what rounds earned, what suppliers are owed, and the books."""

from __future__ import annotations

from leaderdesk.features.settlements.queries.rounds import Settled, Settlement, settlement_of, settled_row
from leaderdesk.features.settlements.queries.suppliers import SupplierAccount, supplier_accounts, supplier_balance

__all__ = [
    "Settled",
    "Settlement",
    "SupplierAccount",
    "settled_row",
    "settlement_of",
    "supplier_accounts",
    "supplier_balance",
]
