"""Past practice rounds as they were settled, and what neighbours claimed about the latest of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from leaderdesk.features.arrivals.tables import ReceiptRow
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import Grant, Wish
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.payments.actions.ledger import post
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.features.settlements.actions import keep_settlement
from leaderdesk.features.settlements.rules import GoodsCost, by_supplier
from leaderdesk.storage.database import Store, Writing

_DELIVERY_FEN = 30_00
_CLAIMS = (
    (Wish.REFUND, "打开一看压烂了几颗，照片发您了", None),
    (Wish.REPLACEMENT, "回家一数少了一份", Grant(Wish.REPLACEMENT)),
    (Wish.THANKS, "盖子有点松，没事的，跟您说一声", Grant(Wish.THANKS)),
)
"""What was wished, what was said, and what was granted; the first still waits for an answer."""


def settle_past(
    writing: Writing, round_id: int, lines: Iterable[Mapping[str, Any]], *, came_ms: int, settled_ms: int
) -> None:
    """Let what was ordered have come, and settle the round: the suppliers are paid, and a fee for the delivery."""
    ordered: dict[int, int] = {}
    for line in lines:
        ordered[line["offer_id"]] = ordered.get(line["offer_id"], 0) + line["amount_milli"]
    goods = [each for each in _goods(writing, round_id, ordered) if each.amount_milli]
    receipts = [
        {
            "offer_id": each.offer_id,
            "due_milli": each.amount_milli,
            "received_milli": each.amount_milli,
            "at_ms": came_ms,
            "temperature": "",
            "note": "",
        }
        for each in goods
    ]
    if receipts:
        writing.session.execute(insert(ReceiptRow), receipts)
    fee = (EntryLine(Account.FEES, -_DELIVERY_FEN), EntryLine(Account.CASH, _DELIVERY_FEN))
    post(writing, Entry(Kind.FEE, fee, at_ms=settled_ms, note="送货", round_id=round_id))
    keep_settlement(writing, round_id, goods, at_ms=settled_ms)
    for supplier in by_supplier(goods):
        if supplier.supplier_id is not None and supplier.total_fen:
            paid = (
                EntryLine(Account.SUPPLIER, -supplier.total_fen, supplier_id=supplier.supplier_id),
                EntryLine(Account.WECHAT, supplier.total_fen),
            )
            post(writing, Entry(Kind.SUPPLIER, paid, at_ms=settled_ms, round_id=round_id))


def write_claims(store: Store) -> tuple[int, ...]:
    """Write down what neighbours claimed about the latest settled round, and return the ids of the claims."""
    latest = select(RoundRow.id).where(RoundRow.settled_at_ms.is_not(None)).order_by(RoundRow.number.desc()).limit(1)
    with store.read() as connection:
        round_id = connection.scalar(latest)
        orders = () if round_id is None else orders_of_round(connection, round_id)
    made = []
    for order, (wish, words, grant) in zip(orders, _CLAIMS, strict=False):
        line = order.lines[0]
        claim = new_claim(
            store, order_id=order.id, offer_id=line.offer_id, amount_milli=line.amount_milli, wish=wish, words=words
        )
        made.append(claim.id)
        if grant is not None:
            answer_claim(store, claim.id, grant)
    return tuple(made)


def _goods(writing: Writing, round_id: int, ordered: Mapping[int, int]) -> list[GoodsCost]:
    query = (
        select(OfferRow.id, OfferRow.code, OfferRow.cost_fen, ProductRow.name, ProductRow.unit, ProductRow.supplier_id)
        .add_columns(SupplierRow.name.label("supplier"))
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .outerjoin(SupplierRow, SupplierRow.id == ProductRow.supplier_id)
        .where(OfferRow.round_id == round_id)
        .order_by(OfferRow.position)
    )
    return [
        GoodsCost(
            offer_id=row.id,
            code=row.code,
            product=row.name,
            unit=row.unit,
            supplier_id=row.supplier_id,
            supplier_name=row.supplier or "",
            amount_milli=ordered.get(row.id, 0),
            cost_fen=row.cost_fen,
        )
        for row in writing.connection.execute(query)
    ]
