"""What came, what lies open about it, and whom it concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.arrivals.rules.counting import Count, SupplierCount, quantity
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Cut, Party
from leaderdesk.features.arrivals.tables import DeliveryPhotoRow, LineChangeRow, ReceiptRow, SurplusRow
from leaderdesk.features.batches.queries import batches_of_round
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.queries import orders_by_ids, orders_of_round
from leaderdesk.features.orders.rules import Line, Order
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.queries import handed_line_ids
from leaderdesk.features.products.tables import PhotoRow, ProductRow
from leaderdesk.features.purchasing.queries import sent_versions, supplier_orders_of_round
from leaderdesk.features.purchasing.rules.versions import sent_amounts
from leaderdesk.features.purchasing.tables import LateWishRow
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.tables import OfferRow

_GONE = ("gift", "waste")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came for a round, by supplier in the order of the offers; `policy` is the one chosen last."""

    round: Round
    suppliers: tuple[SupplierCount, ...]
    policy: Policy

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every offer that is to come."""
        return tuple(count for supplier in self.suppliers for count in supplier.counts)

    def supplier_of(self, supplier_id: int | None) -> SupplierCount | None:
        """Return what that supplier brings; None if nothing of hers is to come."""
        return next((one for one in self.suppliers if one.supplier_id == supplier_id), None)

    def count_of(self, offer_id: int) -> Count | None:
        """Return what is known of one offer; None if nothing of it is to come."""
        return next((count for count in self.counts if count.offer.id == offer_id), None)


@dataclass(frozen=True, slots=True)
class Ground:
    """What sharing out one offer is decided on."""

    count: Count
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What was done about one offer, by turn; `refunded`: what was paid went back by WeChat."""

    cuts: tuple[Cut, ...]
    refunded: bool


@dataclass(frozen=True, slots=True)
class Surplus:
    """Where some of what came beyond the orders went."""

    id: int
    offer_id: int
    amount_milli: int
    goes: str
    note: str
    at_ms: int


def arrival_of_round(connection: Connection, round_id: int) -> Arrival | None:
    """Return what is to come and came for the round; None if there is no such round."""
    round_ = round_row(connection, round_id)
    if round_ is None:
        return None
    counts = counts_of_round(connection, round_id)
    photos = _photos(connection, round_id)
    by_supplier: dict[int | None, list[Count]] = {}
    for count in counts:
        by_supplier.setdefault(count.offer.supplier_id, []).append(count)
    suppliers = tuple(
        SupplierCount(
            supplier_id=supplier_id,
            supplier_name=each[0].offer.supplier_name,
            counts=tuple(each),
            photos=photos.get(supplier_id, ()),
        )
        for supplier_id, each in by_supplier.items()
    )
    return Arrival(round_, suppliers, _last_policy(connection))


def counts_of_round(connection: Connection, round_id: int) -> tuple[Count, ...]:
    """Return what came of each offer of which something is ordered, to come, or counted, by place."""
    orders = orders_of_round(connection, round_id)
    due = due_of_round(connection, round_id)
    held = handed_line_ids(connection, [order.id for order in orders])
    lines: dict[int, list[Line]] = {}
    for order in orders:
        for line in order.lines:
            lines.setdefault(line.offer_id, []).append(line)
    receipts = _receipts(connection, round_id)
    away, shared = _away(connection, round_id), _shared(connection, round_id)
    kept = kept_of_round(connection, round_id)
    batches = batches_of_round(connection, round_id)
    counts = []
    for offer in offers_of_round(connection, round_id):
        receipt, of_offer = receipts.get(offer.id), lines.get(offer.id, [])
        if receipt is None and not of_offer and not due.get(offer.id):
            continue
        counts.append(
            Count(
                offer=offer,
                due_milli=due.get(offer.id, 0),
                ordered_milli=sum(line.amount_milli for line in of_offer),
                orders=len(of_offer),
                held_milli=sum(line.amount_milli for line in of_offer if line.id in held),
                received_milli=None if receipt is None else receipt.received_milli,
                away_milli=away.get(offer.id, 0),
                kept_milli=kept.get(offer.id, 0),
                at_ms=None if receipt is None else receipt.at_ms,
                temperature="" if receipt is None else receipt.temperature,
                note="" if receipt is None else receipt.note,
                shared=offer.id in shared,
                batches=tuple(batch.code for batch in batches.get(offer.id, ())),
            )
        )
    return tuple(counts)


