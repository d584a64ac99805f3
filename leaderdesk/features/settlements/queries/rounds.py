"""What a round earned: from the book once it is settled, and before that with what settling will book."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from leaderdesk.features.arrivals.queries import counts_of_round
from leaderdesk.features.arrivals.tables import SurplusRow
from leaderdesk.features.claims.queries import claims_of_round
from leaderdesk.features.claims.rules import Claim
from leaderdesk.features.payments.queries import payments_of_round
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.settlements.queries.entries import ResultLine, result_lines, sums_of_round
from leaderdesk.features.settlements.rules import Earned, GoodsCost, SupplierCost, by_supplier, still_to_book
from leaderdesk.features.settlements.rules.corrections import corrections_after
from leaderdesk.features.settlements.tables import SettlementCostRow, SettlementRow


@dataclass(frozen=True, slots=True)
class Settled:
    """When a round was settled, and the last entry of the book of then."""

    id: int
    at_ms: int
    entry_id: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """Everything about what a round earned. `settled` is None before it is settled; then cost is what came so far.

    `lines` are those of the book on the accounts of the result; those after the settling are corrections.
    """

    round: Round
    settled: Settled | None
    earned: Earned
    goods: tuple[GoodsCost, ...]
    lines: tuple[ResultLine, ...]
    payments: tuple[Payment, ...]
    claims: tuple[Claim, ...]

    @property
    def suppliers(self) -> tuple[SupplierCost, ...]:
        """What each supplier brought."""
        return by_supplier(self.goods)

    @property
    def uncounted(self) -> tuple[GoodsCost, ...]:
        """The goods of which nobody said what came; they count as asked for."""
        return tuple(each for each in self.goods if not each.is_counted)

    @property
    def corrections(self) -> tuple[ResultLine, ...]:
        """What was put right after the settling."""
        settled = self.settled
        return () if settled is None else corrections_after(self.lines, settled.entry_id)

    @property
    def owing(self) -> tuple[Payment, ...]:
        """Who still owes."""
        return tuple(payment for payment in self.payments if payment.due_fen > 0)

    @property
    def owed(self) -> tuple[Payment, ...]:
        """Who gave too much."""
        return tuple(payment for payment in self.payments if payment.due_fen < 0)

    @property
    def open_claims(self) -> int:
        """How many claims wait for an answer."""
        return sum(1 for claim in self.claims if claim.answer is None)


def settlement_of(connection: Connection, round_id: int) -> Settlement | None:
    """Return what the round earned; None if there is no such round."""
    round_ = round_row(connection, round_id)
    if round_ is None:
        return None
    settled = settled_row(connection, round_id)
    goods = goods_of_round(connection, round_id) if settled is None else settled_goods(connection, settled.id)
    earned = Earned(sums_of_round(connection, round_id))
    return Settlement(
        round=round_,
        settled=settled,
        earned=earned.plus(still_to_book(goods)) if settled is None else earned,
        goods=goods,
        lines=result_lines(connection, round_id),
        payments=payments_of_round(connection, round_id),
        claims=claims_of_round(connection, round_id),
    )


def settled_row(connection: Connection, round_id: int) -> Settled | None:
    """Return when the round was settled; None if it is not."""
    query = select(SettlementRow.id, SettlementRow.at_ms, SettlementRow.entry_id)
    row = connection.execute(query.where(SettlementRow.round_id == round_id)).one_or_none()
    return None if row is None else Settled(row.id, row.at_ms, row.entry_id)


def goods_of_round(connection: Connection, round_id: int) -> tuple[GoodsCost, ...]:
    """Return what came of each offer, at what cost; where nobody counted, what was asked for."""
    gone = _gone(connection, round_id)
    return tuple(
        GoodsCost(
            offer_id=count.offer.id,
            code=count.offer.code,
            product=count.offer.label,
            unit=count.offer.unit,
            supplier_id=count.offer.supplier_id,
            supplier_name=count.offer.supplier_name,
            amount_milli=count.due_milli if count.received_milli is None else count.received_milli,
            cost_fen=count.offer.cost_fen,
            is_counted=count.is_counted,
            gift_milli=gone.get((count.offer.id, "gift"), 0),
            waste_milli=gone.get((count.offer.id, "waste"), 0),
        )
        for count in counts_of_round(connection, round_id)
    )


def settled_goods(connection: Connection, settlement_id: int) -> tuple[GoodsCost, ...]:
    """Return what the goods cost when the round was settled, by place in the round."""
    query = (
        select(SettlementCostRow.__table__, OfferRow.code, ProductRow.name, ProductRow.short_name, ProductRow.unit)
        .add_columns(func.coalesce(SupplierRow.name, "").label("supplier"))
        .join(OfferRow, OfferRow.id == SettlementCostRow.offer_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .outerjoin(SupplierRow, SupplierRow.id == SettlementCostRow.supplier_id)
        .where(SettlementCostRow.settlement_id == settlement_id)
        .order_by(OfferRow.position, OfferRow.id)
    )
    return tuple(
        GoodsCost(
            offer_id=row.offer_id,
            code=row.code,
            product=row.short_name or row.name,
            unit=row.unit,
            supplier_id=row.supplier_id,
            supplier_name=row.supplier,
            amount_milli=row.amount_milli,
            cost_fen=row.cost_fen,
            is_counted=bool(row.counted),
            gift_milli=row.gift_milli,
            waste_milli=row.waste_milli,
        )
        for row in connection.execute(query)
    )


def fees_of_round(connection: Connection, round_id: int) -> tuple[ResultLine, ...]:
    """Return the fees that stand for the round, the oldest first."""
    lines = result_lines(connection, round_id, account=Account.FEES)
    gone = {line.reverses_id for line in lines}
    return tuple(line for line in lines if line.reverses_id is None and line.entry_id not in gone)


def _gone(connection: Connection, round_id: int) -> dict[tuple[int, str], int]:
    query = (
        select(SurplusRow.offer_id, SurplusRow.goes, func.sum(SurplusRow.amount_milli))
        .join(OfferRow, OfferRow.id == SurplusRow.offer_id)
        .where(OfferRow.round_id == round_id, SurplusRow.goes.in_(("gift", "waste")))
        .group_by(SurplusRow.offer_id, SurplusRow.goes)
    )
    return {(row[0], row[1]): int(row[2]) for row in connection.execute(query)}
