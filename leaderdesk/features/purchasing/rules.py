"""What each supplier must bring: the sum of the orders, rounded up to cases, with the spare shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leaderdesk.core.amount import rounded_up
from leaderdesk.core.money import line_total
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.rounds.rules import Offer


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """How much of one offer is asked for; amounts in thousandths of the unit, money in fen."""

    offer: Offer
    ordered_milli: int
    to_order_milli: int
    by_building: tuple[tuple[str, int], ...]

    @property
    def spare_milli(self) -> int:
        """What comes beyond the orders because goods come in cases."""
        return self.to_order_milli - self.ordered_milli

    @property
    def cases(self) -> int | None:
        """How many cases are asked for; None where the offer has no case."""
        return None if self.offer.case_milli is None else self.to_order_milli // self.offer.case_milli

    @property
    def cost_fen(self) -> int:
        """What the supplier gets for it."""
        return line_total(self.offer.cost_fen, self.to_order_milli)


@dataclass(frozen=True, slots=True)
class SupplierOrder:
    """What one supplier must bring for one round; `supplier_id` None gathers the goods without a supplier."""

    supplier_id: int | None
    supplier_name: str
    lines: tuple[PurchaseLine, ...]

    @property
    def cost_fen(self) -> int:
        """What the supplier gets in all."""
        return sum(line.cost_fen for line in self.lines)


def supplier_orders(offers: Iterable[Offer], orders: Iterable[Order]) -> tuple[SupplierOrder, ...]:
    """Return one SupplierOrder for each supplier with something ordered, in the order of the offers.

    Nobody's name is in it: only how much of what goes to which building.
    """
    wanted = _wanted(orders)
    by_supplier: dict[int | None, list[PurchaseLine]] = {}
    names: dict[int | None, str] = {}
    for offer in offers:
        by_building = wanted.get(offer.id)
        if not by_building:
            continue
        names[offer.supplier_id] = offer.supplier_name
        by_supplier.setdefault(offer.supplier_id, []).append(_line(offer, by_building))
    return tuple(
        SupplierOrder(supplier_id=supplier_id, supplier_name=names[supplier_id], lines=tuple(lines))
        for supplier_id, lines in by_supplier.items()
    )


def _line(offer: Offer, by_building: Mapping[str, int]) -> PurchaseLine:
    ordered = sum(by_building.values())
    to_order = ordered if offer.case_milli is None else rounded_up(ordered, offer.case_milli)
    return PurchaseLine(
        offer=offer, ordered_milli=ordered, to_order_milli=to_order, by_building=tuple(by_building.items())
    )


def _wanted(orders: Iterable[Order]) -> dict[int, dict[str, int]]:
    """Return the ordered amount by offer and building; orders come in walking order, and so do the buildings."""
    wanted: dict[int, dict[str, int]] = {}
    for order in orders:
        if order.cancelled_at_ms is not None:
            continue
        for line in order.lines:
            buildings = wanted.setdefault(line.offer_id, {})
            buildings[order.building] = buildings.get(order.building, 0) + line.amount_milli
    return wanted
