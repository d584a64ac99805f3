"""What became of a list that was pasted after the cut-off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LateNoted:
    """How many late wishes a list brought, and in which step of the journal; None if there was no new one.

    `left` people of the list ask for less than they have, which no late wish says.
    """

    action_id: int | None
    count: int
    left: int = 0
