"""Purchasing as the program sees it: writing the workbooks of a round, and the verb `export`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from leaderdesk.core.amount import amount_text
from leaderdesk.core.arguments import row_id
from leaderdesk.core.clock import day_text, planned
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules.comparison import amounts_of
from leaderdesk.features.orders.rules.late import LateNoted
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.features.purchasing.actions import note_wishes, send_versions
from leaderdesk.features.purchasing.queries import PurchaseSlots
from leaderdesk.features.purchasing.queries.late import wishes_in_list
from leaderdesk.features.purchasing.queries.sheets import SupplierSheet, sheets_of_round
from leaderdesk.features.purchasing.rules.versions import Slip, Way
from leaderdesk.features.purchasing.rules.words import slip_text
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store


@dataclass(frozen=True, slots=True)
class WrittenPurchase:
    """A workbook that lies at `path`, and the version in it; `is_new` if it went out with this file."""

    path: Path
    slip: Slip
    number: str
    is_new: bool

    @property
    def version(self) -> int:
        """The number of the version."""
        return self.slip.version


@dataclass(frozen=True, slots=True)
class Exported:
    """The workbooks that were written, and the step of the journal that kept them as sent; None if none was new."""

    files: tuple[WrittenPurchase, ...]
    action_id: int | None


@dataclass(frozen=True, slots=True)
class SentText:
    """What was copied for suppliers, and the step that kept it as sent; None if nothing in it was new."""

    text: str
    action_id: int | None


def export_purchase(
    store: Store,
    round_id: int,
    folder: Path,
    *,
    supplier_id: int | None = None,
    only: bool = False,
    unsent: bool = False,
    another_name: bool = False,
    slots: PurchaseSlots | None = None,
) -> Exported:
    """Write a workbook for each supplier (with `only`, for that one) into `folder` and keep what is new as sent.

    It holds what she has not been sent yet: everything the first time, later what is more or less. Where nothing is
    new her last version is written once more (with `unsent` it is left out). With `another_name` files that are there
    already stay, and the new ones lie beside them. UserError when nothing is ordered.
    """
    # Imported late: openpyxl costs more than most verbs.
    from leaderdesk.features.purchasing.papers import write_purchase

    sheets = sheets_of_round(store, round_id, slots=slots)
    wanted = [each for each in sheets if (not only or each.supplier_id == supplier_id) and (each.is_new or not unsent)]
    if not wanted:
        raise UserError(_("Nothing has been ordered yet. Take the orders first."))
    if folder.suffix.lower() == ".xlsx" and not folder.is_dir():
        raise UserError(_("Name a folder: there is one workbook for each supplier."))
    paths = _paths(folder, sheets)
    written = []
    for sheet in wanted:
        path = _free(paths[sheet.supplier_id]) if another_name else paths[sheet.supplier_id]
        write_purchase(path, sheet)
        written.append(WrittenPurchase(path=path, slip=sheet.slip, number=sheet.number, is_new=sheet.is_new))
    return Exported(tuple(written), send_sheets(store, wanted, way="file", slots=slots))


def send_sheets(
    store: Store, sheets: Sequence[SupplierSheet], *, way: Way, slots: PurchaseSlots | None = None
) -> int | None:
    """Keep what is new in these sheets as sent and return the id of the action; None where nothing is new."""
    new = [sheet.slip for sheet in sheets if sheet.is_new]
    return send_versions(store, sheets[0].round.id, new, way=way, slots=slots) if new else None


def sheet_of(
    store: Store, round_id: int, supplier_id: int | None, *, slots: PurchaseSlots | None = None
) -> SupplierSheet:
    """Return the supplier's sheet as it goes out now; UserError when she has nothing to bring."""
    for sheet in sheets_of_round(store, round_id, slots=slots):
        if sheet.supplier_id == supplier_id:
            return sheet
    raise UserError(_("Nothing has been ordered yet. Take the orders first."))


