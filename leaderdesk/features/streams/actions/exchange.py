"""Reading a run-sheet that was edited elsewhere, and taking it over as one step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import Limits
from leaderdesk.features.products.tables import ProductAliasRow, ProductRow
from leaderdesk.features.streams.actions.rows import about_stream, stream_row
from leaderdesk.features.streams.actions.sheets import (
    drop_cues,
    fill_row,
    put_cues,
    put_points,
    put_products,
    put_props,
    renumber,
    sheet_of_stream,
)
from leaderdesk.features.streams.queries.cues import cues_of
from leaderdesk.features.streams.rules.exchange import SheetRow, differences, read_cues
from leaderdesk.features.streams.tables import CueRow
from leaderdesk.storage.database import Store

_LIMITS = Limits(rows=1000)


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A file that was read: its name, its rows, and what they would change as sentences."""

    name: str
    rows: tuple[SheetRow, ...]
    lines: tuple[str, ...]


def read_book(store: Store, stream_id: int, path: Path) -> ReadBook:
    """Return what the file (a workbook or CSV) would change in the run-sheet; nothing is written.

    UserError for a file that is no run-sheet, and with the row for what cannot be read in it.
    """
    sheets = [sheet for sheet in read_sheets(path, _LIMITS) if not sheet.hidden]
    with store.read() as connection:
        cues = cues_of(connection, stream_id)
        rows = read_cues(sheets, cues, _products(connection))
    return ReadBook(path.name, rows, differences(rows, cues))


def take_book(store: Store, stream_id: int, book: ReadBook) -> int | None:
    """Make the run-sheet what the rows say and return the action, None if it was so.

    Cues that the rows do not name go. UserError if a cue of the rows is not there any more.
    """
    with store.write(N_("Take {stream} from a file"), about=about_stream(store, stream_id)) as writing:
        session = writing.session
        stream_row(session, stream_id)
        there = {row.id: row for row in sheet_of_stream(session, stream_id)}
        ordered: list[CueRow] = []
        for read in book.rows:
            if read.cue_id is None:
                ordered += put_cues(session, [read.cue], stream_id=stream_id, at=len(ordered) + 1)
                continue
            row = there.pop(read.cue_id, None)
            if row is None:
                raise UserError(_("The run-sheet has changed since the file was read. Read it once more."))
            fill_row(row, read.cue)
            put_points(session, row.id, read.cue.points)
            put_props(session, row.id, read.cue.props)
            put_products(session, row.id, read.cue.product_ids)
            ordered.append(row)
        drop_cues(session, there.values())
        renumber(ordered)
    return writing.action_id if book.lines else None


def _products(connection: Connection) -> dict[str, int]:
    """Return the id of each product by every folded name it is called by; the whole name counts before a short one."""
    found: dict[str, int] = {}
    rows = connection.execute(
        select(ProductRow.id, ProductRow.name, ProductRow.short_name).order_by(
            ProductRow.archived_at_ms.is_not(None), ProductRow.id
        )
    ).all()
    aliases = connection.execute(select(ProductAliasRow.product_id, ProductAliasRow.alias)).all()
    said = [(row.id, row.name) for row in rows] + [(row.id, row.short_name) for row in rows]
    for product_id, name in [*said, *((row.product_id, row.alias) for row in aliases)]:
        if name:
            found.setdefault(compare_key(name), product_id)
    return found
