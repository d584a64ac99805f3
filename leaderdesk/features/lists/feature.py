"""Lists as the command line sees them: `print picking|packing|shelf|driver|helper|pickup-list`."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from leaderdesk.core.arguments import row_id
from leaderdesk.core.errors import UserError
from leaderdesk.core.feature import Feature
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.report import Report
from leaderdesk.features.lists.actions import record_printed
from leaderdesk.features.lists.queries import ListFacts, ListSlots, list_facts
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.storage.database import Store

_VERBS = {
    ListKind.PICKING: "picking",
    ListKind.PACKING: "packing",
    ListKind.SHELF: "shelf",
    ListKind.DRIVER: "driver",
    ListKind.HELPER: "helper",
    ListKind.PICKUP: "pickup-list",
}
_SUFFIXES = (".pdf", ".xlsx")


def lists(dues: Dues, slots: ListSlots) -> Feature:
    """Return the feature; `dues` tells what is still owed for orders, `slots` what goes with them for nothing."""
    return Feature(name="lists", add_print_verbs=partial(_add_print_verbs, dues=dues, slots=slots))


def write_facts(path: Path, facts: ListFacts, *, printed_ms: int) -> None:
    """Write the list to `path`, whole or not at all: a workbook if it ends in .xlsx, else a PDF."""
    # Imported late: the documents and their fonts cost more than the rest of the program.
    from leaderdesk.features.lists.papers import fill, write_list, write_list_book
    from leaderdesk.features.lists.papers.sheets import Head

    content = fill(facts.kind, facts.pickups, facts.layout)
    head = Head(facts.round, facts.business, printed_ms)
    write = write_list_book if path.suffix.lower() == ".xlsx" else write_list
    write(path, content, facts.layout, head)


def _add_print_verbs(
    printing: argparse._SubParsersAction[argparse.ArgumentParser], *, dues: Dues, slots: ListSlots
) -> None:
    for kind, verb in _VERBS.items():
        parser = printing.add_parser(verb, help=f"{kind.title}: {kind.about}")
        parser.add_argument("--round", type=row_id, required=True, metavar="ID", dest="round_id")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.xlsx")
        parser.set_defaults(run=partial(_print, kind=kind, dues=dues, slots=slots))


def _print(store: Store, arguments: argparse.Namespace, *, kind: ListKind, dues: Dues, slots: ListSlots) -> Report:
    path: Path = arguments.out
    if path.suffix.lower() not in _SUFFIXES:
        raise UserError(
            _("{name} is neither .pdf nor .xlsx. Name the file with one of the two.").format(name=path.name)
        )
    now_ms = store.clock.now_ms()
    with store.read() as connection:
        facts = list_facts(connection, arguments.round_id, kind, dues=dues, slots=slots, now_ms=now_ms)
    write_facts(path, facts, printed_ms=now_ms)
    record_printed(store, facts.round.id, kind, facts.contents, numbers=facts.numbers)
    count = len(facts.pickups)
    words = ngettext("{path}: {count} neighbour", "{path}: {count} neighbours", count).format(path=path, count=count)
    return Report(
        lines=(words, *_state_line(facts)),
        data={"path": str(path), "list": _VERBS[kind], "orders": count, "changed": facts.state.changed},
    )


def _state_line(facts: ListFacts) -> tuple[str, ...]:
    changed = facts.state.changed
    if not changed:
        return ()
    words = ngettext("{count} place changed since the last one", "{count} places changed since the last one", changed)
    return (words.format(count=changed),)
