"""What the suppliers are to bring, and what was sent to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.places import Step
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.purchasing.rules import SupplierOrder, supplier_orders
from leaderdesk.features.purchasing.tables import PurchaseLineRow, PurchaseOrderRow
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.features.rounds.tables import RoundRow


@dataclass(frozen=True, slots=True)
class SupplierContact:
    """Whom to call."""

    contact: str
    phone: str
    payment_terms: str


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One version of a purchase order as it was sent; `lines` is (offer id, amount asked for in thousandths)."""

    id: int
    supplier_id: int | None
    version: int
    number: str
    at_ms: int
    lines: tuple[tuple[int, int], ...]


def supplier_orders_of_round(connection: Connection, round_id: int) -> tuple[SupplierOrder, ...]:
    """Return what each supplier must bring as the orders stand now."""
    return supplier_orders(offers_of_round(connection, round_id), orders_of_round(connection, round_id))


def contact_of(connection: Connection, supplier_id: int | None) -> SupplierContact:
    """Return whom to call at a supplier; empty where nothing is known."""
    query = select(SupplierRow.contact, SupplierRow.phone, SupplierRow.payment_terms).where(
        SupplierRow.id == supplier_id
    )
    row = connection.execute(query).one_or_none()
    return SupplierContact("", "", "") if row is None else SupplierContact(*row)


def sent_versions(connection: Connection, round_id: int) -> tuple[SentVersion, ...]:
    """Return every version that was sent for the round, oldest first."""
    heads = connection.execute(
        select(PurchaseOrderRow.__table__).where(PurchaseOrderRow.round_id == round_id).order_by(PurchaseOrderRow.id)
    ).all()
    query = (
        select(PurchaseLineRow.purchase_order_id, PurchaseLineRow.offer_id, PurchaseLineRow.to_order_milli)
        .join(PurchaseOrderRow, PurchaseOrderRow.id == PurchaseLineRow.purchase_order_id)
        .where(PurchaseOrderRow.round_id == round_id)
        .order_by(PurchaseLineRow.id)
    )
    lines: dict[int, list[tuple[int, int]]] = {}
    for order_id, offer_id, milli in connection.execute(query):
        lines.setdefault(order_id, []).append((offer_id, milli))
    return tuple(
        SentVersion(
            id=head.id,
            supplier_id=head.supplier_id,
            version=head.version,
            number=head.number,
            at_ms=head.at_ms,
            lines=tuple(lines.get(head.id, ())),
        )
        for head in heads
    )


def next_version(connection: Connection, round_id: int, supplier_id: int | None) -> int:
    """Return the number of the next version for this supplier and round, from 1."""
    query = select(func.coalesce(func.max(PurchaseOrderRow.version), 0)).where(
        PurchaseOrderRow.round_id == round_id, PurchaseOrderRow.supplier_id.is_not_distinct_from(supplier_id)
    )
    return int(connection.execute(query).scalar_one()) + 1


def purchase_facts(connection: Connection, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 采购 of these rounds: how many purchase orders were made."""
    sent = select(PurchaseOrderRow.round_id, func.count(PurchaseOrderRow.supplier_id.distinct()).label("count"))
    found = connection.execute(sent.where(PurchaseOrderRow.round_id.in_(round_ids)).group_by(PurchaseOrderRow.round_id))
    counts = {row.round_id: row.count for row in found}
    rounds = connection.execute(
        select(RoundRow.id, RoundRow.closed_at_ms, RoundRow.settled_at_ms).where(RoundRow.id.in_(round_ids))
    )
    return {
        row.id: {
            Step.PURCHASE: StepFact(
                done=bool(row.closed_at_ms and counts.get(row.id)) or row.settled_at_ms is not None,
                running=row.closed_at_ms is not None,
                line=_("{count} sent").format(count=counts[row.id]) if row.id in counts else "",
            )
        }
        for row in rounds
    }
