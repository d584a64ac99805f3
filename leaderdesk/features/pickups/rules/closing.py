"""What is asked when the table is closed: who has not come, and is every bag of theirs still here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from leaderdesk.features.pickups.rules import WHOLE_ORDER, Bag, PickupOrder, bags_of

BagKey = tuple[int, int]
"""An order and the digit of its bag; digit 0 stands for every bag of the order."""


@dataclass(frozen=True, slots=True)
class Left:
    """Who of one building has not come."""

    building: str
    pickups: tuple[PickupOrder, ...]


@dataclass(frozen=True, slots=True)
class WaitingBag:
    """A bag that has to be at the table, and whose it is."""

    pickup: PickupOrder
    bag: Bag

    @property
    def key(self) -> BagKey:
        """The order and the digit of the bag."""
        return self.bag.order.id, self.bag.number


@dataclass(frozen=True, slots=True)
class BagCheck:
    """What stands at the table against what should: `gone` was to be here, `back` was handed over and stands here."""

    here: tuple[WaitingBag, ...]
    gone: tuple[WaitingBag, ...]
    back: tuple[PickupOrder, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything stands where it should."""
        return not self.gone and not self.back


def left_by_building(pickups: Sequence[PickupOrder], *, day: str = "") -> tuple[Left, ...]:
    """Return who has not come, by building, in the order of `pickups`; only those who were to come on `day` or before.

    Without a `day` whoever was moved to another one is left out.
    """
    waiting = [each for each in pickups if not each.is_done and each.moved_to <= day]
    return tuple(
        Left(building, tuple(members)) for building, members in groupby(waiting, key=lambda each: each.order.building)
    )


def waiting_bags(pickups: Sequence[PickupOrder]) -> tuple[WaitingBag, ...]:
    """Return the bags of which something has not been handed over."""
    return tuple(
        WaitingBag(each, bag)
        for each in pickups
        for bag in bags_of(each.order)
        if any(line.id not in each.handed_line_ids for line in bag.lines)
    )


def check_bags(pickups: Sequence[PickupOrder], seen: Collection[BagKey]) -> BagCheck:
    """Compare the bags whose codes were scanned on the table with those that should stand there."""
    waiting = waiting_bags(pickups)
    expected = {each.key for each in waiting}
    orders = {order_id for order_id, _bag in expected}

    def stands(each: WaitingBag) -> bool:
        return each.key in seen or (each.key[0], WHOLE_ORDER) in seen

    too_many = {
        order_id
        for order_id, bag in seen
        if (order_id not in orders if bag == WHOLE_ORDER else (order_id, bag) not in expected)
    }
    return BagCheck(
        here=tuple(each for each in waiting if stands(each)),
        gone=tuple(each for each in waiting if not stands(each)),
        back=tuple(each for each in pickups if each.order.id in too_many),
    )
