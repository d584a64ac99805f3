"""Reads claims: of a round, an order, a neighbour, and what they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.batches.queries import batches_of_round
from leaderdesk.features.batches.tables import BatchOfferRow, BatchRow
from leaderdesk.features.claims.rules import Claim, Claimable, Stage, Wish
from leaderdesk.features.claims.rules.patterns import Pattern
from leaderdesk.features.claims.tables import ClaimPhotoRow, ClaimRow
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules import TimelineEvent
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.tables import OfferRow

TABLES = frozenset({"claim", "claim_photo", "ledger_entry", "orders", "line", "batch", "batch_offer", "supplier"})
"""Whatever is shown of claims comes from these."""


def claims_of_round(connection: Connection, round_id: int) -> tuple[Claim, ...]:
    """Return the claims about orders of the round, open ones first, then what is owed, newest first."""
    ranks = {Stage.OPEN: 0, Stage.OWED: 1, Stage.DONE: 2}
    found = _claims(connection, OrderRow.round_id == round_id)
    return tuple(sorted(found, key=lambda claim: (ranks[claim.stage], -claim.id)))


def claim_by_id(connection: Connection, claim_id: int) -> Claim | None:
    """Return one claim; None if it is not there."""
    return next(iter(_claims(connection, ClaimRow.id == claim_id)), None)


def claims_of_order(connection: Connection, order_id: int) -> tuple[Claim, ...]:
    """Return the claims about one order, newest first."""
    return _claims(connection, ClaimRow.order_id == order_id)


def owed_to(connection: Connection, neighbour_id: int) -> tuple[Claim, ...]:
    """Return what is to be added for nothing to the neighbour's next order, and was not given yet."""
    hers = OrderRow.neighbour_id.in_(everyone_in(neighbour_id))
    owed = and_(hers, ClaimRow.answer == Wish.REPLACEMENT.value, ClaimRow.replaced_at_ms.is_(None))
    return _claims(connection, owed)


def owed_claims(connection: Connection) -> tuple[Claim, ...]:
    """Return everything that was promised for a next round and was not given yet, whatever the round."""
    return _claims(connection, and_(ClaimRow.answer == Wish.REPLACEMENT.value, ClaimRow.replaced_at_ms.is_(None)))


def claimable_lines(connection: Connection, order_id: int) -> tuple[Order | None, tuple[Claimable, ...]]:
    """Return the order, and its lines that a claim may be about; none of a cancelled order."""
    order = order_by_id(connection, order_id)
    if order is None or order.cancelled_at_ms is not None:
        return order, ()
    batches = batches_of_round(connection, order.round_id)
    refunded = refunded_fen(connection, order_id)
    return order, tuple(
        Claimable(
            order_id=order.id,
            offer_id=line.offer_id,
            product=line.product_label,
            unit=line.unit,
            amount_milli=line.amount_milli,
            price_fen=line.price_fen,
            refunded_fen=refunded.get(line.offer_id, 0),
            batches=tuple((batch.id, batch.code) for batch in batches.get(line.offer_id, ())),
        )
        for line in order.lines
    )


def refunded_fen(connection: Connection, order_id: int, *, but_claim: int | None = None) -> dict[int, int]:
    """Return what was given back for the goods of the order by claims, in fen by offer id."""
    query = select(ClaimRow.offer_id, func.sum(ClaimRow.refund_fen)).where(ClaimRow.order_id == order_id)
    if but_claim is not None:
        query = query.where(ClaimRow.id != but_claim)
    return {row[0]: int(row[1]) for row in connection.execute(query.group_by(ClaimRow.offer_id))}


