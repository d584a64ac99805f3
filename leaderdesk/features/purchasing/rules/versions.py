"""The versions of a purchase order: the first says all, each later one what is more or less; together, what is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from leaderdesk.features.purchasing.rules import PurchaseLine, SupplierOrder, signed_total
from leaderdesk.features.rounds.rules import Offer

Way = Literal["file", "text", "picture", "print", "said"]
"""How a version went out: workbook, copied text, picture, paper, or told by mouth."""


@dataclass(frozen=True, slots=True)
class SentLine:
    """What a version asks for of one offer, more or (below zero) less than before it, in thousandths; cost in fen."""

    offer_id: int
    ordered_milli: int
    extra_milli: int
    to_order_milli: int
    cost_fen: int

    @property
    def total_fen(self) -> int:
        """What it costs; what is taken back counts below zero."""
        return signed_total(self.cost_fen, self.to_order_milli)


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One version of a purchase order as it was sent."""

    id: int
    supplier_id: int | None
    supplier_name: str
    version: int
    number: str
    way: Way
    at_ms: int
    lines: tuple[SentLine, ...]

    @property
    def cost_fen(self) -> int:
        """What it adds to what the supplier gets."""
        return sum(line.total_fen for line in self.lines)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What is more (or, below zero, less) of one offer than was asked for before; amounts in thousandths."""

    line: PurchaseLine
    before_milli: int
    before_ordered_milli: int = 0
    before_extra_milli: int = 0

    @property
    def change_milli(self) -> int:
        """What is asked for on top."""
        return self.line.to_order_milli - self.before_milli

    @property
    def cost_fen(self) -> int:
        """What it adds to what the supplier gets."""
        return signed_total(self.line.offer.cost_fen, self.change_milli)


@dataclass(frozen=True, slots=True)
class Slip:
    """The next version: everything when nothing was sent yet, else only the offers of which more or less is wanted."""

    supplier_id: int | None
    supplier_name: str
    version: int
    lines: tuple[SlipLine, ...]

    @property
    def is_first(self) -> bool:
        """Whether it says all."""
        return self.version == 1

    @property
    def cost_fen(self) -> int:
        """What it adds to what the supplier gets."""
        return sum(line.cost_fen for line in self.lines)

    @property
    def order(self) -> SupplierOrder:
        """All of its lines, with what is due altogether."""
        return SupplierOrder(self.supplier_id, self.supplier_name, tuple(line.line for line in self.lines))

    @property
    def changes(self) -> tuple[tuple[int, int], ...]:
        """What is asked for on top, by offer id: two slips with the same changes say the same."""
        return tuple((line.line.offer.id, line.change_milli) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Desired:
    """One supplier of a round: what she must bring as the orders stand, what was sent to her, and what was not yet."""

    order: SupplierOrder
    sent: tuple[SentVersion, ...]
    slip: Slip | None

    @property
    def last(self) -> SentVersion | None:
        """The latest version that went out."""
        return self.sent[-1] if self.sent else None


def sent_amounts(versions: Iterable[SentVersion]) -> dict[int, int]:
    """Return what was asked for in all versions together, by offer id; what was taken back altogether stays, at 0."""
    amounts: dict[int, int] = {}
    for version in versions:
        for line in version.lines:
            amounts[line.offer_id] = amounts.get(line.offer_id, 0) + line.to_order_milli
    return amounts


def expected_amounts(orders: Iterable[SupplierOrder], versions: Iterable[SentVersion]) -> dict[int, int]:
    """Return what is to come of each offer: the sum of what was sent; of what never was, what must be bought now."""
    now = {line.offer.id: line.to_order_milli for order in orders for line in order.lines}
    return now | sent_amounts(versions)


def desired(
    orders: Sequence[SupplierOrder],
    versions: Sequence[SentVersion],
    offers: Mapping[int, Offer],
    *,
    arrived: Collection[int] = (),
) -> tuple[Desired, ...]:
    """Return each supplier of the round with what still has to be sent to her; `arrived` are offers that came already.

    Nothing more is asked for of what has come: what the orders lost then lies with the arrival.
    """
    by_supplier = {order.supplier_id: order for order in orders}
    sent: dict[int | None, list[SentVersion]] = {}
    for version in versions:
        sent.setdefault(version.supplier_id, []).append(version)
        nothing = SupplierOrder(version.supplier_id, version.supplier_name, ())
        by_supplier.setdefault(version.supplier_id, nothing)
    return tuple(
        Desired(order, tuple(sent.get(each, ())), _slip(order, sent.get(each, ()), offers, arrived))
        for each, order in by_supplier.items()
    )


def as_sent(
    versions: Sequence[SentVersion], version: SentVersion, offers: Mapping[int, Offer], now: Iterable[PurchaseLine]
) -> Slip:
    """Return a version as it went out, at the costs of then; `versions` are all of its supplier's.

    How it goes to the buildings is known as long as the orders of `now` still say what they said.
    """
    earlier = [each for each in versions if each.version < version.version]
    before, ordered, extra = sent_amounts(earlier), dict[int, int](), dict[int, int]()
    for line in (line for each in earlier for line in each.lines):
        ordered[line.offer_id] = ordered.get(line.offer_id, 0) + line.ordered_milli
        extra[line.offer_id] = extra.get(line.offer_id, 0) + line.extra_milli
    today = {line.offer.id: line for line in now}
    lines = []
    for line in version.lines:
        each, was = line.offer_id, today.get(line.offer_id)
        then = PurchaseLine(
            offer=replace(offers[each], cost_fen=line.cost_fen),
            ordered_milli=ordered.get(each, 0) + line.ordered_milli,
            to_order_milli=before.get(each, 0) + line.to_order_milli,
            extra_milli=extra.get(each, 0) + line.extra_milli,
        )
        same = was is not None and was.ordered_milli == then.ordered_milli
        shares = was.by_building if was is not None and same else ()
        lines.append(SlipLine(replace(then, by_building=shares), before.get(each, 0), ordered.get(each, 0)))
    return Slip(version.supplier_id, version.supplier_name, version.version, tuple(lines))


def _slip(
    order: SupplierOrder, sent: Sequence[SentVersion], offers: Mapping[int, Offer], arrived: Collection[int]
) -> Slip | None:
    before, ordered, extra = sent_amounts(sent), dict[int, int](), dict[int, int]()
    for version in sent:
        for line in version.lines:
            ordered[line.offer_id] = ordered.get(line.offer_id, 0) + line.ordered_milli
            extra[line.offer_id] = extra.get(line.offer_id, 0) + line.extra_milli
    now = {line.offer.id: line for line in order.lines}
    gone = {each: PurchaseLine(offers[each], 0, 0) for each in before if each not in now and each in offers}
    lines = tuple(
        SlipLine(line, before.get(each, 0), ordered.get(each, 0), extra.get(each, 0))
        for each, line in (now | gone).items()
        if each not in arrived and line.to_order_milli != before.get(each, 0)
    )
    if not lines:
        return None
    return Slip(order.supplier_id, order.supplier_name, (sent[-1].version if sent else 0) + 1, lines)
