"""Verbs that change the fixed slots in which streams repeat."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.rows import about_series, series_row, template_row
from leaderdesk.features.streams.rules import Audience, Colour, StreamKind
from leaderdesk.features.streams.rules.durations import LONGEST_S
from leaderdesk.features.streams.tables import SeriesRow
from leaderdesk.storage.database import Store, Writing


class SeriesChange(TypedDict, total=False):
    """What is to change of a series; a weekday of None repeats on no day, an end of None is open.

    `template` names one that comes with the program, `template_id` one of the leader's own; giving one takes the other.
    """

    name: str
    colour: Colour
    kind: StreamKind
    audience: Audience
    weekday: int | None
    starts_at: dt.time
    length_s: int
    from_on: dt.date | None
    until_on: dt.date | None
    template_id: int | None
    template: str


def add_series(store: Store, change: SeriesChange) -> Added:
    """Make a series, by default of an hour at 20:00 on no weekday. UserError without a name."""
    with store.write(N_("New series {series}"), about={"series": name_text(change.get("name", ""))}) as writing:
        row = SeriesRow(name="", starts_at="20:00", length_s=3600, weekday=None, template_id=None)
        _apply(writing, row, {"name": "", **change})
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def edit_series(store: Store, series_id: int, change: SeriesChange) -> int:
    """Change what is given of the series and return the action; streams planned already stay as they are.

    UserError if the name is taken away, or the end lies before the beginning.
    """
    with store.write(N_("Change series {series}"), about=about_series(store, series_id)) as writing:
        _apply(writing, series_row(writing.session, series_id), change)
    return writing.action_id


def archive_series(store: Store, series_id: int) -> int:
    """Put the series into the bin and return the action: its coming slots go, what was planned in it stays."""
    with store.write(N_("Delete series {series}"), about=about_series(store, series_id)) as writing:
        row = series_row(writing.session, series_id)
        row.archived_at_ms = row.archived_at_ms or writing.at_ms
    return writing.action_id


def restore_series(store: Store, series_id: int) -> int:
    """Take the series out of the bin and return the action."""
    with store.write(N_("Take series {series} out of the bin"), about=about_series(store, series_id)) as writing:
        series_row(writing.session, series_id).archived_at_ms = None
    return writing.action_id


def _apply(writing: Writing, row: SeriesRow, change: SeriesChange) -> None:
    if "name" in change:
        row.name = name_text(change["name"])
        if not row.name:
            raise UserError(_("A series needs a name, such as Wednesday kitchen."))
    for field in ("colour", "kind", "audience"):
        if field in change:
            setattr(row, field, str(change[field]))
    if "weekday" in change:
        row.weekday = change["weekday"]
    if "starts_at" in change:
        row.starts_at = change["starts_at"].strftime("%H:%M")
    if "length_s" in change:
        row.length_s = min(max(60, change["length_s"]), LONGEST_S)
    _apply_days(row, change)
    if "template" in change:
        row.template, row.template_id = change["template"], None
    if change.get("template_id") is not None:
        row.template, row.template_id = "", template_row(writing.session, change["template_id"] or 0).id


def _apply_days(row: SeriesRow, change: SeriesChange) -> None:
    if "from_on" in change:
        row.from_on = "" if change["from_on"] is None else change["from_on"].isoformat()
    if "until_on" in change:
        row.until_on = "" if change["until_on"] is None else change["until_on"].isoformat()
    if row.from_on and row.until_on and row.until_on < row.from_on:
        raise UserError(_("The series ends before it begins. Move one of the two days."))
