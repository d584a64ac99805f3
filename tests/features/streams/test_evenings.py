"""Whole evenings: planned in one step, given the run-sheet of the one before, and templates that learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.places import Step
from leaderdesk.features.streams.actions.evenings import (
    NewStream,
    follow_up,
    lengthen_kind,
    plan_stream,
    take_over,
    theme_slot,
    thank_in_next,
)
from leaderdesk.features.streams.actions.live import end_live, go_to_cue, start_live
from leaderdesk.features.streams.actions.series import SeriesChange, add_series
from leaderdesk.features.streams.glance import is_stream_day, live_stream, next_stream, stream_facts
from leaderdesk.features.streams.queries import cues_of, own_templates, series_all, slots_of_days, stream_of
from leaderdesk.features.streams.queries.past import afterwards, past_results, seen_so_far
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.coming import StreamMoment, stream_moment
from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.rules.templates import template_by_key
from leaderdesk.features.streams.rules.theme_plan import Sort
from leaderdesk.slots import stream_slots
from tests.features.undoing import dump
from tests.features.streams.evening import STARTS_AT, Evening, open_evening

SUNDAY = STARTS_AT.date()
WEEK = dt.timedelta(days=7)
TABLES = ("series", "stream", "template", "cue", "cue_point", "cue_prop", "cue_product")
SERIES: SeriesChange = {
    "name": "周末厨房",
    "weekday": 7,
    "starts_at": dt.time(20),
    "length_s": 3600,
    "template": "kitchen",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    opened = open_evening(tmp_path / "shop")
    yield opened
    opened.store.close()


def now(evening: Evening) -> dt.datetime:
    return dt.datetime.fromtimestamp(evening.clock.now_ms() / 1000)


def hold(evening: Evening, *, late_s: int = 0) -> None:
    """Go through the whole stream, each cue in its time, the questions longer."""
    start_live(evening.store, evening.stream_id)
    for place, cue in enumerate(evening.cues()):
        if place:
            go_to_cue(evening.store, evening.stream_id, cue.id)
        more = late_s if cue.kind is CueKind.QUESTIONS else 0
        evening.clock.advance(dt.timedelta(seconds=cue.length_s + more))
    end_live(evening.store, evening.stream_id)


def test_an_evening_is_planned_with_all_it_begins_with_and_undone_in_one_step(evening: Evening) -> None:
    store = evening.store
    before = dump(store, TABLES)
    series = add_series(store, SERIES)
    new = NewStream(
        dt.datetime(2026, 2, 1, 20), 3600, series.id, dt.date(2026, 2, 1), "粑粑柑", template_key="kitchen",
        round_id=evening.round_id,
    )  # fmt: skip
    added = plan_stream(store, new)
    with store.read() as connection:
        found, cues = stream_of(connection, added.id), cues_of(connection, added.id)
    given = template_by_key("kitchen")
    assert found is not None
    assert given is not None
    assert (found.theme, found.slot_on, found.round_id) == ("粑粑柑", dt.date(2026, 2, 1), evening.round_id)
    assert [cue.kind for cue in cues] == [each.kind for each in given.given]
    assert next(cue for cue in cues if cue.kind is CueKind.UNBOXING).products
    with pytest.raises(UserError, match="planned already"):
        plan_stream(store, new)
    store.undo(added.action_id)
    store.undo(series.action_id)
    assert dump(store, TABLES) == before


def test_a_theme_makes_a_slot_an_evening_and_the_slot_is_shown_once(evening: Evening) -> None:
    series = add_series(evening.store, SERIES)
    theme_slot(evening.store, series.id, SUNDAY + WEEK, "手工皂")
    with evening.store.read() as connection:
        slots = slots_of_days(connection, SUNDAY, SUNDAY + 2 * WEEK)
    assert [(slot.starts_at.day, slot.name) for slot in slots if slot.series is not None] == [
        (25, "周末厨房"), (1, "手工皂"), (8, "周末厨房"),
    ]  # fmt: skip


def test_the_next_evening_takes_the_run_sheet_over_with_the_times_that_fit(evening: Evening) -> None:
    store = evening.store
    series = add_series(store, SERIES)
    tonight = theme_slot(store, series.id, SUNDAY, "草莓季")
    with store.read() as connection:
        cues = cues_of(connection, tonight.id)
    evening.clock.advance(dt.timedelta(hours=9))
    longer = {cues[1].id: cues[1].length_s + 180}
    made = follow_up(store, tonight.id, lengths=longer, now_ms=evening.clock.now_ms())
    with store.read() as connection:
        following, copied = stream_of(connection, made.id), cues_of(connection, made.id)
    assert following is not None
    assert following.starts_at == STARTS_AT + WEEK
    assert [cue.length_s for cue in copied] == [longer.get(cue.id, cue.length_s) for cue in cues]
    # What is planned already gets it too, and undo brings its own back.
    action = take_over(store, made.id, from_id=evening.stream_id, lengths={})
    with store.read() as connection:
        assert len(cues_of(connection, made.id)) == len(evening.cues())
    store.undo(action)
    with store.read() as connection:
        assert cues_of(connection, made.id) == copied
    with pytest.raises(UserError, match="No evening of this series"):
        follow_up(store, evening.stream_id, lengths={}, now_ms=evening.clock.now_ms())


def test_a_template_learns_and_one_of_the_program_becomes_the_leaders_own(evening: Evening) -> None:
    store = evening.store
    first, second = add_series(store, SERIES), add_series(store, {**SERIES, "name": "周三厨房", "weekday": 3})
    before = dump(store, TABLES)
    action = lengthen_kind(store, CueKind.QUESTIONS, 180, series_ids=(first.id, second.id))
    given = template_by_key("kitchen")
    assert given is not None
    with store.read() as connection:
        own, series = own_templates(connection), series_all(connection)
    assert [one.length_s for one in own] == [given.length_s + 180]
    assert {one.template_id for one in series} == {own[0].id}
    store.undo(action)
    assert dump(store, TABLES) == before
    with pytest.raises(UserError, match="No template"):
        lengthen_kind(store, CueKind.TOUR, 60, series_ids=(first.id,))


def test_what_came_of_the_evening_is_read_with_its_orders(evening: Evening) -> None:
    store = evening.store
    evening.clock.advance(STARTS_AT - now(evening))
    hold(evening, late_s=240)
    with store.read() as connection:
        results = past_results(connection, stream_slots(), now_ms=evening.clock.now_ms())
        after = afterwards(connection, StreamSlots(), evening.stream_id, now_ms=evening.clock.now_ms())
        assert past_results(connection, stream_slots(), now_ms=0, only=()) == ()
    (result,) = results
    assert result.over_s == 63 * 60 + 240 - 3600
    assert after is not None
    assert after.result.used_s == result.used_s
    assert [cue.cue.kind for cue in result.cues if cue.over_s] == [CueKind.QUESTIONS]


def test_names_come_into_the_thanks_of_the_next_stream_once(evening: Evening) -> None:
    people = (Named("张阿姨", "3", 2, 1), Named("小林", "", 1, 2))
    before = [point.text for point in evening.cue(CueKind.THANKS).points]
    action_id = thank_in_next(evening.store, people)
    assert action_id is not None
    added = ["Thank 张阿姨 of building 3, who brought 2 neighbours", "Thank 小林, who brought a neighbour"]
    assert [point.text for point in evening.cue(CueKind.THANKS).points] == [*before, *added]
    with pytest.raises(UserError, match="already"):
        thank_in_next(evening.store, people)
    evening.store.undo(action_id)
    assert [point.text for point in evening.cue(CueKind.THANKS).points] == before
    with pytest.raises(UserError, match="agreed"):
        thank_in_next(evening.store, ())


def test_without_a_stream_to_come_nobody_is_thanked(evening: Evening) -> None:
    evening.clock.advance(dt.timedelta(days=1))
    assert thank_in_next(evening.store, (Named("张阿姨", "3", 2, 1),)) is None


def test_what_was_shown_once_is_not_proposed_again(evening: Evening) -> None:
    hold(evening)
    with evening.store.read() as connection:
        seen = seen_so_far(connection)
    shown = {one.key for one in seen if one.sort is Sort.PRODUCT and one.last_on == SUNDAY}
    assert shown == {str(id_) for id_ in evening.product_ids}
    assert {one.key for one in seen if one.sort is Sort.CUE and one.last_on is None} >= {"cooking", "story"}


def test_today_sees_the_next_stream_then_the_one_that_is_on_then_none(evening: Evening) -> None:
    store, clock = evening.store, evening.clock

    def coming() -> StreamMoment | None:
        with store.glance() as reading:
            found = next_stream(reading, now(evening))
        return None if found is None else stream_moment(found, now(evening))

    with store.glance() as reading:
        found = next_stream(reading, now(evening))
        assert is_stream_day(reading, SUNDAY)
        assert not is_stream_day(reading, SUNDAY + WEEK)
    assert found is not None
    assert (found.stream_id, found.cues, found.planned_s, found.over_s) == (evening.stream_id, 9, 3780, 180)
    assert coming() is StreamMoment.TODAY
    clock.advance(STARTS_AT - dt.timedelta(minutes=15) - now(evening))
    assert coming() is StreamMoment.SOON
    clock.advance(dt.timedelta(minutes=40))
    assert coming() is StreamMoment.SOON
    start_live(store, evening.stream_id)
    assert coming() is StreamMoment.LIVE
    end_live(store, evening.stream_id)
    assert coming() is None
    with store.glance() as reading:
        assert live_stream(reading) is None


def test_the_step_of_the_round_runs_while_one_is_planned_and_is_done_once_one_ended(evening: Evening) -> None:
    store = evening.store

    def fact() -> tuple[bool, bool, str, str]:
        with store.glance() as reading:
            found = stream_facts(reading, [evening.round_id])[evening.round_id][Step.STREAM]
        return found.done, found.running, found.line, found.at

    assert fact() == (False, True, "", "2026-01-25T20:00")
    start_live(store, evening.stream_id)
    assert fact()[:3] == (False, True, "live now")
    end_live(store, evening.stream_id)
    assert fact() == (True, False, "was live", "")
