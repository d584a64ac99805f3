"""Questions that were asked in a stream."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_QUESTION = 200
LONGEST_ANSWER = 400


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked at a moment (unix ms), and what was answered; `fact_id` is the fact it became."""

    id: int
    stream_id: int
    at_ms: int
    cue_id: int | None
    text: str
    asker: str = ""
    neighbour_id: int | None = None
    product_id: int | None = None
    product: str = ""
    answer: str = ""
    answered_at_ms: int | None = None
    fact_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody answered it yet."""
        return self.answered_at_ms is None
