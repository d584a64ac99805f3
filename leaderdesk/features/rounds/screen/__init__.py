"""The pages of rounds: the list, the bar of steps, opening and cut-off; other steps come from the features above."""

from __future__ import annotations

from leaderdesk.features.rounds.screen.page import RoundsPage
from leaderdesk.features.rounds.screen.step_page import StepPage, StepPageFactory

__all__ = ["RoundsPage", "StepPage", "StepPageFactory"]