def send_as_text(
    store: Store, round_id: int, supplier_id: int | None, *, slots: PurchaseSlots | None = None
) -> SentText:
    """Return what the supplier has not been sent yet as text, kept as sent; where nothing is new, her last version."""
    sheet = sheet_of(store, round_id, supplier_id, slots=slots)
    moment = planned(sheet.round.pickup_from)
    arrival = _("before {time}").format(time=f"{day_text(moment.date())} {moment:%H:%M}")
    text = slip_text(sheet.round, sheet.slip, arrival)
    return SentText(text, send_sheets(store, [sheet], way="text", slots=slots))


def export_summary(store: Store, round_id: int, path: Path) -> Path:
    """Write the summary workbook to `path`, or into it if it is a folder, and return where it lies."""
    from leaderdesk.features.purchasing.papers import write_summary

    with store.read() as connection:
        round_ = round_row(connection, round_id)
        business = read_business(connection)
        offers, orders = offers_of_round(connection, round_id), orders_of_round(connection, round_id)
    if round_ is None:
        raise _no_round(round_id)
    if not any(order.lines for order in orders):
        raise UserError(_("Nothing has been ordered yet. Take the orders first."))
    target = path if path.suffix.lower() == ".xlsx" else path / f"{file_name(_('Summary'), round_.name)}.xlsx"
    write_summary(target, round_, business=business, offers=offers, orders=orders)
    return target


def note_late(store: Store, review: Review) -> LateNoted:
    """Note what a list of a closed round says more than before as late wishes; no order changes.

    UserError, with nothing noted, if somebody of the list has to be made out first.
    """
    with store.read() as connection:
        wishes = wishes_in_list(connection, review)
    left = sum(1 for row in review.rows if row.works and any(milli < 0 for milli in amounts_of(row).values()))
    if not wishes:
        return LateNoted(None, 0, left)
    return LateNoted(note_wishes(store, review.ground.round_id, wishes), len(wishes), left)


def add_export_verbs(export: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export purchase|summary --round ID --out DIR|FILE.xlsx`."""
    purchase = export.add_parser("purchase", help=_("one workbook for each supplier"))
    summary = export.add_parser("summary", help=_("orders, per product, per building, per neighbour"))
    for parser, run in ((purchase, _run_purchase), (summary, _run_summary)):
        parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR|FILE.xlsx")
        parser.set_defaults(run=run)


def _run_purchase(store: Store, arguments: argparse.Namespace) -> Report:
    written = export_purchase(store, arguments.round_id, arguments.out).files
    return Report(
        lines=tuple(
            _("{path}: {count} products, {sum}").format(
                path=each.path, count=len(each.slip.lines), sum=format_yuan(each.slip.cost_fen)
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
        "supplier": written.slip.supplier_name,
        "number": written.number,
        "version": written.version,
        "cost": yuan_text(written.slip.cost_fen),
        "lines": [
            {
                "offer": each.line.offer.code,
                "product": each.line.offer.name,
                "ordered": amount_text(each.line.ordered_milli - each.before_ordered_milli),
                "to_order": amount_text(each.change_milli),
                "spare": amount_text(each.line.spare_milli),
            }
            for each in written.slip.lines
        ],
    }


def _paths(folder: Path, sheets: Sequence[SupplierSheet]) -> dict[int | None, Path]:
    """Return where each sheet lies. Two suppliers may differ only in signs that no file name takes, or in case."""
    paths, taken = dict[int | None, Path](), set[str]()
    for place, sheet in enumerate(sheets):
        version = "" if sheet.slip.is_first else f"v{sheet.slip.version}"
        supplier = sheet.slip.supplier_name or _("No supplier")
        name = file_name(_("Purchase"), sheet.round.name, supplier, version)
        name = name if name.casefold() not in taken else f"{name}-{place + 1}"
        taken.add(name.casefold())
        paths[sheet.supplier_id] = folder / f"{name}.xlsx"
    return paths


def _free(path: Path) -> Path:
    """Return `path`, or one beside it that is not there yet."""
    tries = (path.with_stem(f"{path.stem} ({number})") for number in count(2))
    return path if not path.exists() else next(each for each in tries if not each.exists())


def _no_round(round_id: int) -> UserError:
    return UserError(_("There is no round {id}. See the list of rounds.").format(id=round_id))


FEATURE = Feature(name="purchasing", add_export_verbs=add_export_verbs)
