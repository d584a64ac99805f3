"""Reads batches with what is known of them, and who took them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from leaderdesk.core.text import compare_key
from leaderdesk.features.batches.rules import WARM_PLACES, Batch, BatchPhoto, PhotoKind, Shelf, Warmth
from leaderdesk.features.batches.rules.recall import Recall, TakenLine, Taker
from leaderdesk.features.batches.tables import BatchOfferRow, BatchPhotoRow, BatchRow, BatchWarmthRow
from leaderdesk.features.products.tables import ProductRow, SupplierRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.search import like_pattern

TABLES = frozenset({"batch", "batch_warmth", "batch_photo", "batch_offer"})
"""Whatever is shown of batches comes from these."""

_MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class BatchSlots:
    """What the features above know of who took something; app.py fills it.

    `lines` gives the standing lines of the orders of these offers in walking order, `handed` which lines of these
    orders were handed over. `tables` are those the answers come from.
    """

    lines: Callable[[Connection, Collection[int]], tuple[TakenLine, ...]] = field(default=lambda _connection, _ids: ())
    handed: Callable[[Connection, Sequence[int]], Collection[int]] = field(
        default=lambda _connection, _ids: frozenset()
    )
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """What may be chosen for an offer: the batches it was delivered from, and the latest others of its product."""

    offer_id: int
    product_id: int
    product: str
    attached: tuple[Batch, ...]
    others: tuple[Batch, ...]


def batch_by_id(connection: Connection, batch_id: int) -> Batch | None:
    """Return one batch; None if there is no such one."""
    return next(iter(_batches(connection, BatchRow.id == batch_id)), None)


def batches_of_product(connection: Connection, product_id: int) -> tuple[Batch, ...]:
    """Return the batches of a product, the latest delivery first."""
    return _batches(connection, BatchRow.product_id == product_id)


def batch_rows(connection: Connection) -> tuple[Batch, ...]:
    """Return every batch, the latest delivery first."""
    return _batches(connection, BatchRow.id > 0)


def batches_of_round(connection: Connection, round_id: int) -> dict[int, tuple[Batch, ...]]:
    """Return the batches of each offer of the round that has any, by offer id; a batch may serve several."""
    pairs = connection.execute(
        select(BatchOfferRow.offer_id, BatchOfferRow.batch_id)
        .join(OfferRow, OfferRow.id == BatchOfferRow.offer_id)
        .where(OfferRow.round_id == round_id)
        .order_by(BatchOfferRow.id)
    ).all()
    known = {batch.id: batch for batch in _batches(connection, BatchRow.id.in_({batch for _offer, batch in pairs}))}
    found: dict[int, list[Batch]] = defaultdict(list)
    for offer_id, batch_id in pairs:
        found[offer_id].append(known[batch_id])
    return {offer_id: tuple(batches) for offer_id, batches in found.items()}


def find_batches(connection: Connection, typed: str, limit: int = 20) -> tuple[Batch, ...]:
    """Return the batches whose code holds every word that was typed, the latest delivery first."""
    words = [word for word in typed.split() if compare_key(word)]
    if not words:
        return ()
    keys = [BatchRow.search_key.like(like_pattern(word), escape="\\") for word in words]
    latest = select(BatchRow.id).where(*keys).order_by(BatchRow.came_on.desc(), BatchRow.id.desc()).limit(limit)
    return _batches(connection, BatchRow.id.in_(latest))


def batch_choice(connection: Connection, offer_id: int) -> BatchChoice | None:
    """Return what may be chosen for the offer; None if it is not in a round any more."""
    offer = connection.execute(
        select(ProductRow.id, ProductRow.name, ProductRow.short_name)
        .join(OfferRow, OfferRow.product_id == ProductRow.id)
        .where(OfferRow.id == offer_id)
    ).one_or_none()
    if offer is None:
        return None
    batches = batches_of_product(connection, offer.id)
    attached = tuple(batch for batch in batches if offer_id in batch.offer_ids)
    others = tuple(batch for batch in batches if offer_id not in batch.offer_ids)[:_MOST_OFFERED]
    return BatchChoice(offer_id, offer.id, offer.short_name or offer.name, attached, others)


def recall_of(connection: Connection, batch_id: int, slots: BatchSlots) -> Recall | None:
    """Return who took the batch: whoever has a line of an offer it was delivered for. None if there is no such batch.

    Where another batch was delivered for the same offer, nobody can tell whose is of which: that is said of each.
    """
    batch = batch_by_id(connection, batch_id)
    if batch is None:
        return None
    lines = slots.lines(connection, batch.offer_ids)
    handed = slots.handed(connection, sorted({line.order_id for line in lines}))
    shared = frozenset(
        connection.scalars(
            select(BatchOfferRow.offer_id)
            .where(BatchOfferRow.offer_id.in_(batch.offer_ids))
            .group_by(BatchOfferRow.offer_id)
            .having(func.count() > 1)
        )
    )
    return Recall(batch, tuple(Taker(line, line.offer_id in shared, line.line_id in handed) for line in lines))


def _batches(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Batch, ...]:
    rows = connection.execute(
        select(
            BatchRow.__table__,
            ProductRow.name.label("product_name"),
            ProductRow.short_name,
            ProductRow.unit,
            ProductRow.storage,
            SupplierRow.name.label("supplier_name"),
        )
        .join(ProductRow, ProductRow.id == BatchRow.product_id)
        .outerjoin(SupplierRow, SupplierRow.id == BatchRow.supplier_id)
        .where(wanted)
        .order_by(BatchRow.came_on.desc(), BatchRow.id.desc())
    ).all()
    mine = select(BatchRow.id).where(wanted)
    warmths, photos, offers = _warmths(connection, mine), _photos(connection, mine), _offers(connection, mine)
    return tuple(
        _batch(row, tuple(warmths[row.id]), tuple(photos[row.id]), offer_ids=tuple(offers[row.id])) for row in rows
    )


def _warmths(connection: Connection, mine: Select[int]) -> dict[int, list[Warmth]]:
    found: dict[int, list[Warmth]] = defaultdict(list)
    for row in connection.execute(select(BatchWarmthRow.__table__).where(BatchWarmthRow.batch_id.in_(mine))):
        found[row.batch_id].append(Warmth(row.place, row.tenths, row.at))
    for each in found.values():
        each.sort(key=lambda warmth: WARM_PLACES.index(warmth.place))
    return found


def _photos(connection: Connection, mine: Select[int]) -> dict[int, list[BatchPhoto]]:
    found: dict[int, list[BatchPhoto]] = defaultdict(list)
    rows = select(BatchPhotoRow.__table__).where(BatchPhotoRow.batch_id.in_(mine))
    for row in connection.execute(rows.order_by(BatchPhotoRow.position, BatchPhotoRow.id)):
        found[row.batch_id].append(BatchPhoto(row.id, row.photo_id, PhotoKind(row.kind), row.caption))
    return found


def _offers(connection: Connection, mine: Select[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = select(BatchOfferRow.__table__).where(BatchOfferRow.batch_id.in_(mine)).order_by(BatchOfferRow.offer_id)
    for row in connection.execute(rows):
        found[row.batch_id].append(row.offer_id)
    return found


def _batch(
    row: Any, warmths: tuple[Warmth, ...], photos: tuple[BatchPhoto, ...], *, offer_ids: tuple[int, ...]
) -> Batch:
    return Batch(
        id=row.id,
        product_id=row.product_id,
        product=row.short_name or row.product_name,
        unit=row.unit,
        storage=row.storage,
        supplier_id=row.supplier_id,
        supplier=row.supplier_name or "",
        code=row.code,
        came_on=row.came_on,
        amount_milli=row.amount_milli,
        origin=row.origin,
        grower=row.grower,
        story=row.story,
        made_on=row.made_on,
        shelf=None if row.shelf_count is None else Shelf(row.shelf_count, row.shelf_unit),
        inspection=row.inspection,
        distance_m=row.distance_m,
        packaging=row.packaging,
        warmths=warmths,
        photos=photos,
        offer_ids=offer_ids,
        recalled_at_ms=row.recalled_at_ms,
        recall_reason=row.recall_reason,
    )
