"""Verbs of a stream that is live: each leaves one mark, and where the stream stands follows from all of them."""

from __future__ import annotations

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import name_text
from leaderdesk.features.streams.actions.rows import about_cue, about_stream, stream_row
from leaderdesk.features.streams.queries.live import LiveGround, live_of
from leaderdesk.features.streams.rules import Cue, Shows
from leaderdesk.features.streams.rules.live import LiveState, MarkKind
from leaderdesk.features.streams.tables import LiveMarkRow
from leaderdesk.storage.database import Store, Writing

MOST_EXTRA_S = 3600
"""Seconds that a cue is given or taken at once."""


def start_live(store: Store, stream_id: int) -> int | None:
    """Begin the stream with its first cue, or go on after it was ended; return the action, None if it is live."""
    with store.write(N_("Begin {stream}"), about=about_stream(store, stream_id)) as writing:
        stream_row(writing.session, stream_id)
        ground, state = _stands(writing, stream_id)
        if state.is_live:
            return None
        cue = _first(ground, state)
        _mark(writing, stream_id, MarkKind.START, cue=cue)
    return writing.action_id


def end_live(store: Store, stream_id: int) -> int | None:
    """End the stream and return the action; None if it is not live."""
    with store.write(N_("End {stream}"), about=about_stream(store, stream_id)) as writing:
        _ground, state = _stands(writing, stream_id)
        if not state.is_live:
            return None
        _mark(writing, stream_id, MarkKind.END)
    return writing.action_id


def go_to_cue(store: Store, stream_id: int, cue_id: int) -> int | None:
    """Go on with that cue and return the action; None if it is on already. From then on the leader leads by hand."""
    with store.write(N_("Go to {cue}"), about=about_cue(store, cue_id)) as writing:
        ground, state = _live(writing, stream_id)
        cue = _cue(ground, cue_id)
        if state.current is not None and state.current.cue.id == cue_id and not state.rolling:
            return None
        _mark(writing, stream_id, MarkKind.CUE, cue=cue)
    return writing.action_id


def extend_cue(store: Store, stream_id: int, cue_id: int, seconds: int) -> int | None:
    """Give the cue so many seconds more (below 0: take them); return the action, None where nothing is left to take."""
    name = N_("More time for {cue}") if seconds > 0 else N_("Less time for {cue}")
    with store.write(name, about=about_cue(store, cue_id)) as writing:
        ground, state = _live(writing, stream_id)
        cue = _cue(ground, cue_id)
        use = next(use for use in state.uses if use.cue.id == cue_id)
        given = max(min(seconds, MOST_EXTRA_S), -use.length_s)
        if not given:
            return None
        _mark(writing, stream_id, MarkKind.EXTEND, cue=cue, seconds=given)
    return writing.action_id


def roll_live(store: Store, stream_id: int, *, on: bool) -> int | None:
    """Let the cues follow the clock by the run-sheet, or lead by hand again; return the action, None if it is so."""
    name = N_("Follow the clock in {stream}") if on else N_("Lead {stream} by hand")
    with store.write(name, about=about_stream(store, stream_id)) as writing:
        ground, state = _live(writing, stream_id)
        if state.rolling == on:
            return None
        if on:
            _mark(writing, stream_id, MarkKind.ROLL, seconds=1)
        elif state.current is not None:
            # The cue that the clock has reached is on from now; without this the marks would forget how far it rolled.
            _mark(writing, stream_id, MarkKind.CUE, cue=_cue(ground, state.current.cue.id))
        else:
            _mark(writing, stream_id, MarkKind.ROLL, seconds=0)
    return writing.action_id


def show_audience(store: Store, stream_id: int, shows: Shows, *, ref_id: int | None = None) -> int:
    """Let the audience see that until the next cue, and return the action; also before the stream begins.

    `ref_id` is a product, a poll or a picture of a cue; without one it is the first of the cue.
    """
    with store.write(N_("Show the audience: {what}"), about={"what": shows.label}) as writing:
        stream_row(writing.session, stream_id)
        _mark(writing, stream_id, MarkKind.SHOW, shows=shows, ref_id=ref_id)
    return writing.action_id


def note_thanked(store: Store, stream_id: int, neighbour_id: int, name: str) -> int:
    """Note that the neighbour was thanked or welcomed by name, and return the action."""
    with store.write(N_("Thanked {who}"), about={"who": name}) as writing:
        _ground, state = _live(writing, stream_id)
        cue = None if state.current is None else state.current.cue
        _mark(writing, stream_id, MarkKind.THANK, cue=cue, ref_id=neighbour_id, title=name_text(name))
    return writing.action_id


def unnote_thanked(store: Store, stream_id: int, neighbour_id: int, name: str) -> int | None:
    """Take back that the neighbour was thanked in this stream; return the action, None if that was not noted."""
    with store.write(N_("Not thanked yet: {who}"), about={"who": name}) as writing:
        session = writing.session
        thanked = select(LiveMarkRow).where(LiveMarkRow.stream_id == stream_id, LiveMarkRow.kind == MarkKind.THANK)
        rows = session.scalars(thanked.where(LiveMarkRow.ref_id == neighbour_id)).all()
        for row in rows:
            session.delete(row)
    return writing.action_id if rows else None


def note_dish(store: Store, stream_id: int, dish_id: int, title: str) -> int:
    """Note that a neighbour's dish was shown, and return the action."""
    with store.write(N_("Shown: {what}"), about={"what": title}) as writing:
        _ground, state = _live(writing, stream_id)
        cue = None if state.current is None else state.current.cue
        _mark(writing, stream_id, MarkKind.DISH, cue=cue, ref_id=dish_id, title=name_text(title))
    return writing.action_id


def _mark(
    writing: Writing,
    stream_id: int,
    kind: MarkKind,
    *,
    cue: Cue | None = None,
    seconds: int | None = None,
    shows: Shows | None = None,
    ref_id: int | None = None,
    title: str = "",
) -> None:
    row = LiveMarkRow(
        stream_id=stream_id,
        at_ms=writing.at_ms,
        kind=str(kind),
        cue_id=None if cue is None else cue.id,
        seconds=seconds,
        shows="" if shows is None else str(shows),
        ref_id=ref_id,
        title=title or ("" if cue is None else cue.name),
    )
    writing.session.add(row)


def _stands(writing: Writing, stream_id: int) -> tuple[LiveGround, LiveState]:
    ground = live_of(writing.connection, stream_id)
    if ground is None:
        raise UserError(_("This livestream is not there any more."))
    return ground, ground.state(writing.at_ms)


def _live(writing: Writing, stream_id: int) -> tuple[LiveGround, LiveState]:
    ground, state = _stands(writing, stream_id)
    if not state.is_live:
        raise UserError(_("The stream is not live. Begin it first."))
    return ground, state


def _cue(ground: LiveGround, cue_id: int) -> Cue:
    found = next((cue for cue in ground.cues if cue.id == cue_id), None)
    if found is None:
        raise UserError(_("This cue is not there any more."))
    return found


def _first(ground: LiveGround, state: LiveState) -> Cue | None:
    """Return the cue it begins with: after an end the one that was on last, else the first that is not skipped."""
    if state.started_ms is not None:
        last = ground.played().runs(state.now_ms)[-1:]
        there = [cue for cue in ground.cues if last and cue.id == last[0].cue_id]
        if there:
            return there[0]
    return next((cue for cue in ground.cues if not cue.skipped), None)