def patterns_of(connection: Connection, claims: Sequence[Claim]) -> tuple[Pattern, ...]:
    """Return what the batches and suppliers of these claims have in common, over all rounds; the most claims first."""
    batches = {claim.batch_id for claim in claims if claim.batch_id is not None}
    suppliers = {claim.supplier_id for claim in claims if claim.supplier_id is not None}
    of_batch = select(BatchOfferRow.batch_id.label("about"), BatchOfferRow.offer_id)
    of_supplier = select(ProductRow.supplier_id.label("about"), OfferRow.id.label("offer_id")).join(
        OfferRow, OfferRow.product_id == ProductRow.id
    )
    codes = select(BatchRow.id, BatchRow.code).where(BatchRow.id.in_(batches))
    names = select(SupplierRow.id, SupplierRow.name).where(SupplierRow.id.in_(suppliers))
    found = [
        *_patterns(connection, "batch", dict(connection.execute(codes).all()), of_batch, ClaimRow.batch_id),
        *_patterns(connection, "supplier", dict(connection.execute(names).all()), of_supplier, ClaimRow.supplier_id),
    ]
    return tuple(sorted(found, key=lambda pattern: (-pattern.claims, pattern.kind, pattern.name)))


def claim_events(connection: Connection, neighbour_id: int) -> tuple[TimelineEvent, ...]:
    """Return what the neighbour claimed and what she got for it, newest first."""
    claims = _claims(connection, OrderRow.neighbour_id.in_(everyone_in(neighbour_id)))
    return tuple(TimelineEvent(claim.at_ms, _event_text(claim), "warn") for claim in claims)


def claim_note(connection: Connection, order_id: int) -> str:
    """Return what the drawer of an order says of claims: what is still owed to its neighbour, and what was claimed."""
    order = order_by_id(connection, order_id)
    if order is None:
        return ""
    owed = [claim for claim in owed_to(connection, order.neighbour_id) if claim.order_id != order_id]
    said = [_("Goes into the bag for nothing: {goods}").format(goods=promised_text(claim)) for claim in owed]
    said += [_event_text(claim) for claim in claims_of_order(connection, order_id)]
    return "\n".join(said)


def promised_text(claim: Claim) -> str:
    """Return what was promised, and from when: 草莓 1 盒 (第 23 期)."""
    return _("{product} {amount} {unit} ({round})").format(
        product=claim.product, amount=amount_text(claim.amount_milli), unit=claim.unit, round=claim.round_name
    )


def _event_text(claim: Claim) -> str:
    if claim.answer is None:
        words = _("{round}: after-sales about {product}, not answered yet")
    elif claim.answer is Wish.REFUND:
        words = _("{round}: after-sales about {product}, {sum} given back")
    elif claim.answer is Wish.THANKS:
        words = _("{round}: after-sales about {product}, thanked")
    elif claim.replaced_at_ms is None:
        words = _("{round}: after-sales about {product}, another one is owed")
    else:
        words = _("{round}: after-sales about {product}, another one was given")
    return words.format(round=claim.round_name, product=claim.product, sum=format_yuan(claim.refund_fen))


def _patterns(
    connection: Connection,
    kind: str,
    names: dict[int, str],
    offers: Select[*tuple[Any, ...]],
    column: Any,
) -> list[Pattern]:
    if not names:
        return []
    of = offers.subquery()
    bought = {
        row[0]: int(row[1])
        for row in connection.execute(
            select(of.c.about, func.count(OrderRow.neighbour_id.distinct()))
            .join(LineRow, LineRow.offer_id == of.c.offer_id)
            .join(OrderRow, OrderRow.id == LineRow.order_id)
            .where(of.c.about.in_(names), OrderRow.cancelled_at_ms.is_(None))
            .group_by(of.c.about)
        )
    }
    claimed = connection.execute(
        select(
            column.label("about"),
            func.count().label("claims"),
            func.count(OrderRow.neighbour_id.distinct()).label("claimants"),
            func.sum(ClaimRow.refund_fen).label("refund_fen"),
            func.sum(ClaimRow.supplier_fen).label("supplier_fen"),
        )
        .join(OrderRow, OrderRow.id == ClaimRow.order_id)
        .where(column.in_(names))
        .group_by(column)
    )
    return [
        Pattern(
            kind,
            row.about,
            _name(kind, names[row.about]),
            claims=row.claims,
            claimants=row.claimants,
            # Who claimed did buy, whatever became of her order since.
            buyers=max(bought.get(row.about, 0), row.claimants),
            refund_fen=row.refund_fen,
            supplier_fen=row.supplier_fen,
        )
        for row in claimed
    ]


