"""Verbs that change the cues of a run-sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypedDict

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.rows import about_cue, about_stream, cue_row, siblings, stream_row
from leaderdesk.features.streams.actions.sheets import drop_cues, put_cues, renumber, sheet_of_stream
from leaderdesk.features.streams.queries.cues import cue_of
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.durations import LONGEST_S
from leaderdesk.features.streams.rules.planning import NewCue, new_of
from leaderdesk.features.streams.tables import CueRow
from leaderdesk.storage.database import Store

_CHANGES = {
    "kind": N_("Kind of {cue}"),
    "title": N_("Name of {cue}"),
    "length_s": N_("Length of {cue}"),
    "locked": N_("Lock {cue}"),
    "hard_at": N_("Fixed start of {cue}"),
    "part": N_("Group of {cue}"),
    "colour": N_("Colour of {cue}"),
    "skipped": N_("Skip {cue}"),
    "shows": N_("What the audience sees at {cue}"),
    "poll_id": N_("Vote of {cue}"),
}
_OFF = {"locked": N_("Unlock {cue}"), "skipped": N_("Take {cue} in again"), "hard_at": N_("No fixed start of {cue}")}


class CueChange(TypedDict, total=False):
    """What is to change of a cue; a fixed start or poll of None takes it away."""

    kind: CueKind
    title: str
    length_s: int
    locked: bool
    hard_at: dt.time | None
    part: str
    colour: str
    skipped: bool
    shows: Shows
    poll_id: int | None


def add_cue(store: Store, stream_id: int, cue: NewCue, *, place: int | None = None) -> Added:
    """Put a cue at `place` of the run-sheet, counted from 0, by default at the end. UserError if it is full."""
    about = {"cue": cue.title or cue.kind.label}
    with store.write(N_("Add {cue}"), about=about) as writing:
        session = writing.session
        stream_row(session, stream_id)
        there = sheet_of_stream(session, stream_id)
        (row,) = put_cues(session, [cue], stream_id=stream_id, at=len(there) + 1)
        if place is not None:
            renumber((*there[: max(0, place)], row, *there[max(0, place) :]))
    return Added(row.id, writing.action_id)


def copy_cue(store: Store, cue_id: int) -> Added:
    """Put a cue like this one behind it, its ticks empty and without a fixed start."""
    with store.write(N_("Copy {cue}"), about=about_cue(store, cue_id)) as writing:
        session, source = writing.session, cue_row(writing.session, cue_id)
        there = siblings(session, source)
        found = cue_of(writing.connection, cue_id)
        if found is None:
            raise UserError(_("This cue is not there any more."))
        (row,) = put_cues(
            session,
            [new_of(found)],
            stream_id=source.stream_id,
            template_id=source.template_id,
            at=len(there) + 1,
        )
        row.hard_at = None
        after = there.index(source) + 1
        renumber((*there[:after], row, *there[after:]))
    return Added(row.id, writing.action_id)


def edit_cue(store: Store, cue_id: int, change: CueChange) -> int | None:
    """Change what is given of the cue and return the action, None if it was so."""
    with store.write(_name_of(change), about=about_cue(store, cue_id)) as writing:
        row = cue_row(writing.session, cue_id)
        _apply(row, change)
        changed = writing.session.is_modified(row)
    return writing.action_id if changed else None


def set_lengths(store: Store, stream_id: int, lengths: Mapping[int, int]) -> int | None:
    """Give each of these cues of the stream its length in seconds, as one step; return the action, None if so already.

    This is how what is over is shared out: see `timing.shortened`.
    """
    with store.write(N_("Share out what is over in {stream}"), about=about_stream(store, stream_id)) as writing:
        rows = [row for row in sheet_of_stream(writing.session, stream_id) if row.id in lengths]
        changed = [row for row in rows if row.length_s != lengths[row.id]]
        for row in changed:
            row.length_s = min(max(1, lengths[row.id]), LONGEST_S)
    return writing.action_id if changed else None


def move_cue(store: Store, cue_id: int, place: int) -> int | None:
    """Put the cue at `place` among those of its run-sheet, from 0; return the action, None if it stands there."""
    with store.write(N_("Move {cue}"), about=about_cue(store, cue_id)) as writing:
        row = cue_row(writing.session, cue_id)
        there = siblings(writing.session, row)
        others = [one for one in there if one is not row]
        others.insert(min(max(0, place), len(others)), row)
        if others == there:
            return None
        renumber(others)
    return writing.action_id


def order_cues(store: Store, stream_id: int, cue_ids: Sequence[int]) -> int | None:
    """Put the cues of the stream into that order, those not named behind; return the action, None if they stand so."""
    with store.write(N_("Order the cues of {stream}"), about=about_stream(store, stream_id)) as writing:
        there = sheet_of_stream(writing.session, stream_id)
        places = {cue_id: place for place, cue_id in enumerate(cue_ids)}
        wanted = sorted(there, key=lambda row: places.get(row.id, len(places)))
        if wanted == there:
            return None
        renumber(wanted)
    return writing.action_id


def delete_cue(store: Store, cue_id: int) -> int:
    """Take the cue out of its run-sheet with everything that belongs to it, and return the action."""
    with store.write(N_("Delete {cue}"), about=about_cue(store, cue_id)) as writing:
        drop_cues(writing.session, [cue_row(writing.session, cue_id)])
    return writing.action_id


def clear_cues(store: Store, stream_id: int) -> int | None:
    """Take every cue out of the run-sheet and return the action; None if there was none."""
    with store.write(N_("Empty the run-sheet of {stream}"), about=about_stream(store, stream_id)) as writing:
        rows = sheet_of_stream(writing.session, stream_id)
        drop_cues(writing.session, rows)
    return writing.action_id if rows else None


def _name_of(change: CueChange) -> str:
    if not change:
        return N_("Change {cue}")
    field, value = next(iter(change.items()))
    if field in _OFF and not value and value != dt.time(0):
        return _OFF[field]
    return _CHANGES[field]


def _apply(row: CueRow, change: CueChange) -> None:
    if "title" in change:
        row.title = name_text(change["title"])
    if "part" in change:
        row.part = name_text(change["part"])
    if "colour" in change:
        row.colour = change["colour"]
    if "length_s" in change:
        row.length_s = min(max(1, change["length_s"]), LONGEST_S)
    if "kind" in change:
        row.kind = str(change["kind"])
    if "shows" in change:
        row.shows = str(change["shows"])
    if "poll_id" in change:
        row.poll_id = change["poll_id"]
    _apply_marks(row, change)


def _apply_marks(row: CueRow, change: CueChange) -> None:
    if "locked" in change:
        row.locked = int(change["locked"])
    if "skipped" in change:
        row.skipped = int(change["skipped"])
    if "hard_at" in change:
        row.hard_at = None if change["hard_at"] is None else change["hard_at"].strftime("%H:%M")
