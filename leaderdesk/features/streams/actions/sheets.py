"""Cues as they come into the store: whole run-sheets, and the lines that belong to one cue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.streams.actions.rows import sheet_rows
from leaderdesk.features.streams.rules.durations import LONGEST_S
from leaderdesk.features.streams.rules.planning import MOST_CUES, NewCue, kept_lines
from leaderdesk.features.streams.tables import CueMediaRow, CuePointRow, CueProductRow, CuePropRow, CueRow

L = TypeVar("L", CuePointRow, CuePropRow)

MOST_PRODUCTS = 12
"""Products that one cue may be about."""


def put_cues(
    session: Session,
    cues: Sequence[NewCue],
    *,
    stream_id: int | None = None,
    template_id: int | None = None,
    at: int = 1,
) -> list[CueRow]:
    """Put the cues into the run-sheet or the template at the positions from `at` on, and return their rows.

    UserError if there are more than a run-sheet may have.
    """
    if at - 1 + len(cues) > MOST_CUES:
        raise UserError(_("That is more than {most} cues. Leave some out.").format(most=MOST_CUES))
    rows = []
    for position, cue in enumerate(cues, start=at):
        row = CueRow(stream_id=stream_id, template_id=template_id, position=position)
        fill_row(row, cue)
        session.add(row)
        session.flush()
        put_points(session, row.id, cue.points)
        put_props(session, row.id, cue.props)
        put_products(session, row.id, cue.product_ids)
        _put_media(session, row.id, cue)
        rows.append(row)
    return rows


def fill_row(row: CueRow, cue: NewCue) -> None:
    """Make everything of the row itself what the cue says; its lines are not touched."""
    row.kind, row.title = str(cue.kind), name_text(cue.title)
    row.length_s = min(max(1, cue.length_s), LONGEST_S)
    row.locked, row.skipped = int(cue.locked), int(cue.skipped)
    row.hard_at = None if cue.hard_at is None else cue.hard_at.strftime("%H:%M")
    row.part, row.colour = name_text(cue.part), cue.colour
    row.shows, row.poll_id = str(cue.shows), cue.poll_id


def drop_cues(session: Session, rows: Iterable[CueRow]) -> None:
    """Take the cues out with everything that belongs to them."""
    ids = [row.id for row in rows]
    for table in (CuePointRow, CueProductRow, CuePropRow, CueMediaRow):
        session.execute(delete(table).where(table.cue_id.in_(ids)))
    session.execute(delete(CueRow).where(CueRow.id.in_(ids)))


def put_points(session: Session, cue_id: int, lines: Iterable[str]) -> bool:
    """Make the lines the talking points of the cue: known ones stay ticked. False if it was so."""
    there = list(
        session.scalars(select(CuePointRow).where(CuePointRow.cue_id == cue_id).order_by(CuePointRow.position))
    )
    return _put_lines(session, there, kept_lines(lines), new=lambda text: CuePointRow(cue_id=cue_id, text=text))


def put_props(session: Session, cue_id: int, lines: Iterable[str]) -> bool:
    """Make the lines what has to lie ready: known ones stay ticked. False if it was so."""
    there = list(session.scalars(select(CuePropRow).where(CuePropRow.cue_id == cue_id).order_by(CuePropRow.position)))
    return _put_lines(session, there, kept_lines(lines), new=lambda text: CuePropRow(cue_id=cue_id, text=text))


def put_products(session: Session, cue_id: int, product_ids: Iterable[int]) -> bool:
    """Make the cue be about these products, in that order; False if it was so. UserError for one that is not there."""
    wanted = list(dict.fromkeys(product_ids))[:MOST_PRODUCTS]
    mine = select(CueProductRow).where(CueProductRow.cue_id == cue_id)
    there = list(session.scalars(mine.order_by(CueProductRow.position, CueProductRow.id)))
    if [row.product_id for row in there] == wanted:
        return False
    by_product = {row.product_id: row for row in there}
    for position, product_id in enumerate(wanted, start=1):
        row = by_product.pop(product_id, None)
        if row is None:
            if session.get(ProductRow, product_id) is None:
                raise UserError(_("This product is not there any more."))
            row = CueProductRow(cue_id=cue_id, product_id=product_id)
        row.position = position
        session.add(row)
    for gone in by_product.values():
        session.delete(gone)
    session.flush()
    return True


def renumber(rows: Iterable[CueRow]) -> None:
    """Number the rows in this order, from 1; rows that stand there already are not touched."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position


def sheet_of_stream(session: Session, stream_id: int) -> list[CueRow]:
    """Return the rows of the stream's run-sheet in order."""
    return sheet_rows(session, CueRow.stream_id == stream_id)


def _put_media(session: Session, cue_id: int, cue: NewCue) -> None:
    for position, media in enumerate(cue.media, start=1):
        session.add(
            CueMediaRow(
                cue_id=cue_id, position=position, photo_id=media.photo_id, path=media.path, caption=media.caption
            )
        )


def _put_lines(session: Session, there: list[L], wanted: Sequence[str], *, new: Callable[[str], L]) -> bool:
    if [row.text for row in there] == list(wanted):
        return False
    left = list(there)
    for position, text in enumerate(wanted, start=1):
        row = next((row for row in left if row.text == text), None)
        if row is None:
            row = new(text)
            session.add(row)
        else:
            left.remove(row)
        row.position = position
    for row in left:
        session.delete(row)
    session.flush()
    return True
