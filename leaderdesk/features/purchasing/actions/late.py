"""Verbs of the drawer for late wishes: noted, taken or declined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from leaderdesk.core.clock import local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.neighbours.actions import ensure_neighbour
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.orders.actions.lines import lines_of, open_order
from leaderdesk.features.orders.actions.orders import set_wanted
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.orders.rules import OrdersChanged
from leaderdesk.features.purchasing.queries import PurchaseSlots
from leaderdesk.features.purchasing.queries.late import NewWish, stands_of_round
from leaderdesk.features.purchasing.rules.late import FitKind, Wish, fit_of
from leaderdesk.features.purchasing.tables import LateWishRow
from leaderdesk.storage.database import Store, Writing

__all__ = ["NewWish", "decline_wish", "note_wishes", "take_wish", "take_wishes"]


def note_wishes(store: Store, round_id: int, wishes: Sequence[NewWish]) -> int:
    """Put wishes into the drawer of the round, new neighbours made, and return the id of the action."""
    if not wishes:
        raise UserError(_("There is nothing to read. Write room or name, then the goods."))
    name = N_("Note the late wish of {who}") if len(wishes) == 1 else N_("Note {count} late wishes")
    about = {"who": f"{wishes[0].room} {wishes[0].name}".strip(), "count": str(len(wishes))}
    with store.write(name, about=about) as writing:
        for wish in wishes:
            neighbour_id = wish.neighbour_id
            if neighbour_id is None:
                called = wish.name or _("Household {room}").format(room=wish.room)
                neighbour_id = ensure_neighbour(writing, name=called, room=wish.room or None)
            writing.session.add(
                LateWishRow(
                    round_id=round_id,
                    neighbour_id=neighbour_id,
                    offer_id=wish.offer_id,
                    amount_milli=wish.amount_milli,
                    words=wish.words,
                    listed=int(wish.listed),
                    at_ms=writing.at_ms,
                )
            )
    return writing.action_id


def take_wish(
    store: Store, wish: Wish, *, opens: int, guards: Guards = UNGUARDED, slots: PurchaseSlots | None = None
) -> int:
    """Add the wish to the neighbour's order and return the id of the action.

    `opens` is how many cases the leader was told that it opens. UserError, with nothing changed, if it was answered
    already, would open more by now, or there is not enough.
    """
    about = {"who": wish.who, "words": wish.words}
    with store.write(N_("Take the late wish of {who}"), about=about) as writing:
        _take(writing, wish, opens, now=local_now(store.clock), guards=guards, slots=slots)
    return writing.action_id


def take_wishes(
    store: Store, wishes: Sequence[Wish], *, guards: Guards = UNGUARDED, slots: PurchaseSlots | None = None
) -> int:
    """Add all these wishes to the orders, as one step that opens no case, and return the id of the action."""
    with store.write(N_("Take {count} late wishes"), about={"count": str(len(wishes))}) as writing:
        for wish in wishes:
            _take(writing, wish, 0, now=local_now(store.clock), guards=guards, slots=slots)
    return writing.action_id


def decline_wish(store: Store, wish: Wish) -> int:
    """Keep that the wish was declined and return the id of the action; UserError if it was answered already."""
    with store.write(N_("Decline the late wish of {who}"), about={"who": wish.who}) as writing:
        _answer(writing, wish, "declined")
    return writing.action_id


def _take(
    writing: Writing, wish: Wish, opens: int, *, now: dt.datetime, guards: Guards, slots: PurchaseSlots | None
) -> None:
    connection = writing.connection
    stand = stands_of_round(connection, wish.round_id, now=now, slots=slots).get(wish.offer_id)
    if stand is None:
        raise UserError(_("This product is not in the round any more."))
    fit = fit_of(stand, wish.amount_milli)
    if fit.kind is FitKind.LACKING:
        raise UserError(
            _("{product}: {why}. Decline it, or change the limit under Open.").format(
                product=stand.offer.label, why=fit.words
            )
        )
    if fit.opens > opens:
        raise UserError(
            _("By now this {what}. Look at it once more, then take it or decline it.").format(what=fit.words)
        )
    person = writing.session.get_one(NeighbourRow, wish.neighbour_id)
    # Who was found to be another since is that neighbour.
    row = open_order(writing, round_id=wish.round_id, neighbour_id=person.merged_into_id or person.id)
    has = lines_of(writing, row.id).get(wish.offer_id)
    amount = wish.amount_milli + (0 if has is None else has.amount_milli)
    set_wanted(writing, row, {wish.offer_id: amount}, guards=guards)
    _answer(writing, wish, "taken")
    writing.tell(OrdersChanged((row.id,)))
    writing.flush()


def _answer(writing: Writing, wish: Wish, answer: str) -> None:
    row = writing.session.get(LateWishRow, wish.id)
    if row is None or row.answer:
        raise UserError(_("This wish has been answered already."))
    row.answer, row.decided_at_ms, row.action_id = answer, writing.at_ms, writing.action_id
