"""Verbs for the dishes that neighbours showed: kept, picked for the stream, thanked."""

from __future__ import annotations

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned, one_line
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.products.actions.photos import keep_photo
from leaderdesk.features.products.rules import Added
from leaderdesk.features.referrals.actions.giving import put_award
from leaderdesk.features.referrals.actions.stock import GONE as GIFT_GONE
from leaderdesk.features.referrals.rules import Reason
from leaderdesk.features.referrals.rules.dishes import Consent
from leaderdesk.features.referrals.tables import AwardRow, DishRow, GiftRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

GONE = N_("This dish is not there any more.")
_LONGEST_TITLE, _LONGEST_RECIPE = 60, 1000


def add_dish(
    store: Store, *, neighbour_id: int, jpeg: bytes, product_id: int | None = None, title: str = "", recipe: str = ""
) -> Added:
    """Keep a picture of what a neighbour cooked and return its id and the action; nobody may see it before she agrees.

    `jpeg` tells nothing of where it was taken.
    """
    with store.write(N_("Dish of {who}")) as writing:
        row = DishRow(
            neighbour_id=neighbour_id,
            product_id=product_id,
            photo_id=keep_photo(writing.session, jpeg),
            title=one_line(title)[:_LONGEST_TITLE],
            recipe=cleaned(recipe)[:_LONGEST_RECIPE].strip(),
            consent=Consent.ASK.value,
            at_ms=writing.at_ms,
        )
        _say_who(writing, neighbour_id)
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def edit_dish(
    store: Store, dish_id: int, *, consent: Consent | None = None, title: str | None = None, recipe: str | None = None
) -> int:
    """Change what is given of a dish and return the action; without consent it is not picked any more."""
    with store.write(N_("Change the dish of {who}")) as writing:
        row = _dish(writing, dish_id)
        if consent is not None:
            row.consent = consent.value
            row.picked_at_ms = row.picked_at_ms if consent.is_for_stream else None
        if title is not None:
            row.title = one_line(title)[:_LONGEST_TITLE]
        if recipe is not None:
            row.recipe = cleaned(recipe)[:_LONGEST_RECIPE].strip()
    return writing.action_id


def pick_dish(store: Store, dish_id: int, *, picked: bool) -> int:
    """Let a dish be shown in the next stream or not, and return the action; UserError if she has not agreed to that."""
    with store.write(N_("Show the dish of {who}") if picked else N_("Do not show the dish of {who}")) as writing:
        row = _dish(writing, dish_id)
        if picked and not Consent(row.consent).is_for_stream:
            raise UserError(_("She has not agreed to the screen. Ask her first."))
        row.picked_at_ms = writing.at_ms if picked else None
    return writing.action_id


def thank_for_dish(store: Store, dish_id: int, *, gift_id: int, round_id: int | None) -> int:
    """Let a gift go to who showed the dish, in that round or by hand, and return the action; each dish once."""
    with store.write(N_("A gift for the dish of {who}")) as writing:
        row = _dish(writing, dish_id)
        row_of(writing.session, GiftRow, gift_id, gone=GIFT_GONE)
        if writing.session.scalar(select(AwardRow.id).where(AwardRow.dish_id == dish_id)) is not None:
            raise UserError(_("She has been thanked for this already."))
        put_award(
            writing,
            reason=Reason.DISH.value,
            neighbour_id=row.neighbour_id,
            gift_id=gift_id,
            dish_id=dish_id,
            round_id=round_id,
        )
    return writing.action_id


def archive_dish(store: Store, dish_id: int) -> int:
    """Put a dish away so that nobody sees it any more, and return the action."""
    with store.write(N_("Put away the dish of {who}")) as writing:
        row = _dish(writing, dish_id)
        row.archived_at_ms, row.picked_at_ms = writing.at_ms, None
    return writing.action_id


def _dish(writing: Writing, dish_id: int) -> DishRow:
    row = row_of(writing.session, DishRow, dish_id, gone=GONE)
    _say_who(writing, row.neighbour_id)
    return row


def _say_who(writing: Writing, neighbour_id: int) -> None:
    gone = N_("This neighbour is not in the list any more.")
    person = row_of(writing.session, NeighbourRow, neighbour_id, gone=gone)
    writing.say_about({"who": person.name})