def _name(kind: str, name: str) -> str:
    return _("batch {code}").format(code=name) if kind == "batch" else name


def _claims(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Claim, ...]:
    rows = connection.execute(
        select(
            ClaimRow.__table__,
            OrderRow.round_id,
            OrderRow.neighbour_id,
            OrderRow.pickup_code,
            NeighbourRow.name.label("neighbour_name"),
            func.coalesce(HouseholdRow.label, "").label("room"),
            ProductRow.name.label("product_name"),
            ProductRow.short_name,
            ProductRow.unit,
            func.coalesce(LineRow.amount_milli, 0).label("line_milli"),
            func.coalesce(LineRow.price_fen, OfferRow.price_fen, 0).label("price_fen"),
            func.coalesce(BatchRow.code, "").label("batch_code"),
            func.coalesce(SupplierRow.name, "").label("supplier_name"),
        )
        .join(OrderRow, OrderRow.id == ClaimRow.order_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
        .join(OfferRow, OfferRow.id == ClaimRow.offer_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .outerjoin(LineRow, and_(LineRow.order_id == ClaimRow.order_id, LineRow.offer_id == ClaimRow.offer_id))
        .outerjoin(BatchRow, BatchRow.id == ClaimRow.batch_id)
        .outerjoin(SupplierRow, SupplierRow.id == ClaimRow.supplier_id)
        .where(wanted)
        .order_by(ClaimRow.id.desc())
    ).all()
    open_fen = dues(connection, sorted({row.order_id for row in rows}))
    name_of, photos = _round_names(connection), _photos(connection, [row.id for row in rows])
    return tuple(_claim(row, name_of(row.round_id), open_fen[row.order_id], photos.get(row.id, ())) for row in rows)


def _claim(row: Any, round_name: str, due_fen: int, photos: tuple[int, ...]) -> Claim:
    return Claim(
        id=row.id,
        order_id=row.order_id,
        round_id=row.round_id,
        round_name=round_name,
        neighbour_id=row.neighbour_id,
        neighbour_name=row.neighbour_name,
        room=row.room,
        pickup_code=row.pickup_code,
        offer_id=row.offer_id,
        product=row.short_name or row.product_name,
        unit=row.unit,
        amount_milli=row.amount_milli,
        line_milli=row.line_milli,
        price_fen=row.price_fen,
        words=row.words,
        wish=Wish(row.wish),
        at_ms=row.at_ms,
        due_fen=due_fen,
        batch_id=row.batch_id,
        batch_code=row.batch_code,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier_name,
        answer=Wish(row.answer) if row.answer else None,
        refund_fen=row.refund_fen,
        paid_fen=row.paid_fen,
        supplier_fen=row.supplier_fen,
        answered_at_ms=row.answered_at_ms,
        replaced_at_ms=row.replaced_at_ms,
        photos=photos,
    )


def _round_names(connection: Connection) -> Callable[[int], str]:
    known: dict[int, str] = {}

    def name_of(round_id: int) -> str:
        if round_id not in known:
            found = round_row(connection, round_id)
            known[round_id] = "" if found is None else found.name
        return known[round_id]

    return name_of


def _photos(connection: Connection, claim_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    query = (
        select(ClaimPhotoRow.claim_id, ClaimPhotoRow.photo_id)
        .where(ClaimPhotoRow.claim_id.in_(claim_ids))
        .order_by(ClaimPhotoRow.position, ClaimPhotoRow.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for claim_id, photo_id in connection.execute(query):
        found[claim_id].append(photo_id)
    return {claim_id: tuple(ids) for claim_id, ids in found.items()}
