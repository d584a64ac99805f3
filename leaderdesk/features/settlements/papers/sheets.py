"""The sheets of the settlement workbook behind its overview: the lines, with the sums that belong to them."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.documents.book import Fen, Formula, Gap, Milli, Sheet, Table, Title, Value
from leaderdesk.documents.book import TableColumn as Head
from leaderdesk.documents.workbook_rows import first_row, letter, span
from leaderdesk.features.claims.rules import WAYS
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.payments.rules.ledger import Account, Kind
from leaderdesk.features.settlements.queries.books import MoneyLine
from leaderdesk.features.settlements.queries.entries import ResultLine
from leaderdesk.features.settlements.queries.rounds import Settlement
from leaderdesk.features.settlements.rules import TITLES
from leaderdesk.features.settlements.rules.corrections import corrections_after

_OF_GOODS = frozenset({Kind.PURCHASE, Kind.GIFT, Kind.WASTE})
_OWN_WAYS = (*WAYS, Account.MARKED)


def sales_sheet(orders: Sequence[Order]) -> tuple[Sheet, Table]:
    """Return every line of every order with its sum, and the table of them; the sum is column 7."""
    columns = (
        Head(_("Pickup code")),
        Head(_("Room")),
        Head(_("Neighbour"), bold=True),
        Head(_("Product")),
        Head(_("Amount"), kind="amount", total=True),
        Head(_("Unit")),
        Head(_("Price"), kind="money"),
        Head(_("Sum"), kind="money", total=True, product_of=(4, 6)),
    )
    rows = tuple(
        (
            order.pickup_text,
            order.room,
            order.neighbour_name,
            line.product_label,
            Milli(line.amount_milli),
            line.unit,
            Fen(line.price_fen),
            Fen(line.total_fen),
        )
        for order in orders
        for line in order.lines
    )
    table = Table(columns=columns, rows=rows, total=_("Total"), freeze=True)
    return Sheet(_("Goods sold"), (Title(_("Goods sold")), table), (9, 12, 18, 26, 10, 8, 11, 13)), table


def cost_sheet(settlement: Settlement) -> tuple[Sheet, Table]:
    """Return what came by supplier with what it costs, and the table of it.

    The cost is column 7, gifts of it are column 9 and waste is column 11, all at cost.
    """
    columns = (
        Head(_("No."), kind="number"),
        Head(_("Supplier"), bold=True),
        Head(_("Product")),
        Head(_("Counted")),
        Head(_("What came"), kind="amount"),
        Head(_("Unit")),
        Head(_("Cost of one"), kind="money"),
        Head(_("Comes to"), kind="money", total=True, product_of=(4, 6)),
        Head(_("Given away"), kind="amount"),
        Head(_("Gifts at cost"), kind="money", total=True, product_of=(8, 6)),
        Head(_("Thrown away"), kind="amount"),
        Head(_("Waste at cost"), kind="money", total=True, product_of=(10, 6)),
    )
    rows = tuple(
        (
            each.supplier_id or 0,
            each.supplier_name or _("No supplier"),
            each.product,
            _("yes") if each.is_counted else _("no, as asked for"),
            Milli(each.amount_milli),
            each.unit,
            Fen(each.cost_fen),
            Fen(each.total_fen),
            Milli(each.gift_milli),
            Fen(each.gift_fen),
            Milli(each.waste_milli),
            Fen(each.waste_fen),
        )
        for supplier in settlement.suppliers
        for each in supplier.goods
    )
    table = Table(columns=columns, rows=rows, total=_("Total"), heading=_("What came"))
    parts = (Title(_("Cost by supplier")), table)
    name = _("Cost by supplier")
    summary = _by_supplier(settlement, name=name, cost=table, parts=parts)
    return Sheet(name, (*parts, Gap(), summary), (7, 20, 22, 14, 10, 8, 11, 13, 10, 12, 10, 12)), table


def _by_supplier(settlement: Settlement, *, name: str, cost: Table, parts: tuple[Title, Table]) -> Table:
    """Return what each supplier gets, summed by her number: a name could read like a condition."""
    first = first_row((*parts, Gap()), parts[1]) + len(cost.rows) + (2 if cost.total else 1)
    # Heading and head row of this table stand before its rows.
    first += 2
    numbers, sums = span(name, parts, cost, 0), span(name, parts, cost, 7)
    rows: list[tuple[Value, ...]] = []
    for place, supplier in enumerate(settlement.suppliers):
        formula = f"SUMIF({numbers},{letter(0)}{first + place},{sums})"
        title = supplier.supplier_name or _("No supplier")
        rows.append((supplier.supplier_id or 0, title, Formula(formula, Fen(supplier.total_fen))))
    columns = (
        Head(_("No."), kind="number"),
        Head(_("Supplier"), bold=True),
        Head(_("Comes to"), kind="money", total=True),
    )
    return Table(columns=columns, rows=tuple(rows), total=_("Total"), heading=_("What each supplier gets"))


def other_lines(settlement: Settlement) -> tuple[ResultLine, ...]:
    """Return the lines of the book that are not sales and not the cost of what came: fees, claims, what was let go.

    What took each other back after the settling is left out.
    """
    mark = settlement.settled.entry_id if settlement.settled is not None else 0
    before = [line for line in settlement.lines if line.entry_id <= mark or settlement.settled is None]
    kept = [line for line in before if line.order_id is not None or line.kind not in _OF_GOODS]
    later = () if settlement.settled is None else corrections_after(settlement.lines, mark)
    return tuple(line for line in (*kept, *later) if line.account is not Account.SALES)


def other_sheet(lines: Sequence[ResultLine]) -> tuple[Sheet, Table]:
    """Return fees, waste, after-sales and corrections line by line; the account is column 1, the sum column 6."""
    columns = (
        Head(_("Day")),
        Head(_("Account"), bold=True),
        Head(_("What")),
        Head(_("Entry"), kind="number"),
        Head(_("Neighbour or supplier")),
        Head(_("Remarks")),
        Head(_("Sum"), kind="money", total=True),
    )
    rows = tuple(
        (
            f"{local(line.at_ms):%Y-%m-%d}",
            _(TITLES[line.account]),
            line.kind.label if line.reverses_id is None else _("taken back"),
            line.entry_id,
            line.who or line.supplier_name,
            line.note,
            Fen(line.amount_fen),
        )
        for line in lines
    )
    table = Table(columns=columns, rows=rows, total=_("Total"), freeze=True)
    title = _("Fees, waste, after-sales")
    return Sheet(title, (Title(title), table), (12, 14, 16, 9, 22, 34, 14)), table


def money_sheet(orders: Sequence[Order], money: Sequence[MoneyLine]) -> Sheet:
    """Return what came in for the orders line by line, and by way."""
    known = {order.id: order for order in orders}
    columns = (
        Head(_("Day")),
        Head(_("Pickup code")),
        Head(_("Room")),
        Head(_("Neighbour"), bold=True),
        Head(_("Way")),
        Head(_("What")),
        Head(_("Sum"), kind="money", total=True),
    )
    rows = tuple(
        (
            f"{local(line.at_ms):%Y-%m-%d}",
            known[line.order_id].pickup_text if line.order_id in known else "",
            known[line.order_id].room if line.order_id in known else "",
            known[line.order_id].neighbour_name if line.order_id in known else _("cancelled order"),
            line.way.label,
            line.kind.label,
            Fen(line.fen),
        )
        for line in money
    )
    name = _("Payments")
    table = Table(columns=columns, rows=rows, total=_("Total"), heading=_("What came in"))
    parts = (Title(name), table)
    ways, sums = span(name, parts, table, 4), span(name, parts, table, 6)
    by_way = tuple(
        (
            way.label,
            Formula(
                f'SUMIF({ways},"{way.label}",{sums})' if rows else "0",
                Fen(sum(line.fen for line in money if line.way is way)),
            ),
        )
        for way in _OWN_WAYS
    )
    heads = (Head(_("Way"), bold=True), Head(_("Sum"), kind="money", total=True))
    summary = Table(columns=heads, rows=by_way, total=_("Total"), heading=_("By way"))
    return Sheet(name, (*parts, Gap(), summary), (24, 14, 12, 18, 20, 18, 14))


def owing_sheet(settlement: Settlement) -> Sheet:
    """Return what each order comes to, what was given for it, and what is open of it."""
    columns = (
        Head(_("Pickup code")),
        Head(_("Room")),
        Head(_("Neighbour"), bold=True),
        Head(_("To be paid"), kind="money", total=True),
        Head(_("Given"), kind="money", total=True),
        Head(_("Still open"), kind="money", total=True),
    )
    # Title, then the head row of the table.
    first = 3
    rows = tuple(
        (
            f"{payment.pickup_code:03d}",
            payment.room,
            payment.neighbour_name,
            Fen(payment.total_fen),
            Fen(payment.paid_fen),
            Formula(f"ROUND(D{first + place}-E{first + place},2)", Fen(payment.due_fen)),
        )
        for place, payment in enumerate(settlement.payments)
    )
    table = Table(columns=columns, rows=rows, total=_("Total"), freeze=True)
    title = _("Who owes")
    return Sheet(title, (Title(title), table), (10, 14, 20, 14, 14, 14))
