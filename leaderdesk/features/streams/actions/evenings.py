"""Verbs of whole evenings: one is planned with all it begins with, and what one taught goes into the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from leaderdesk.core.clock import local, local_now, plan
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.products.rules import Added
from leaderdesk.features.rounds.tables import RoundRow
from leaderdesk.features.streams.actions.material import set_points
from leaderdesk.features.streams.actions.rows import about_stream, series_row, stream_row
from leaderdesk.features.streams.actions.sheets import drop_cues, put_cues, sheet_of_stream
from leaderdesk.features.streams.actions.templates import put_template
from leaderdesk.features.streams.queries import cues_of, slots_of_days, stream_of
from leaderdesk.features.streams.rules import Audience, CueKind, StreamKind
from leaderdesk.features.streams.rules.calendar import Slot
from leaderdesk.features.streams.rules.durations import LONGEST_S
from leaderdesk.features.streams.rules.planning import NewCue, Named, new_of, thanks_lines
from leaderdesk.features.streams.rules.templates import template_by_key
from leaderdesk.features.streams.tables import CueRow, LiveMarkRow, SeriesRow, StreamRow, TemplateRow
from leaderdesk.storage.database import Store, Writing


_AHEAD = dt.timedelta(days=62)


@dataclass(frozen=True, slots=True)
class NewStream:
    """An evening to be planned; with `slot_on` it stands for that day of its series.

    `template_key` names a template that comes with the program, `template_id` one of the leader's own; neither leaves
    the run-sheet empty.
    """

    starts_at: dt.datetime
    length_s: int
    series_id: int | None = None
    slot_on: dt.date | None = None
    theme: str = ""
    kind: StreamKind = StreamKind.THEMED
    audience: Audience = Audience.ALL
    template_key: str = ""
    template_id: int | None = None
    round_id: int | None = None


def plan_stream(store: Store, new: NewStream) -> Added:
    """Plan the evening with the run-sheet it begins with, as one step. UserError if its slot is planned already."""
    day = f"{new.starts_at.month}/{new.starts_at.day} {new.starts_at:%H:%M}"
    with store.write(N_("New livestream on {day}"), about={"day": day}) as writing:
        row = _put(writing, new)
        put_template(writing, row, key=new.template_key, template_id=new.template_id)
    return Added(row.id, writing.action_id)


def theme_slot(store: Store, series_id: int, slot_on: dt.date, theme: str, *, round_id: int | None = None) -> Added:
    """Make the slot of a series on that day an evening about `theme`, with the run-sheet its series begins with."""
    with store.write(N_("New livestream on {day}"), about={"day": f"{slot_on.month}/{slot_on.day}"}) as writing:
        series = series_row(writing.session, series_id)
        new = NewStream(
            starts_at=dt.datetime.combine(slot_on, dt.time.fromisoformat(series.starts_at)),
            length_s=series.length_s,
            series_id=series_id,
            slot_on=slot_on,
            theme=theme,
            kind=StreamKind(series.kind),
            audience=Audience(series.audience),
            round_id=round_id,
        )
        row = _put(writing, new)
        put_template(writing, row, key=series.template, template_id=series.template_id)
    return Added(row.id, writing.action_id)


def take_over(store: Store, stream_id: int, *, from_id: int, lengths: Mapping[int, int]) -> int:
    """Make the run-sheet of a stream that of another one, with these lengths (seconds by its cues); return the action.

    UserError if the other one has no run-sheet.
    """
    with store.write(N_("Run-sheet of {stream} like the one before"), about=about_stream(store, stream_id)) as writing:
        stream_row(writing.session, stream_id)
        cues = [
            replace(new_of(cue), length_s=lengths.get(cue.id, cue.length_s))
            for cue in cues_of(writing.connection, from_id)
        ]
        if not cues:
            raise UserError(_("That stream has no run-sheet to take over."))
        drop_cues(writing.session, sheet_of_stream(writing.session, stream_id))
        put_cues(writing.session, cues, stream_id=stream_id)
    return writing.action_id


def follow_up(store: Store, stream_id: int, *, lengths: Mapping[int, int], now_ms: int) -> Added:
    """Give the next evening of the same series the run-sheet of this one, with these lengths, by its cues.

    Return the next evening's id: one that is planned and not begun, else the next slot. UserError where none comes.
    """
    with store.read() as connection:
        source = stream_of(connection, stream_id)
        day = local(now_ms).date()
        coming = slots_of_days(connection, day, day + _AHEAD)
        begun = {row.stream_id for row in connection.execute(select(LiveMarkRow.stream_id).distinct())}
    series_id = None if source is None else source.series_id
    fitting = [
        slot
        for slot in coming
        if slot.starts_at > local(now_ms)
        and slot.series is not None
        and slot.series.id == series_id
        and (slot.stream is None or slot.stream.id not in begun)
    ]
    if not fitting or series_id is None:
        raise UserError(_("No evening of this series is coming. Plan one in the calendar first."))
    slot = fitting[0]
    if slot.stream is not None:
        return Added(slot.stream.id, take_over(store, slot.stream.id, from_id=stream_id, lengths=lengths))
    with store.write(
        N_("New livestream on {day}"), about={"day": f"{slot.slot_on.month}/{slot.slot_on.day}"}
    ) as writing:
        row = _put(writing, _of_slot(slot))
        put_cues(writing.session, _with_lengths(writing, stream_id, lengths), stream_id=row.id)
    return Added(row.id, writing.action_id)


def lengthen_kind(store: Store, kind: CueKind, seconds: int, *, series_ids: Collection[int]) -> int:
    """Give the cues of that kind so many seconds more in the templates of these series, and return the action.

    A template that comes with the program becomes one of the leader's own for it. UserError where none of the series
    has such a cue in its template.
    """
    with store.write(N_("More time for {cue} in the templates"), about={"cue": kind.label}) as writing:
        changed: set[int] = set()
        own: dict[str, int] = {}
        for series_id in series_ids:
            series = series_row(writing.session, series_id)
            template_id = series.template_id or _own_copy(writing, series, own)
            if (
                template_id is not None
                and template_id not in changed
                and _lengthen(writing, template_id, kind, seconds)
            ):
                changed.add(template_id)
        if not changed:
            raise UserError(_("No template of these series has this cue. Add it to a run-sheet and keep that as one."))
    return writing.action_id


def thank_in_next(store: Store, people: Sequence[Named]) -> int | None:
    """Put `people` behind the talking points of the next stream that has a thanks cue, and return the action.

    None if no such stream is planned. UserError if nobody may be named, or all of them are named there already.
    """
    lines = thanks_lines(people)
    if not lines:
        raise UserError(_("Nobody else has agreed to be named. Ask first, then it fills itself."))
    query = (
        select(CueRow.id, CueRow.stream_id)
        .join(StreamRow, StreamRow.id == CueRow.stream_id)
        .where(CueRow.kind == CueKind.THANKS.value, CueRow.skipped == 0, StreamRow.archived_at_ms.is_(None))
        .where(StreamRow.starts_at >= plan(local_now(store.clock)))
        .order_by(StreamRow.starts_at, CueRow.position)
    )
    with store.read() as connection:
        found = connection.execute(query.limit(1)).first()
        cues = () if found is None else cues_of(connection, found.stream_id)
    if found is None:
        return None
    said = [point.text for cue in cues if cue.id == found.id for point in cue.points]
    action_id = set_points(store, found.id, [*said, *(line for line in lines if line not in said)])
    if action_id is None:
        raise UserError(_("All of them are in the thanks cue already."))
    return action_id


def _of_slot(slot: Slot) -> NewStream:
    return NewStream(
        starts_at=slot.starts_at,
        length_s=slot.length_s,
        series_id=None if slot.series is None else slot.series.id,
        slot_on=slot.slot_on,
        kind=slot.kind,
        audience=slot.audience,
    )


def _put(writing: Writing, new: NewStream) -> StreamRow:
    if new.series_id is not None:
        series_row(writing.session, new.series_id)
    if new.round_id is not None and writing.session.get(RoundRow, new.round_id) is None:
        raise UserError(_("This round is not there any more."))
    row = StreamRow(
        series_id=new.series_id,
        slot_on=None if new.slot_on is None else new.slot_on.isoformat(),
        round_id=new.round_id,
        theme=name_text(new.theme),
        kind=str(new.kind),
        audience=str(new.audience),
        starts_at=plan(new.starts_at),
        length_s=min(max(60, new.length_s), LONGEST_S),
    )
    writing.session.add(row)
    try:
        writing.session.flush()
    except IntegrityError as error:
        raise UserError(_("This evening of the series is planned already. Open it in the calendar.")) from error
    return row


def _with_lengths(writing: Writing, from_id: int, lengths: Mapping[int, int]) -> list[NewCue]:
    cues = cues_of(writing.connection, from_id)
    return [replace(new_of(cue), length_s=lengths.get(cue.id, cue.length_s)) for cue in cues]


def _own_copy(writing: Writing, series: SeriesRow, own: dict[str, int]) -> int | None:
    given = template_by_key(series.template)
    if given is None:
        return None
    if given.key not in own:
        row = TemplateRow(name=given.title, kind=str(given.kind), audience=str(given.audience), length_s=given.length_s)
        writing.session.add(row)
        writing.session.flush()
        put_cues(writing.session, given.cues(), template_id=row.id)
        own[given.key] = row.id
    series.template, series.template_id = "", own[given.key]
    return own[given.key]


def _lengthen(writing: Writing, template_id: int, kind: CueKind, seconds: int) -> bool:
    """Give the first cue of that kind more time; several would all become too long."""
    found = writing.session.scalars(
        select(CueRow)
        .where(CueRow.template_id == template_id, CueRow.kind == str(kind))
        .order_by(CueRow.position)
        .limit(1)
    ).one_or_none()
    if found is None:
        return False
    found.length_s = min(found.length_s + seconds, LONGEST_S)
    template = writing.session.get(TemplateRow, template_id)
    if template is not None:
        template.length_s = min(template.length_s + seconds, LONGEST_S)
    return True
