"""Reads series, streams and templates of the leader's own into frozen rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from leaderdesk.features.streams.glance import series_of_row, stream_of_row
from leaderdesk.features.streams.rules import Audience, Series, Stream, StreamKind
from leaderdesk.features.streams.rules.calendar import Slot, slots_between
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.features.streams.tables import CueRow, SeriesRow, StreamRow, TemplateRow


def stream_of(connection: Connection, stream_id: int) -> Stream | None:
    """Return the stream of that id, in the bin or not; None if there is no such one."""
    row = connection.execute(_streams().where(StreamRow.id == stream_id)).one_or_none()
    return None if row is None else stream_of_row(row)


def stream_rows(connection: Connection) -> tuple[Stream, ...]:
    """Return every stream that is not in the bin, the latest first."""
    rows = _streams().where(StreamRow.archived_at_ms.is_(None))
    return tuple(
        stream_of_row(row) for row in connection.execute(rows.order_by(StreamRow.starts_at.desc(), StreamRow.id.desc()))
    )


def streams_between(
    connection: Connection, first: dt.date, last: dt.date, *, with_archived: bool = False
) -> tuple[Stream, ...]:
    """Return the streams that lie from `first` to `last`, or stand for a slot there, by time."""
    low, high = first.isoformat(), (last + dt.timedelta(days=1)).isoformat()
    lies = (StreamRow.starts_at >= low) & (StreamRow.starts_at < high)
    stands = (StreamRow.slot_on >= low) & (StreamRow.slot_on <= last.isoformat())
    rows = _streams().where(or_(lies, stands) if with_archived else lies)
    if not with_archived:
        rows = rows.where(StreamRow.archived_at_ms.is_(None))
    return tuple(stream_of_row(row) for row in connection.execute(rows.order_by(StreamRow.starts_at, StreamRow.id)))


def slots_of_days(connection: Connection, first: dt.date, last: dt.date) -> tuple[Slot, ...]:
    """Return what the calendar shows from `first` to `last`: the streams, and the slots nobody touched yet."""
    streams = streams_between(connection, first, last, with_archived=True)
    return slots_between(series_all(connection, with_archived=True), streams, first=first, last=last)


def streams_of_round(connection: Connection, round_id: int) -> tuple[Stream, ...]:
    """Return the streams of the round that are not in the bin, by time."""
    rows = _streams().where(StreamRow.round_id == round_id, StreamRow.archived_at_ms.is_(None))
    return tuple(stream_of_row(row) for row in connection.execute(rows.order_by(StreamRow.starts_at, StreamRow.id)))


def archived_streams(connection: Connection) -> tuple[Stream, ...]:
    """Return the streams in the bin, the last put there first."""
    rows = _streams().where(StreamRow.archived_at_ms.is_not(None)).order_by(StreamRow.archived_at_ms.desc())
    return tuple(stream_of_row(row) for row in connection.execute(rows))


def cue_counts(connection: Connection, stream_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many cues the run-sheet of each stream has, those that are skipped left out; none has no entry."""
    counted = (
        select(CueRow.stream_id, func.count().label("cues"))
        .where(CueRow.stream_id.in_(stream_ids), CueRow.skipped == 0)
        .group_by(CueRow.stream_id)
    )
    return {row.stream_id: row.cues for row in connection.execute(counted)}


def series_of(connection: Connection, series_id: int) -> Series | None:
    """Return the series of that id, in the bin or not; None if there is no such one."""
    row = connection.execute(select(SeriesRow.__table__).where(SeriesRow.id == series_id)).one_or_none()
    return None if row is None else series_of_row(row)


def series_all(connection: Connection, *, with_archived: bool = False) -> tuple[Series, ...]:
    """Return the series in the order in which they were made, those in the bin only if asked for."""
    rows = select(SeriesRow.__table__).order_by(SeriesRow.id)
    if not with_archived:
        rows = rows.where(SeriesRow.archived_at_ms.is_(None))
    return tuple(series_of_row(row) for row in connection.execute(rows))


def own_templates(connection: Connection) -> tuple[OwnTemplate, ...]:
    """Return the templates of the leader's own that are not in the bin, in the order in which they were made."""
    cues = (
        select(func.count()).where(CueRow.template_id == TemplateRow.id).correlate(TemplateRow).scalar_subquery()
    ).label("cues")
    rows = select(TemplateRow.__table__, cues).where(TemplateRow.archived_at_ms.is_(None)).order_by(TemplateRow.id)
    return tuple(
        OwnTemplate(row.id, row.name, StreamKind(row.kind), Audience(row.audience), row.length_s, row.cues)
        for row in connection.execute(rows)
    )


def _streams() -> Select[*tuple[Any, ...]]:
    return select(StreamRow.__table__)
