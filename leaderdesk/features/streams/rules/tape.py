"""Plays the marks of a stream one after the other: what was on when, and for how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from leaderdesk.core.clock import local
from leaderdesk.features.streams.rules import Shows
from leaderdesk.features.streams.rules.marks import LivePlan, Mark, MarkKind, Run, Showing
from leaderdesk.features.streams.rules.timing import Schedule, schedule

REHEARSAL_MS = 3 * 3600 * 1000
"""Who begins so far from the planned time rehearses, or has moved the evening: the plan then begins when she does."""


@dataclass(slots=True)
class Tape:
    """The state while marks are played; it never runs backwards, whatever the clock of the computer did."""

    plan: LivePlan
    planned: Schedule
    at_ms: int = 0
    started_ms: int | None = None
    ended_ms: int | None = None
    elapsed_ms: int = 0
    cue_id: int | None = None
    used: dict[int, int] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)
    timetable: Schedule | None = None
    before_roll: dict[int, int] = field(default_factory=dict)
    shown: Showing | None = None
    runs: list[Run] = field(default_factory=list)

    @property
    def is_live(self) -> bool:
        return self.started_ms is not None and self.ended_ms is None

    def copied(self) -> Tape:
        return replace(self, used=dict(self.used), extra=dict(self.extra), runs=list(self.runs))

    def run_to(self, at_ms: int) -> None:
        """Let the clock reach `at_ms`; while it rolls, cues follow each other meanwhile."""
        at_ms = max(at_ms, self.at_ms)
        while self.is_live and (switch := self._switch()) is not None and switch[0] <= at_ms:
            self._spend(switch[0])
            self.enter(switch[1])
        self._spend(at_ms)

    def enter(self, cue_id: int | None) -> None:
        """Go on with that cue; what the audience sees follows it."""
        self.cue_id, self.shown = cue_id, None

    def begin(self, cue_id: int | None) -> None:
        if self.is_live:
            return
        if self.started_ms is None:
            self.started_ms = self.at_ms
            if abs(unix_ms(self.plan.starts_at) - self.at_ms) > REHEARSAL_MS:
                self.planned = schedule(local(self.at_ms), self.plan.cues)
        self.ended_ms = None
        self.enter(cue_id)

    def end(self) -> None:
        if self.is_live:
            self.ended_ms, self.shown, self.timetable = self.at_ms, Showing(), None

    def go(self, cue_id: int | None) -> None:
        if self.is_live:
            self.timetable = None
            self.enter(cue_id)

    def extend(self, cue_id: int | None, seconds: int) -> None:
        if cue_id is not None:
            self.extra[cue_id] = self.extra.get(cue_id, 0) + seconds
            if self.timetable is not None:
                self.timetable = self._timetable()

    def roll(self, *, on: bool) -> None:
        self.timetable = None
        if on and self.is_live:
            self.before_roll = dict(self.extra)
            self.timetable = self._timetable()
            self.enter(self._on_now())

    def _timetable(self) -> Schedule:
        """Return the plan as the clock follows it: moved by what was added since it rolls."""
        added = {cue_id: seconds - self.before_roll.get(cue_id, 0) for cue_id, seconds in self.extra.items()}
        cues = [
            replace(cue, length_s=max(0, cue.length_s + added.get(cue.id, 0))) if added.get(cue.id) else cue
            for cue in self.plan.cues
        ]
        return schedule(self.planned.starts_at, cues)

    def _on_now(self) -> int | None:
        """Return the cue whose time it is by the timetable; before the first it is the first."""
        table = self.timetable
        found = self.cue_id
        if table is not None:
            planned = [each for each in table.timed if not each.cue.skipped]
            begun = [each for each in planned if unix_ms(each.starts_at) <= self.at_ms]
            if planned:
                found = (begun or planned[:1])[-1].cue.id
        return found

    def _switch(self) -> tuple[int, int] | None:
        """Return when the next cue begins by itself, and which; None where it does not roll, and behind the last."""
        if self.timetable is None:
            return None
        places = [each.cue.id for each in self.timetable.timed]
        behind = self.timetable.timed[places.index(self.cue_id) + 1 :] if self.cue_id in places else ()
        following = next((each for each in behind if not each.cue.skipped), None)
        return None if following is None else (max(self.at_ms, unix_ms(following.starts_at)), following.cue.id)

    def _spend(self, until_ms: int) -> None:
        if self.is_live:
            spent = until_ms - self.at_ms
            self.elapsed_ms += spent
            if self.cue_id is not None:
                self.used[self.cue_id] = self.used.get(self.cue_id, 0) + spent
            self._run_on(until_ms)
        self.at_ms = until_ms

    def _run_on(self, until_ms: int) -> None:
        last = self.runs[-1] if self.runs else None
        if last is not None and last.cue_id == self.cue_id and last.to_ms == self.at_ms:
            self.runs[-1] = replace(last, to_ms=until_ms)
        elif until_ms > self.at_ms:
            self.runs.append(Run(self.cue_id, "", self.at_ms, until_ms))


def play(tape: Tape, mark: Mark) -> None:
    """Let what was marked happen; the clock runs up to it first."""
    tape.run_to(mark.at_ms)
    if mark.kind is MarkKind.START:
        tape.begin(mark.cue_id)
    elif mark.kind is MarkKind.END:
        tape.end()
    elif mark.kind is MarkKind.CUE:
        tape.go(mark.cue_id)
    elif mark.kind is MarkKind.EXTEND:
        tape.extend(mark.cue_id, mark.seconds or 0)
    elif mark.kind is MarkKind.ROLL:
        tape.roll(on=mark.seconds != 0)
    elif mark.kind is MarkKind.SHOW:
        tape.shown = Showing(mark.shows or Shows.BLANK, mark.ref_id, tape.cue_id)


def unix_ms(moment: dt.datetime) -> int:
    """Return a local time as unix milliseconds."""
    return int(moment.timestamp() * 1000)