def due_of_round(connection: Connection, round_id: int) -> dict[int, int]:
    """Return what is to come of each offer: what its supplier was asked for, else what the orders come to in cases.

    Of what was counted without having been asked for it is what was to come then: sharing out a shortage takes away
    from the orders, and not from what was to come.
    """
    due = {
        line.offer.id: line.to_order_milli
        for order in supplier_orders_of_round(connection, round_id)
        for line in order.lines
    }
    due |= {offer_id: receipt.due_milli for offer_id, receipt in _receipts(connection, round_id).items()}
    return due | sent_amounts(sent_versions(connection, round_id))


def received_of_round(connection: Connection, round_id: int) -> Mapping[int, int]:
    """Return what came of each offer that was counted, in thousandths by offer id."""
    return {offer_id: receipt.received_milli for offer_id, receipt in _receipts(connection, round_id).items()}


def there_of_round(connection: Connection, round_id: int) -> Mapping[int, int]:
    """Return what is there for orders of each offer that was counted: what came, less what went to gifts or waste."""
    away = _away(connection, round_id)
    received = received_of_round(connection, round_id)
    return {offer_id: max(milli - away.get(offer_id, 0), 0) for offer_id, milli in received.items()}


def kept_of_round(connection: Connection, round_id: int) -> Mapping[int, int]:
    """Return what the leader still keeps of each offer for those who come late, in thousandths by offer id.

    What was promised to them since she first kept some of it is not kept any more.
    """
    since = (
        select(SurplusRow.offer_id, func.min(SurplusRow.at_ms).label("at_ms"))
        .where(SurplusRow.goes == "late")
        .group_by(SurplusRow.offer_id)
        .subquery()
    )
    query = (
        select(LateWishRow.offer_id, func.sum(LateWishRow.amount_milli))
        .join(since, since.c.offer_id == LateWishRow.offer_id)
        .where(LateWishRow.round_id == round_id, LateWishRow.answer == "taken")
        .where(LateWishRow.decided_at_ms >= since.c.at_ms)
        .group_by(LateWishRow.offer_id)
    )
    promised = {offer_id: int(milli) for offer_id, milli in connection.execute(query)}
    kept = _surplus(connection, round_id, goes=("late",))
    return {offer_id: max(milli - promised.get(offer_id, 0), 0) for offer_id, milli in kept.items()}


def ground_of(connection: Connection, offer_id: int) -> Ground | None:
    """Return whom a shortage of the offer concerns, and what came of it; None if nothing of it is to come."""
    round_id = connection.scalar(select(OfferRow.round_id).where(OfferRow.id == offer_id))
    if round_id is None:
        return None
    count = next((each for each in counts_of_round(connection, round_id) if each.offer.id == offer_id), None)
    if count is None:
        return None
    orders = orders_of_round(connection, round_id)
    concerned = [(order, line) for order in orders for line in order.lines if line.offer_id == offer_id]
    ids = [order.id for order, _line in concerned]
    places, open_fen = _places(orders), dues(connection, ids)
    held, before = handed_line_ids(connection, ids), _short_before(connection, round_id)
    return Ground(
        count,
        tuple(
            Party(
                line_id=line.id,
                order_id=order.id,
                neighbour_id=order.neighbour_id,
                name=order.neighbour_name,
                room=order.room,
                place=places[order.id],
                ordered_milli=line.amount_milli,
                price_fen=line.price_fen,
                open_fen=open_fen.get(order.id, 0),
                short_before_fen=before.get(order.neighbour_id, 0),
                is_held=line.id in held,
            )
            for order, line in concerned
        ),
    )


