"""The console of a stream that is live: countdown, what comes next, answers, votes, orders, what the audience sees."""

from leaderdesk.features.streams.screen.console.page import ConsolePage
from leaderdesk.features.streams.screen.console.slots import ConsoleSlots, QuickOrders

__all__ = ["ConsolePage", "ConsoleSlots", "QuickOrders"]
