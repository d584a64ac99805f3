"""What the suppliers are to bring, and what was sent to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.purchasing.rules import SupplierOrder, supplier_orders
from leaderdesk.features.purchasing.rules.versions import (
    Desired,
    SentLine,
    SentVersion,
    desired,
    expected_amounts,
)
from leaderdesk.features.purchasing.tables import (
    BelowMinimumRow,
    PurchaseExtraRow,
    PurchaseLineRow,
    PurchaseOrderRow,
)
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.rounds.rules.cases import Bought
from leaderdesk.features.rounds.tables import OfferRow


def _none_arrived(_connection: Connection, _round_id: int) -> Mapping[int, int]:
    return {}


@dataclass(frozen=True, slots=True)
class PurchaseSlots:
    """`arrived` tells how much is there of each offer of a round that has come, `kept` how much waits for late orders.

    Both are thousandths by offer id; `tables` are what they read. `guards` keep what was handed over.
    """

    arrived: Callable[[Connection, int], Mapping[int, int]] = field(default=_none_arrived)
    kept: Callable[[Connection, int], Mapping[int, int]] = field(default=_none_arrived)
    tables: frozenset[str] = frozenset()
    guards: Guards = UNGUARDED


@dataclass(frozen=True, slots=True)
class SupplierContact:
    """Whom to call."""

    contact: str
    phone: str
    payment_terms: str


def supplier_orders_of_round(connection: Connection, round_id: int) -> tuple[SupplierOrder, ...]:
    """Return what each supplier must bring as the orders stand now, what the leader takes herself with it."""
    offers, orders = offers_of_round(connection, round_id), orders_of_round(connection, round_id)
    return supplier_orders(offers, orders, extra_of_round(connection, round_id))


def desired_of_round(
    connection: Connection, round_id: int, *, slots: PurchaseSlots | None = None
) -> tuple[Desired, ...]:
    """Return each supplier of the round: what she must bring, what was sent to her, and what was not yet."""
    arrived = (slots or PurchaseSlots()).arrived(connection, round_id)
    offers = {offer.id: offer for offer in offers_of_round(connection, round_id)}
    orders = supplier_orders_of_round(connection, round_id)
    return desired(orders, sent_versions(connection, round_id), offers, arrived=frozenset(arrived))


def expected_of_round(connection: Connection, round_id: int) -> Mapping[int, int]:
    """Return what is to come of each offer, thousandths by offer id: the sum of all versions that were sent.

    Of an offer that was never sent it is what would have to be bought for the orders as they stand, in whole cases.
    """
    return expected_amounts(supplier_orders_of_round(connection, round_id), sent_versions(connection, round_id))


def spare_of_round(connection: Connection, round_id: int) -> Mapping[int, int]:
    """Return what is to come of each offer beyond the orders, late ones with them, and beyond what the leader takes.

    Thousandths by offer id, for every offer of which something is to come; never below 0.
    """
    taken = {
        line.offer.id: line.ordered_milli + line.extra_milli
        for order in supplier_orders_of_round(connection, round_id)
        for line in order.lines
    }
    expected = expected_of_round(connection, round_id)
    return {offer_id: max(0, milli - taken.get(offer_id, 0)) for offer_id, milli in expected.items()}


def extra_of_round(connection: Connection, round_id: int) -> dict[int, int]:
    """Return what the leader takes of each offer beyond the orders, thousandths by offer id."""
    query = (
        select(PurchaseExtraRow.offer_id, func.sum(PurchaseExtraRow.extra_milli))
        .join(OfferRow, OfferRow.id == PurchaseExtraRow.offer_id)
        .where(OfferRow.round_id == round_id)
        .group_by(PurchaseExtraRow.offer_id)
    )
    return {offer_id: int(milli) for offer_id, milli in connection.execute(query)}


def extras_by_purpose(connection: Connection, round_id: int) -> dict[int, dict[str, int]]:
    """Return what the leader takes of each offer, and for what: thousandths by purpose, by offer id."""
    query = (
        select(PurchaseExtraRow.offer_id, PurchaseExtraRow.purpose, PurchaseExtraRow.extra_milli)
        .join(OfferRow, OfferRow.id == PurchaseExtraRow.offer_id)
        .where(OfferRow.round_id == round_id)
    )
    found: dict[int, dict[str, int]] = {}
    for offer_id, purpose, milli in connection.execute(query):
        found.setdefault(offer_id, {})[purpose] = milli
    return found


def bought_all_the_same(connection: Connection, round_id: int) -> frozenset[int]:
    """Return the offers that are bought although their minimum was not reached."""
    query = (
        select(BelowMinimumRow.offer_id)
        .join(OfferRow, OfferRow.id == BelowMinimumRow.offer_id)
        .where(OfferRow.round_id == round_id)
    )
    return frozenset(connection.execute(query).scalars())


def bought_of_round(connection: Connection, round_id: int) -> Bought:
    """Return what the leader decided about buying for the round, for its cut-off."""
    return Bought(extra_of_round(connection, round_id), bought_all_the_same(connection, round_id))


def contact_of(connection: Connection, supplier_id: int | None) -> SupplierContact:
    """Return whom to call at a supplier; empty where nothing is known."""
    query = select(SupplierRow.contact, SupplierRow.phone, SupplierRow.payment_terms).where(
        SupplierRow.id == supplier_id
    )
    row = connection.execute(query).one_or_none()
    return SupplierContact("", "", "") if row is None else SupplierContact(*row)


def sent_versions(connection: Connection, round_id: int) -> tuple[SentVersion, ...]:
    """Return every version that was sent for the round, oldest first."""
    of_round = PurchaseOrderRow.round_id == round_id
    name = func.coalesce(SupplierRow.name, "").label("supplier_name")
    heads = connection.execute(
        select(*PurchaseOrderRow.__table__.columns, name)
        .join(SupplierRow, SupplierRow.id == PurchaseOrderRow.supplier_id, isouter=True)
        .where(of_round)
        .order_by(PurchaseOrderRow.id)
    ).all()
    if not heads:
        return ()
    query = (
        select(PurchaseLineRow.__table__)
        .join(PurchaseOrderRow, PurchaseOrderRow.id == PurchaseLineRow.purchase_order_id)
        .where(of_round)
        .order_by(PurchaseLineRow.id)
    )
    lines: dict[int, list[SentLine]] = {}
    for row in connection.execute(query):
        line = SentLine(row.offer_id, row.ordered_milli, row.extra_milli, row.to_order_milli, row.cost_fen)
        lines.setdefault(row.purchase_order_id, []).append(line)
    return tuple(
        SentVersion(
            id=head.id,
            supplier_id=head.supplier_id,
            supplier_name=head.supplier_name,
            version=head.version,
            number=head.number,
            way=head.way,
            at_ms=head.at_ms,
            lines=tuple(lines.get(head.id, ())),
        )
        for head in heads
    )
