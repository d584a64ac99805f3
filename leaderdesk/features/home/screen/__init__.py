"""Today: the round at hand, what is left to do, and the place to paste the list of the group."""

from __future__ import annotations

from leaderdesk.features.home.screen.page import TodayPage

__all__ = ["TodayPage"]
