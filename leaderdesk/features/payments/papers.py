"""Who has paid and who has not, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import day_text, local, printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.features.payments.rules import Payment, sum_dues
from leaderdesk.features.payments.rules.statement import Statement, signed_yuan, standing_words
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business


def payment_list(payments: Sequence[Payment], round_: Round, business: Business, *, printed_ms: int) -> TablePaper:
    """Return the payments of a round: first who still has to pay, with a box to tick, then who has."""
    sums = sum_dues(tuple(payments))
    parts = (
        (_("Not paid"), [payment for payment in payments if payment.due_fen > 0]),
        (_("Paid"), [payment for payment in payments if payment.due_fen <= 0]),
    )
    return TablePaper(
        title=_("Payments {round}").format(round=round_.name),
        subtitle=_("{paid} of {sum} received").format(paid=format_yuan(sums.paid_fen), sum=format_yuan(sums.total_fen)),
        total=_("{sum} open").format(sum=format_yuan(sums.open_fen)),
        total_detail=_people(sums.open_orders),
        columns=(
            Column(_("Paid"), 11, tick=True),
            Column(_("Code"), 13, bold=True),
            Column(_("Room"), 20, bold=True),
            Column(_("Neighbour")),
            Column(_("To be paid"), 26, align="right"),
            Column(_("Received"), 26, align="right"),
            Column(_("Still open"), 28, align="right", bold=True),
        ),
        groups=tuple(
            Group(heading, _people(len(members)), tuple(map(_row, members))) for heading, members in parts if members
        ),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def statement_paper(found: Statement, business: Business, *, printed_ms: int) -> TablePaper:
    """Return the account of a neighbour: what moved, oldest first, with what it came to each time."""
    who = f"{found.name} {found.room}".strip()
    told = [
        (day_text(local(line.at_ms).date()), line.words, signed_yuan(line.amount_fen), format_yuan(line.balance_fen))
        for line in found.lines
    ]
    if found.before_fen:
        told.insert(0, ("", _("Before"), "", format_yuan(found.before_fen)))
    rows = [Row(each) for each in told]
    return TablePaper(
        title=_("Account of {who}").format(who=who),
        subtitle=business.estate_name,
        total=_("Balance {sum}").format(sum=format_yuan(found.balance_fen)),
        total_detail=standing_words(found.balance_fen),
        columns=(
            Column(_("Day"), 30),
            Column(_("What")),
            Column(_("Sum"), 30, align="right"),
            Column(_("Balance"), 30, align="right", bold=True),
        ),
        groups=(Group("", "", tuple(rows)),) if rows else (),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def _row(payment: Payment) -> Row:
    return Row(
        (
            "",
            f"{payment.pickup_code:03d}",
            payment.room,
            payment.neighbour_name,
            format_yuan(payment.total_fen),
            format_yuan(payment.paid_fen),
            format_yuan(payment.due_fen) if payment.due_fen else "",
        )
    )


def _people(count: int) -> str:
    return ngettext("{count} neighbour", "{count} neighbours", count).format(count=count)
