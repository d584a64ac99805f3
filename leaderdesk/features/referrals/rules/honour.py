"""The roll of those who brought neighbours, and the title they earn by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.referrals.rules import Known, Standing

TITLE_AT = 3
"""Who brought so many neighbours is called a referrer of honour (推荐官)."""


@dataclass(frozen=True, slots=True)
class Honoured:
    """One line of the roll: who, how many in the time asked for, how many ever, and how often they bought again."""

    neighbour: Known
    count: int
    ever: int
    bought_again: int
    place: int

    @property
    def id(self) -> int:
        """The neighbour's id."""
        return self.neighbour.id

    @property
    def has_title(self) -> bool:
        """Whether she bears the title."""
        return self.ever >= TITLE_AT

    @property
    def remark(self) -> str:
        """What there is to say of her in a few words."""
        if self.bought_again:
            words = ngettext(
                "her neighbours bought {count} more time", "her neighbours bought {count} more times", self.bought_again
            )
            return words.format(count=self.bought_again)
        if self.ever == TITLE_AT - 1:
            return _("one more and she bears the title")
        return _("the first neighbour she brought") if self.ever == 1 else ""


def roll(found: Iterable[Standing], *, year: int, month: int | None, again: Mapping[int, int]) -> tuple[Honoured, ...]:
    """Return who brought neighbours in that month or year, most first; who brought as many has the same place.

    A neighbour counts in the month in which the window for returns of her first order was over. `again` says how many
    orders each newcomer (by id) had after her first.
    """
    counts: dict[int, int] = defaultdict(int)
    ever: dict[int, int] = defaultdict(int)
    bought: dict[int, int] = defaultdict(int)
    people: dict[int, Known] = {}
    for one in found:
        if not one.counts or one.waits_until_ms is None:
            continue
        moment = local(one.waits_until_ms)
        people[one.referrer.id] = one.referrer
        ever[one.referrer.id] += 1
        bought[one.referrer.id] += again.get(one.newcomer.id, 0)
        if moment.year == year and month in (None, moment.month):
            counts[one.referrer.id] += 1
    ranked = sorted(counts, key=lambda id_: (-counts[id_], -bought[id_], id_))
    lines: list[Honoured] = []
    for number, id_ in enumerate(ranked, start=1):
        same = lines and lines[-1].count == counts[id_]
        place = lines[-1].place if same else number
        lines.append(Honoured(people[id_], counts[id_], ever[id_], bought[id_], place))
    return tuple(lines)


def titled(found: Iterable[Standing]) -> frozenset[int]:
    """Return the ids of those who bear the title."""
    ever: dict[int, int] = defaultdict(int)
    for one in found:
        if one.counts:
            ever[one.referrer.id] += 1
    return frozenset(id_ for id_, count in ever.items() if count >= TITLE_AT)
