"""What a round earned on one page: the sums with what they mean, suppliers, and who still owes."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import local, printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan, percent_text
from leaderdesk.documents.table import Cell, Column, Group, Row, TablePaper
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.settlements.queries.rounds import Settlement
from leaderdesk.features.settlements.queries.suppliers import SupplierAccount
from leaderdesk.features.settlements.rules import DEFINITIONS, RESULT, TITLES, margin_text
from leaderdesk.storage.business import Business

MOST_SUPPLIERS, MOST_OWING, MOST_CORRECTIONS = 6, 4, 3
"""So many lines of each part have room on the page; the others are counted in one more."""

_MOST_SIGNS, _MOST_NOTE = 15, 34


def settlement_page(
    settlement: Settlement, accounts: Sequence[SupplierAccount], business: Business, *, printed_ms: int
) -> TablePaper:
    """Return the page; whoever has no room on it is counted and summed up in one line."""
    earned = settlement.earned
    return TablePaper(
        title=_("Settlement of {round}").format(round=settlement.round.name),
        subtitle=_state(settlement),
        total=f"{margin_text(earned)} {format_yuan(earned.margin_fen)}",
        total_detail=_("{share} of sales").format(share=percent_text(earned.margin_tenths)),
        columns=(
            Column(_("What"), 54, bold=True),
            Column(_("How it is reckoned")),
            Column(_("Sum"), 28, align="right"),
        ),
        groups=tuple(group for group in _groups(settlement, accounts) if group.rows),
        contact=business.contact,
        printed=printed_text(printed_ms),
    )


def _state(settlement: Settlement) -> str:
    settled = settlement.settled
    words = _("not settled yet: the sums may still change")
    if settled is not None:
        words = _("settled on {day}").format(day=f"{local(settled.at_ms):%Y-%m-%d}")
    count = len(settlement.uncounted)
    if not count:
        return words
    uncounted = ngettext(
        "{count} product not counted, as asked for", "{count} products not counted, as asked for", count
    )
    return f"{words} · {uncounted.format(count=count)}"


def _groups(settlement: Settlement, accounts: Sequence[SupplierAccount]) -> tuple[Group, ...]:
    earned = settlement.earned
    result = [Row((_(TITLES[account]), _(DEFINITIONS[account]), format_yuan(earned.of(account)))) for account in RESULT]
    sum_row = Row(
        (margin_text(earned), percent_text(earned.margin_tenths), format_yuan(earned.margin_fen)), strong=True
    )
    suppliers = [
        Row(
            (
                _short(each.name),
                _("this round {sum}").format(sum=format_yuan(each.round_fen)),
                format_yuan(each.balance_fen),
            )
        )
        for each in accounts
    ]
    later = [
        Row(
            (
                line.kind.title,
                _short(line.note or line.who or line.supplier_name, _MOST_NOTE),
                format_yuan(line.amount_fen),
            )
        )
        for line in settlement.corrections
    ]
    later_fen = [line.amount_fen for line in settlement.corrections]
    owed = [account.balance_fen for account in accounts]
    return (
        Group("", "", (*result, sum_row)),
        Group(_("Corrections after the settling"), "", _shortened(later, later_fen, MOST_CORRECTIONS)),
        Group(_("Suppliers: still to be paid, over all rounds"), "", _shortened(suppliers, owed, MOST_SUPPLIERS)),
        _people(_("Still to pay"), settlement.owing),
        _people(_("To be given back"), settlement.owed),
    )


def _people(title: str, payments: Sequence[Payment]) -> Group:
    rows = [
        Row((_short(f"{payment.room} {payment.neighbour_name}"), _paid(payment), format_yuan(abs(payment.due_fen))))
        for payment in payments
    ]
    sums = [abs(payment.due_fen) for payment in payments]
    total = format_yuan(sum(sums)) if sums else ""
    return Group(title, total, _shortened(rows, sums, MOST_OWING))


def _paid(payment: Payment) -> str:
    return _("{paid} of {total} given").format(paid=format_yuan(payment.paid_fen), total=format_yuan(payment.total_fen))


def _short(text: str, most: int = _MOST_SIGNS) -> str:
    """Return the text so short that it takes one line of its column."""
    words = text.strip()
    return words if len(words) <= most else f"{words[:most]}…"


def _shortened(rows: Sequence[Row], sums: Sequence[int], most: int) -> tuple[Row, ...]:
    if len(rows) <= most:
        return tuple(rows)
    more = len(rows) - most
    words = ngettext("and {count} more", "and {count} more", more).format(count=more)
    return (*rows[:most], Row((Cell(words), "", format_yuan(sum(sums[most:])))))
