"""What came of an offer against what was to come and what was ordered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from leaderdesk.core.amount import ONE, amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.rounds.rules import Offer

_WEIGHTS = frozenset({"斤", "公斤", "千克", "克", "两", "kg", "g", "lb", "jin", "500g", "市斤"})


class Standing(Enum):
    """What is to be done about an offer at the van."""

    UNCOUNTED = "uncounted"
    SHORT = "short"
    FINE = "fine"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Count:
    """One offer of a round: amounts in thousandths of its unit, `received_milli` None until it is counted.

    `ordered_milli` is what the orders say now, `held_milli` what of it is in neighbours' hands. `away_milli` was given
    to gifts or waste and is not there for the orders; `kept_milli` is kept for those who come late. `shared` tells
    whether a shortage was shared out already,
    `batches` are the codes of those that came.
    """

    offer: Offer
    due_milli: int
    ordered_milli: int
    orders: int = 0
    held_milli: int = 0
    received_milli: int | None = None
    away_milli: int = 0
    kept_milli: int = 0
    at_ms: int | None = None
    temperature: str = ""
    note: str = ""
    shared: bool = False
    batches: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether somebody has said what came."""
        return self.received_milli is not None

    @property
    def is_weighed(self) -> bool:
        """Whether each order gets a weight of its own."""
        return is_weighed(self.offer)

    @property
    def difference_milli(self) -> int:
        """What came beyond what was to come; below zero it came short. 0 until it is counted."""
        return 0 if self.received_milli is None else self.received_milli - self.due_milli

    @property
    def usable_milli(self) -> int:
        """What is there for the orders."""
        return max((self.received_milli or 0) - self.away_milli, 0)

    @property
    def lacking_milli(self) -> int:
        """What the orders lack and can still give way for; 0 until it is counted."""
        if self.received_milli is None:
            return 0
        return max(self.ordered_milli - max(self.usable_milli, self.held_milli), 0)

    @property
    def spare_milli(self) -> int:
        """What is there beyond the orders; 0 until it is counted."""
        return 0 if self.received_milli is None else max(self.usable_milli - self.ordered_milli, 0)

    @property
    def free_milli(self) -> int:
        """What is there beyond the orders and not decided on."""
        return max(self.spare_milli - self.kept_milli, 0)

    @property
    def spare_used_milli(self) -> int:
        """What of the spare that was to come goes to the orders, because less came."""
        return max(min(-self.difference_milli, self.due_milli - self.ordered_milli), 0)

    @property
    def underpaid_fen(self) -> int:
        """What the supplier gets less than was asked for, because less came."""
        if self.received_milli is None or self.received_milli >= self.due_milli:
            return 0
        cost = self.offer.cost_fen
        return line_total(cost, self.due_milli) - line_total(cost, self.received_milli)

    @property
    def standing(self) -> Standing:
        """What is to be done about it."""
        if self.received_milli is None:
            return Standing.UNCOUNTED
        if self.lacking_milli:
            return Standing.SHORT
        return Standing.MORE if self.difference_milli > 0 else Standing.FINE


@dataclass(frozen=True, slots=True)
class SupplierCount:
    """What one supplier brings; `photos` are the ids of the pictures of her paper."""

    supplier_id: int | None
    supplier_name: str
    counts: tuple[Count, ...]
    photos: tuple[int, ...] = ()

    @property
    def at_ms(self) -> int | None:
        """When the first of it was counted."""
        return min((count.at_ms for count in self.counts if count.at_ms is not None), default=None)

    @property
    def underpaid_fen(self) -> int:
        """What she gets less than was asked for, in fen."""
        return sum(count.underpaid_fen for count in self.counts)


def is_weighed(offer: Offer) -> bool:
    """Whether the goods are sold by weight: by their unit, or because they are ordered in parts of it."""
    return offer.unit.strip().casefold() in _WEIGHTS or offer.step_milli % ONE != 0


def quantity(milli: int, unit: str) -> str:
    """Return an amount with its unit, as it is spoken: 5 盒."""
    return _("{amount} {unit}").format(amount=amount_text(milli), unit=unit).strip()


def headline(count: Count) -> str:
    """Return what the shortage comes to: 草莓少 7 盒，用掉 2 盒余货，还缺 5 盒."""
    name, unit = count.offer.label, count.offer.unit
    less, spare, lacking = (
        quantity(milli, unit) for milli in (-count.difference_milli, count.spare_used_milli, count.lacking_milli)
    )
    if count.difference_milli >= 0 or not count.spare_used_milli:
        return _("{product} is {lacking} short").format(product=name, lacking=lacking)
    if not count.lacking_milli:
        return _("{product} came {less} short; the spare covers it").format(product=name, less=less)
    words = _("{product} came {less} short: {spare} spare goes in, {lacking} is still missing")
    return words.format(product=name, less=less, spare=spare, lacking=lacking)
