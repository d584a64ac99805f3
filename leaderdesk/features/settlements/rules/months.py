"""The books by month: what rounds that were settled in it earned, and what was put right later in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leaderdesk.core.i18n import _
from leaderdesk.features.settlements.rules import Earned


@dataclass(frozen=True, slots=True)
class Month:
    """One month ("2026-01"), or a year ("2026"): rounds settled in it, their orders and neighbours, and what it earned.

    `corrections` counts the entries that were made after their round had been settled.
    """

    key: str
    rounds: int = 0
    orders: int = 0
    neighbours: int = 0
    corrections: int = 0
    earned: Earned = field(default_factory=Earned)

    @property
    def title(self) -> str:
        """How it is called."""
        if len(self.key) == 4:
            return _("whole year")
        return _("month {month}").format(month=int(self.key[5:]))


def year_of(months: Iterable[Month], *, key: str, neighbours: int) -> Month:
    """Return the months of a year together; who ordered in several of them counts once, so that is given."""
    each = tuple(months)
    earned = Earned()
    for month in each:
        earned = earned.plus(month.earned)
    return Month(
        key,
        rounds=sum(month.rounds for month in each),
        orders=sum(month.orders for month in each),
        neighbours=neighbours,
        corrections=sum(month.corrections for month in each),
        earned=earned,
    )
