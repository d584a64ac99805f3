"""Settlements as the program sees them: what is written for a round and for a year, the verb `export`, and undo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.arguments import row_id
from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Undone
from leaderdesk.core.feature import Feature, Reaction
from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, percent_text, yuan_text
from leaderdesk.core.report import Json, Report

if TYPE_CHECKING:
    from leaderdesk.features.settlements.queries.rounds import Settlement
    from leaderdesk.storage.database import Store, Writing

# The store is opened with the reaction, before Today shows; what it does is imported when there is something to do.


def export_settlement(store: Store, round_id: int, path: Path) -> tuple[Path, Settlement]:
    """Write the settlement workbook to `path`, or into it if it is a folder; return where it lies and what is in it.

    UserError if there is no such round, or nothing was ever ordered in it.
    """
    from leaderdesk.features.orders.queries import orders_of_round
    from leaderdesk.features.settlements.papers.workbook import write_settlement
    from leaderdesk.features.settlements.queries.books import money_of_round
    from leaderdesk.features.settlements.queries.rounds import settlement_of
    from leaderdesk.storage.business import read_business

    with store.read() as connection:
        found = settlement_of(connection, round_id)
        orders, money = orders_of_round(connection, round_id), money_of_round(connection, round_id)
        business = read_business(connection)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    if not orders and not found.lines:
        raise UserError(_("Nothing has been ordered yet. Take the orders first."))
    target = path
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        target = path / f"{file_name(_('Settlement'), found.round.name)}.xlsx"
    write_settlement(target, found, orders=orders, money=money, business=business)
    return target, found


def export_books(store: Store, year: int, path: Path) -> Path:
    """Write the books of a year as text to `path` and return it."""
    from leaderdesk.features.settlements.papers.books import write_books
    from leaderdesk.features.settlements.queries.books import book_lines
    from leaderdesk.features.settlements.queries.months import year_bounds

    since, until = year_bounds(year)
    with store.read() as connection:
        write_books(path, book_lines(connection, since, until))
    return path


def settlement_pdf(store: Store, round_id: int) -> bytes:
    """Return the page of what the round earned; UserError if there is no such round."""
    from leaderdesk.documents.table_pdf import table_pdf
    from leaderdesk.features.settlements.papers.page import settlement_page
    from leaderdesk.features.settlements.queries import settlement_of, supplier_accounts
    from leaderdesk.storage.business import read_business

    with store.read() as connection:
        found, accounts = settlement_of(connection, round_id), supplier_accounts(connection, round_id)
        business = read_business(connection)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    return table_pdf(settlement_page(found, accounts, business, printed_ms=store.clock.now_ms()))


def add_export_verbs(export: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export settlement --round ID --out DIR|FILE.xlsx`."""
    settlement = export.add_parser("settlement", help=_("what a round earned, with formulas"))
    settlement.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
    settlement.add_argument("--out", type=Path, required=True, metavar="DIR|FILE.xlsx")
    settlement.set_defaults(run=_run_settlement)


def _run_settlement(store: Store, arguments: argparse.Namespace) -> Report:
    path, found = export_settlement(store, arguments.round_id, arguments.out)
    earned = found.earned
    words = _("{path}: sales {sales}, earned {margin} ({share})").format(
        path=path,
        sales=format_yuan(earned.sales_fen),
        margin=format_yuan(earned.margin_fen),
        share=percent_text(earned.margin_tenths),
    )
    return Report(lines=(words,), data={"files": [{"path": str(path)}], "settlement": _data(found)})


def _data(found: Settlement) -> dict[str, Json]:
    settled = found.settled
    return {
        "round": found.round.id,
        "settled": settled is not None,
        **{account.value: yuan_text(fen) for account, fen in found.earned.listed},
        "margin": yuan_text(found.earned.margin_fen),
        "margin_percent": _decimal(found.earned.margin_tenths),
        "uncounted": [each.code for each in found.uncounted],
        "suppliers": [
            {
                "supplier": supplier.supplier_name,
                "cost": yuan_text(supplier.total_fen),
                "uncounted": supplier.uncounted,
            }
            for supplier in found.suppliers
        ],
        "owing": [
            {"order": payment.order_id, "neighbour": payment.neighbour_name, "open": yuan_text(payment.due_fen)}
            for payment in found.payments
            if payment.due_fen
        ],
        "corrections": len({line.entry_id for line in found.corrections}),
        "open_claims": found.open_claims,
    }


def _decimal(tenths: int) -> str:
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def _keep_settled(writing: Writing, happened: Undone) -> None:
    from leaderdesk.features.settlements.actions import refuse_if_followed

    refuse_if_followed(writing, happened)


FEATURE = Feature(
    name="settlements",
    add_export_verbs=add_export_verbs,
    reactions=(Reaction(Undone, _keep_settled),),
)
