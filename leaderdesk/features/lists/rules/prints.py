"""Whether a list that was printed still says what is so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.pickups.rules import PickupOrder, bags_of


@dataclass(frozen=True, slots=True)
class LastPrint:
    """How often a list of the round was printed, when last, and what it then said of each order (a digest)."""

    times: int = 0
    at_ms: int | None = None
    contents: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class PrintState:
    """How often a list was printed, when last, and how many orders it would say something else of now."""

    times: int = 0
    at_ms: int | None = None
    changed: int = 0


def state_of(last: LastPrint, now: Mapping[int, str]) -> PrintState:
    """Return how the paper stands to what it would say now; where its contents were not kept, nothing has changed."""
    if not last.contents:
        return PrintState(last.times, last.at_ms)
    ids = last.contents.keys() | now.keys()
    changed = sum(last.contents.get(order_id) != now.get(order_id) for order_id in ids)
    return PrintState(last.times, last.at_ms, changed)


def contents_of(kind: ListKind, pickups: Iterable[PickupOrder]) -> dict[int, str]:
    """Return, by order, a digest of all that the list says of it: another one means that the paper is out of date.

    What is still owed does not count: it changes with every payment at the table, and the station knows it.
    """
    return {each.order.id: _digest(_told(kind, each)) for each in pickups}


def household_of(pickup: PickupOrder) -> str:
    """Return what is the same for all orders of one household: its door, or the neighbour where that is unknown."""
    order = pickup.order
    return f"{order.building}/{order.room}" if order.room else f"#{order.neighbour_id}"


def _told(kind: ListKind, pickup: PickupOrder) -> object:
    order = pickup.order
    who = (order.pickup_code, order.room, order.neighbour_name, order.building)
    bags = [(bag.number, bag.is_cold) for bag in bags_of(order)]
    match kind:
        case ListKind.DRIVER:
            return order.building, bags
        case ListKind.SHELF:
            return who, bags
        case ListKind.HELPER:
            return who, bags, pickup.moved_to
    goods = [(line.product_label, line.amount_milli, line.unit, line.storage) for line in order.lines]
    if kind is ListKind.PICKUP:
        return who, goods, order.note, pickup.moved_to, *_gift(pickup)
    return who, goods, order.note, *(_gift(pickup) if kind is ListKind.PACKING else ())


def _gift(pickup: PickupOrder) -> tuple[str, ...]:
    return (pickup.gift,) if pickup.gift else ()


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
