"""What the neighbours have not seen for long, and which of the coming evenings it would suit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules.calendar import Slot

LONG = dt.timedelta(days=21)
"""What was shown since is not long ago."""
MOST = 6
"""So many ideas of a sort are enough to choose from."""


class Sort(StrEnum):
    """What an idea is about."""

    PRODUCT = "product"
    CUE = "cue"
    KIND = "kind"
    AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that could be shown, and the day of the stream in which it was last; None for never.

    `key` is the id of a product, else the key of a kind or an audience; `weight` puts what sells before what does not.
    """

    sort: Sort
    key: str
    name: str
    last_on: dt.date | None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Idea:
    """Something that was not shown for `weeks` weeks; None: never."""

    seen: Seen
    weeks: int | None

    @property
    def since(self) -> str:
        """How long ago it was, in words."""
        if self.weeks is None:
            return _("never shown yet")
        return ngettext("{count} week ago", "{count} weeks ago", self.weeks).format(count=self.weeks)


@dataclass(frozen=True, slots=True)
class Themed:
    """A coming evening without a theme, and the product that would suit it; None when the ideas ran out."""

    slot: Slot
    idea: Idea | None


def ideas(seen: Sequence[Seen], today: dt.date, *, sort: Sort, most: int = MOST) -> tuple[Idea, ...]:
    """Return what of a sort was not shown for long, the longest ago first; of two, what sells more."""
    long_ago = [one for one in seen if one.sort is sort and (one.last_on is None or today - one.last_on >= LONG)]
    long_ago.sort(key=lambda one: (one.last_on or dt.date.min, -one.weight, one.name))
    return tuple(Idea(one, None if one.last_on is None else (today - one.last_on).days // 7) for one in long_ago[:most])


def themes(slots: Sequence[Slot], seen: Sequence[Seen], now: dt.datetime) -> tuple[Themed, ...]:
    """Return the coming evenings that have no theme yet, each with a product of its own."""
    free = [slot for slot in slots if slot.starts_at > now and (slot.stream is None or not slot.stream.theme)]
    goods = ideas(seen, now.date(), sort=Sort.PRODUCT, most=len(free))
    return tuple(
        Themed(slot, goods[place] if place < len(goods) else None)
        for place, slot in enumerate(sorted(free, key=lambda slot: slot.starts_at))
    )
