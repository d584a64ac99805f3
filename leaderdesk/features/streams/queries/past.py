"""Reads what came of streams that are over, and what the neighbours have seen so far."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, case, func, select

from leaderdesk.core.clock import planned
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.streams.queries.asked import Asked, asked
from leaderdesk.features.streams.queries.cues import cues_of
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.queries.streams import series_all, stream_of, stream_rows
from leaderdesk.features.streams.rules import Audience, Cue, CueKind, Series, Shows, Stream, StreamKind
from leaderdesk.features.streams.rules.live import Mark, MarkKind
from leaderdesk.features.streams.rules.report import AFTER_MS, StreamResult, done_of, result_of
from leaderdesk.features.streams.rules.theme_plan import Seen, Sort
from leaderdesk.features.streams.rules.votes import OrderedLine, Votes
from leaderdesk.features.streams.tables import CueProductRow, CueRow, LiveMarkRow, StreamRow

MOST_PAST = 60
"""So many streams back the list goes."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Everything the page of a stream that is over shows, read at one moment; names of those thanked and of dishes."""

    result: StreamResult
    asked: tuple[Asked, ...]
    thanked: tuple[str, ...]
    dishes: tuple[str, ...]
    votes: tuple[Votes, ...]


def ended_ids(connection: Connection) -> frozenset[int]:
    """Return the streams that were on and are over."""
    latest = _latest_ids().subquery()
    rows = select(LiveMarkRow.stream_id).join(latest, latest.c.id == LiveMarkRow.id).where(LiveMarkRow.kind == "end")
    return frozenset(connection.scalars(rows))


def past_results(
    connection: Connection, slots: StreamSlots, *, now_ms: int, only: Collection[int] | None = None
) -> tuple[StreamResult, ...]:
    """Return what came of the latest streams that are over, the latest first, of all or of these `only`."""
    over = ended_ids(connection)
    over = over if only is None else over.intersection(only)
    streams = [stream for stream in stream_rows(connection) if stream.id in over][:MOST_PAST]
    ids = [stream.id for stream in streams]
    series = series_by_id(connection)
    marks, cues = marks_of(connection, ids), _plain_cues(connection, ids)
    lines = {one.id: ordered_lines(connection, slots, one, marks[one.id], now_ms) for one in streams}
    names = product_names(connection, {line.product_id for found in lines.values() for line in found})
    return tuple(
        result_of(
            one,
            series.get(one.series_id or 0),
            cues[one.id],
            marks[one.id],
            lines[one.id],
            names=names,
            now_ms=now_ms,
        )
        for one in streams
    )


def afterwards(connection: Connection, slots: StreamSlots, stream_id: int, *, now_ms: int) -> Afterwards | None:
    """Return what came of one stream; None if there is no such one."""
    stream = stream_of(connection, stream_id)
    if stream is None:
        return None
    series = series_by_id(connection).get(stream.series_id or 0)
    marks, cues = marks_of(connection, [stream_id])[stream_id], cues_of(connection, stream_id)
    lines = ordered_lines(connection, slots, stream, marks, now_ms)
    names = product_names(connection, {line.product_id for line in lines})
    votes = (
        slots.votes.count(connection, id_) for id_ in dict.fromkeys(cue.poll_id for cue in cues) if id_ is not None
    )
    return Afterwards(
        result=result_of(stream, series, cues, marks, lines, names=names, now_ms=now_ms),
        asked=asked(connection, stream_id=stream_id),
        thanked=_thanked(connection, marks),
        dishes=tuple(dict.fromkeys(mark.title for mark in marks if mark.kind is MarkKind.DISH and mark.title)),
        votes=tuple(vote for vote in votes if vote is not None),
    )


def seen_so_far(connection: Connection) -> tuple[Seen, ...]:
    """Return everything that could be shown, with the day on which it was last: products, cues, kinds, audiences."""
    over = ended_ids(connection)
    return (
        *_seen_products(connection, over),
        *(Seen(Sort.CUE, str(kind), kind.label, day) for kind, day in _seen_cues(connection, over)),
        *_seen_kinds(connection, over),
    )


def ordered_lines(
    connection: Connection, slots: StreamSlots, stream: Stream, marks: Sequence[Mark], now_ms: int
) -> tuple[OrderedLine, ...]:
    """Return what was ordered in the round of the stream from its start to a while after its end."""
    started = next((mark.at_ms for mark in marks if mark.kind is MarkKind.START), None)
    if started is None or stream.round_id is None:
        return ()
    ended = next((mark.at_ms for mark in reversed(marks) if mark.kind is MarkKind.END), now_ms)
    return slots.ordered(connection, stream.round_id, started, ended + AFTER_MS)


