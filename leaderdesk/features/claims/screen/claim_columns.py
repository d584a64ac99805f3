"""The columns of the list of claims."""

from __future__ import annotations

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.claims.rules import Claim, Stage, Wish
from leaderdesk.ui.cells import Lines, Pill, Text, money
from leaderdesk.ui.columns import Column


def claim_columns() -> tuple[Column[Claim], ...]:
    """Return the columns: who, what, what was wished, where it stands."""
    return (
        Column("who", _("Neighbour"), lambda row: Lines(row.neighbour_name, row.room), 0, sort=lambda row: row.room),
        Column("what", _("Product"), _goods, 0, sort=lambda row: row.product),
        Column("day", _("Day"), _day, 86, sort=lambda row: row.at_ms),
        Column("sum", _("Given back"), lambda row: money(row.refund_fen), 92, "right", sort=lambda row: row.refund_fen),
        Column("stage", _("State"), stage_pill, 176, "right", sort=lambda row: list(Stage).index(row.stage)),
    )


def stage_pill(claim: Claim) -> Pill:
    """Return where a claim stands as a pill."""
    if claim.stage is Stage.OPEN:
        return Pill(_("to be answered"), "warn", dot=True)
    if claim.stage is Stage.OWED:
        return Pill(_("another one owed"), "gift", dot=True)
    done = {
        Wish.REFUND: _("money given back"),
        Wish.REPLACEMENT: _("another one given"),
        Wish.THANKS: _("thanked"),
    }
    return Pill(done[claim.answer or Wish.THANKS], "brand", dot=True)


def search_key(claim: Claim) -> str:
    """Return what a claim is found by."""
    return f"{claim.neighbour_name} {claim.room} {claim.room.replace('-', '')} {claim.pickup_code:03d} {claim.product}"


def _goods(claim: Claim) -> Lines:
    batch = _("batch {code}").format(code=claim.batch_code) if claim.batch_code else claim.supplier_name
    return Lines(claim.product, batch)


def _day(claim: Claim) -> Text:
    moment = local(claim.at_ms)
    return Text(_("{month}/{day}").format(month=moment.month, day=moment.day), color="text2")
