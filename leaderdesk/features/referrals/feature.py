"""Referrals as the program sees them: gifts go with the bags, and two verbs of the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from leaderdesk.core.clock import iso
from leaderdesk.core.feature import Feature, Reaction
from leaderdesk.core.i18n import _
from leaderdesk.core.report import Json, Report
from leaderdesk.features.orders.rules import Recommended
from leaderdesk.features.pickups.rules import BroughtBack, GiftsHanded

if TYPE_CHECKING:
    from leaderdesk.features.referrals.queries import Trust
    from leaderdesk.features.referrals.rules import Standing
    from leaderdesk.storage.database import Store, Writing


# The store is opened with these, before Today shows; what they do is imported when there is something to do.


def _give_along(writing: Writing, happened: GiftsHanded) -> None:
    from leaderdesk.features.referrals.actions.giving import give_along

    give_along(writing, happened.order_ids)


def _take_back(writing: Writing, happened: BroughtBack) -> None:
    from leaderdesk.features.referrals.actions.giving import take_along_back

    take_along_back(writing, happened.order_ids)


def _keep_recommended(writing: Writing, happened: Recommended) -> None:
    from leaderdesk.features.referrals.actions.naming import keep_recommended

    keep_recommended(writing, happened)


def _add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    referrals = subparsers.add_parser("referrals", help=_("who brought whom")).add_subparsers(
        required=True, metavar="VERB"
    )
    listing = referrals.add_parser("list", help=_("list who brought whom and where it stands"))
    listing.set_defaults(run=list_referrals)
    gifts = subparsers.add_parser("gifts", help=_("the stock of gifts")).add_subparsers(required=True, metavar="VERB")
    balance = gifts.add_parser("balance", help=_("show what came in, was given, spoilt and is left of each gift"))
    balance.set_defaults(run=gifts_balance)


FEATURE = Feature(
    name="referrals",
    add_verbs=_add_verbs,
    reactions=(
        Reaction(GiftsHanded, _give_along),
        Reaction(BroughtBack, _take_back),
        Reaction(Recommended, _keep_recommended),
    ),
)


def list_referrals(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return who brought whom, in the order in which it was said, and where each stands."""
    from leaderdesk.features.referrals.rules.words import detail, person_words, stage_word

    whole = _trust(store)
    lines = tuple(
        f"{one.id}  {person_words(one.referrer)} > {person_words(one.newcomer)}"
        f"  {stage_word(one)}  {detail(one)}".rstrip()
        for one in whole.standings
    )
    return Report(lines, [_data(one) for one in whole.standings])


def gifts_balance(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return what became of each gift and whether the book comes out even."""
    from leaderdesk.core.amount import amount_text

    whole = _trust(store)
    names = {gift.id: gift.name for gift in whole.gifts}
    lines = [_("The book comes out even.") if whole.is_even else _("The book does not come out even.")]
    data: list[Json] = []
    for one in whole.balances:
        if one.gift_id not in names and not (one.left_milli or one.reserved_milli):
            continue
        sums = {
            "bought": amount_text(one.bought_milli),
            "surplus": amount_text(one.surplus_milli),
            "given": amount_text(one.given_milli),
            "spoilt": amount_text(one.spoilt_milli),
            "left": amount_text(one.left_milli),
            "reserved": amount_text(one.reserved_milli),
        }
        name = names.get(one.gift_id, "")
        words = _("{gift}: {bought} bought + {surplus} surplus = {given} given + {spoilt} spoilt + {left} left")
        lines.append(words.format(gift=name, **sums))
        data.append({"id": one.gift_id, "name": name, **sums})
    return Report(tuple(lines), {"even": whole.is_even, "gifts": data})


def _data(one: Standing) -> Json:
    return {
        "id": one.id,
        "referrer": {"id": one.referrer.id, "name": one.referrer.name, "room": one.referrer.room},
        "newcomer": {"id": one.newcomer.id, "name": one.newcomer.name, "room": one.newcomer.room},
        "said": iso(one.referral.said_at_ms),
        "how": one.referral.how.value,
        "stage": one.stage.name.lower(),
        "why": None if one.why is None else one.why.value,
        "flags": sorted(one.flags),
        "asks": sorted(one.asks),
        "reversed": one.reversed,
        "first_order": None if one.newcomer.first is None else one.newcomer.first.id,
        "due": [{"reason": due.reason.value, "neighbour": due.neighbour_id, "gift": due.gift.name} for due in one.dues],
        "gifts": [
            {
                "id": award.id,
                "reason": award.reason.value,
                "neighbour": award.neighbour_id,
                "gift": award.gift.name,
                "round": award.round_id,
                "given": None if award.given_at_ms is None else iso(award.given_at_ms),
                "returned": None if award.returned_at_ms is None else iso(award.returned_at_ms),
            }
            for award in one.awards
        ],
    }


def _trust(store: Store) -> Trust:
    from leaderdesk.features.referrals.queries import trust

    with store.read() as connection:
        return trust(connection, store.clock.now_ms())
