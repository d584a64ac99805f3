"""The first rounds of a newcomer, watched: what has been done for her, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _

ROUNDS = 3
"""So many rounds a newcomer is watched."""

MOST_SCORE = 10


class Next(StrEnum):
    """What comes next for a newcomer."""

    GREET = "greet"
    INTRODUCE = "introduce"
    ASK = "ask"
    ANSWER = "answer"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """What comes next, in the language in force."""
        return _(_TITLES[self])


_TITLES = {
    Next.GREET: N_("greet her"),
    Next.INTRODUCE: N_("introduce her in the next stream"),
    Next.ASK: N_("ask how the first bag was"),
    Next.ANSWER: N_("note what she says"),
    Next.NOTHING: N_("all done"),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody in her first rounds; `had_bag` once goods were handed to her, `score` 0 to 10 is what she said to it.

    `second_trial` says that her household had the trial pack before the one she has now.
    """

    id: int
    name: str
    room: str
    rounds: int
    brought_by: str
    had_bag: bool
    greeted_ms: int | None = None
    introduced_ms: int | None = None
    asked_ms: int | None = None
    score: int | None = None
    words: str = ""
    second_trial: bool = False

    @property
    def next(self) -> Next:
        """What comes next for her."""
        if self.greeted_ms is None:
            return Next.GREET
        if self.had_bag and self.asked_ms is None:
            return Next.ASK
        if self.had_bag and self.score is None:
            return Next.ANSWER
        return Next.INTRODUCE if self.introduced_ms is None else Next.NOTHING
