"""Verbs that change a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.clock import Clock, local, local_now, plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned, name_text
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.actions.lookup import (
    copied_offer,
    offers_to_change,
    round_to_change,
    short_name,
    unsettled_round,
)
from leaderdesk.features.rounds.queries import next_number, round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.rules.planned import (
    Times,
    check_times,
    first_times,
    shifted,
    shifted_times,
    weeks_ahead,
)
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store, Writing

MOST_NOTE = 2000
"""Characters a note or a place of pickup may have; longer ones are cut where they come in."""
_CHANGES = {
    "title": N_("Rename {round}"),
    "cutoff": N_("Cut-off of {round}"),
    "pickup_from": N_("Pickup of {round}"),
    "pickup_until": N_("Pickup of {round}"),
    "pickup_place": N_("Pickup place of {round}"),
    "note": N_("Note of {round}"),
}


@dataclass(frozen=True, slots=True)
class MadeRound:
    """A round that was made; `left_out` names the products that rest now and were not copied."""

    round_id: int
    action_id: int
    left_out: tuple[str, ...] = ()


def new_round(
    store: Store, *, title: str = "", times: Times | None = None, pickup_place: str | None = None
) -> MadeRound:
    """Make a draft with the next number; without `times`, cut-off in three days and pickup on the weekend after.

    UserError if the times do not fit together.
    """
    with store.write(N_("New round {number}"), about=_next_number(store)) as writing:
        round_id = put_round(writing, title=title, times=times, pickup_place=pickup_place)
    return MadeRound(round_id, writing.action_id)


def put_round(writing: Writing, *, title: str = "", times: Times | None = None, pickup_place: str | None = None) -> int:
    """Make a draft as `new_round` does, within a transaction, and return its id."""
    chosen = times or first_times(local(writing.at_ms))
    check_times(chosen)
    row = _draft(writing, chosen, title=title)
    business = read_business(writing.connection)
    row.pickup_place = _note_text(business.pickup_place if pickup_place is None else pickup_place)
    writing.session.flush()
    return row.id


def copy_round(store: Store, round_id: int) -> MadeRound:
    """Make a draft with the offers and times of another round, the times later by whole weeks so that they lie ahead.

    Products that rest now are left out and named.
    """
    with store.write(N_("New round {number}"), about=_next_number(store)) as writing:
        source = round_to_change(writing.session, round_id)
        now = local_now(store.clock)
        weeks = weeks_ahead(source.cutoff, now)
        row = _draft(
            writing,
            shifted_times(Times(source.cutoff, source.pickup_from, source.pickup_until), weeks),
            title=source.title,
        )
        row.pickup_place, row.copied_from_id = source.pickup_place, source.id
        writing.session.flush()
        left_out = _copy_offers(writing.session, source.id, row.id, weeks=weeks)
    return MadeRound(row.id, writing.action_id, left_out)


def edit_round(
    store: Store,
    round_id: int,
    *,
    title: str | None = None,
    cutoff: str | None = None,
    pickup_from: str | None = None,
    pickup_until: str | None = None,
    pickup_place: str | None = None,
    note: str | None = None,
) -> int:
    """Change what is given of the round and return the id of the action; times are planned-time text.

    UserError if the times then do not fit together or the round is settled.
    """
    given = {
        "title": None if title is None else name_text(title),
        "cutoff": cutoff,
        "pickup_from": pickup_from,
        "pickup_until": pickup_until,
        "pickup_place": None if pickup_place is None else _note_text(pickup_place),
        "note": None if note is None else _note_text(note),
    }
    changes = {name: value for name, value in given.items() if value is not None}
    name = _CHANGES[next(iter(changes))] if changes else N_("Change {round}")
    with store.write(name, about=_about(store, round_id)) as writing:
        row = unsettled_round(writing.session, round_id)
        for field, value in changes.items():
            setattr(row, field, value)
        if {"cutoff", "pickup_from", "pickup_until"} & changes.keys():
            check_times(Times(row.cutoff, row.pickup_from, row.pickup_until))
    return writing.action_id


def open_round(store: Store, round_id: int) -> int:
    """Let the draft take orders and return the id of the action.

    UserError if it is open already, its cut-off has passed, or nothing in it has a price.
    """
    with store.write(N_("Open {round}"), about=_about(store, round_id)) as writing:
        row = round_to_change(writing.session, round_id)
        if row.opened_at_ms is not None:
            raise UserError(_("{round} has been opened already.").format(round=short_name(row)))
        offers = writing.session.scalars(select(OfferRow).where(OfferRow.round_id == round_id)).all()
        if not offers:
            raise UserError(_("There is nothing to order yet. Add a product first."))
        if all(offer.price_fen is None for offer in offers):
            raise UserError(_("No product has a price yet. Fill in one at least."))
        if row.cutoff <= _now_text(store.clock):
            raise UserError(_("The cut-off has passed already. Choose a later one, then open the round."))
        row.opened_at_ms = writing.at_ms
    return writing.action_id


def close_round(store: Store, round_id: int) -> int:
    """Close the round at this moment and return the id of the action; UserError if it is not open."""
    with store.write(N_("Close {round}"), about=_about(store, round_id)) as writing:
        row = round_to_change(writing.session, round_id)
        if row.opened_at_ms is None:
            raise UserError(_("{round} has not been opened yet. Open it first.").format(round=short_name(row)))
        if row.closed_at_ms is not None:
            raise UserError(_("{round} has been closed already.").format(round=short_name(row)))
        row.closed_at_ms = writing.at_ms
    return writing.action_id


def reopen_round(store: Store, round_id: int) -> int:
    """Let a closed round take orders again and return the id of the action; UserError if it is not closed."""
    with store.write(N_("Reopen {round}"), about=_about(store, round_id)) as writing:
        row = unsettled_round(writing.session, round_id)
        if row.closed_at_ms is None:
            raise UserError(_("{round} is not closed.").format(round=short_name(row)))
        row.closed_at_ms = None
    return writing.action_id


def seal_round(writing: Writing, round_id: int) -> None:
    """Within a transaction, count the round as settled from now on; UserError if it is not closed, or is settled."""
    row = unsettled_round(writing.session, round_id)
    if row.closed_at_ms is None:
        raise UserError(_("{round} is still open. Close it first.").format(round=short_name(row)))
    row.settled_at_ms = writing.at_ms
    writing.session.flush()


def archive_round(store: Store, round_id: int) -> int:
    """Put a draft into the bin, set its number free, and return the id of the action; UserError if it was opened."""
    with store.write(N_("Delete {round}"), about=_about(store, round_id)) as writing:
        row = round_to_change(writing.session, round_id)
        if row.opened_at_ms is not None:
            raise UserError(
                _("Neighbours have seen {round}. It stays; close it instead.").format(round=short_name(row))
            )
        # A number is given once among the rounds that count; the negative one keeps the place for the bin.
        row.archived_at_ms, row.number = writing.at_ms, -row.id
    return writing.action_id


def restore_round(store: Store, round_id: int) -> int:
    """Take a draft out of the bin under the next free number and return the id of the action."""
    about = _next_number(store)
    with store.write(N_("Bring back round {number}"), about=about) as writing:
        row = writing.session.get(RoundRow, round_id)
        if row is None or row.archived_at_ms is None:
            raise UserError(_("This round is not in the bin any more."))
        row.archived_at_ms, row.number = None, next_number(writing.connection)
    return writing.action_id


def _draft(writing: Writing, times: Times, *, title: str) -> RoundRow:
    row = RoundRow(
        number=next_number(writing.connection),
        title=name_text(title),
        cutoff=times.cutoff,
        pickup_from=times.pickup_from,
        pickup_until=times.pickup_until,
    )
    writing.session.add(row)
    return row


def _copy_offers(session: Session, from_id: int, to_id: int, *, weeks: int) -> tuple[str, ...]:
    rested = []
    position = 0
    for offer in offers_to_change(session, from_id):
        product = session.get_one(ProductRow, offer.product_id)
        if product.archived_at_ms is not None:
            rested.append(product.name)
            continue
        position += 1
        cutoff = None if offer.cutoff is None else shifted(offer.cutoff, weeks)
        session.add(copied_offer(offer, round_id=to_id, code=offer.code, position=position, cutoff=cutoff))
    return tuple(rested)


def _about(store: Store, round_id: int) -> Mapping[str, str]:
    with store.read() as connection:
        found: Round | None = round_row(connection, round_id)
    return {"round": "" if found is None else _("Round {number}").format(number=found.number)}


def _next_number(store: Store) -> Mapping[str, str]:
    with store.read() as connection:
        return {"number": str(next_number(connection))}


def _note_text(text: str) -> str:
    return cleaned(text).strip()[:MOST_NOTE]


def _now_text(clock: Clock) -> str:
    return plan(local_now(clock))
