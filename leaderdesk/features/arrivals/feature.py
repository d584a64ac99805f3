"""Arrival as the program sees it: the verb `arrival`, which shows, counts and shares out."""

from __future__ import annotations

import argparse

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.arguments import row_id
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.money import yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.arrivals.actions import apply_shortage, note_receipt, receive_all_as_due
from leaderdesk.features.arrivals.queries import Arrival, arrival_of_round, ground_of
from leaderdesk.features.arrivals.rules.counting import Count, quantity
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Cut, Sharing, shared
from leaderdesk.features.arrivals.rules.words import cut_words
from leaderdesk.storage.database import Store

_POLICIES = tuple(policy.value for policy in Policy if policy is not Policy.BY_HAND)


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `arrival show|receive|share --round ID …`."""
    arrival = verbs.add_parser("arrival", help=_("count what came and share out what is short")).add_subparsers(
        metavar="WHAT", required=True
    )
    show = arrival.add_parser("show", help=_("what is to come and what came"))
    receive = arrival.add_parser("receive", help=_("say how much of an offer came, or that the rest came as due"))
    receive.add_argument("--offer", metavar="CODE", help=_("the offer's code in the round"))
    receive.add_argument("--amount", type=parse_amount, metavar="N", help=_("how much of it came"))
    receive.add_argument("--rest-as-due", action="store_true", help=_("count everything else as it was to come"))
    share = arrival.add_parser("share", help=_("show who gives way; with --apply, do it"))
    share.add_argument("--offer", required=True, metavar="CODE", help=_("the offer's code in the round"))
    share.add_argument("--policy", choices=_POLICIES, help=_("how to share out; by default as the last time"))
    share.add_argument("--apply", action="store_true", help=_("change the orders, not only show"))
    for parser, run in ((show, _show), (receive, _receive), (share, _share)):
        parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        parser.set_defaults(run=run)


def _show(store: Store, arguments: argparse.Namespace) -> Report:
    arrival = _arrival(store, arguments.round_id)
    return Report(
        lines=tuple(_count_line(count) for count in arrival.counts) or (_("Nothing is to come yet"),),
        data={"round": arrival.round.id, "offers": [_count_data(count) for count in arrival.counts]},
    )


def _receive(store: Store, arguments: argparse.Namespace) -> Report:
    if (arguments.offer is None) is not (arguments.amount is None) or (
        arguments.offer is None and not arguments.rest_as_due
    ):
        raise UserError(_("Name an offer with its amount, or --rest-as-due."))
    if arguments.offer is not None:
        offer_id = _count(_arrival(store, arguments.round_id), arguments.offer).offer.id
        note_receipt(store, offer_id, arguments.amount)
    if arguments.rest_as_due:
        receive_all_as_due(store, arguments.round_id)
    return _show(store, arguments)


def _share(store: Store, arguments: argparse.Namespace) -> Report:
    arrival = _arrival(store, arguments.round_id)
    count = _count(arrival, arguments.offer)
    policy = Policy(arguments.policy) if arguments.policy else arrival.policy
    if policy is Policy.BY_HAND:
        raise UserError(_("The last time it was shared out by hand. Name a policy."))
    with store.read() as connection:
        ground = ground_of(connection, count.offer.id)
    if ground is None or not count.lacking_milli:
        raise UserError(_("Nobody has to give way for {product}.").format(product=count.offer.label))
    sharing = shared(ground.count, ground.parties, policy)
    if arguments.apply:
        apply_shortage(store, count.offer.id, policy=policy, shown=sharing.cuts)
    lines = (cut_words(sharing, count.offer.unit), *(_cut_line(cut, count.offer.unit) for cut in sharing.cuts))
    return Report(lines=lines, data=_sharing_data(sharing, count, applied=arguments.apply))


def _arrival(store: Store, round_id: int) -> Arrival:
    with store.read() as connection:
        found = arrival_of_round(connection, round_id)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    return found


def _count(arrival: Arrival, code: str) -> Count:
    wanted = code.strip().casefold()
    found = next((count for count in arrival.counts if count.offer.code.casefold() == wanted), None)
    if found is None:
        raise UserError(_("Nothing is to come of an offer {code}. See `arrival show`.").format(code=code.strip()[:40]))
    return found


def _count_line(count: Count) -> str:
    came = _("not counted") if count.received_milli is None else quantity(count.received_milli, count.offer.unit)
    return _("{code} {product}: due {due}, came {came}").format(
        code=count.offer.code, product=count.offer.name, due=quantity(count.due_milli, count.offer.unit), came=came
    )


def _cut_line(cut: Cut, unit: str) -> str:
    return _("{who}: {was} → {now}").format(
        who=f"{cut.party.room} {cut.party.name}".strip(),
        was=amount_text(cut.party.ordered_milli),
        now=quantity(cut.now_milli, unit),
    )


def _count_data(count: Count) -> dict[str, Json]:
    return {
        "offer": count.offer.code,
        "product": count.offer.name,
        "due": amount_text(count.due_milli),
        "ordered": amount_text(count.ordered_milli),
        "received": None if count.received_milli is None else amount_text(count.received_milli),
        "lacking": amount_text(count.lacking_milli),
        "spare": amount_text(count.spare_milli),
        "underpaid": yuan_text(count.underpaid_fen),
    }


def _sharing_data(sharing: Sharing, count: Count, *, applied: bool) -> dict[str, Json]:
    return {
        "offer": count.offer.code,
        "policy": "" if sharing.policy is None else sharing.policy.value,
        "applied": applied,
        "back": yuan_text(sharing.back_fen),
        "owed_less": yuan_text(sharing.owes_less_fen),
        "cuts": [
            {
                "order": cut.party.order_id,
                "neighbour": cut.party.name,
                "room": cut.party.room,
                "ordered": amount_text(cut.party.ordered_milli),
                "gets": amount_text(cut.now_milli),
                "back": yuan_text(cut.back_fen),
                "owed_less": yuan_text(cut.owes_less_fen),
            }
            for cut in sharing.cuts
        ],
    }


FEATURE = Feature(name="arrivals", add_verbs=add_verbs)
