"""Pickups as the program sees them: the verb `pickup`."""

from __future__ import annotations

import argparse
from functools import partial

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.pickups.actions import check_off
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.features.pickups.rules import Answer, Kind, PickupOrder
from leaderdesk.storage.database import Store


def pickups(dues: Dues) -> Feature:
    """Return the feature; `dues` tells what is still owed for orders."""
    return Feature(
        name="pickups",
        add_verbs=partial(_add_verbs, dues=dues),
    )


def _add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser], *, dues: Dues) -> None:
    pickup = verbs.add_parser("pickup", help=_("hand bags over")).add_subparsers(metavar="WHAT", required=True)
    check = pickup.add_parser("check", help=_("check off a code, a pickup code, a room or the end of a phone number"))
    check.add_argument("code", metavar="CODE")
    check.add_argument("--nonce", metavar="N", help=_("the same nonce gives the same answer again"))
    check.add_argument("--round", type=row_id, metavar="ID", dest="round_id", help=_("look in this round only"))
    check.set_defaults(run=partial(_check, dues=dues))


def _check(store: Store, arguments: argparse.Namespace, *, dues: Dues) -> Report:
    answer = check_off(store, arguments.code, dues=dues, round_id=arguments.round_id, nonce=arguments.nonce)
    return Report(lines=(answer_sentence(answer),), data=_answer_data(answer))


def answer_sentence(answer: Answer) -> str:
    """Return what the answer says, in one sentence with the next step."""
    who = f"{answer.found.order.room} {answer.found.order.neighbour_name}".strip() if answer.found else ""
    due = format_yuan(answer.found.due_fen) if answer.found else ""
    sentences = {
        Kind.OK: _("ok: {who}, all handed over"),
        Kind.PARTLY: _("partly: {who}, something is still here"),
        Kind.ALREADY: _("already: {who} has it all since {time}"),
        Kind.UNPAID: _("unpaid: {who}, handed over, {due} still to pay"),
        Kind.CANCELLED: _("cancelled: {who} has nothing in this round"),
        Kind.UNKNOWN: _("unknown: nothing fits this code. Scan it again, or type the room"),
        Kind.OTHER_SHOP: _("other-shop: this label is not one of ours"),
        Kind.AMBIGUOUS: _("ambiguous: {choices}. Type the pickup code"),
    }
    choices = ", ".join(
        f"{each.order.pickup_text} {each.order.room} {each.order.neighbour_name}" for each in answer.choices
    )
    return sentences[answer.kind].format(who=who, due=due, choices=choices, time=_handed_time(answer.found))


def _handed_time(found: PickupOrder | None) -> str:
    from leaderdesk.core.clock import local

    return "" if found is None or found.handed_at_ms is None else local(found.handed_at_ms).strftime("%H:%M")


def _answer_data(answer: Answer) -> dict[str, Json]:
    return {
        "answer": answer.kind.value,
        "order": None if answer.found is None else _order_data(answer.found),
        "bag": answer.bag,
        "handed": [{"product": line.product_name, "amount": amount_text(line.amount_milli)} for line in answer.handed],
        "choices": [_order_data(each) for each in answer.choices],
    }


def _order_data(found: PickupOrder) -> dict[str, Json]:
    order = found.order
    return {
        "id": order.id,
        "round": order.round_id,
        "pickup_code": order.pickup_text,
        "neighbour": order.neighbour_name,
        "room": order.room,
        "due": yuan_text(found.due_fen),
        "lines": [
            {
                "product": line.product_name,
                "amount": amount_text(line.amount_milli),
                "unit": line.unit,
                "handed": line.id in found.handed_line_ids,
            }
            for line in order.lines
        ],
    }
