"""What the feature offers to the program: the verb that takes in what other programs wrote."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.arguments import row_id
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan, yuan_text
from leaderdesk.core.report import Json, Report
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.sharing.rules import MOST_LISTED, ImportReview, Outcome, ReviewRow
from leaderdesk.storage.database import Store

if TYPE_CHECKING:
    from leaderdesk.features.payments.actions.bills import BillTaken
    from leaderdesk.features.payments.rules.matching import OpenLine


def sharing(guards: Guards = UNGUARDED) -> Feature:
    """Return the feature; `guards` keep what was handed over or paid from being changed by a file."""

    def orders(store: Store, arguments: argparse.Namespace) -> Report:
        return _import_orders(store, arguments, guards)

    def add_verbs(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        verbs = subparsers.add_parser("import", help=_("takes in files of other programs")).add_subparsers(
            required=True, metavar="WHAT"
        )
        of_orders = verbs.add_parser("orders", help=_("a workbook of 快团团 or 群接龙 into a round"))
        of_orders.set_defaults(run=orders)
        of_orders.add_argument("--round", type=row_id, default=None, metavar="ID", dest="round_id")
        products = verbs.add_parser("products", help=_("a list of products"))
        products.set_defaults(run=_import_products)
        neighbours = verbs.add_parser("neighbours", help=_("a list of neighbours"))
        neighbours.set_defaults(run=_import_neighbours)
        bill = verbs.add_parser("bill", help=_("a bill of WeChat or Alipay; what is sure in it is booked"))
        bill.set_defaults(run=_import_bill)
        history = verbs.add_parser("history", help=_("orders of the past"))
        history.set_defaults(run=_import_history)
        for parser in (of_orders, products, neighbours, bill, history):
            parser.add_argument("file", type=Path, metavar="FILE")
            parser.add_argument("--dry-run", action="store_true", default=False, help=_("only say what would change"))
        template = verbs.add_parser("template", help=_("saves an empty list to fill in"))
        template.set_defaults(run=_save_template)
        template.add_argument("kind", choices=("products", "neighbours"))
        template.add_argument("file", type=Path, metavar="FILE.xlsx")
        for parser in (of_orders, neighbours, history):
            parser.add_argument("--date", type=_day, default=None, metavar="D", help=_("the day the file does not say"))

    return Feature(name="sharing", add_verbs=add_verbs)


def lines_of(review: ImportReview) -> tuple[str, ...]:
    """Return what a review says, for people: the counts, then the rows that need a look, then the notices."""
    lines = [
        _("{file}: {new} new, {changed} changed, {same} as before, {skipped} left out").format(
            file=review.file, new=review.new, changed=review.changed, same=review.same, skipped=review.skipped
        )
    ]
    if review.money_fen is not None:
        lines.append(_("The orders of the file come to {sum}.").format(sum=format_yuan(review.money_fen)))
    listed = [row for row in review.rows if row.reason or row.outcome in (Outcome.SKIPPED, Outcome.ASKED)]
    lines += [_line(row) for row in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        lines.append(_("… and {count} more rows").format(count=len(listed) - MOST_LISTED))
    return (*lines, *review.notices)


def data_of(review: ImportReview) -> dict[str, Json]:
    """Return what a review says, for programs."""
    return {
        "kind": review.kind,
        "file": review.file,
        "new": review.new,
        "changed": review.changed,
        "same": review.same,
        "skipped": review.skipped,
        "sum": None if review.money_fen is None else yuan_text(review.money_fen),
        "rows": [
            {"row": row.row, "outcome": row.outcome.value, "what": row.what, "reason": row.reason}
            for row in review.rows
        ],
        "notices": list(review.notices),
        "action": review.action_id,
    }


def _line(row: ReviewRow) -> str:
    words = {
        Outcome.NEW: _("Row {row}, {what}: {reason}"),
        Outcome.CHANGED: _("Row {row}, {what}: {reason}"),
        Outcome.SKIPPED: _("Row {row} left out, {what}: {reason}"),
        Outcome.ASKED: _("Row {row} has to be settled, {what}: {reason}"),
    }
    return words[row.outcome].format(row=row.row, what=row.what, reason=row.reason)


def _report(review: ImportReview, *, rehearsal: bool) -> Report:
    said = (_("Nothing was changed: this was a rehearsal."),) if rehearsal else ()
    return Report((*lines_of(review), *said), {**data_of(review), "rehearsal": rehearsal})


# The actions are imported when a file is there to be read: every other verb starts without them.


def _import_orders(store: Store, arguments: argparse.Namespace, guards: Guards) -> Report:
    from leaderdesk.features.sharing.actions import import_orders, review_orders

    file, round_id, rehearsal = arguments.file, arguments.round_id, arguments.dry_run
    if rehearsal:
        return _report(review_orders(store, file, round_id=round_id, guards=guards), rehearsal=True)
    review = import_orders(store, file, round_id=round_id, day=arguments.date, guards=guards)
    return _report(review, rehearsal=False)


def _import_products(store: Store, arguments: argparse.Namespace) -> Report:
    from leaderdesk.features.sharing.actions import import_products

    rehearsal = arguments.dry_run
    return _report(import_products(store, arguments.file, rehearsal=rehearsal), rehearsal=rehearsal)


def _import_neighbours(store: Store, arguments: argparse.Namespace) -> Report:
    from leaderdesk.features.sharing.actions import import_neighbours

    rehearsal = arguments.dry_run
    review = import_neighbours(store, arguments.file, day=arguments.date, rehearsal=rehearsal)
    return _report(review, rehearsal=rehearsal)


def _import_bill(store: Store, arguments: argparse.Namespace) -> Report:
    from leaderdesk.features.payments.actions.bills import import_bill, open_bill, rehearse_bill

    bill, rehearsal = open_bill(arguments.file), arguments.dry_run
    taken = rehearse_bill(store, bill) if rehearsal else import_bill(store, bill, arguments.file.name)
    said = (_("Nothing was changed: this was a rehearsal."),) if rehearsal else ()
    return Report((*_bill_lines(taken), *said), {**_bill_data(taken, arguments.file.name), "rehearsal": rehearsal})


def _bill_lines(taken: BillTaken) -> tuple[str, ...]:
    """Return what came of a bill, for people: the counts, then what was not booked and why."""
    matching = taken.matching
    counts = _("{new} new payments, {changed} changed, {same} read before, {unread} rows not read").format(
        new=taken.new, changed=taken.changed, same=taken.same, unread=len(taken.bill.unread)
    )
    sums = _("{sure} sure ({sum}), {asked} to be looked at, {alone} not matched").format(
        sure=len(matching.sure),
        sum=format_yuan(matching.sure_fen),
        asked=len(matching.doubts),
        alone=len(matching.alone),
    )
    left = [(each.open.line, each.reason) for each in matching.doubts]
    left += [(each.open.line, each.reason) for each in matching.alone]
    payments = [
        _("Row {row}, {who} {sum}: {reason}").format(
            row=line.row, who=line.payer or line.kind, sum=format_yuan(line.net_fen), reason=reason
        )
        for line, reason in left[:MOST_LISTED]
    ]
    rows = [
        _("Row {row} cannot be read: {reason}").format(row=each.row, reason=each.reason) for each in taken.bill.unread
    ]
    return (counts, sums, *payments, *rows[:MOST_LISTED])


def _bill_data(taken: BillTaken, file: str) -> dict[str, Json]:
    """Return what came of a bill, for programs."""
    matching = taken.matching
    outcomes: list[tuple[str, OpenLine, str]] = [("sure", each.open, each.reason) for each in matching.sure]
    outcomes += [("asked", each.open, each.reason) for each in matching.doubts]
    outcomes += [("alone", each.open, each.reason) for each in matching.alone]
    return {
        "kind": "bill",
        "file": file,
        "channel": taken.bill.channel.value,
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "sure": len(matching.sure),
        "asked": len(matching.doubts),
        "alone": len(matching.alone),
        "sum": yuan_text(matching.sure_fen),
        "payments": [
            {
                "key": line.line.key,
                "row": line.line.row,
                "payer": line.line.payer,
                "sum": yuan_text(line.line.net_fen),
                "outcome": outcome,
                "reason": reason,
            }
            for outcome, line, reason in outcomes
        ],
        "unread": [{"row": each.row, "reason": each.reason} for each in taken.bill.unread],
        "action": taken.action_id,
    }


def _import_history(store: Store, arguments: argparse.Namespace) -> Report:
    from leaderdesk.features.sharing.actions import import_history

    rehearsal = arguments.dry_run
    review = import_history(store, arguments.file, day=arguments.date, rehearsal=rehearsal)
    return _report(review, rehearsal=rehearsal)


def _save_template(_store: Store, arguments: argparse.Namespace) -> Report:
    from leaderdesk.features.sharing.papers import write_template
    from leaderdesk.features.sharing.rules.preview import FileKind

    write_template(arguments.file, FileKind(arguments.kind))
    return Report((_("Saved: {path}").format(path=arguments.file),), {"path": str(arguments.file)})


def _day(text: str) -> dt.date:
    """Return the day that was typed, for argparse: what is no day is wrong usage."""
    return dt.date.fromisoformat(text)


FEATURE = sharing()
