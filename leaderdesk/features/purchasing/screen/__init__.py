"""The page of the step 采购: a card for each supplier, and the drawer for those who come late."""

from __future__ import annotations

from leaderdesk.features.purchasing.screen.page import PurchasePage

__all__ = ["PurchasePage"]
