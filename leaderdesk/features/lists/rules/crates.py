"""Which bags stand in which crate: along the walk, cold ones apart, a household together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import Bag, PickupOrder, bags_of


@dataclass(frozen=True, slots=True)
class Crate:
    """A crate: its number among those of its kind, whose building it goes to, and its bags."""

    number: int
    building: str
    is_cold: bool
    bags: tuple[Bag, ...]

    @property
    def name(self) -> str:
        """The number as it is written on the crate: 7, and 冷3 for one in the fridge."""
        return _("cold {number}").format(number=self.number) if self.is_cold else str(self.number)

    def words(self) -> Iterator[str]:
        """Yield whose bags stand in it: "3-502 张阿姨 047"."""
        for bag in self.bags:
            order = bag.order
            yield " ".join(part for part in (order.room, order.neighbour_name, order.pickup_text) if part)


def crates_of(pickups: Sequence[PickupOrder], *, most: int) -> tuple[Crate, ...]:
    """Return the crates for these orders, given in walking order: those of the shelf first, then those of the fridge.

    A crate holds at most `most` bags of one building. A household's bags of a kind stand in one crate if they fit.
    """
    crates: list[Crate] = []
    for is_cold in (False, True):
        number = 0
        for building, members in groupby(pickups, key=lambda each: each.order.building):
            for bags in _filled([*members], is_cold=is_cold, most=most):
                number += 1
                crates.append(Crate(number, building, is_cold, bags))
    return tuple(crates)


def _filled(pickups: Sequence[PickupOrder], *, is_cold: bool, most: int) -> Iterator[tuple[Bag, ...]]:
    crate: list[Bag] = []
    for _door, members in groupby(pickups, key=lambda each: each.order.room or each.order.id):
        together = [bag for each in members for bag in bags_of(each.order) if bag.is_cold == is_cold]
        if crate and len(crate) + len(together) > most:
            yield tuple(crate)
            crate = []
        for bag in together:
            if len(crate) == most:
                yield tuple(crate)
                crate = []
            crate.append(bag)
    if crate:
        yield tuple(crate)
