"""Settling a round, fees, suppliers' money and corrections; each is one step of the journal."""

from __future__ import annotations

from leaderdesk.features.settlements.actions.corrections import correct_cost, correct_order, take_back
from leaderdesk.features.settlements.actions.money import add_fee, pay_supplier
from leaderdesk.features.settlements.actions.settling import keep_settlement, refuse_if_followed, settle, unsettle

__all__ = [
    "add_fee",
    "correct_cost",
    "correct_order",
    "keep_settlement",
    "pay_supplier",
    "refuse_if_followed",
    "settle",
    "take_back",
    "unsettle",
]
