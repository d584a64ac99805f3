"""What each supplier must bring: the orders and the leader's extra, rounded up to cases, with the spare shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leaderdesk.core.amount import rounded_up
from leaderdesk.core.money import line_total
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.rounds.rules import Offer

NO_EXTRAS: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """How much of one offer is asked for; amounts in thousandths of the unit, money in fen.

    `extra_milli` is what the leader takes herself, to taste or to give away.
    """

    offer: Offer
    ordered_milli: int
    to_order_milli: int
    by_building: tuple[tuple[str, int], ...] = ()
    extra_milli: int = 0

    @property
    def spare_milli(self) -> int:
        """What comes beyond orders and extra because goods come in cases; nobody has it yet."""
        return self.to_order_milli - self.ordered_milli - self.extra_milli

    @property
    def cases(self) -> int | None:
        """How many cases are asked for; None where the offer has no case."""
        return None if self.offer.case_milli is None else self.to_order_milli // self.offer.case_milli

    @property
    def full_cases(self) -> int:
        """How many of the cases are taken to the last piece."""
        return 0 if self.offer.case_milli is None else (self.ordered_milli + self.extra_milli) // self.offer.case_milli

    @property
    def cost_fen(self) -> int:
        """What the supplier gets for it."""
        return signed_total(self.offer.cost_fen, self.to_order_milli)


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


def need_milli(offer: Offer, taken_milli: int) -> int:
    """Return how much of the offer must be bought for `taken_milli` of orders and extra: whole cases, or just that."""
    return taken_milli if offer.case_milli is None else rounded_up(taken_milli, offer.case_milli)


def supplier_orders(
    offers: Iterable[Offer], orders: Iterable[Order], extras: Mapping[int, int] = NO_EXTRAS
) -> tuple[SupplierOrder, ...]:
    """Return one SupplierOrder for each supplier with something ordered or extra, in the order of the offers.

    `extras` is what the leader takes herself, thousandths by offer id. Nobody's name is in the result: only how much
    of what goes to which building.
    """
    wanted = _wanted(orders)
    by_supplier: dict[int | None, list[PurchaseLine]] = {}
    names: dict[int | None, str] = {}
    for offer in offers:
        by_building, extra = wanted.get(offer.id, {}), extras.get(offer.id, 0)
        if not by_building and not extra:
            continue
        names[offer.supplier_id] = offer.supplier_name
        by_supplier.setdefault(offer.supplier_id, []).append(_line(offer, by_building, extra))
    return tuple(
        SupplierOrder(supplier_id=supplier_id, supplier_name=names[supplier_id], lines=tuple(lines))
        for supplier_id, lines in by_supplier.items()
    )


def signed_total(cost_fen: int, milli: int) -> int:
    """Return what `milli` thousandths cost in fen, rounded half up; what is taken back counts below zero."""
    total = line_total(cost_fen, abs(milli))
    return total if milli >= 0 else -total


def _line(offer: Offer, by_building: Mapping[str, int], extra: int) -> PurchaseLine:
    ordered = sum(by_building.values())
    return PurchaseLine(
        offer=offer,
        ordered_milli=ordered,
        to_order_milli=need_milli(offer, ordered + extra),
        by_building=tuple(by_building.items()),
        extra_milli=extra,
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
