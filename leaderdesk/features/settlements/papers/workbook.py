"""The settlement workbook: every sum is a formula over the lines that lie beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.documents.book import Book, Fact, Facts, Fen, Formula, Gap, Milli, Note, Part, Sheet, Table
from leaderdesk.documents.book import TableColumn as Head
from leaderdesk.documents.book import Title, Value
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.documents.workbook_rows import span
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.settlements.papers.sheets import (
    cost_sheet,
    money_sheet,
    other_lines,
    other_sheet,
    owing_sheet,
    sales_sheet,
)
from leaderdesk.features.settlements.queries.books import MoneyLine
from leaderdesk.features.settlements.queries.rounds import Settlement
from leaderdesk.features.settlements.rules import (
    DEFINITIONS,
    MARGIN_DEFINITION,
    RESULT,
    TITLES,
    Earned,
    margin_text,
)
from leaderdesk.storage.business import Business


@dataclass(frozen=True, slots=True)
class Filed:
    """A sheet that others compute with: its name, its parts, and the table of its lines."""

    sheet: Sheet
    table: Table

    def cells(self, column: int) -> str:
        """Return the cells of a column of the table, as a formula names them."""
        return span(self.sheet.name, self.sheet.parts, self.table, column)


def write_settlement(
    path: Path,
    settlement: Settlement,
    *,
    orders: Sequence[Order],
    money: Sequence[MoneyLine],
    business: Business,
) -> None:
    """Make `path` the workbook of what the round earned, whole or untouched."""
    others = other_lines(settlement)
    sales, cost = Filed(*sales_sheet(orders)), Filed(*cost_sheet(settlement))
    other = Filed(*other_sheet(others))
    overview = _overview(settlement, sales=sales, cost=cost, other=other)
    sheets = (overview, sales.sheet, cost.sheet, other.sheet, money_sheet(orders, money), owing_sheet(settlement))
    title = _("Settlement of {round}").format(round=settlement.round.name)
    write_workbook(path, Book(title, business.leader_name, sheets))


def _overview(settlement: Settlement, *, sales: Filed, cost: Filed, other: Filed) -> Sheet:
    earned = settlement.earned
    columns = (Head(_("What"), bold=True), Head(_("Sum"), kind="money", total=True), Head(_("How it is reckoned")))
    rows = tuple(
        (_(TITLES[account]), _of_account(account, earned, sales=sales, cost=cost, other=other), _(DEFINITIONS[account]))
        for account in RESULT
    )
    table = Table(columns=columns, rows=rows, total=margin_text(earned), total_note=_(MARGIN_DEFINITION))
    head: tuple[Part, ...] = (
        Title(_("Settlement of {round}").format(round=settlement.round.name)),
        Facts(((Fact(_("State"), _state(settlement)),),)),
        Note(_note(settlement)),
        Gap(),
        table,
    )
    name = _("Overview")
    sums = span(name, head, table, 1)
    first = sums.split(":", maxsplit=1)[0]
    share = Formula(f"IF({first}=0,0,ROUND(SUM({sums})/{first}*100,1))", Milli(earned.margin_tenths * 100))
    foot = (Gap(), Facts(((Fact(_("Earned, % of sales"), share, bold=True),),), columns=(0,)))
    return Sheet(name=name, parts=(*head, *foot), widths=(22, 16, 78), footer=settlement.round.name)


def _of_account(account: Account, earned: Earned, *, sales: Filed, cost: Filed, other: Filed) -> Value:
    """Return the sum of one account as a formula over the lines of the other sheets."""
    booked = f"SUMIF({other.cells(1)},{_quoted(_(TITLES[account]))},{other.cells(6)})" if other.table.rows else "0"
    of_goods = {
        Account.SALES: f"SUM({sales.cells(7)})",
        Account.PURCHASES: f"SUM({cost.cells(9)})+SUM({cost.cells(11)})-SUM({cost.cells(7)})",
        Account.GIFTS: f"-SUM({cost.cells(9)})",
        Account.WASTE: f"-SUM({cost.cells(11)})",
    }.get(account)
    return Formula(booked if of_goods is None else f"{of_goods}+{booked}", Fen(earned.of(account)))


def _state(settlement: Settlement) -> str:
    settled = settlement.settled
    if settled is None:
        return _("not settled yet: the sums may still change")
    return _("settled on {day}").format(day=f"{local(settled.at_ms):%Y-%m-%d}")


def _note(settlement: Settlement) -> str:
    uncounted = settlement.uncounted
    if not uncounted:
        return _("The cost is of what came.")
    words = _("Nobody counted {products}; they stand here as they were asked for.")
    return words.format(products=_(", ").join(each.product for each in uncounted))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
