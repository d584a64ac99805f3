"""The pages of orders: the list of the group, and the orders of a round with their history."""

from __future__ import annotations

from leaderdesk.features.orders.screen.intake_page import IntakePage
from leaderdesk.features.orders.screen.live_line import LiveLine
from leaderdesk.features.orders.screen.slots import OrderSlots

__all__ = ["IntakePage", "LiveLine", "OrderSlots"]
