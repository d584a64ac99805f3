"""Times follow from lengths: sums, hard starts, gaps and overlaps, and how an overrun is shared out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.streams.rules import Cue, CueKind
from leaderdesk.features.streams.rules.timing import (
    LEAST_S,
    Schedule,
    nearest,
    over_s,
    schedule,
    shared_out,
    shortened,
)

START = dt.datetime(2026, 1, 25, 20, 0)
lengths = st.integers(min_value=1, max_value=3 * 3600)
clocks = st.times(max_value=dt.time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))


def cue(number: int, length_s: int, *, hard: dt.time | None = None, locked: bool = False, skipped: bool = False) -> Cue:
    return Cue(number, CueKind.STORY, f"{number}", length_s, hard_at=hard, locked=locked, skipped=skipped)


@st.composite
def sheets(draw: st.DrawFn, *, hard: bool = True) -> tuple[Cue, ...]:
    count = draw(st.integers(min_value=0, max_value=12))
    return tuple(
        cue(
            number,
            draw(lengths),
            hard=draw(st.none() | clocks) if hard else None,
            locked=draw(st.booleans()),
            skipped=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    )


def live(planned: Schedule) -> list[int]:
    return [each.cue.id for each in planned.timed if not each.cue.skipped]


@given(sheets(hard=False))
def test_soft_cues_follow_each_other_and_their_sum_is_the_whole(cues: Sequence[Cue]) -> None:
    planned = schedule(START, cues)
    assert planned.total_s == sum(one.length_s for one in cues if not one.skipped)
    assert [each.cue for each in planned.timed] == list(cues)
    for before, after in zip(planned.timed, planned.timed[1:], strict=False):
        assert after.starts_at == before.ends_at
    assert planned.gap_s == planned.overlap_s == 0


@given(sheets())
def test_the_parts_with_gaps_and_without_overlaps_are_the_whole(cues: Sequence[Cue]) -> None:
    planned = schedule(START, cues)
    parts = sum(one.length_s for one in cues if not one.skipped) + planned.gap_s - planned.overlap_s
    assert planned.total_s == max(0, parts)
    assert planned.ends_at == START + dt.timedelta(seconds=parts)


@given(sheets())
def test_a_hard_start_holds_whatever_comes_before_and_lies_nearest_to_it(cues: Sequence[Cue]) -> None:
    ended = START
    for each in schedule(START, cues).timed:
        if each.cue.skipped:
            assert each.starts_at == each.ends_at == ended
            continue
        if each.cue.hard_at is not None:
            assert each.starts_at.time() == each.cue.hard_at
            assert abs(each.starts_at - ended) <= dt.timedelta(hours=12)
        assert each.starts_at - ended == dt.timedelta(seconds=each.gap_s - each.overlap_s)
        assert not (each.gap_s and each.overlap_s)
        ended = each.ends_at


@given(sheets(), st.data())
def test_putting_a_cue_elsewhere_and_back_gives_the_same_times(cues: Sequence[Cue], data: st.DataObject) -> None:
    moved = list(cues)
    if moved:
        place = data.draw(st.integers(0, len(moved) - 1))
        other = data.draw(st.integers(0, len(moved) - 1))
        moved.insert(other, moved.pop(place))
        moved.insert(place, moved.pop(other))
    assert schedule(START, moved) == schedule(START, cues)


@given(sheets(hard=False))
def test_the_order_of_soft_cues_does_not_change_the_end(cues: Sequence[Cue]) -> None:
    assert schedule(START, cues[::-1]).ends_at == schedule(START, cues).ends_at


@given(sheets(), st.integers(min_value=0, max_value=6 * 3600))
def test_sharing_out_cuts_what_it_can_and_never_too_much(cues: Sequence[Cue], over: int) -> None:
    given_up = shared_out(cues, over)
    by_id = {one.id: one for one in cues}
    room = sum(max(0, one.length_s - LEAST_S) for one in cues if not one.locked and not one.skipped)
    assert sum(by_id[key].length_s - length for key, length in given_up.items()) == min(over, room)
    for key, length in given_up.items():
        assert LEAST_S <= length < by_id[key].length_s
        assert not by_id[key].locked
        assert not by_id[key].skipped


@given(sheets(), st.integers(min_value=60, max_value=6 * 3600))
def test_what_was_shortened_is_over_no_more_where_there_was_room(cues: Sequence[Cue], length_s: int) -> None:
    planned = schedule(START, cues)
    cut = shortened(planned, length_s)
    after = schedule(START, [replaced(one, cut.get(one.id, one.length_s)) for one in cues])
    assert after.overlap_s <= planned.overlap_s
    assert over_s(after, length_s) <= max(over_s(planned, length_s), 0)
    # What stands and a second go: nothing is left to give, or nothing is over.
    again = shortened(after, length_s)
    assert not again or any(one.hard_at for one in cues)


def replaced(one: Cue, length_s: int) -> Cue:
    return cue(one.id, length_s, hard=one.hard_at, locked=one.locked, skipped=one.skipped)


def test_three_minutes_over_are_shared_out_in_half_minutes_and_short_ones_give_less() -> None:
    cues = [cue(n, s) for n, s in enumerate((180, 300, 600, 480, 720, 600, 300, 360, 240), start=1)]
    assert over_s(schedule(START, cues), 3600) == 180
    assert shared_out(cues, 180) == {2: 270, 3: 570, 4: 450, 5: 690, 6: 570, 8: 330}


def test_locked_and_short_ones_give_nothing_and_all_of_it_is_given_where_that_is_not_enough() -> None:
    cues = [cue(1, 600, locked=True), cue(2, 120), cue(3, 180), cue(4, 900, skipped=True)]
    assert shared_out(cues, 600) == {3: 120}
    assert shared_out(cues, 0) == {}


def test_only_what_stands_behind_the_last_hard_start_brings_the_end_forward() -> None:
    cues = [cue(1, 600), cue(2, 600, hard=dt.time(20, 10)), cue(3, 600)]
    assert set(shortened(schedule(START, cues), 900)) == {2, 3}


def test_an_overlap_is_taken_from_those_before_it() -> None:
    cues = [cue(1, 600), cue(2, 600), cue(3, 300, hard=dt.time(20, 15))]
    planned = schedule(START, cues)
    assert planned.overlap_s == 300
    assert shortened(planned, 3600) == {1: 450, 2: 450}


# Facts of cpvalente/ontime where the two agree: minutes of day of the one before, its length, the start, and what lies
# between them (below 0: an overlap). There the day of a start is said, here it is the nearest.
ONTIME = (
    (19 * 60 + 20, 35, 21 * 60, 65),
    (20 * 60, 180, 22 * 60, -60),
    (20 * 60, 360, 1 * 60, -60),
    (23 * 60, 120, 2 * 60, 60),
    (23 * 60, 60, 2 * 60, 120),
    (10, 2, 12, 0),
    (8, 8, 10, -6),
    (10, 2, 11, -1),
)


@pytest.mark.parametrize(("before", "length", "start", "between"), ONTIME)
def test_gaps_and_overlaps_are_those_of_ontime(before: int, length: int, start: int, between: int) -> None:
    begins = dt.datetime(2026, 1, 25) + dt.timedelta(minutes=before)
    hard = dt.time(start // 60, start % 60)
    planned = schedule(begins, (cue(1, length * 60), cue(2, 60, hard=hard)))
    assert planned.timed[1].gap_s - planned.timed[1].overlap_s == between * 60


def test_a_skipped_cue_is_not_in_the_way_as_with_ontime() -> None:
    planned = schedule(START, (cue(1, 600), cue(2, 900, skipped=True), cue(3, 300)))
    assert (planned.total_s, live(planned)) == (900, [1, 3])
    assert planned.timed[2].starts_at == planned.timed[0].ends_at


def test_over_midnight_a_hard_start_is_on_the_next_day() -> None:
    late = dt.datetime(2026, 1, 25, 23, 50)
    assert nearest(dt.time(0, 10), late) == dt.datetime(2026, 1, 26, 0, 10)
    assert nearest(dt.time(23, 40), late) == dt.datetime(2026, 1, 25, 23, 40)
    assert nearest(dt.time(8), dt.datetime(2026, 1, 25, 20)) == dt.datetime(2026, 1, 26, 8)
