"""Verbs at the cut-off: filling a case, leaving it out, and what becomes of goods that too few wanted.

None of them does anything to a round that is settled: UserError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from leaderdesk.core.amount import MOST_MILLI
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.orders.actions.orders import set_wanted
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.purchasing.queries.coach import losses_of
from leaderdesk.features.purchasing.rules.coach import Loss
from leaderdesk.features.purchasing.tables import BelowMinimumRow, PurchaseExtraRow
from leaderdesk.features.rounds.actions.lookup import unsettled_round
from leaderdesk.features.rounds.queries import offer_by_id
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.rounds.rules.cells import quantity
from leaderdesk.storage.database import Store, Writing


def keep_extra(store: Store, offer_id: int, milli: int, *, purpose: str) -> int:
    """Take `milli` thousandths more of the offer for the leader, as a "trial" or a "gift"; return the id of the action.

    UserError if it is nothing, or more than anybody orders.
    """
    offer = _offer(store, offer_id)
    if not 0 < milli <= MOST_MILLI:
        raise UserError(_("It must be more than zero. Leave the cell empty for none."))
    about = {"amount": quantity(milli, offer.unit), "product": offer.label}
    with store.write(N_("Keep {amount} of {product} for yourself"), about=about) as writing:
        unsettled_round(writing.session, offer.round_id)
        row = writing.session.scalar(
            select(PurchaseExtraRow).where(PurchaseExtraRow.offer_id == offer_id, PurchaseExtraRow.purpose == purpose)
        )
        if row is None:
            writing.session.add(PurchaseExtraRow(offer_id=offer_id, purpose=purpose, extra_milli=milli))
        else:
            row.extra_milli += milli
    return writing.action_id


def give_back_extra(store: Store, offer_id: int) -> int:
    """Take nothing of the offer for the leader any more and return the id of the action."""
    offer = _offer(store, offer_id)
    with store.write(N_("Give back what you kept of {product}"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        for row in writing.session.scalars(select(PurchaseExtraRow).where(PurchaseExtraRow.offer_id == offer_id)):
            writing.session.delete(row)
    return writing.action_id


def leave_out_case(store: Store, offer_id: int, agreed: Sequence[Loss], *, guards: Guards = UNGUARDED) -> int:
    """Take out of the orders what only the last case would bring, from those who came last; return the action's id.

    `agreed` is what the leader was shown. UserError, with nothing changed, if by now somebody else would lose.
    """
    offer = _offer(store, offer_id)
    with store.write(N_("Leave out the last case of {product}"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        now = losses_of(writing.connection, offer_id, guards=guards)
        if tuple(now) != tuple(agreed) or not now:
            raise UserError(_("The orders have changed meanwhile. Look once more who would go without."))
        _set(writing, offer_id, {loss.order_id: loss.left_milli for loss in now}, guards)
    return writing.action_id


def buy_all_the_same(store: Store, offer_id: int) -> int:
    """Buy the offer although too little of it was ordered, and return the id of the action."""
    offer = _offer(store, offer_id)
    with store.write(N_("Buy {product} all the same"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        there = select(BelowMinimumRow).where(BelowMinimumRow.offer_id == offer_id)
        if writing.session.scalar(there) is None:
            writing.session.add(BelowMinimumRow(offer_id=offer_id, at_ms=writing.at_ms))
    return writing.action_id


def give_up_offer(store: Store, offer_id: int, *, guards: Guards = UNGUARDED) -> int:
    """Take the offer out of every order and out of what the leader keeps, and return the id of the action.

    Money that was paid for it stays on the neighbours' accounts. UserError if some of it was handed over.
    """
    offer = _offer(store, offer_id)
    with store.write(N_("Do not buy {product}"), about={"product": offer.label}) as writing:
        unsettled_round(writing.session, offer.round_id)
        standing = (
            select(LineRow.order_id)
            .join(OrderRow, OrderRow.id == LineRow.order_id)
            .where(LineRow.offer_id == offer_id, OrderRow.cancelled_at_ms.is_(None))
        )
        _set(writing, offer_id, dict.fromkeys(writing.session.scalars(standing).all(), 0), guards)
        for row in writing.session.scalars(select(PurchaseExtraRow).where(PurchaseExtraRow.offer_id == offer_id)):
            writing.session.delete(row)
    return writing.action_id


def _set(writing: Writing, offer_id: int, amounts: Mapping[int, int], guards: Guards) -> None:
    for order_id, milli in amounts.items():
        row = writing.session.get_one(OrderRow, order_id)
        set_wanted(writing, row, {offer_id: milli}, guards=guards)
    if amounts:
        writing.tell(OrdersChanged(tuple(amounts)))


def _offer(store: Store, offer_id: int) -> Offer:
    with store.read() as connection:
        offer = offer_by_id(connection, offer_id)
    if offer is None:
        raise UserError(_("This product is not in the round any more."))
    return offer
