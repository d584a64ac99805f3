"""A file that was chosen or dropped: what it is about, what it would change, and taking it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.file_kind import refused
from leaderdesk.documents.incoming import count_lines, read_sheets
from leaderdesk.documents.sheet_rows import UNWATCHED, Limits, ReadRow, ReadSheet, Watch
from leaderdesk.features.orders.queries.guards import UNGUARDED, Guards
from leaderdesk.features.payments.rules.bills import is_bill
from leaderdesk.features.sharing.actions import catalogues, history, orders
from leaderdesk.features.sharing.actions.stale import StaleReview
from leaderdesk.features.sharing.queries import import_ground
from leaderdesk.features.sharing.rules.answers import Answers
from leaderdesk.features.sharing.rules.incoming_orders import IncomingFile
from leaderdesk.features.sharing.rules.kinds import columns_of, kinds_of, table_sheet
from leaderdesk.features.sharing.rules.kuaituantuan import order_sheet
from leaderdesk.features.sharing.rules.order_plan import plan_orders
from leaderdesk.features.sharing.rules.preview import Columns, FileKind, Preview, counted, source_lines
from leaderdesk.storage.database import Store

_HEAD = 60
"""So many rows of each sheet tell what a file is about."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What is known of a file after a glance: what it may be, the most likely first, and how many lines it has.

    `lines` is 0 where that is not known beforehand; `stamp` changes when somebody writes into the file. A bill of
    payments is of none of the kinds: it is read where money is collected.
    """

    path: Path
    kinds: tuple[FileKind, ...]
    columns: Columns
    lines: int
    stamp: tuple[int, int]
    is_bill: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read as one of the kinds; past orders are too many to be kept here and are read twice.

    `day` is what the leader said of past orders whose file says none.
    """

    opened: OpenedFile
    kind: FileKind
    sheets: tuple[ReadSheet, ...] = ()
    orders: IncomingFile | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was written: the action, None if nothing was new, and the orders it made or changed."""

    action_id: int | None
    order_ids: tuple[int, ...] = ()


def open_file(path: Path, *, watch: Watch = UNWATCHED) -> OpenedFile:
    """Return what the file is about, by a glance at its first rows. UserError says what else it is, and what to do."""
    sheets = read_sheets(path, Limits(head=_HEAD), watch)
    if is_bill(sheets):
        return OpenedFile(path, (), Columns(), 0, _stamp(path), is_bill=True)
    kinds = kinds_of(sheets)
    if not kinds:
        raise UserError(
            _(
                "{name} has no table that is known here. Its head must name goods and who ordered them, or products"
                " with their prices, or neighbours with their rooms. A template shows how."
            ).format(name=path.name)
        )
    return OpenedFile(path, kinds, _columns(sheets, kinds[0]), count_lines(path), _stamp(path))


def read_file(opened: OpenedFile, kind: FileKind, *, watch: Watch = UNWATCHED) -> ReadFile:
    """Read the whole file as one of its kinds; errors as for `open_file`."""
    if kind is FileKind.HISTORY:
        return ReadFile(opened, kind)
    sheets = read_sheets(opened.path, Limits(), watch)
    opened = replace(opened, columns=_columns(sheets, kind))
    if kind is FileKind.ORDERS:
        return ReadFile(opened, kind, sheets, orders.read_orders(sheets, opened.path))
    return ReadFile(opened, kind, sheets)


def preview_file(
    store: Store,
    read: ReadFile,
    *,
    round_id: int = 0,
    answers: Answers,
    guards: Guards = UNGUARDED,
    watch: Watch = UNWATCHED,
) -> Preview:
    """Return what taking the file in would do with these answers; nothing stays written. UserError for another table.

    Orders are compared with the round; `watch.moved` is told how many rows were looked at.
    """
    path = read.opened.path
    if read.orders is not None:
        preview = _preview_orders(store, read.orders, path, round_id=round_id, answers=answers, guards=guards)
    elif read.kind is FileKind.HISTORY:
        preview = history.preview_history(store, path, day=read.day, watch=watch)
    else:
        preview = catalogues.preview_list(store, read.kind, read.sheets, path, answers=answers, watch=watch)
    source = preview.source or tuple(source_lines(_rows(read)))
    return replace(preview, source=source, columns=read.opened.columns)


def take_file(
    store: Store,
    read: ReadFile,
    preview: Preview,
    *,
    round_id: int = 0,
    answers: Answers,
    guards: Guards = UNGUARDED,
    watch: Watch = UNWATCHED,
) -> TakenIn:
    """Take in what was looked over, in one step; what is still asked is left out.

    StaleReview, with nothing changed, if store or file have changed since the preview.
    """
    path = read.opened.path
    if read.orders is not None:
        action_id, order_ids = orders.take_reviewed(
            store,
            read.orders,
            path.name,
            round_id=round_id,
            answers=answers,
            basis=preview.basis,
            guards=guards,
            watch=watch,
        )
        return TakenIn(action_id, order_ids)
    if read.kind is FileKind.HISTORY:
        if _stamp(path) != read.opened.stamp:
            raise StaleReview(_("{name} was changed meanwhile. It was read once more.").format(name=path.name))
        return TakenIn(history.import_history(store, path, day=read.day, watch=watch).action_id)
    return TakenIn(catalogues.take_list(store, preview, read.sheets, path, answers=answers, watch=watch))


def _preview_orders(
    store: Store, file: IncomingFile, path: Path, *, round_id: int, answers: Answers, guards: Guards
) -> Preview:
    with store.read() as connection:
        planned = plan_orders(file, import_ground(connection, round_id, guards=guards), answers)
    return Preview(
        kind=FileKind.ORDERS,
        file=path.name,
        rows=tuple(planned.seen),
        counts=counted(planned.seen),
        notices=tuple(planned.notices),
        money_fen=file.money_fen,
        writes=len(planned.orders),
        basis=planned.basis,
    )


def _columns(sheets: Sequence[ReadSheet], kind: FileKind) -> Columns:
    sheet = order_sheet(sheets) if kind is FileKind.ORDERS else None
    return columns_of(sheets if sheet is None else (sheet,), kind)


def _rows(read: ReadFile) -> Sequence[ReadRow]:
    """Return the rows of the sheet that was read, its head with them, as they stand in the file."""
    is_orders = read.kind is FileKind.ORDERS
    wanted = (order_sheet(read.sheets) if is_orders else None) or table_sheet(read.sheets, read.kind)
    return next((sheet.rows for sheet in read.sheets if wanted is not None and sheet.name == wanted.name), ())


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as trouble:
        raise refused("gone", path) from trouble
    return found.st_size, found.st_mtime_ns
