"""The book of gifts: bought and surplus came in, and are in stock, given or spoilt; it always sums to zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _


class Place(StrEnum):
    """Where gifts come from and go to; what came in is below zero."""

    BOUGHT = "bought"
    SURPLUS = "surplus"
    STOCK = "stock"
    GIVEN = "given"
    SPOILT = "spoilt"


class Move(StrEnum):
    """What an entry is."""

    BOUGHT = "bought"
    SURPLUS = "surplus"
    GIVEN = "given"
    RETURNED = "returned"
    SPOILT = "spoilt"
    COUNTED = "counted"

    @property
    def label(self) -> str:
        """The kind of entry in the language in force."""
        return _(_TITLES[self])


_TITLES = {
    Move.BOUGHT: N_("bought"),
    Move.SURPLUS: N_("left over from a round"),
    Move.GIVEN: N_("given"),
    Move.RETURNED: N_("came back"),
    Move.SPOILT: N_("spoilt"),
    Move.COUNTED: N_("counted anew"),
}

_WAYS: Mapping[Move, tuple[Place, Place]] = {
    Move.BOUGHT: (Place.BOUGHT, Place.STOCK),
    Move.SURPLUS: (Place.SURPLUS, Place.STOCK),
    Move.GIVEN: (Place.STOCK, Place.GIVEN),
    Move.RETURNED: (Place.GIVEN, Place.STOCK),
    Move.SPOILT: (Place.STOCK, Place.SPOILT),
}


@dataclass(frozen=True, slots=True)
class GiftLine:
    """So many thousandths of a gift that a place gets (above zero) or loses (below)."""

    gift_id: int
    place: Place
    amount_milli: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of one gift, in thousandths, all above zero; `reserved_milli` of what is left is promised."""

    gift_id: int
    bought_milli: int = 0
    surplus_milli: int = 0
    given_milli: int = 0
    spoilt_milli: int = 0
    left_milli: int = 0
    reserved_milli: int = 0

    @property
    def is_even(self) -> bool:
        """Whether what came in is what was given, spoilt and left."""
        return self.off_milli == 0

    @property
    def off_milli(self) -> int:
        """By how much it does not come out even."""
        return self.bought_milli + self.surplus_milli - self.given_milli - self.spoilt_milli - self.left_milli

    @property
    def free_milli(self) -> int:
        """What is left beyond the promised; below zero so much is missing."""
        return self.left_milli - self.reserved_milli


def moved(move: Move, gift_id: int, amount_milli: int) -> tuple[GiftLine, GiftLine]:
    """Return the two lines of so much that moved; for a count, above zero more lay there than the book said."""
    # What turned up in a count was never written down when it came; what is gone is as good as spoilt.
    counted = Move.BOUGHT if amount_milli > 0 else Move.SPOILT
    way = _WAYS[counted if move is Move.COUNTED else move]
    size = abs(amount_milli)
    return GiftLine(gift_id, way[0], -size), GiftLine(gift_id, way[1], size)


def is_balanced(lines: Iterable[GiftLine]) -> bool:
    """Return whether there are lines, none of nothing, that sum to zero for each gift."""
    sums: Counter[int] = Counter()
    count = 0
    for line in lines:
        count += 1
        if line.amount_milli == 0:
            return False
        sums[line.gift_id] += line.amount_milli
    return count > 0 and not any(sums.values())


def balance(gift_id: int, sums: Mapping[Place, int], reserved_milli: int = 0) -> Balance:
    """Return the balance of a gift from what the lines of each place sum up to."""
    return Balance(
        gift_id,
        bought_milli=-sums.get(Place.BOUGHT, 0),
        surplus_milli=-sums.get(Place.SURPLUS, 0),
        given_milli=sums.get(Place.GIVEN, 0),
        spoilt_milli=sums.get(Place.SPOILT, 0),
        left_milli=sums.get(Place.STOCK, 0),
        reserved_milli=reserved_milli,
    )
