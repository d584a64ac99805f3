"""Verbs that change livestreams: planned, moved, put into the bin."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from sqlalchemy.exc import IntegrityError

from leaderdesk.core.clock import plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned, name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.features.streams.actions.rows import about_series, about_stream, series_row, stream_row
from leaderdesk.features.streams.actions.templates import put_template
from leaderdesk.features.streams.rules import Audience, StreamKind
from leaderdesk.features.streams.rules.durations import LONGEST_S
from leaderdesk.features.streams.tables import StreamRow
from leaderdesk.storage.database import Store, Writing

USUAL_LENGTH_S = 3600
MOST_NOTE = 2000
_CHANGES = {
    "theme": N_("Theme of {stream}"),
    "kind": N_("Kind of {stream}"),
    "audience": N_("Audience of {stream}"),
    "starts_at": N_("Move {stream}"),
    "length_s": N_("Length of {stream}"),
    "round_id": N_("Round of {stream}"),
    "series_id": N_("Series of {stream}"),
    "note": N_("Note of {stream}"),
}


class StreamChange(TypedDict, total=False):
    """What is to change of a stream; a round or series of None takes it away."""

    theme: str
    kind: StreamKind
    audience: Audience
    starts_at: dt.datetime
    length_s: int
    round_id: int | None
    series_id: int | None
    note: str


def add_stream(store: Store, *, starts_at: dt.datetime, change: StreamChange | None = None) -> Added:
    """Plan a stream with an empty run-sheet, by default a themed evening of an hour for everybody."""
    about = {"day": starts_at.strftime("%m-%d %H:%M")}
    with store.write(N_("New livestream on {day}"), about=about) as writing:
        row = StreamRow(
            series_id=None, slot_on=None, round_id=None, kind=str(StreamKind.THEMED), length_s=USUAL_LENGTH_S
        )
        _apply(writing, row, {**(change or {}), "starts_at": starts_at})
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def plan_slot(
    store: Store,
    series_id: int,
    slot_on: dt.date,
    *,
    starts_at: dt.datetime | None = None,
    change: StreamChange | None = None,
) -> Added:
    """Make the slot of a series on that day a stream of its own, with the run-sheet its series begins with.

    `starts_at` moves this one only; `change` gives it a round and a theme of its own. UserError if the slot has its
    stream already.
    """
    name = N_("Plan {series}") if starts_at is None else N_("Move {series} this once")
    with store.write(name, about=about_series(store, series_id)) as writing:
        row = _slot_row(writing, series_id, slot_on, starts_at)
        _apply(writing, row, change or {})
        series = series_row(writing.session, series_id)
        put_template(writing, row, key=series.template, template_id=series.template_id)
    return Added(row.id, writing.action_id)


def drop_slot(store: Store, series_id: int, slot_on: dt.date) -> Added:
    """Let the series have no stream on that day; the day's entry goes to the bin."""
    with store.write(N_("Leave out {series} this once"), about=about_series(store, series_id)) as writing:
        row = _slot_row(writing, series_id, slot_on, None)
        row.archived_at_ms = writing.at_ms
    return Added(row.id, writing.action_id)


def edit_stream(store: Store, stream_id: int, change: StreamChange) -> int | None:
    """Change what is given of the stream and return the action, None if it was so. UserError for a length of none."""
    name = _CHANGES[next(iter(change))] if change else N_("Change {stream}")
    with store.write(name, about=about_stream(store, stream_id)) as writing:
        row = stream_row(writing.session, stream_id)
        _apply(writing, row, change)
        changed = writing.session.is_modified(row)
    return writing.action_id if changed else None


def move_stream(store: Store, stream_id: int, starts_at: dt.datetime) -> int | None:
    """Let the stream begin then, this one only, and return the action; None if it did already."""
    return edit_stream(store, stream_id, {"starts_at": starts_at})


def archive_stream(store: Store, stream_id: int) -> int:
    """Put the stream with its run-sheet into the bin and return the action."""
    with store.write(N_("Delete {stream}"), about=about_stream(store, stream_id)) as writing:
        row = stream_row(writing.session, stream_id)
        row.archived_at_ms = row.archived_at_ms or writing.at_ms
    return writing.action_id


def restore_stream(store: Store, stream_id: int) -> int:
    """Take the stream out of the bin and return the action."""
    with store.write(N_("Take {stream} out of the bin"), about=about_stream(store, stream_id)) as writing:
        stream_row(writing.session, stream_id).archived_at_ms = None
    return writing.action_id


def _slot_row(writing: Writing, series_id: int, slot_on: dt.date, starts_at: dt.datetime | None) -> StreamRow:
    series = series_row(writing.session, series_id)
    begins = starts_at or dt.datetime.combine(slot_on, dt.time.fromisoformat(series.starts_at))
    row = StreamRow(
        series_id=series.id,
        slot_on=slot_on.isoformat(),
        round_id=None,
        kind=series.kind,
        audience=series.audience,
        starts_at=plan(begins),
        length_s=series.length_s,
    )
    writing.session.add(row)
    try:
        writing.session.flush()
    except IntegrityError as error:
        raise UserError(_("This evening of the series is planned already. Open it in the calendar.")) from error
    return row


def _apply(writing: Writing, row: StreamRow, change: StreamChange) -> None:
    _check(writing, change)
    if "theme" in change:
        row.theme = name_text(change["theme"])
    if "kind" in change:
        row.kind = str(change["kind"])
    if "audience" in change:
        row.audience = str(change["audience"])
    if "starts_at" in change:
        row.starts_at = plan(change["starts_at"])
    if "length_s" in change:
        row.length_s = min(max(60, change["length_s"]), LONGEST_S)
    if "note" in change:
        row.note = cleaned(change["note"][:MOST_NOTE]).strip()
    if "round_id" in change:
        row.round_id = change["round_id"]
    if "series_id" in change and row.series_id != change["series_id"]:
        row.series_id, row.slot_on = change["series_id"], None


def _check(writing: Writing, change: StreamChange) -> None:
    """Refuse a round or a series that is not there, before anything is changed."""
    series_id, round_id = change.get("series_id"), change.get("round_id")
    if series_id is not None:
        series_row(writing.session, series_id)
    if round_id is not None and writing.session.get(RoundRow, round_id) is None:
        raise UserError(_("This round is not there any more."))
