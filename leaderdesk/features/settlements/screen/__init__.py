"""The page of the step 结算: money that came in, suppliers, what was earned, and after-sales."""

from __future__ import annotations

from leaderdesk.features.settlements.screen.settlement_page import SettlementPage

__all__ = ["SettlementPage"]
