"""Reads what happened in a stream while it was live, and the questions that were asked in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.streams.queries.cues import cues_of
from leaderdesk.features.streams.queries.streams import series_of, stream_of
from leaderdesk.features.streams.rules import Cue, Shows, Stream
from leaderdesk.features.streams.rules.live import LivePlan, LiveState, Mark, MarkKind, Played, fold
from leaderdesk.features.streams.rules.questions import Question
from leaderdesk.features.streams.tables import LiveMarkRow, StreamQuestionRow

LIVE_TABLES = frozenset({"stream", "cue", "cue_point", "cue_product", "cue_media", "live_mark", "product"})
"""What a stream that is live is read from."""

FORGOTTEN_MS = 18 * 3600 * 1000
"""Who began so long ago did not end it, but is not live any more."""


@dataclass(frozen=True, slots=True)
class LiveGround:
    """A stream with its cues, what it is called, and everything that happened in it so far, read at one moment."""

    stream: Stream
    name: str
    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]

    @property
    def plan(self) -> LivePlan:
        """What was planned of it."""
        return LivePlan.of(self.stream, self.cues)

    def played(self) -> Played:
        """Return all that happened, to be asked again and again where it stands."""
        return Played(self.plan, self.marks)

    def state(self, now_ms: int) -> LiveState:
        """Return where it stands at a moment (unix ms)."""
        return fold(self.plan, self.marks, now_ms)


@dataclass(frozen=True, slots=True)
class LiveNow:
    """The stream that is on right now."""

    stream_id: int
    name: str
    started_ms: int


def live_of(connection: Connection, stream_id: int) -> LiveGround | None:
    """Return the stream with what happened in it; None if there is no such one."""
    stream = stream_of(connection, stream_id)
    if stream is None:
        return None
    name, cues = stream_name(connection, stream), cues_of(connection, stream_id)
    return LiveGround(stream, name, cues, marks_of(connection, stream_id))


def marks_of(connection: Connection, stream_id: int) -> tuple[Mark, ...]:
    """Return everything that happened in the stream, in order."""
    rows = select(LiveMarkRow.__table__).where(LiveMarkRow.stream_id == stream_id).order_by(LiveMarkRow.id)
    return tuple(_mark(row) for row in connection.execute(rows))


def live_now(connection: Connection, now_ms: int) -> LiveNow | None:
    """Return the stream that was begun and not ended since; one that was forgotten half a day ago is over."""
    last = (
        select(LiveMarkRow.stream_id, func.max(LiveMarkRow.id).label("last_id"))
        .where(LiveMarkRow.kind.in_((MarkKind.START, MarkKind.END)))
        .group_by(LiveMarkRow.stream_id)
        .subquery()
    )
    row = connection.execute(
        select(LiveMarkRow.stream_id, LiveMarkRow.at_ms)
        .join(last, last.c.last_id == LiveMarkRow.id)
        .where(LiveMarkRow.kind == MarkKind.START, LiveMarkRow.at_ms > now_ms - FORGOTTEN_MS)
        .order_by(LiveMarkRow.id.desc())
        .limit(1)
    ).one_or_none()
    stream = None if row is None else stream_of(connection, row.stream_id)
    if row is None or stream is None or stream.archived_at_ms is not None:
        return None
    return LiveNow(stream.id, stream_name(connection, stream), row.at_ms)


def stream_name(connection: Connection, stream: Stream) -> str:
    """Return what the stream is called: its series and theme, whatever there is of them."""
    series = None if stream.series_id is None else series_of(connection, stream.series_id)
    parts = dict.fromkeys(part for part in ("" if series is None else series.name, stream.theme) if part)
    return " · ".join(parts) or stream.kind.label


def questions_of(connection: Connection, stream_id: int) -> tuple[Question, ...]:
    """Return what was asked in the stream, in order."""
    return _questions(connection, _asked().where(StreamQuestionRow.stream_id == stream_id))


def open_questions(connection: Connection) -> tuple[Question, ...]:
    """Return what was asked in any stream and is not answered yet, in order."""
    return _questions(connection, _asked().where(StreamQuestionRow.answered_at_ms.is_(None)))


def answered_questions(connection: Connection) -> tuple[Question, ...]:
    """Return what was asked in any stream and answered since, in order."""
    return _questions(connection, _asked().where(StreamQuestionRow.answered_at_ms.is_not(None)))


def _asked() -> Select[*tuple[Any, ...]]:
    return (
        select(StreamQuestionRow.__table__, ProductRow.short_name, ProductRow.name.label("product_name"))
        .outerjoin(ProductRow, ProductRow.id == StreamQuestionRow.product_id)
        .order_by(StreamQuestionRow.id)
    )


def _questions(connection: Connection, rows: Select[*tuple[Any, ...]]) -> tuple[Question, ...]:
    return tuple(
        Question(
            id=row.id,
            stream_id=row.stream_id,
            at_ms=row.at_ms,
            cue_id=row.cue_id,
            text=row.text,
            asker=row.asker,
            neighbour_id=row.neighbour_id,
            product_id=row.product_id,
            product=row.short_name or row.product_name or "",
            answer=row.answer,
            answered_at_ms=row.answered_at_ms,
            fact_id=row.fact_id,
        )
        for row in connection.execute(rows)
    )


def _mark(row: Any) -> Mark:
    return Mark(
        id=row.id,
        at_ms=row.at_ms,
        kind=MarkKind(row.kind),
        cue_id=row.cue_id,
        seconds=row.seconds,
        shows=Shows(row.shows) if row.shows else None,
        ref_id=row.ref_id,
        title=row.title,
    )
