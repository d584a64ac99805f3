"""Lines of past orders into the store: by the hundred thousand, in one step, with progress and a way to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import today
from leaderdesk.core.i18n import N_
from leaderdesk.core.money import line_total
from leaderdesk.documents.incoming import read_rows
from leaderdesk.documents.sheet_rows import UNWATCHED, Limits, Watch
from leaderdesk.features.sharing.rules import MOST_LISTED, ImportReview, Outcome, ReviewRow
from leaderdesk.features.sharing.rules.history import HistoryReader, PastLine
from leaderdesk.features.sharing.rules.preview import Counts, FileKind, Piece, Preview, PreviewRow, SourceLine
from leaderdesk.features.sharing.tables import HistoryFileRow, HistoryLineRow
from leaderdesk.storage.database import Store

LIMITS = Limits(rows=1_000_000, seconds=300, memory=2 * 2**30)
_AT_ONCE = 5000


class _TakeBack(Exception):
    """Ends the transaction without a trace: nothing was new, or it was a rehearsal."""


def import_history(
    store: Store, path: Path, *, day: dt.date | None = None, rehearsal: bool = False, watch: Watch = UNWATCHED
) -> ImportReview:
    """Keep the past orders of the file as they are given; lines that are there already stay as they are.

    `day` stands for a date the file does not say; after a rehearsal nothing has changed. UserError, with nothing
    changed, for a file that cannot be read; Cancelled if whoever watches wants to stop.
    """
    reader = HistoryReader(day=day, today=today(store.clock))
    left_out: list[ReviewRow] = []
    read = skipped = added = 0
    action_id: int | None = None
    try:
        with store.write(N_("Import the history of {file}"), about={"file": path.name}) as writing:
            connection = writing.connection
            _forget_undone(connection)
            file = HistoryFileRow(name=path.name, at_ms=writing.at_ms, lines=0)
            writing.session.add(file)
            writing.session.flush()
            for chunk in _chunks(reader.lines(read_rows(path, LIMITS, watch))):
                lines = [each for each in chunk if isinstance(each, PastLine)]
                skipped += len(chunk) - len(lines)
                left_out += [each for each in chunk if isinstance(each, ReviewRow)][: MOST_LISTED - len(left_out)]
                added += _add(connection, file.id, lines)
                read += len(lines)
                watch.moved(read + skipped)
            file.lines, action_id = added, writing.action_id
            if rehearsal or not added:
                raise _TakeBack
    except _TakeBack:
        action_id = None
    return ImportReview(
        kind="history",
        file=path.name,
        new=added,
        changed=0,
        same=read - added,
        skipped=skipped,
        rows=tuple(left_out),
        action_id=action_id,
    )


def preview_history(store: Store, path: Path, *, day: dt.date | None = None, watch: Watch = UNWATCHED) -> Preview:
    """Return what taking the past orders of the file in would do; only its first lines are listed, nothing is written.

    `watch.moved` is told how many lines were compared. Errors as for `import_history`.
    """
    reader = HistoryReader(day=day, today=today(store.clock))
    listed: list[PreviewRow] = []
    entries = new = skipped = 0
    with store.read() as connection:
        files = frozenset(connection.execute(select(HistoryFileRow.id)).scalars())
        for chunk in _chunks(reader.lines(read_rows(path, LIMITS, watch))):
            lines = [each for each in chunk if isinstance(each, PastLine)]
            there = _standing(connection, [line.key for line in lines], files)
            new += len(lines) - len(there)
            skipped += len(chunk) - len(lines)
            rows = [_seen(each, there) for each in chunk]
            wanted = [row for row in rows if row.outcome is Outcome.SKIPPED or entries < MOST_LISTED]
            listed += wanted[: max(0, 2 * MOST_LISTED - len(listed))]
            entries += len(chunk)
            watch.moved(entries)
    counts = Counts(new=new, same=entries - new - skipped, skipped=skipped)
    return Preview(
        kind=FileKind.HISTORY,
        file=path.name,
        rows=tuple(listed),
        counts=counts,
        source=tuple(SourceLine(row.row, _line_text(row)) for row in listed),
        unlisted=entries - len(listed),
        writes=new,
        basis=counts,
    )


def _standing(connection: Connection, keys: list[str], files: Collection[int]) -> set[str]:
    """Return which of the keys stand in the store with one of the files; others were taken back."""
    # The files are compared here: asked for them too, SQLite would rather go through all of their lines each time.
    found = connection.execute(
        select(HistoryLineRow.outside_key, HistoryLineRow.file_id).where(HistoryLineRow.outside_key.in_(keys))
    )
    return {key for key, file_id in found if file_id in files}


def _seen(each: PastLine | ReviewRow, there: set[str]) -> PreviewRow:
    if isinstance(each, ReviewRow):
        return PreviewRow(each.row, Outcome.SKIPPED, each.what, remark=each.reason)
    return PreviewRow(
        row=each.row,
        outcome=Outcome.SAME if each.key in there else Outcome.NEW,
        name=each.neighbour,
        place=each.day,
        pieces=(Piece(each.product, f"×{amount_text(each.amount_milli)}"),),
        money_fen=line_total(each.price_fen, each.amount_milli),
    )


def _line_text(row: PreviewRow) -> str:
    goods = " ".join(f"{piece.label} {piece.text}" for piece in row.pieces)
    return "  ".join(part for part in (row.place, row.name, goods) if part)


def _chunks(lines: Iterator[PastLine | ReviewRow]) -> Iterable[list[PastLine | ReviewRow]]:
    while chunk := list(islice(lines, _AT_ONCE)):
        yield chunk


def _add(connection: Connection, file_id: int, lines: list[PastLine]) -> int:
    if not lines:
        return 0
    values = [
        {
            "file_id": file_id,
            "day": line.day,
            "neighbour": line.neighbour,
            "product": line.product,
            "amount_milli": line.amount_milli,
            "price_fen": line.price_fen,
            "round_name": line.round_name,
            "outside_key": line.key,
        }
        for line in lines
    ]
    done = connection.execute(insert(HistoryLineRow).prefix_with("OR IGNORE"), values)
    return done.rowcount


def _forget_undone(connection: Connection) -> None:
    """Take out the lines of files whose import was taken back: only now can that no more be done again."""
    standing = select(HistoryFileRow.id)
    connection.execute(delete(HistoryLineRow).where(HistoryLineRow.file_id.not_in(standing)))
