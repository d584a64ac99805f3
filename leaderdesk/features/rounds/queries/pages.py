"""What the pages of rounds show, together with what the features above know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, or_, select

from leaderdesk.features.places import Step
from leaderdesk.features.products.rules import StorageKind
from leaderdesk.features.products.tables import PhotoRow, ProductPhotoRow, ProductRow, SupplierRow
from leaderdesk.features.rounds.glance import ListedRound, RoundSlots, listed, listed_round, round_of, round_row
from leaderdesk.features.rounds.queries.rows import (
    STATES,
    offers_of_round,
    resting,
    round_before,
    select_rounds,
    state_rank,
)
from leaderdesk.features.rounds.rules import (
    Offer,
    Ordered,
    Round,
    RoundState,
    StepFact,
)
from leaderdesk.features.rounds.rules.cases import Bought
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.search import like_pattern

StepFactsOf = Callable[[Connection, Sequence[int]], Mapping[int, Mapping[Step, StepFact]]]
"""What a feature knows of the steps of some rounds: round id → step → fact."""


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Some rounds of the list, and how many more come after them."""

    rounds: tuple[ListedRound, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pickable:
    """A product that can be put into a round; `taken` if the round has it already."""

    product_id: int
    name: str
    spec: str
    unit: str
    storage: StorageKind
    supplier_name: str
    price_fen: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What the pages of opening and of the cut-off show: the round, what it offers, what was ordered and is bought.

    `source` is what it was copied from, `suggested` are offers of the round before, for a draft that was not copied;
    `pictures` are JPEG by product.
    """

    listed: ListedRound
    offers: tuple[Offer, ...]
    suggested: tuple[Offer, ...]
    ordered: Mapping[int, Ordered]
    bought: Bought
    origins: Mapping[int, str]
    source: Round | None
    source_offers: tuple[Offer, ...]
    pictures: Mapping[int, bytes]


def listed_rounds(
    connection: Connection,
    slots: RoundSlots,
    *,
    state: RoundState | None = None,
    after: Round | None = None,
    limit: int = 30,
) -> RoundPage:
    """Return the rounds after `after` in the order of the list: by state, newest first; with `state`, only those."""
    chosen = select_rounds().order_by(state_rank, RoundRow.number.desc())
    if state is not None:
        chosen = chosen.where(state_rank == STATES.index(state))
    if after is not None:
        rank = STATES.index(after.state)
        chosen = chosen.where(or_(state_rank > rank, and_(state_rank == rank, RoundRow.number < after.number)))
    rounds = tuple(round_of(row) for row in connection.execute(chosen.limit(limit)))
    left = connection.execute(select(func.count()).select_from(chosen.order_by(None).subquery())).scalar_one()
    return RoundPage(listed(connection, slots, rounds), more=int(left) - len(rounds))


def origins_of_offers(connection: Connection, round_id: int) -> dict[int, str]:
    """Return where the goods come from, by offer, where the leader has said so."""
    chosen = (
        select(OfferRow.id, ProductRow.origin)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(OfferRow.round_id == round_id, ProductRow.origin != "")
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}


def pictures_of_products(connection: Connection, product_ids: Sequence[int]) -> dict[int, bytes]:
    """Return the main picture of each of the products that has one, by product, as JPEG."""
    first = (
        select(ProductPhotoRow.product_id, func.min(ProductPhotoRow.position).label("position"))
        .where(ProductPhotoRow.product_id.in_(product_ids))
        .group_by(ProductPhotoRow.product_id)
        .subquery()
    )
    chosen = (
        select(ProductPhotoRow.product_id, PhotoRow.content)
        .join(
            first,
            and_(first.c.product_id == ProductPhotoRow.product_id, first.c.position == ProductPhotoRow.position),
        )
        .join(PhotoRow, PhotoRow.id == ProductPhotoRow.photo_id)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}


def pickable_products(
    connection: Connection, round_id: int, *, typed: str = "", limit: int = 60
) -> tuple[Pickable, ...]:
    """Return the products that are not at rest and match what was typed, those not in the round yet first."""
    taken = ProductRow.id.in_(select(OfferRow.product_id).where(OfferRow.round_id == round_id))
    chosen = (
        select(
            ProductRow.id,
            ProductRow.name,
            ProductRow.spec,
            ProductRow.unit,
            ProductRow.storage,
            func.coalesce(SupplierRow.name, "").label("supplier_name"),
            ProductRow.price_fen,
            taken.label("taken"),
        )
        .outerjoin(SupplierRow, SupplierRow.id == ProductRow.supplier_id)
        .where(ProductRow.archived_at_ms.is_(None))
        .order_by(taken, ProductRow.name, ProductRow.id)
        .limit(limit)
    )
    for word in typed.split():
        chosen = chosen.where(ProductRow.search_key.like(like_pattern(word), escape="\\"))
    return tuple(
        Pickable(
            product_id=row.id,
            name=row.name,
            spec=row.spec,
            unit=row.unit,
            storage=row.storage,
            supplier_name=row.supplier_name,
            price_fen=row.price_fen,
            taken=bool(row.taken),
        )
        for row in connection.execute(chosen)
    )


def opening(connection: Connection, slots: RoundSlots, round_id: int) -> Opening | None:
    """Return what the page of opening shows of the round; None if there is no such round."""
    listed = listed_round(connection, slots, round_id)
    if listed is None:
        return None
    round_, offers = listed.round, offers_of_round(connection, round_id)
    source = None if round_.copied_from_id is None else round_row(connection, round_.copied_from_id)
    suggested: tuple[Offer, ...] = ()
    if source is None and round_.state is RoundState.DRAFT:
        suggested = _suggested(connection, round_, offers)
    return Opening(
        listed=listed,
        offers=offers,
        suggested=suggested,
        ordered=slots.ordered(connection, round_id),
        bought=slots.bought(connection, round_id),
        origins=origins_of_offers(connection, round_id),
        source=source,
        source_offers=() if source is None else offers_of_round(connection, source.id),
        pictures=pictures_of_products(connection, [offer.product_id for offer in (*offers, *suggested)]),
    )


def _suggested(connection: Connection, round_: Round, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    before = round_before(connection, round_.number)
    if before is None:
        return ()
    there = {offer.product_id for offer in offers}
    found = [offer for offer in offers_of_round(connection, before.id) if offer.product_id not in there]
    rested = resting(connection, [offer.product_id for offer in found])
    return tuple(offer for offer in found if offer.product_id not in rested)
