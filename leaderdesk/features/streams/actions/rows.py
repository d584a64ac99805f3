"""The rows that the verbs of streams write to, and how they are named in the undo menu."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from leaderdesk.core.clock import planned
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.streams.rules import CueKind, StreamKind
from leaderdesk.features.streams.tables import CueRow, SeriesRow, StreamRow, TemplateRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of

_NO_STREAM = N_("This livestream is not there any more.")
_NO_SERIES = N_("This series is not there any more.")
_NO_TEMPLATE = N_("This template is not there any more.")
_NO_CUE = N_("This cue is not there any more.")


def stream_row(session: Session, stream_id: int) -> StreamRow:
    """Return the row of the stream; UserError if there is no such one."""
    return row_of(session, StreamRow, stream_id, gone=_NO_STREAM)


def series_row(session: Session, series_id: int) -> SeriesRow:
    """Return the row of the series; UserError if there is no such one."""
    return row_of(session, SeriesRow, series_id, gone=_NO_SERIES)


def template_row(session: Session, template_id: int) -> TemplateRow:
    """Return the row of a template of the leader's own; UserError if there is no such one."""
    return row_of(session, TemplateRow, template_id, gone=_NO_TEMPLATE)


def cue_row(session: Session, cue_id: int) -> CueRow:
    """Return the row of the cue; UserError if there is no such one."""
    return row_of(session, CueRow, cue_id, gone=_NO_CUE)


def siblings(session: Session, row: CueRow) -> list[CueRow]:
    """Return all cues of the run-sheet or template that this one belongs to, in order."""
    if row.stream_id is not None:
        return sheet_rows(session, CueRow.stream_id == row.stream_id)
    return sheet_rows(session, CueRow.template_id == row.template_id)


def sheet_rows(session: Session, wanted: ColumnElement[bool]) -> list[CueRow]:
    """Return the rows of one run-sheet or template in order."""
    return list(session.scalars(select(CueRow).where(wanted).order_by(CueRow.position, CueRow.id)))


def about_stream(store: Store, stream_id: int) -> dict[str, str]:
    """Return how the undo menu names the stream: its theme or series, with the day."""
    with store.read() as connection:
        row = connection.execute(
            select(StreamRow.theme, StreamRow.kind, StreamRow.starts_at, SeriesRow.name)
            .outerjoin(SeriesRow, SeriesRow.id == StreamRow.series_id)
            .where(StreamRow.id == stream_id)
        ).one_or_none()
    if row is None:
        return {"stream": ""}
    day = planned(row.starts_at)
    name = row.theme or row.name or StreamKind(row.kind).label
    return {"stream": _("{name} of {month}/{day}").format(name=name, month=day.month, day=day.day)}


def about_series(store: Store, series_id: int) -> dict[str, str]:
    """Return how the undo menu names the series."""
    with store.read() as connection:
        return {"series": connection.scalar(select(SeriesRow.name).where(SeriesRow.id == series_id)) or ""}


def about_cue(store: Store, cue_id: int) -> dict[str, str]:
    """Return how the undo menu names the cue."""
    with store.read() as connection:
        row = connection.execute(select(CueRow.title, CueRow.kind).where(CueRow.id == cue_id)).one_or_none()
    return {"cue": "" if row is None else row.title or CueKind(row.kind).label}
