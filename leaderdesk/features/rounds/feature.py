"""What the feature of rounds offers to the program: its verbs on the command line."""

from __future__ import annotations

import argparse

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import iso, planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import offers_of_round, round_row, round_rows
from leaderdesk.features.rounds.rules import Offer, Round, RoundState
from leaderdesk.features.rounds.rules.planned import moment_text, pickup_text, times_of
from leaderdesk.storage.database import Store

STATE_NAMES = {
    RoundState.DRAFT: N_("draft"),
    RoundState.OPEN: N_("taking orders"),
    RoundState.CLOSED: N_("cut off"),
    RoundState.SETTLED: N_("settled"),
}


def add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rounds list|show ID|open ID|close ID` to the command line."""
    verbs = subparsers.add_parser("rounds", help=_("rounds and what they offer")).add_subparsers(
        required=True, metavar="VERB"
    )
    verbs.add_parser("list", help=_("every round, newest first")).set_defaults(run=list_rounds)
    for name, help_text, run in (
        ("show", _("one round with its offers"), show_round),
        ("open", _("open a draft: from now on it takes orders"), open_round),
        ("close", _("close an open round"), close_round),
    ):
        verb = verbs.add_parser(name, help=help_text)
        verb.add_argument("id", type=row_id, metavar="ID", help=_("the round's id, as in the list"))
        verb.set_defaults(run=run)


def list_rounds(store: Store, _arguments: argparse.Namespace) -> Report:
    """Return every round, newest first."""
    with store.read() as connection:
        rounds = round_rows(connection)
    lines = tuple(_line(one) for one in rounds) or (_("There is no round yet."),)
    return Report(lines, [_round_data(one) for one in rounds])


def show_round(store: Store, arguments: argparse.Namespace) -> Report:
    """Return one round with its offers; UserError if there is none with that id."""
    with store.read() as connection:
        found = _found(round_row(connection, arguments.id), arguments.id)
        offers = offers_of_round(connection, found.id)
    times = _("Cut-off {cutoff}, pickup {pickup} {place}").format(
        cutoff=moment_text(found.cutoff), pickup=pickup_text(times_of(found)), place=found.pickup_place
    )
    lines = (_line(found), times.strip(), *(_offer_line(offer) for offer in offers))
    return Report(lines, {**_round_data(found), "offers": [_offer_data(offer) for offer in offers]})


def open_round(store: Store, arguments: argparse.Namespace) -> Report:
    """Open a draft and return how it stands then; UserError if it cannot be opened."""
    actions.open_round(store, arguments.id)
    return _now_stands(store, arguments.id)


def close_round(store: Store, arguments: argparse.Namespace) -> Report:
    """Close an open round and return how it stands then; UserError if it is not open."""
    actions.close_round(store, arguments.id)
    return _now_stands(store, arguments.id)


def _now_stands(store: Store, round_id: int) -> Report:
    with store.read() as connection:
        found = _found(round_row(connection, round_id), round_id)
    return Report((_line(found),), _round_data(found))


def _found(round_: Round | None, round_id: int) -> Round:
    if round_ is None:
        raise UserError(_("There is no round with the id {id}. `rounds list` shows them all.").format(id=round_id))
    return round_


def _line(round_: Round) -> str:
    return _("{id}  {name}  {state}, cut-off {cutoff}").format(
        id=round_.id, name=round_.name, state=_(STATE_NAMES[round_.state]), cutoff=moment_text(round_.cutoff)
    )


def _offer_line(offer: Offer) -> str:
    price = _("no price yet") if offer.price_fen is None else format_yuan(offer.price_fen)
    return f"{offer.code}  {offer.name} {offer.spec}  {price}"


def _round_data(round_: Round) -> dict[str, Json]:
    return {
        "id": round_.id,
        "number": round_.number,
        "title": round_.title,
        "name": round_.name,
        "state": round_.state.value,
        "cutoff": _iso(round_.cutoff),
        "pickup_from": _iso(round_.pickup_from),
        "pickup_until": _iso(round_.pickup_until),
        "pickup_place": round_.pickup_place,
        "note": round_.note,
        "copied_from": round_.copied_from_id,
        "opened_at": _moment(round_.opened_at_ms),
        "closed_at": _moment(round_.closed_at_ms),
        "settled_at": _moment(round_.settled_at_ms),
    }


def _offer_data(offer: Offer) -> dict[str, Json]:
    return {
        "id": offer.id,
        "code": offer.code,
        "product": offer.product_id,
        "name": offer.name,
        "spec": offer.spec,
        "unit": offer.unit,
        "storage": offer.storage,
        "supplier": offer.supplier_name,
        "price": None if offer.price_fen is None else yuan_text(offer.price_fen),
        "cost": yuan_text(offer.cost_fen),
        "limit": _amount(offer.limit_milli),
        "total_limit": _amount(offer.total_limit_milli),
        "case": _amount(offer.case_milli),
        "step": amount_text(offer.step_milli),
        "cutoff": None if offer.cutoff is None else _iso(offer.cutoff),
    }


def _iso(text: str) -> str:
    return planned(text).isoformat(timespec="minutes")


def _moment(ms: int | None) -> str | None:
    return None if ms is None else iso(ms)


def _amount(milli: int | None) -> str | None:
    return None if milli is None else amount_text(milli)


FEATURE = Feature(name="rounds", add_verbs=add_verbs)
