"""Making the practice neighbourhood, and running the main job on it."""

from __future__ import annotations

from leaderdesk.features.practice.actions.batches import write_batches
from leaderdesk.features.practice.actions.checking import Checked, check_papers
from leaderdesk.features.practice.actions.community import ask_neighbours
from leaderdesk.features.practice.actions.filling import fill_with_practice, is_practice, practice_shop_key
from leaderdesk.features.practice.actions.made import Made
from leaderdesk.features.practice.actions.main_job import MainJob, run_main_job
from leaderdesk.features.practice.actions.referrals import write_referrals
from leaderdesk.features.practice.actions.settling import write_claims
from leaderdesk.features.practice.actions.streams import hold_streams, write_run_sheet

__all__ = [
    "Checked",
    "Made",
    "MainJob",
    "ask_neighbours",
    "check_papers",
    "fill_with_practice",
    "hold_streams",
    "is_practice",
    "practice_shop_key",
    "run_main_job",
    "write_batches",
    "write_claims",
    "write_referrals",
    "write_run_sheet",
]
