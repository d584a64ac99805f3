"""What an order is, and what is told when orders change."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.events import Event
from leaderdesk.core.money import line_total
from leaderdesk.features.products.rules import StorageKind


@dataclass(frozen=True, slots=True)
class OrdersChanged(Event):
    """Lines of these orders were added, changed or taken away, or the orders cancelled or revived."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaidMarked(Event):
    """The list says of these orders that they are paid."""

    order_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recommended(Event):
    """The list says who brought a neighbour whose first order was made from it; `words` are those it says so with."""

    order_id: int
    newcomer_id: int
    referrer_id: int
    words: str


@dataclass(frozen=True, slots=True)
class OfferTotal:
    """What is ordered of one offer in its round: thousandths of the unit, from how many orders, for how many fen."""

    offer_id: int
    ordered_milli: int
    orders: int
    fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """So much of one offer; `amount_milli` in thousandths of the unit, `price_fen` as it was when ordered."""

    id: int
    order_id: int
    offer_id: int
    product_id: int
    offer_position: int
    product_name: str
    product_label: str
    spec: str
    unit: str
    storage: StorageKind
    amount_milli: int
    price_fen: int

    @property
    def total_fen(self) -> int:
        """Price × amount, rounded half up to a fen."""
        return line_total(self.price_fen, self.amount_milli)

    @property
    def is_cold(self) -> bool:
        """Whether it goes into the cold bag."""
        return self.storage != "ambient"


@dataclass(frozen=True, slots=True)
class Order:
    """What one neighbour wants in one round; the lines in the order of the offers."""

    id: int
    round_id: int
    neighbour_id: int
    neighbour_name: str
    room: str
    building: str
    building_position: int
    phone: str
    pickup_code: int
    list_number: int | None
    note: str
    created_at_ms: int
    cancelled_at_ms: int | None
    lines: tuple[Line, ...]

    @property
    def total_fen(self) -> int:
        """The sum of the lines; nothing for a cancelled order."""
        return 0 if self.cancelled_at_ms is not None else sum(line.total_fen for line in self.lines)

    @property
    def pickup_text(self) -> str:
        """The pickup code as it is said and printed: "047"."""
        return f"{self.pickup_code:03d}"
