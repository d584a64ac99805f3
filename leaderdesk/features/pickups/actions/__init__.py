"""What is done at the pickup table: look up, check off, hand over, take back, move, and the paper twin."""

from __future__ import annotations

from leaderdesk.features.pickups.actions.checking import check_off, look_up
from leaderdesk.features.pickups.actions.handing import Part, hand_over, hand_over_together, take_back
from leaderdesk.features.pickups.actions.moving import keep_day, move_pickups
from leaderdesk.features.pickups.actions.paper import Ticked, check_off_numbers

__all__ = [
    "Part",
    "Ticked",
    "check_off",
    "check_off_numbers",
    "hand_over",
    "hand_over_together",
    "keep_day",
    "look_up",
    "move_pickups",
    "take_back",
]
