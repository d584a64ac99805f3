"""Purchasing as the program sees it: writing the workbooks of a round, and the verb `export`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.purchasing.actions import keep_version
from leaderdesk.features.purchasing.queries import contact_of, supplier_orders_of_round
from leaderdesk.features.purchasing.rules import SupplierOrder
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class WrittenPurchase:
    """A workbook that lies at `path`, and what is in it."""

    path: Path
    order: SupplierOrder
    number: str
    version: int


def export_purchase(
    store: Store, round_id: int, folder: Path, *, supplier_id: int | None = None, only: bool = False
) -> tuple[WrittenPurchase, ...]:
    """Write one workbook for each supplier (with `only`, for that one) into `folder` and keep what they were asked for.

    A version is kept once: writing the same amounts again writes the file anew but makes no new version. UserError when
    nothing is ordered.
    """
    # Imported late: openpyxl costs more than most verbs.
    from leaderdesk.features.purchasing.papers import Purchase, file_name, purchase_number, write_purchase

    round_ = _round(store, round_id)
    with store.read() as connection:
        business = read_business(connection)
        found = supplier_orders_of_round(connection, round_id)
        wanted = [(place, order) for place, order in enumerate(found) if not only or order.supplier_id == supplier_id]
        contacts = {order.supplier_id: contact_of(connection, order.supplier_id) for _place, order in wanted}
    if not wanted:
        raise UserError(_("Nothing has been ordered yet. Take the orders first."))
    if folder.suffix.lower() == ".xlsx" and not folder.is_dir():
        raise UserError(_("Name a folder: there is one workbook for each supplier."))
    now = store.clock.now_ms()
    written, taken = [], set[str]()
    for place, order in wanted:
        number = purchase_number(round_, place, local(now).date().isoformat())
        name = file_name(_("Purchase"), round_.name, order.supplier_name or _("No supplier"))
        # Two suppliers may differ only in signs that no file name takes, or in upper and lower case.
        name = name if name.casefold() not in taken else f"{name}-{place + 1}"
        taken.add(name.casefold())
        path = folder / f"{name}.xlsx"
        write_purchase(
            path,
            Purchase(
                round=round_,
                business=business,
                order=order,
                contact=contacts[order.supplier_id],
                number=number,
                at_ms=now,
            ),
        )
        version = keep_version(store, round_id, order, number=number)
        written.append(WrittenPurchase(path=path, order=order, number=number, version=version))
    return tuple(written)


def export_summary(store: Store, round_id: int, path: Path) -> Path:
    """Write the summary workbook to `path`, or into it if it is a folder, and return where it lies."""
    from leaderdesk.features.purchasing.papers import file_name, write_summary

    round_ = _round(store, round_id)
    with store.read() as connection:
        business = read_business(connection)
        offers, orders = offers_of_round(connection, round_id), orders_of_round(connection, round_id)
    if not any(order.lines for order in orders):
        raise UserError(_("Nothing has been ordered yet. Take the orders first."))
    target = path if path.suffix.lower() == ".xlsx" else path / f"{file_name(_('Summary'), round_.name)}.xlsx"
    write_summary(target, round_, business=business, offers=offers, orders=orders)
    return target


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export purchase|summary --round ID --out DIR|FILE.xlsx`."""
    export = verbs.add_parser("export", help=_("write the workbooks of a round")).add_subparsers(
        metavar="WHAT", required=True
    )
    purchase = export.add_parser("purchase", help=_("one workbook for each supplier"))
    summary = export.add_parser("summary", help=_("orders, per product, per building, per neighbour"))
    for parser, run in ((purchase, _run_purchase), (summary, _run_summary)):
        parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR|FILE.xlsx")
        parser.set_defaults(run=run)


def _run_purchase(store: Store, arguments: argparse.Namespace) -> Report:
    written = export_purchase(store, arguments.round_id, arguments.out)
    return Report(
        lines=tuple(
            _("{path}: {count} products, {sum}").format(
                path=each.path, count=len(each.order.lines), sum=format_yuan(each.order.cost_fen)
            )
            for each in written
        ),
        data={"files": [_purchase_data(each) for each in written]},
    )


def _run_summary(store: Store, arguments: argparse.Namespace) -> Report:
    path = export_summary(store, arguments.round_id, arguments.out)
    return Report(lines=(str(path),), data={"files": [{"path": str(path)}]})


def _purchase_data(written: WrittenPurchase) -> dict[str, Json]:
    return {
        "path": str(written.path),
        "supplier": written.order.supplier_name,
        "number": written.number,
        "version": written.version,
        "cost": yuan_text(written.order.cost_fen),
        "lines": [
            {
                "offer": line.offer.code,
                "product": line.offer.name,
                "ordered": amount_text(line.ordered_milli),
                "to_order": amount_text(line.to_order_milli),
                "spare": amount_text(line.spare_milli),
            }
            for line in written.order.lines
        ],
    }


def _round(store: Store, round_id: int) -> Round:
    with store.read() as connection:
        found = round_row(connection, round_id)
    if found is None:
        raise UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))
    return found


FEATURE = Feature(name="purchasing", add_verbs=add_verbs)
