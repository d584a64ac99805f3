"""Where a stream stands: folded from what happened in it and the clock, so that sleep and crash cost nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from leaderdesk.core.clock import local
from leaderdesk.features.streams.rules import Cue
from leaderdesk.features.streams.rules.marks import LivePlan, Mark, MarkKind, Run, Showing
from leaderdesk.features.streams.rules.tape import Tape, play, unix_ms
from leaderdesk.features.streams.rules.timing import Schedule, nearest, schedule

__all__ = [
    "CueState", "CueUse", "LivePlan", "LiveState", "Mark", "MarkKind", "Played", "Run", "Showing", "fold", "runs",
]  # fmt: skip


class CueState(StrEnum):
    """Whether a cue is over, goes on, comes, or was passed over; a skipped one is left out this time."""

    USED = "used"
    CURRENT = "current"
    LATER = "later"
    PASSED = "passed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class CueUse:
    """A cue with the time it took so far and the seconds it was given on top."""

    cue: Cue
    state: CueState
    used_ms: int = 0
    extra_s: int = 0

    @property
    def length_s(self) -> int:
        """How long it may take, what was added counted in; never below 0."""
        return max(0, self.cue.length_s + self.extra_s)

    @property
    def left_ms(self) -> int:
        """What is left of it; below 0 it is over its time."""
        return self.length_s * 1000 - self.used_ms


@dataclass(frozen=True, slots=True)
class LiveState:
    """Where the stream stands at `now_ms`.

    The time of all cues and of those deleted since (`gone_ms`) together is `elapsed_ms`. `left_ms` is what is left of
    the current cue, below 0 when it is over its time. `lead_s` is how far the show is before its plan (below 0: behind
    it). Times of the clock are local and naive.
    """

    now_ms: int
    uses: tuple[CueUse, ...]
    planned: Schedule
    expected_end: dt.datetime
    started_ms: int | None = None
    ended_ms: int | None = None
    elapsed_ms: int = 0
    gone_ms: int = 0
    at: int | None = None
    left_ms: int = 0
    lead_s: int = 0
    rolling: bool = False
    showing: Showing = field(default_factory=Showing)

    @property
    def is_live(self) -> bool:
        """Whether it goes on now."""
        return self.started_ms is not None and self.ended_ms is None

    @property
    def current(self) -> CueUse | None:
        """The cue that goes on now."""
        return None if self.at is None else self.uses[self.at]

    @property
    def next(self) -> CueUse | None:
        """The cue that comes next; None behind the last."""
        behind = self.uses if self.at is None else self.uses[self.at + 1 :]
        return next((use for use in behind if not use.cue.skipped and (self.at is not None or not use.used_ms)), None)

    @property
    def before(self) -> CueUse | None:
        """The cue before the current one, to go back to."""
        return next((use for use in reversed(self.uses[: self.at or 0]) if not use.cue.skipped), None)

    @property
    def planned_until(self) -> dt.datetime | None:
        """When the current cue ends by the run-sheet."""
        current = self.current
        timed = None if current is None else self.planned.of(current.cue.id)
        return None if timed is None else timed.ends_at


class Played:
    """All marks of a stream, played once: asking where it stands at a later moment costs next to nothing."""

    def __init__(self, plan: LivePlan, marks: Sequence[Mark]) -> None:
        self._tape = Tape(plan, schedule(plan.starts_at, plan.cues))
        for mark in sorted(marks, key=lambda mark: mark.id):
            play(self._tape, mark)

    def at(self, now_ms: int) -> LiveState:
        """Return where the stream stands; a clock that went back stands where the last mark was made."""
        tape = self._tape.copied()
        tape.run_to(now_ms)
        return _state(tape)

    def runs(self, now_ms: int) -> tuple[Run, ...]:
        """Return which cue was on when, up to `now_ms`; a cue that was gone back to has several."""
        tape = self._tape.copied()
        tape.run_to(now_ms)
        return tuple(tape.runs)


def runs(plan: LivePlan, marks: Sequence[Mark], now_ms: int) -> tuple[Run, ...]:
    """Return which cue was on when, each by the name it had then; deleted cues are still among them."""
    titles = {mark.cue_id: mark.title for mark in sorted(marks, key=lambda mark: mark.id) if mark.title}
    names = titles | {cue.id: cue.name for cue in plan.cues}
    return tuple(replace(run, title=names.get(run.cue_id, "")) for run in Played(plan, marks).runs(now_ms))


def fold(plan: LivePlan, marks: Sequence[Mark], now_ms: int) -> LiveState:
    """Return where the stream stands at `now_ms` after these marks, in the order of their ids."""
    return Played(plan, marks).at(now_ms)


def _state(tape: Tape) -> LiveState:
    cues = tape.plan.cues
    at = next((place for place, cue in enumerate(cues) if cue.id == tape.cue_id), None) if tape.is_live else None
    uses = tuple(
        CueUse(cue, _cue_state(tape, place, at), tape.used.get(cue.id, 0), tape.extra.get(cue.id, 0))
        for place, cue in enumerate(cues)
    )
    left_ms = _left_ms(tape, uses, at)
    known = {cue.id for cue in cues}
    state = LiveState(
        now_ms=tape.at_ms,
        uses=uses,
        planned=tape.planned,
        expected_end=_expected_end(tape, uses, at, left_ms),
        started_ms=tape.started_ms,
        ended_ms=tape.ended_ms,
        elapsed_ms=tape.elapsed_ms,
        gone_ms=sum(spent for cue_id, spent in tape.used.items() if cue_id not in known)
        + (tape.elapsed_ms - sum(tape.used.values())),
        at=at,
        left_ms=left_ms,
        rolling=tape.timetable is not None,
        showing=_showing(tape, uses, at),
    )
    return replace(state, lead_s=_lead_s(state))


def _cue_state(tape: Tape, place: int, at: int | None) -> CueState:
    cue = tape.plan.cues[place]
    if place == at:
        return CueState.CURRENT
    if tape.used.get(cue.id):
        return CueState.USED
    if cue.skipped:
        return CueState.SKIPPED
    return CueState.PASSED if at is not None and place < at else CueState.LATER


def _left_ms(tape: Tape, uses: Sequence[CueUse], at: int | None) -> int:
    if at is None:
        return 0
    timed = None if tape.timetable is None else tape.timetable.of(uses[at].cue.id)
    return uses[at].left_ms if timed is None else unix_ms(timed.ends_at) - tape.at_ms


def _expected_end(tape: Tape, uses: Sequence[CueUse], at: int | None, left_ms: int) -> dt.datetime:
    """Return when all is over if every cue from here on takes its time; hard starts are waited for."""
    if tape.ended_ms is not None:
        return local(tape.ended_ms)
    if tape.started_ms is None:
        return tape.planned.ends_at
    ends = local(tape.at_ms + max(0, left_ms))
    if tape.timetable is not None:
        return max(ends, tape.timetable.ends_at)
    for use in uses if at is None else uses[at + 1 :]:
        if use.cue.skipped:
            continue
        if use.cue.hard_at is not None:
            ends = max(ends, nearest(use.cue.hard_at, ends))
        ends += dt.timedelta(milliseconds=max(0, use.left_ms))
    return ends


def _lead_s(state: LiveState) -> int:
    if state.started_ms is None:
        return 0
    planned, expected = state.planned.ends_at, state.expected_end
    if state.planned_until is not None:
        planned, expected = state.planned_until, local(state.now_ms + max(0, state.left_ms))
    return round((planned - expected).total_seconds())


def _showing(tape: Tape, uses: Sequence[CueUse], at: int | None) -> Showing:
    if tape.shown is not None:
        return tape.shown
    if at is None:
        return Showing()
    return Showing(uses[at].cue.shows, None, uses[at].cue.id)