def made_of_offer(connection: Connection, offer_id: int) -> Made:
    """Return what the latest sharing out or weighing of the offer did that still stands."""
    latest = select(func.max(LineChangeRow.at_ms)).where(LineChangeRow.offer_id == offer_id).scalar_subquery()
    rows = connection.execute(
        select(LineChangeRow.__table__).where(LineChangeRow.offer_id == offer_id, LineChangeRow.at_ms == latest)
    ).all()
    orders = {order.id: order for order in orders_by_ids(connection, [row.order_id for row in rows])}
    round_ids = {order.round_id for order in orders.values()}
    places = _places([order for round_id in round_ids for order in orders_of_round(connection, round_id)])
    made = [_made(row, orders[row.order_id], places.get(row.order_id, 0)) for row in rows]
    return Made(tuple(sorted(made, key=_turn)), refunded=any(row.refunded_fen for row in rows))


def surplus_of_offer(connection: Connection, offer_id: int) -> tuple[Surplus, ...]:
    """Return where what came beyond the orders went, the earliest first."""
    rows = connection.execute(
        select(SurplusRow.__table__).where(SurplusRow.offer_id == offer_id).order_by(SurplusRow.id)
    ).mappings()
    return tuple(Surplus(**row) for row in rows)


def shortfalls(connection: Connection, order_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return why an order has less in it than was ordered, a sentence for each of its goods, for whom pickup asks."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(order_ids), _AT_ONCE):
        query = (
            select(LineChangeRow.__table__, ProductRow.name, ProductRow.short_name, ProductRow.unit)
            .join(OfferRow, OfferRow.id == LineChangeRow.offer_id)
            .join(ProductRow, ProductRow.id == OfferRow.product_id)
            .where(LineChangeRow.order_id.in_(order_ids[start : start + _AT_ONCE]), LineChangeRow.why == "short")
            .order_by(LineChangeRow.id)
        )
        for row in connection.execute(query):
            words = _("{product}: {was} ordered, {now} came for you; {money}").format(
                product=row.short_name or row.name,
                was=amount_text(row.was_milli),
                now=quantity(row.now_milli, row.unit),
                money=_where_it_went(row.back_fen, row.refunded_fen),
            )
            found.setdefault(row.order_id, []).append(words)
    return {order_id: tuple(words) for order_id, words in found.items()}


def photo_ids(connection: Connection, round_id: int, supplier_id: int | None) -> tuple[int, ...]:
    """Return the pictures of what the supplier's paper says for the round, as they came."""
    return _photos(connection, round_id).get(supplier_id, ())


def photo_content(connection: Connection, photo_id: int) -> bytes | None:
    """Return the JPEG bytes of a picture."""
    return connection.scalar(select(PhotoRow.content).where(PhotoRow.id == photo_id))


def _made(row: Any, order: Order, place: int) -> Cut:
    less = line_total(row.price_fen, row.was_milli) - line_total(row.price_fen, row.now_milli)
    party = Party(
        line_id=row.id,
        order_id=order.id,
        neighbour_id=order.neighbour_id,
        name=order.neighbour_name,
        room=order.room,
        place=place,
        ordered_milli=row.was_milli,
        price_fen=row.price_fen,
        # What she did not get back she had not paid yet.
        open_fen=max(less, 0) - row.back_fen,
    )
    return Cut(party, row.now_milli, waived_fen=row.waived_fen)


def _turn(cut: Cut) -> tuple[int, int]:
    return cut.party.place, cut.party.line_id


def _where_it_went(back_fen: int, refunded_fen: int) -> str:
    if refunded_fen:
        return _("short, sent back by WeChat")
    return _("short, on the balance") if back_fen else _("short, nothing to pay for it")


def _receipts(connection: Connection, round_id: int) -> dict[int, ReceiptRow]:
    query = select(ReceiptRow.__table__).join(OfferRow, OfferRow.id == ReceiptRow.offer_id)
    rows = connection.execute(query.where(OfferRow.round_id == round_id)).mappings()
    return {row["offer_id"]: ReceiptRow(**row) for row in rows}


def _photos(connection: Connection, round_id: int) -> dict[int | None, tuple[int, ...]]:
    query = select(DeliveryPhotoRow.supplier_id, DeliveryPhotoRow.photo_id).where(DeliveryPhotoRow.round_id == round_id)
    found: dict[int | None, list[int]] = {}
    for supplier_id, photo_id in connection.execute(query.order_by(DeliveryPhotoRow.id)):
        found.setdefault(supplier_id, []).append(photo_id)
    return {supplier_id: tuple(ids) for supplier_id, ids in found.items()}


def _away(connection: Connection, round_id: int) -> dict[int, int]:
    return _surplus(connection, round_id, goes=_GONE)


def _surplus(connection: Connection, round_id: int, *, goes: Sequence[str]) -> dict[int, int]:
    query = (
        select(SurplusRow.offer_id, func.sum(SurplusRow.amount_milli))
        .join(OfferRow, OfferRow.id == SurplusRow.offer_id)
        .where(OfferRow.round_id == round_id, SurplusRow.goes.in_(goes))
        .group_by(SurplusRow.offer_id)
    )
    return dict(connection.execute(query).all())


def _shared(connection: Connection, round_id: int) -> Collection[int]:
    query = (
        select(LineChangeRow.offer_id)
        .join(OfferRow, OfferRow.id == LineChangeRow.offer_id)
        .where(OfferRow.round_id == round_id)
    )
    return frozenset(connection.execute(query.distinct()).scalars())


def _short_before(connection: Connection, round_id: int) -> dict[int, int]:
    """Return what neighbours went without in other rounds, in fen; who was found to be another counts for her."""
    who = func.coalesce(NeighbourRow.merged_into_id, NeighbourRow.id)
    query = (
        select(who, LineChangeRow.price_fen, LineChangeRow.was_milli, LineChangeRow.now_milli)
        .join(OrderRow, OrderRow.id == LineChangeRow.order_id)
        .join(NeighbourRow, NeighbourRow.id == OrderRow.neighbour_id)
        .where(LineChangeRow.why == "short", OrderRow.round_id != round_id)
    )
    found: dict[int, int] = {}
    for neighbour_id, price_fen, was, now in connection.execute(query):
        less = line_total(price_fen, was) - line_total(price_fen, now)
        found[neighbour_id] = found.get(neighbour_id, 0) + less
    return found


def _last_policy(connection: Connection) -> Policy:
    query = select(LineChangeRow.policy).where(LineChangeRow.why == "short").order_by(LineChangeRow.id.desc()).limit(1)
    kept = connection.scalar(query)
    return Policy(kept) if kept else Policy.ONE_EACH


def _places(orders: Sequence[Order]) -> dict[int, int]:
    """Return the turn of each order in its round, from 1: as they came, those of one list by their number in it."""
    came = sorted(orders, key=_came)
    return {order.id: place for place, order in enumerate(came, start=1)}


def _came(order: Order) -> tuple[int, bool, int, int]:
    return order.created_at_ms, order.list_number is None, order.list_number or 0, order.id


def offer_of(connection: Connection, offer_id: int) -> Offer | None:
    """Return the offer; None if it is not in a round any more."""
    round_id = connection.scalar(select(OfferRow.round_id).where(OfferRow.id == offer_id))
    if round_id is None:
        return None
    return next((offer for offer in offers_of_round(connection, round_id) if offer.id == offer_id), None)
