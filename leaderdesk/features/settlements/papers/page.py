"""What a round earned on one page: the sums with what they mean, suppliers, and who still owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.clock import local, printed_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan, percent_text
from leaderdesk.documents.table import Cell, Column, Group, Row, TablePaper
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.settlements.queries.rounds import Settlement
from leaderdesk.features.settlements.queries.suppliers import SupplierAccount
from leaderdesk.features.settlements.rules import DEFINITIONS, RESULT, TITLES, margin_text
from leaderdesk.storage.business import Business

_LINES, _HEAD = 33, 4
"""So many lines have room below the result, and so many of them a heading takes."""

_MOST_SIGNS, _MOST_NOTE = 15, 34


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows below one heading, with the sum of each in fen."""

    title: str
    summary: str
    rows: Sequence[Row]
    sums: Sequence[int]


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
        groups=_groups(settlement, accounts),
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
    parts = (
        _corrections(settlement),
        _suppliers(settlement, accounts),
        _people(_("Still to pay"), settlement.owing),
        _people(_("To be given back"), settlement.owed),
    )
    return Group("", "", (*result, sum_row)), *_fitted([part for part in parts if part.rows])


def _corrections(settlement: Settlement) -> _Part:
    rows = [
        Row(
            (
                line.kind.label,
                _short(line.note or line.who or line.supplier_name, _MOST_NOTE),
                format_yuan(line.amount_fen),
            )
        )
        for line in settlement.corrections
    ]
    sums = [line.amount_fen for line in settlement.corrections]
    return _Part(_("Corrections after the settling"), "", rows, sums)


def _suppliers(settlement: Settlement, accounts: Sequence[SupplierAccount]) -> _Part:
    owed = {account.supplier_id: account.balance_fen for account in accounts}
    rows = []
    for each in settlement.suppliers:
        said = [_owed(owed.get(each.supplier_id or 0, 0))]
        if settlement.settled is None:
            # What came is owed from the settling on.
            said = [_("booked at the settling"), *(said if owed.get(each.supplier_id or 0) else ())]
        rows.append(Row((_short(each.supplier_name), _(", ").join(said), format_yuan(each.total_fen))))
    sums = [each.total_fen for each in settlement.suppliers]
    return _Part(_("Suppliers: what came, at cost"), format_yuan(sum(sums)), rows, sums)


def _owed(fen: int) -> str:
    if fen > 0:
        return _("{sum} still to be paid, over all rounds").format(sum=format_yuan(fen))
    if fen < 0:
        return _("{sum} paid in advance, over all rounds").format(sum=format_yuan(-fen))
    return _("nothing open, over all rounds")


def _people(title: str, payments: Sequence[Payment]) -> _Part:
    rows = [
        Row((_short(f"{payment.room} {payment.neighbour_name}"), _paid(payment), format_yuan(abs(payment.due_fen))))
        for payment in payments
    ]
    sums = [abs(payment.due_fen) for payment in payments]
    return _Part(title, format_yuan(sum(sums)), rows, sums)


def _fitted(parts: Sequence[_Part]) -> tuple[Group, ...]:
    """Return the parts so short that all have room: the longest give way to the others, and are summed up."""
    left = _LINES - _HEAD * len(parts)
    room: dict[int, int] = {}
    by_length = sorted(range(len(parts)), key=lambda place: len(parts[place].rows))
    for done, place in enumerate(by_length):
        room[place] = min(len(parts[place].rows), left // (len(parts) - done))
        left -= room[place]
    return tuple(Group(part.title, part.summary, _shortened(part, room[place])) for place, part in enumerate(parts))


def _paid(payment: Payment) -> str:
    return _("{paid} of {total} given").format(paid=format_yuan(payment.paid_fen), total=format_yuan(payment.total_fen))


def _short(text: str, most: int = _MOST_SIGNS) -> str:
    """Return the text so short that it takes one line of its column."""
    words = text.strip()
    return words if len(words) <= most else f"{words[:most]}…"


def _shortened(part: _Part, room: int) -> tuple[Row, ...]:
    if len(part.rows) <= room:
        return tuple(part.rows)
    shown = room - 1
    more = len(part.rows) - shown
    words = ngettext("and {count} more", "and {count} more", more).format(count=more)
    return (*part.rows[:shown], Row((Cell(words), "", format_yuan(sum(part.sums[shown:])))))
