"""Counting a round as settled without any of its money, for tests of what lies below the settling."""

from __future__ import annotations

from leaderdesk.features.rounds.actions import seal_round
from leaderdesk.storage.database import Store


def seal(store: Store, round_id: int) -> int:
    """Count the round as settled and return the id of the action."""
    with store.write("Settle {round}", about={"round": str(round_id)}) as writing:
        seal_round(writing, round_id)
    return writing.action_id
