"""The streams at a glance, in plain SQL: what Today, the rail and the steps of a round say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from leaderdesk.core.clock import plan, planned
from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.features.streams.rules import Audience, Colour, Cue, CueKind, Series, Stream, StreamKind
from leaderdesk.features.streams.rules.calendar import Slot, slots_between
from leaderdesk.features.streams.rules.coming import NextStream
from leaderdesk.features.streams.rules.timing import over_s, schedule
from leaderdesk.storage.reading import Reading, among

AHEAD = dt.timedelta(days=8)
"""So far ahead Today looks."""
TABLES = frozenset({"series", "stream", "cue", "live_mark"})
"""The tables a change of which changes what is said here."""

_BEGUN = "SELECT 1 FROM live_mark WHERE live_mark.stream_id = stream.id AND live_mark.kind = 'start'"
# Who went on after an end is live again: the last of the two counts.
_LAST = (
    "SELECT kind FROM live_mark WHERE live_mark.stream_id = stream.id AND live_mark.kind IN ('start', 'end')"
    " ORDER BY id DESC LIMIT 1"
)


def next_stream(reading: Reading, now: dt.datetime) -> NextStream | None:
    """Return the stream that is on now, else the next of the coming days that was not on yet; None for none."""
    live = live_stream(reading)
    if live is not None:
        return _with_sheet(reading, Slot(live.starts_at, live.length_s, live, _series_of(reading, live)), is_live=True)
    over = {
        row.id
        for row in reading.exec_driver_sql(
            f"SELECT id FROM stream WHERE starts_at >= :from AND EXISTS ({_BEGUN})",
            {"from": plan(now - dt.timedelta(days=1))},
        )
    }
    for slot in slots_from(reading, now.date(), now.date() + AHEAD):
        # One that has begun by the clock waits for the leader until it would be over.
        if slot.ends_at > now and (slot.stream is None or slot.stream.id not in over):
            return _with_sheet(reading, slot, is_live=False)
    return None


def live_stream(reading: Reading) -> Stream | None:
    """Return the stream that was begun and not ended; None if there is none."""
    row = reading.exec_driver_sql(
        f"SELECT * FROM stream WHERE archived_at_ms IS NULL AND ({_LAST}) = 'start' ORDER BY id DESC LIMIT 1"
    ).first()
    return None if row is None else stream_of_row(row)


def is_stream_day(reading: Reading, day: dt.date) -> bool:
    """Return whether a stream lies on that day."""
    return bool(slots_from(reading, day, day))


def slots_from(reading: Reading, first: dt.date, last: dt.date) -> tuple[Slot, ...]:
    """Return the streams and untouched slots from `first` to `last`, by time."""
    days = {"first": first.isoformat(), "after": (last + dt.timedelta(days=1)).isoformat(), "last": last.isoformat()}
    streams = reading.exec_driver_sql(
        "SELECT * FROM stream WHERE (starts_at >= :first AND starts_at < :after)"
        " OR (slot_on >= :first AND slot_on <= :last)",
        days,
    )
    series = reading.exec_driver_sql("SELECT * FROM series")
    return slots_between(map(series_of_row, series), map(stream_of_row, streams), first=first, last=last)


def stream_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 直播 of these rounds: done once a stream ended, running while one is planned."""
    rows = reading.exec_driver_sql(
        f"SELECT stream.round_id, stream.starts_at, ({_LAST}) AS last FROM stream"
        " WHERE stream.round_id IN (SELECT value FROM json_each(:ids)) AND stream.archived_at_ms IS NULL"
        " ORDER BY stream.starts_at",
        {"ids": among(round_ids)},
    )
    by_round: dict[int, list[Any]] = {}
    for row in rows:
        by_round.setdefault(row.round_id, []).append(row)
    return {round_id: {Step.STREAM: _fact(found)} for round_id, found in by_round.items()}


def stream_of_row(row: Any) -> Stream:
    """Return the stream that was read as `row`."""
    return Stream(
        id=row.id,
        series_id=row.series_id,
        slot_on=None if row.slot_on is None else dt.date.fromisoformat(row.slot_on),
        round_id=row.round_id,
        theme=row.theme,
        kind=StreamKind(row.kind),
        audience=Audience(row.audience),
        starts_at=planned(row.starts_at),
        length_s=row.length_s,
        note=row.note,
        archived_at_ms=row.archived_at_ms,
    )


def series_of_row(row: Any) -> Series:
    """Return the series that was read as `row`."""
    return Series(
        id=row.id,
        name=row.name,
        colour=Colour(row.colour),
        kind=StreamKind(row.kind),
        audience=Audience(row.audience),
        weekday=row.weekday,
        starts_at=dt.time.fromisoformat(row.starts_at),
        length_s=row.length_s,
        from_on=dt.date.fromisoformat(row.from_on) if row.from_on else None,
        until_on=dt.date.fromisoformat(row.until_on) if row.until_on else None,
        template_id=row.template_id,
        template=row.template,
        archived_at_ms=row.archived_at_ms,
    )


def _fact(found: Sequence[Any]) -> StepFact:
    states = [row.last for row in found]
    if "start" in states:
        return StepFact(done=False, running=True, line=_("live now"))
    coming = next((row.starts_at for row in found if row.last is None), "")
    done = "end" in states
    # What is still to come matters more than what is over.
    return StepFact(done=done, running=bool(coming), line="" if coming else _("was live"), at=coming)


def _series_of(reading: Reading, stream: Stream) -> Series | None:
    row = reading.exec_driver_sql("SELECT * FROM series WHERE id = :id", {"id": stream.series_id}).first()
    return None if row is None else series_of_row(row)


def _with_sheet(reading: Reading, slot: Slot, *, is_live: bool) -> NextStream:
    if slot.stream is None:
        return NextStream(slot)
    rows = reading.exec_driver_sql(
        "SELECT id, kind, length_s, hard_at, skipped FROM cue WHERE stream_id = :id ORDER BY position, id",
        {"id": slot.stream.id},
    )
    cues = [
        Cue(
            id=row.id,
            kind=CueKind(row.kind),
            title="",
            length_s=row.length_s,
            hard_at=dt.time.fromisoformat(row.hard_at) if row.hard_at else None,
            skipped=bool(row.skipped),
        )
        for row in rows
    ]
    if not cues:
        return NextStream(slot, is_live=is_live)
    timed = schedule(slot.starts_at, cues)
    return NextStream(
        slot,
        is_live=is_live,
        cues=sum(not cue.skipped for cue in cues),
        planned_s=timed.total_s,
        over_s=max(0, over_s(timed, slot.length_s)),
    )
