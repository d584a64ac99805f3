"""Rounds and offers as they stand, one by one and in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from leaderdesk.features.products.tables import ProductAliasRow, ProductRow, SupplierRow
from leaderdesk.features.rounds.glance import round_of
from leaderdesk.features.rounds.rules import Offer, Round, RoundState
from leaderdesk.features.rounds.tables import OfferRow, RoundRow

ROUND_COLUMNS: tuple[Any, ...] = (
    RoundRow.id,
    RoundRow.number,
    RoundRow.title,
    RoundRow.cutoff,
    RoundRow.pickup_from,
    RoundRow.pickup_until,
    RoundRow.pickup_place,
    RoundRow.note,
    RoundRow.copied_from_id,
    RoundRow.opened_at_ms,
    RoundRow.closed_at_ms,
    RoundRow.settled_at_ms,
)
STATES = tuple(RoundState)
state_rank = case(
    (RoundRow.settled_at_ms.is_not(None), STATES.index(RoundState.SETTLED)),
    (RoundRow.closed_at_ms.is_not(None), STATES.index(RoundState.CLOSED)),
    (RoundRow.opened_at_ms.is_not(None), STATES.index(RoundState.OPEN)),
    else_=STATES.index(RoundState.DRAFT),
)


def round_names(connection: Connection, round_ids: Collection[int]) -> dict[int, str]:
    """Return how these rounds are called, by id."""
    found = connection.execute(select_rounds().where(RoundRow.id.in_(round_ids)))
    return {row.id: round_of(row).name for row in found}


def round_rows(connection: Connection, *, limit: int = -1, before_number: int | None = None) -> tuple[Round, ...]:
    """Return rounds, newest first; `before_number` goes on after the last one seen, a limit of -1 means all."""
    chosen = select_rounds().order_by(RoundRow.number.desc()).limit(limit)
    if before_number is not None:
        chosen = chosen.where(RoundRow.number < before_number)
    return tuple(round_of(row) for row in connection.execute(chosen))


def round_before(connection: Connection, number: int) -> Round | None:
    """Return the latest opened round with a lower number: the one to copy from; else the latest draft with offers."""
    chosen = select_rounds().where(RoundRow.number < number, RoundRow.id.in_(select(OfferRow.round_id)))
    opened_first = case((RoundRow.opened_at_ms.is_(None), 1), else_=0)
    row = connection.execute(chosen.order_by(opened_first, RoundRow.number.desc()).limit(1)).one_or_none()
    return None if row is None else round_of(row)


def next_number(connection: Connection) -> int:
    """Return the number the next round gets: one above the highest there is, the bin left out."""
    highest = select(func.coalesce(func.max(RoundRow.number), 0)).where(RoundRow.archived_at_ms.is_(None))
    return int(connection.execute(highest).scalar_one()) + 1


def round_counts(connection: Connection) -> dict[RoundState, int]:
    """Return how many rounds stand where, the bin left out; every state has its count."""
    counted = connection.execute(
        select(state_rank, func.count()).where(RoundRow.archived_at_ms.is_(None)).group_by(state_rank)
    )
    found = {STATES[rank]: count for rank, count in counted}
    return {state: found.get(state, 0) for state in STATES}


def archived_rounds(connection: Connection) -> tuple[tuple[Round, int], ...]:
    """Return the rounds in the bin with the moment at which each was put there, the latest first."""
    chosen = select(*ROUND_COLUMNS, RoundRow.archived_at_ms).where(RoundRow.archived_at_ms.is_not(None))
    return tuple(
        (round_of(row), int(row.archived_at_ms))
        for row in connection.execute(chosen.order_by(RoundRow.archived_at_ms.desc()))
    )


def offers_of_round(connection: Connection, round_id: int) -> tuple[Offer, ...]:
    """Return the offers of the round in the order in which the leader put them."""
    rows = connection.execute(_offers().where(OfferRow.round_id == round_id).order_by(OfferRow.position, OfferRow.id))
    aliases: dict[int, list[str]] = {}
    of_products = select(ProductAliasRow.product_id, ProductAliasRow.alias).where(
        ProductAliasRow.product_id.in_(select(OfferRow.product_id).where(OfferRow.round_id == round_id))
    )
    for product_id, alias in connection.execute(of_products.order_by(ProductAliasRow.id)):
        aliases.setdefault(product_id, []).append(alias)
    return tuple(_offer(row, tuple(aliases.get(row.product_id, ()))) for row in rows)


def offer_by_id(connection: Connection, offer_id: int) -> Offer | None:
    """Return the offer with that id, if there is one."""
    row = connection.execute(_offers().where(OfferRow.id == offer_id)).one_or_none()
    if row is None:
        return None
    of_product = select(ProductAliasRow.alias).where(ProductAliasRow.product_id == row.product_id)
    return _offer(row, tuple(connection.execute(of_product.order_by(ProductAliasRow.id)).scalars()))


def resting(connection: Connection, product_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the products that rest now."""
    chosen = select(ProductRow.id).where(ProductRow.id.in_(product_ids), ProductRow.archived_at_ms.is_not(None))
    return frozenset(connection.execute(chosen).scalars())


def select_rounds() -> Select[Any]:
    """Return the query of all rounds that are not in the bin."""
    return select(*ROUND_COLUMNS).where(RoundRow.archived_at_ms.is_(None))


def _offers() -> Select[Any]:
    columns: list[Any] = [
        *OfferRow.__table__.columns,
        ProductRow.name,
        ProductRow.short_name,
        ProductRow.spec,
        ProductRow.unit,
        ProductRow.storage,
        ProductRow.supplier_id,
        func.coalesce(SupplierRow.name, "").label("supplier_name"),
        ProductRow.code.label("product_code"),
    ]
    return (
        select(*columns)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .outerjoin(SupplierRow, SupplierRow.id == ProductRow.supplier_id)
    )


def _offer(row: Any, aliases: tuple[str, ...]) -> Offer:
    return Offer(
        id=row.id,
        round_id=row.round_id,
        product_id=row.product_id,
        code=row.code,
        position=row.position,
        name=row.name,
        short_name=row.short_name,
        spec=row.spec,
        unit=row.unit,
        storage=row.storage,
        supplier_id=row.supplier_id,
        supplier_name=row.supplier_name,
        product_code=row.product_code,
        aliases=aliases,
        price_fen=row.price_fen,
        cost_fen=row.cost_fen,
        limit_milli=row.limit_milli,
        total_limit_milli=row.total_limit_milli,
        case_milli=row.case_milli,
        minimum_milli=row.minimum_milli,
        step_milli=row.step_milli,
        cutoff=row.cutoff,
    )
