"""Verbs that change what a round offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.actions.lookup import copied_offer, offers_to_change, unsettled_round
from leaderdesk.features.rounds.rules.codes import next_code
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_OFFER_CHANGES = {
    "price_fen": N_("Price of {product}"),
    "cost_fen": N_("Cost of {product}"),
    "limit_milli": N_("Limit of {product}"),
    "total_limit_milli": N_("Limit of {product}"),
    "case_milli": N_("Case of {product}"),
    "minimum_milli": N_("Minimum of {product}"),
    "step_milli": N_("Smallest step of {product}"),
    "cutoff": N_("Cut-off of {product}"),
}


class OfferChange(TypedDict, total=False):
    """What is to change of an offer; a limit, case, minimum or own cut-off of None takes it away."""

    price_fen: int | None
    cost_fen: int
    limit_milli: int | None
    total_limit_milli: int | None
    case_milli: int | None
    minimum_milli: int | None
    step_milli: int
    cutoff: str | None


def add_offer(store: Store, *, round_id: int, product_id: int) -> int:
    """Put a product into the round behind the others, at its usual price, and return the id of the action.

    UserError if it is in already or rests.
    """
    with store.read() as connection:
        label = connection.execute(select(ProductRow.name).where(ProductRow.id == product_id)).scalar() or ""
    with store.write(N_("Add {product}"), about={"product": label}) as writing:
        put_offer(writing, round_id=round_id, product_id=product_id)
    return writing.action_id


def put_offer(writing: Writing, *, round_id: int, product_id: int, price_fen: int | None = None) -> int:
    """Put a product into the round within a transaction and return the id of the offer; errors as for `add_offer`.

    `price_fen` is what it costs in this round, by default its usual price.
    """
    session = writing.session
    unsettled_round(session, round_id)
    there = offers_to_change(session, round_id)
    product = _addable(session, product_id, {offer.product_id for offer in there})
    offer = OfferRow(
        round_id=round_id,
        product_id=product_id,
        code=next_code(frozenset(offer.code for offer in there)),
        position=max((offer.position for offer in there), default=0) + 1,
        price_fen=price_fen or product.price_fen or None,
        cost_fen=product.cost_fen,
        case_milli=product.case_milli,
        step_milli=product.step_milli,
    )
    session.add(offer)
    session.flush()
    return offer.id


def adopt_offers(store: Store, *, round_id: int, offer_ids: Sequence[int], change: OfferChange | None = None) -> int:
    """Take offers of an earlier round over as they stood there, with `change`, and return the id of the action.

    Own cut-offs are not taken over: they belong to their day. UserError if one of the products is in already or rests.
    """
    name = N_("Add {product}") if len(offer_ids) == 1 else N_("Take over last time's products")
    with store.write(name, about=_about_offer(store, offer_ids[0]) if offer_ids else {}) as writing:
        session = writing.session
        unsettled_round(session, round_id)
        there = offers_to_change(session, round_id)
        codes = frozenset(offer.code for offer in there)
        taken = {offer.product_id for offer in there}
        position = max((offer.position for offer in there), default=0)
        for offer_id in offer_ids:
            source = _offer_row(session, offer_id)
            _addable(session, source.product_id, taken)
            position += 1
            code = source.code if source.code not in codes else next_code(codes)
            codes |= {code}
            taken.add(source.product_id)
            adopted = copied_offer(source, round_id=round_id, code=code, position=position, cutoff=None)
            _apply(adopted, change or {})
            session.add(adopted)
    return writing.action_id


def edit_offer(store: Store, offer_id: int, change: OfferChange) -> int:
    """Change what is given of the offer and return the id of the action; orders already taken keep their price.

    UserError if an own cut-off is not before the pickup or the round is settled.
    """
    name = _OFFER_CHANGES[next(iter(change))] if change else N_("Change {product}")
    with store.write(name, about=_about_offer(store, offer_id)) as writing:
        offer = _offer_row(writing.session, offer_id)
        round_ = unsettled_round(writing.session, offer.round_id)
        _apply(offer, change)
        if offer.cutoff is not None and offer.cutoff == round_.cutoff:
            offer.cutoff = None
        if offer.cutoff is not None and offer.cutoff >= round_.pickup_from:
            raise UserError(_("The cut-off comes after the pickup has begun. Move one of the two."))
    return writing.action_id


def remove_offer(store: Store, offer_id: int) -> int:
    """Take the offer out of its round and return the id of the action; UserError if somebody has ordered it."""
    about = _about_offer(store, offer_id)
    with store.write(N_("Take out {product}"), about=about) as writing:
        offer = _offer_row(writing.session, offer_id)
        unsettled_round(writing.session, offer.round_id)
        writing.session.delete(offer)
        try:
            writing.session.flush()
        except IntegrityError as error:
            raise UserError(
                _("Neighbours have ordered {product}, so it stays. Take it out of their orders first.").format_map(
                    about
                )
            ) from error
    return writing.action_id


def move_offer(store: Store, offer_id: int, *, to: int) -> int:
    """Put the offer at that place among the offers of its round, counted from 0, and return the id of the action."""
    with store.write(N_("Move {product}"), about=_about_offer(store, offer_id)) as writing:
        offer = _offer_row(writing.session, offer_id)
        unsettled_round(writing.session, offer.round_id)
        others = [one for one in offers_to_change(writing.session, offer.round_id) if one.id != offer_id]
        place = min(max(to, 0), len(others))
        for position, one in enumerate((*others[:place], offer, *others[place:]), start=1):
            if one.position != position:
                one.position = position
    return writing.action_id


def _addable(session: Session, product_id: int, taken: set[int]) -> ProductRow:
    product = session.get(ProductRow, product_id)
    if product is None or product.archived_at_ms is not None:
        raise UserError(_("This product is at rest. Wake it on the products page first."))
    if product_id in taken:
        raise UserError(_("{product} is in this round already.").format(product=product.name))
    return product


def _apply(offer: OfferRow, change: OfferChange) -> None:
    for field, value in change.items():
        setattr(offer, field, value)


def _offer_row(session: Session, offer_id: int) -> OfferRow:
    return row_of(session, OfferRow, offer_id, gone=N_("This product is not in the round any more."))


def _about_offer(store: Store, offer_id: int) -> Mapping[str, str]:
    chosen = select(ProductRow.name).join(OfferRow, OfferRow.product_id == ProductRow.id).where(OfferRow.id == offer_id)
    with store.read() as connection:
        return {"product": connection.execute(chosen).scalar() or ""}
