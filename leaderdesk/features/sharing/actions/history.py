"""Lines of past orders into the store: by the hundred thousand, in one step, with progress and a way to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from leaderdesk.core.clock import today
from leaderdesk.core.i18n import N_
from leaderdesk.documents.incoming import read_rows
from leaderdesk.documents.sheet_rows import UNWATCHED, Limits, Watch
from leaderdesk.features.sharing.rules import MOST_LISTED, ImportReview, ReviewRow
from leaderdesk.features.sharing.rules.history import HistoryReader, PastLine
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
            connection = writing.session.connection()
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
