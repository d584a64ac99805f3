"""Where a stream stands: sums, going back, more time, rolling with the clock, and undo as if it had not happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.streams.rules import Cue, CueKind, Shows
from leaderdesk.features.streams.rules.live import (
    CueState,
    LivePlan,
    LiveState,
    Mark,
    MarkKind,
    Played,
    Showing,
    fold,
    runs,
)

EVENING = dt.datetime(2026, 1, 25, 20, 0)
START_MS = int(EVENING.timestamp() * 1000)
LENGTHS = (3, 5, 10, 8, 12, 10, 5, 6, 4)


def cue(
    id_: int, minutes: int, *, hard_at: dt.time | None = None, skipped: bool = False, shows: Shows = Shows.BLANK
) -> Cue:
    return Cue(id_, CueKind.STORY, f"cue {id_}", minutes * 60, hard_at=hard_at, skipped=skipped, shows=shows)


PLAN = LivePlan(EVENING, tuple(cue(place + 1, minutes) for place, minutes in enumerate(LENGTHS)))


def at(minutes: float) -> int:
    return START_MS + round(minutes * 60_000)


def started(minutes: float = 0, cue_id: int = 1) -> Mark:
    return Mark(1, at(minutes), MarkKind.START, cue_id)


def go(id_: int, minutes: float, cue_id: int) -> Mark:
    return Mark(id_, at(minutes), MarkKind.CUE, cue_id)


def extend(id_: int, minutes: float, cue_id: int, seconds: int) -> Mark:
    return Mark(id_, at(minutes), MarkKind.EXTEND, cue_id, seconds)


def roll(id_: int, minutes: float, *, on: bool = True) -> Mark:
    return Mark(id_, at(minutes), MarkKind.ROLL, seconds=int(on))


def used(state: LiveState) -> dict[int, int]:
    return {use.cue.id: use.used_ms // 1000 for use in state.uses if use.used_ms}


def test_before_it_begins_nothing_runs() -> None:
    state = fold(PLAN, (), at(30))
    assert not state.is_live
    assert state.current is None
    assert state.elapsed_ms == 0
    assert state.lead_s == 0
    assert state.next is not None
    assert state.next.cue.id == 1
    assert state.expected_end == EVENING + dt.timedelta(minutes=63)


def test_the_evening_of_the_picture() -> None:
    """Four cues took 2:48, 5:20, 9:31 and 8:05; at 20:33:20 the tour has 4:24 left and all is 16 seconds early."""
    spent = (2 * 60 + 48, 5 * 60 + 20, 9 * 60 + 31, 8 * 60 + 5)
    marks, moment = [started()], 0
    for place, seconds in enumerate(spent):
        moment += seconds
        marks.append(go(place + 2, moment / 60, place + 2))
    state = fold(PLAN, marks, START_MS + (33 * 60 + 20) * 1000)
    assert used(state) == {1: 168, 2: 320, 3: 571, 4: 485, 5: 456}
    assert state.left_ms == (4 * 60 + 24) * 1000
    assert state.lead_s == 16
    assert state.planned_until == dt.datetime(2026, 1, 25, 20, 38)
    assert state.elapsed_ms == (33 * 60 + 20) * 1000
    assert state.next is not None
    assert state.next.cue.id == 6
    assert [use.state for use in state.uses][3:6] == [CueState.USED, CueState.CURRENT, CueState.LATER]
    assert state.expected_end == dt.datetime(2026, 1, 25, 21, 2, 44)


def test_over_its_time_the_show_falls_behind() -> None:
    state = fold(PLAN, [started()], at(4) + 42_000)
    assert state.left_ms == -(60 + 42) * 1000
    assert state.lead_s == -(60 + 42)


def test_more_time_is_given_and_taken() -> None:
    state = fold(PLAN, [started(), extend(2, 1, 1, 60)], at(1))
    assert state.left_ms == 3 * 60_000
    assert state.lead_s == -60
    assert state.expected_end == EVENING + dt.timedelta(minutes=64)
    state = fold(PLAN, [started(), extend(2, 1, 1, 60), extend(3, 1, 1, -120)], at(1))
    assert state.left_ms == 60_000
    assert state.lead_s == 60


def test_going_back_goes_on_where_it_was_left() -> None:
    state = fold(PLAN, [started(), go(2, 2, 2), go(3, 4, 1)], at(4.5))
    assert state.current is not None
    assert state.current.cue.id == 1
    assert used(state) == {1: 150, 2: 120}
    assert state.left_ms == 30_000
    # Of the second cue only what is left of it is still to come.
    assert state.expected_end == EVENING + dt.timedelta(minutes=4.5 + 0.5 + 3 + 55)


def test_skipped_cues_are_passed_by() -> None:
    plan = LivePlan(EVENING, (cue(1, 3), cue(2, 3, skipped=True), cue(3, 3)))
    state = fold(plan, [started()], at(1))
    assert state.next is not None
    assert state.next.cue.id == 3
    assert state.uses[1].state is CueState.SKIPPED
    assert fold(plan, [started(), go(2, 2, 3)], at(3)).before == replace(
        state.uses[0], used_ms=120_000, state=CueState.USED
    )


def test_a_hard_start_is_waited_for() -> None:
    plan = LivePlan(EVENING, (cue(1, 3), cue(2, 5, hard_at=dt.time(20, 10)), cue(3, 5)))
    assert fold(plan, [started()], at(1)).expected_end == EVENING + dt.timedelta(minutes=20)
    assert fold(plan, [started()], at(12)).expected_end == EVENING + dt.timedelta(minutes=22)


def test_who_begins_late_is_behind_and_who_rehearses_is_not() -> None:
    assert fold(PLAN, [started(7)], at(7)).lead_s == -7 * 60
    assert fold(PLAN, [started(-24 * 60)], at(-24 * 60)).lead_s == 0


def test_rolling_goes_from_cue_to_cue_by_the_clock() -> None:
    marks = [started(2), roll(2, 4)]
    begun = fold(PLAN, marks, at(4)).current
    assert begun is not None
    assert begun.cue.id == 2
    assert begun.used_ms == 0
    state = fold(PLAN, marks, at(9))
    assert state.rolling
    assert state.current is not None
    assert state.current.cue.id == 3
    assert used(state) == {1: 120, 2: 4 * 60, 3: 60}
    assert state.left_ms == 9 * 60_000
    assert state.lead_s == 0


def test_rolling_goes_back_to_what_the_clock_says_where_she_was_ahead() -> None:
    state = fold(PLAN, [started(), go(2, 1, 2), go(3, 2, 5), roll(4, 4)], at(5))
    assert state.at == 1
    assert used(state) == {1: 60, 2: 120, 5: 120}


def test_more_time_while_rolling_moves_what_follows() -> None:
    state = fold(PLAN, [started(), roll(2, 1), extend(3, 2, 1, 60)], at(3.5))
    assert state.current is not None
    assert state.current.cue.id == 1
    assert state.left_ms == 30_000
    assert state.lead_s == -60
    assert fold(PLAN, [started(), roll(2, 1), extend(3, 2, 1, 60)], at(4)).current != state.current


def test_going_by_hand_ends_the_rolling() -> None:
    state = fold(PLAN, [started(), roll(2, 1), go(3, 2, 2)], at(60))
    assert not state.rolling
    assert state.current is not None
    assert state.current.cue.id == 2
    assert not fold(PLAN, [started(), roll(2, 1), roll(3, 2, on=False)], at(30)).rolling


def test_after_the_end_nothing_runs_and_it_can_go_on() -> None:
    marks = [started(), Mark(2, at(10), MarkKind.END)]
    state = fold(PLAN, marks, at(30))
    assert not state.is_live
    assert state.elapsed_ms == 10 * 60_000
    assert state.ended_ms == at(10)
    assert state.showing == Showing()
    again = fold(PLAN, [*marks, Mark(3, at(40), MarkKind.START, 2)], at(41))
    assert again.is_live
    assert again.elapsed_ms == 11 * 60_000
    assert again.current is not None
    assert again.current.cue.id == 2


def test_a_deleted_cue_keeps_its_time_in_the_sum() -> None:
    plan = LivePlan(EVENING, PLAN.cues[1:])
    state = fold(plan, [started()], at(3))
    assert state.current is None
    assert state.gone_ms == state.elapsed_ms == 3 * 60_000
    assert state.next is not None
    assert state.next.cue.id == 2


def test_a_clock_that_goes_back_stands_still() -> None:
    marks = [started(), go(2, 5, 2)]
    assert fold(PLAN, marks, at(1)) == fold(PLAN, marks, at(5))
    assert fold(PLAN, [started(), go(2, 5, 2), go(3, 3, 3)], at(6)).elapsed_ms == 6 * 60_000


def test_what_is_shown_follows_the_cue_until_something_else_is() -> None:
    plan = LivePlan(EVENING, (cue(1, 3, shows=Shows.PRODUCT), cue(2, 3, shows=Shows.POLL)))
    show = Mark(2, at(1), MarkKind.SHOW, shows=Shows.TRACE, ref_id=7)
    assert fold(plan, [started()], at(1)).showing == Showing(Shows.PRODUCT, None, 1)
    assert fold(plan, [started(), show], at(1)).showing == Showing(Shows.TRACE, 7, 1)
    assert fold(plan, [started(), show, go(3, 2, 2)], at(2)).showing == Showing(Shows.POLL, None, 2)


def test_played_once_it_answers_like_a_fold() -> None:
    marks = [started(), go(2, 3, 2), roll(3, 5)]
    played = Played(PLAN, marks)
    assert [played.at(at(minute)) for minute in (5, 20, 9)] == [fold(PLAN, marks, at(minute)) for minute in (5, 20, 9)]


def test_which_cue_was_on_when() -> None:
    marks = [
        started(),
        go(2, 2, 2),
        go(3, 4, 1),
        replace(go(4, 5, 99), title="gone since"),
        Mark(5, at(6), MarkKind.END),
    ]
    found = runs(PLAN, marks, at(90))
    assert [(run.title, (run.from_ms - START_MS) // 60_000, (run.to_ms - START_MS) // 60_000) for run in found] == [
        ("cue 1", 0, 2), ("cue 2", 2, 4), ("cue 1", 4, 5), ("gone since", 5, 6),
    ]  # fmt: skip
    rolled = runs(PLAN, [started(), roll(2, 1)], at(9))
    assert [(run.cue_id, (run.to_ms - run.from_ms) // 60_000) for run in rolled] == [(1, 3), (2, 5), (3, 1)]


KINDS = st.sampled_from([MarkKind.CUE, MarkKind.EXTEND, MarkKind.ROLL, MarkKind.SHOW, MarkKind.END, MarkKind.START])
STEPS = st.lists(
    st.tuples(KINDS, st.integers(0, 600), st.integers(1, len(LENGTHS)), st.sampled_from([-60, 60, 300, 0, 1])),
    max_size=25,
)


def marks_of(steps: list[tuple[MarkKind, int, int, int]]) -> list[Mark]:
    marks, moment = [started()], START_MS
    for place, (kind, gap_s, cue_id, seconds) in enumerate(steps):
        moment += gap_s * 1000
        marks.append(Mark(place + 2, moment, kind, cue_id, seconds, Shows.PRODUCT))
    return marks


@given(STEPS, st.integers(0, 7200))
def test_in_whatever_order_the_times_of_the_cues_sum_to_the_show(
    steps: list[tuple[MarkKind, int, int, int]], later_s: int
) -> None:
    marks = marks_of(steps)
    state = fold(PLAN, marks, marks[-1].at_ms + later_s * 1000)
    assert sum(use.used_ms for use in state.uses) + state.gone_ms == state.elapsed_ms
    assert state.gone_ms == 0
    assert sum(run.to_ms - run.from_ms for run in runs(PLAN, marks, state.now_ms)) == state.elapsed_ms
    assert all(use.used_ms >= 0 for use in state.uses)
    if MarkKind.END not in [mark.kind for mark in marks]:
        assert state.elapsed_ms == state.now_ms - START_MS
    if state.is_live:
        assert state.current is not None
        assert state.expected_end >= dt.datetime.fromtimestamp(state.now_ms / 1000)


@given(STEPS, st.integers(0, 24), st.integers(0, 7200))
def test_undone_is_as_if_it_had_not_happened_and_done_again_as_before(
    steps: list[tuple[MarkKind, int, int, int]], place: int, later_s: int
) -> None:
    marks = marks_of(steps)
    now_ms = marks[-1].at_ms + later_s * 1000
    keep = marks[: place + 1]
    undone = [mark for mark in marks if mark in keep]
    assert fold(PLAN, undone, now_ms) == fold(PLAN, keep, now_ms)
    again = [*undone, *(mark for mark in marks if mark not in keep)]
    assert fold(PLAN, list(reversed(again)), now_ms) == fold(PLAN, marks, now_ms)


@given(STEPS, st.lists(st.integers(0, 7200), max_size=8))
def test_looking_in_between_changes_nothing(steps: list[tuple[MarkKind, int, int, int]], looks: list[int]) -> None:
    """A crash, sleep or a slow second in between: only the marks and the clock count."""
    marks = marks_of(steps)
    played = Played(PLAN, marks)
    for later_s in looks:
        played.at(marks[-1].at_ms + later_s * 1000)
    now_ms = marks[-1].at_ms + 7200_000
    assert played.at(now_ms) == fold(PLAN, marks, now_ms)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(0, 200), st.integers(0, 60))
def test_rolling_is_where_the_run_sheet_says(lengths: list[int], minutes: int, begun: int) -> None:
    plan = LivePlan(EVENING, tuple(cue(place + 1, length) for place, length in enumerate(lengths)))
    state = fold(plan, [started(), roll(2, begun)], at(max(minutes, begun)))
    begun_cues = [
        each.cue.id
        for each in state.planned.timed
        if each.starts_at <= EVENING + dt.timedelta(minutes=max(minutes, begun))
    ]
    assert state.current is not None
    assert state.current.cue.id == begun_cues[-1]


@pytest.mark.parametrize("seconds", [-600, -180])
def test_a_cue_never_has_less_than_no_time(seconds: int) -> None:
    state = fold(PLAN, [started(), extend(2, 0, 1, seconds)], at(0.5))
    assert state.left_ms == -30_000