def product_names(connection: Connection, ids: Collection[int]) -> Mapping[int, str]:
    """Return the names under which these products are said."""
    said = case((ProductRow.short_name != "", ProductRow.short_name), else_=ProductRow.name)
    rows = connection.execute(select(ProductRow.id, said).where(ProductRow.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def marks_of(connection: Connection, stream_ids: Collection[int]) -> Mapping[int, tuple[Mark, ...]]:
    """Return what happened in each of these streams, in order; nothing for one that was never begun."""
    rows = select(LiveMarkRow.__table__).where(LiveMarkRow.stream_id.in_(stream_ids)).order_by(LiveMarkRow.id)
    found: dict[int, list[Mark]] = {id_: [] for id_ in stream_ids}
    for row in connection.execute(rows):
        found[row.stream_id].append(
            Mark(
                id=row.id,
                at_ms=row.at_ms,
                kind=MarkKind(row.kind),
                cue_id=row.cue_id,
                seconds=row.seconds,
                shows=Shows(row.shows) if row.shows else None,
                ref_id=row.ref_id,
                title=row.title,
            )
        )
    return {id_: tuple(marks) for id_, marks in found.items()}


def series_by_id(connection: Connection) -> Mapping[int, Series]:
    """Return every series by its id, those in the bin too."""
    return {one.id: one for one in series_all(connection, with_archived=True)}


def _latest_ids() -> Select[int]:
    # Who went on after an end is live again: the last of the two counts.
    return (
        select(func.max(LiveMarkRow.id).label("id"))
        .where(LiveMarkRow.kind.in_(("start", "end")))
        .group_by(LiveMarkRow.stream_id)
    )


def _plain_cues(connection: Connection, stream_ids: Collection[int]) -> Mapping[int, list[Cue]]:
    """Return the cues of these streams with their times alone: what belongs to them is not needed for many at once."""
    rows = select(CueRow.__table__).where(CueRow.stream_id.in_(stream_ids)).order_by(CueRow.position, CueRow.id)
    found: dict[int, list[Cue]] = {id_: [] for id_ in stream_ids}
    for row in connection.execute(rows):
        found[row.stream_id].append(
            Cue(
                id=row.id,
                kind=CueKind(row.kind),
                title=row.title,
                length_s=row.length_s,
                locked=bool(row.locked),
                hard_at=None if row.hard_at is None else dt.time.fromisoformat(row.hard_at),
                skipped=bool(row.skipped),
            )
        )
    return found


def _thanked(connection: Connection, marks: Sequence[Mark]) -> tuple[str, ...]:
    ids = done_of(marks, MarkKind.THANK)
    rows = connection.execute(select(NeighbourRow.id, NeighbourRow.name).where(NeighbourRow.id.in_(ids)))
    names: dict[int, str] = {row.id: row.name for row in rows}
    return tuple(names[id_] for id_ in ids if id_ in names)


def _seen_products(connection: Connection, over: frozenset[int]) -> tuple[Seen, ...]:
    shown = (
        select(CueProductRow.product_id, func.max(StreamRow.starts_at).label("last"), func.count().label("times"))
        .join(CueRow, CueRow.id == CueProductRow.cue_id)
        .join(StreamRow, StreamRow.id == CueRow.stream_id)
        .where(StreamRow.id.in_(over), CueRow.skipped == 0)
        .group_by(CueProductRow.product_id)
        .subquery()
    )
    said = case((ProductRow.short_name != "", ProductRow.short_name), else_=ProductRow.name)
    rows = (
        select(ProductRow.id, said.label("said"), shown.c.last, shown.c.times)
        .outerjoin(shown, shown.c.product_id == ProductRow.id)
        .where(ProductRow.archived_at_ms.is_(None))
        .order_by(ProductRow.id)
    )
    return tuple(
        Seen(Sort.PRODUCT, str(row.id), row.said, _day(row.last), weight=row.times or 0)
        for row in connection.execute(rows)
    )


def _seen_cues(connection: Connection, over: frozenset[int]) -> list[tuple[CueKind, dt.date | None]]:
    rows = (
        select(CueRow.kind, func.max(StreamRow.starts_at))
        .join(StreamRow, StreamRow.id == CueRow.stream_id)
        .where(StreamRow.id.in_(over), CueRow.skipped == 0)
        .group_by(CueRow.kind)
    )
    last = {row[0]: row[1] for row in connection.execute(rows)}
    return [(kind, _day(last.get(str(kind)))) for kind in CueKind]


def _seen_kinds(connection: Connection, over: frozenset[int]) -> tuple[Seen, ...]:
    by_kind: dict[str, str] = defaultdict(str)
    by_audience: dict[str, str] = defaultdict(str)
    rows = select(StreamRow.kind, StreamRow.audience, StreamRow.starts_at).where(StreamRow.id.in_(over))
    for row in connection.execute(rows):
        by_kind[row.kind] = max(by_kind[row.kind], row.starts_at)
        by_audience[row.audience] = max(by_audience[row.audience], row.starts_at)
    return (
        *(Seen(Sort.KIND, str(kind), kind.label, _day(by_kind.get(str(kind)))) for kind in StreamKind),
        *(Seen(Sort.AUDIENCE, str(each), each.label, _day(by_audience.get(str(each)))) for each in Audience),
    )


def _day(text: str | None) -> dt.date | None:
    return planned(text).date() if text else None
