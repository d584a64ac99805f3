"""Run-sheets, streams and series are changed step by step; every step can be undone by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.streams import actions
from leaderdesk.features.streams.actions.sheets import put_cues
from leaderdesk.features.streams.queries import (
    archived_streams,
    cue_counts,
    cues_of_template,
    own_templates,
    series_all,
    slots_of_days,
    stream_rows,
    streams_of_round,
)
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.planning import MOST_CUES, NewCue, usual_cue
from leaderdesk.features.streams.rules.timing import over_s, schedule, shortened
from leaderdesk.storage import journal
from leaderdesk.storage.database import Store
from tests.features.streams.evening import Evening, open_evening
from tests.features.undoing import check_undo, dump

TABLES = ("stream", "series", "template", "cue", "cue_point", "cue_product", "cue_prop", "cue_media")
JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"
Step = Callable[[Store], object]


@pytest.fixture(autouse=True)
def spoken(english: None) -> None:
    """Every test here reads English."""


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """A shop with tonight's stream."""
    opened = open_evening(tmp_path / "store")
    yield opened
    opened.store.close()


def title(store: Store, action_id: int | None) -> str:
    assert action_id is not None
    with store.read() as connection:
        found = journal.action(connection, action_id)
    assert found is not None
    return found.title


def times(evening: Evening) -> list[str]:
    return [f"{each.starts_at:%H:%M}" for each in evening.schedule().timed]


def test_moving_a_cue_moves_the_times_and_undoing_gives_the_same_back(evening: Evening) -> None:
    before, names = times(evening), [cue.id for cue in evening.cues()]
    action = actions.move_cue(evening.store, names[8], 0)
    assert [cue.id for cue in evening.cues()] == [names[8], *names[:8]]
    assert times(evening)[:3] == ["20:00", "20:04", "20:07"]
    assert title(evening.store, action) == "Move Preview of the next"
    assert action is not None
    evening.store.undo(action)
    assert (times(evening), [cue.id for cue in evening.cues()]) == (before, names)
    assert actions.move_cue(evening.store, names[0], 0) is None
    assert actions.move_cue(evening.store, names[0], -5) is None


def test_a_change_is_named_by_what_it_changes(evening: Evening) -> None:
    cue = evening.cue(CueKind.TASTING)
    edit = partial(actions.edit_cue, evening.store, cue.id)
    assert title(evening.store, edit({"length_s": 300})) == "Length of Tasting"
    assert title(evening.store, edit({"locked": True})) == "Lock Tasting"
    assert title(evening.store, edit({"locked": False})) == "Unlock Tasting"
    assert title(evening.store, edit({"hard_at": dt.time(20, 30)})) == "Fixed start of Tasting"
    assert title(evening.store, edit({"hard_at": None})) == "No fixed start of Tasting"
    assert title(evening.store, edit({"skipped": True})) == "Skip Tasting"
    assert title(evening.store, edit({"title": "尝一口"})) == "Name of Tasting"
    assert title(evening.store, edit({"shows": Shows.TRACE})) == "What the audience sees at 尝一口"
    assert edit({"shows": Shows.TRACE}) is None
    with pytest.raises(UserError):
        actions.edit_cue(evening.store, 9999, {"title": "x"})


def test_what_is_over_is_shared_out_as_one_step(evening: Evening) -> None:
    sheet, before = evening.schedule(), evening.cues()
    action = actions.set_lengths(evening.store, evening.stream_id, shortened(sheet, 3600))
    assert over_s(evening.schedule(), 3600) == 0
    assert title(evening.store, action) == "Share out what is over in 李姐的周末厨房 of 1/25"
    assert action is not None
    evening.store.undo(action)
    assert evening.cues() == before


def test_talking_points_that_stay_keep_their_tick(evening: Evening) -> None:
    cue = evening.cue(CueKind.UNBOXING)
    lines = [point.text for point in cue.points]
    actions.tick_point(evening.store, cue.points[1].id, ticked=True)
    actions.set_points(evening.store, cue.id, ["先洗手", lines[1], "", "  ", lines[0]])
    found = evening.cue(CueKind.UNBOXING).points
    assert [(point.text, point.ticked) for point in found] == [("先洗手", False), (lines[1], True), (lines[0], False)]
    assert actions.set_points(evening.store, cue.id, ["先洗手", lines[1], lines[0]]) is None
    assert actions.tick_point(evening.store, found[1].id, ticked=True) is None


def test_a_copied_cue_stands_behind_the_first_without_ticks_and_fixed_start(evening: Evening) -> None:
    cue = evening.cue(CueKind.UNBOXING)
    actions.tick_prop(evening.store, cue.props[0].id, ready=True)
    actions.edit_cue(evening.store, cue.id, {"hard_at": dt.time(20, 8)})
    added = actions.copy_cue(evening.store, cue.id)
    cues = evening.cues()
    place = [one.id for one in cues].index(cue.id)
    twin = cues[place + 1]
    assert (twin.id, twin.hard_at, twin.products) == (added.id, None, cue.products)
    assert [prop.ready for prop in twin.props] == [False] * 3
    assert [point.text for point in twin.points] == [point.text for point in cue.points]


def test_a_deleted_cue_comes_back_with_everything(evening: Evening, tmp_path: Path) -> None:
    cue = evening.cue(CueKind.UNBOXING)
    video = tmp_path / "farm.mp4"
    video.write_bytes(b"x")
    actions.add_picture(evening.store, cue.id, JPEG, caption="大棚")
    actions.add_video(evening.store, cue.id, video)
    before = evening.cues()
    assert [each.caption for each in evening.cue(CueKind.UNBOXING).media] == ["大棚", "farm"]
    action = actions.delete_cue(evening.store, cue.id)
    assert len(evening.cues()) == 8
    evening.store.undo(action)
    assert evening.cues() == before
    with pytest.raises(UserError):
        actions.add_video(evening.store, cue.id, tmp_path / "none.mp4")


def test_a_template_brings_goods_of_the_round_and_names_that_may_be_said(evening: Evening) -> None:
    before = evening.cues()
    action = actions.use_template(
        evening.store, evening.stream_id, key="kitchen", lines={CueKind.THANKS: ["Thank 张阿姨"]}
    )
    unboxing = evening.cue(CueKind.UNBOXING)
    assert [each.product_id for each in unboxing.products] == list(evening.product_ids[:4])
    assert evening.cue(CueKind.THANKS).points[-1].text == "Thank 张阿姨"
    evening.store.undo(action)
    assert evening.cues() == before
    with pytest.raises(UserError):
        actions.use_template(evening.store, evening.stream_id, key="none")
    assert evening.cues() == before


def test_an_own_template_makes_the_same_run_sheet_again(evening: Evening) -> None:
    kept = actions.save_template(evening.store, evening.stream_id, " 我的 周末 ")
    with evening.store.read() as connection:
        (mine,) = own_templates(connection)
        cues = cues_of_template(connection, kept.id)
    assert (mine.name, mine.cues, mine.length_s) == ("我的 周末", 9, 3600)
    assert [cue.length_s for cue in cues] == [cue.length_s for cue in evening.cues()]
    other = actions.add_stream(evening.store, starts_at=dt.datetime(2026, 2, 1, 20))
    actions.use_template(evening.store, other.id, template_id=kept.id)
    with evening.store.read() as connection:
        assert cue_counts(connection, [other.id]) == {other.id: 9}
    actions.archive_template(evening.store, kept.id)
    with evening.store.read() as connection:
        assert own_templates(connection) == ()
    for name in ("", "  "):
        with pytest.raises(UserError):
            actions.save_template(evening.store, evening.stream_id, name)
    actions.clear_cues(evening.store, evening.stream_id)
    with pytest.raises(UserError):
        actions.save_template(evening.store, evening.stream_id, "leer")


def test_a_slot_of_a_series_is_planned_moved_or_left_out_one_by_one(evening: Evening) -> None:
    store = evening.store
    series = actions.add_series(
        store, {"name": "周三厨房", "weekday": 3, "starts_at": dt.time(19, 30), "template": "kitchen"}
    )
    first, last = dt.date(2026, 2, 1), dt.date(2026, 2, 28)
    actions.plan_slot(store, series.id, dt.date(2026, 2, 4))
    moved = actions.plan_slot(store, series.id, dt.date(2026, 2, 11), starts_at=dt.datetime(2026, 2, 12, 20))
    actions.drop_slot(store, series.id, dt.date(2026, 2, 18))
    with store.read() as connection:
        slots = slots_of_days(connection, first, last)
        counts = cue_counts(connection, [slot.stream.id for slot in slots if slot.stream is not None])
    assert [f"{slot.starts_at:%d %H:%M}" for slot in slots] == ["04 19:30", "12 20:00", "25 19:30"]
    assert counts == {slot.stream.id: 9 for slot in slots if slot.stream is not None}
    assert title(store, moved.action_id) == "Move 周三厨房 this once"
    with pytest.raises(UserError):
        actions.plan_slot(store, series.id, dt.date(2026, 2, 4))
    store.undo(moved.action_id)
    with store.read() as connection:
        assert len(slots_of_days(connection, first, last)) == 3


def test_streams_are_found_by_round_and_stay_in_the_bin_until_taken_out(evening: Evening) -> None:
    store = evening.store
    actions.archive_stream(store, evening.stream_id)
    with store.read() as connection:
        assert (stream_rows(connection), streams_of_round(connection, evening.round_id)) == ((), ())
        assert [one.id for one in archived_streams(connection)] == [evening.stream_id]
    actions.restore_stream(store, evening.stream_id)
    with store.read() as connection:
        assert [one.id for one in streams_of_round(connection, evening.round_id)] == [evening.stream_id]
    moved = actions.move_stream(store, evening.stream_id, dt.datetime(2026, 1, 26, 19, 30))
    assert title(store, moved) == "Move 李姐的周末厨房 of 1/25"
    assert actions.move_stream(store, evening.stream_id, dt.datetime(2026, 1, 26, 19, 30)) is None
    with pytest.raises(UserError):
        actions.edit_stream(store, evening.stream_id, {"theme": "草莓", "round_id": 999})
    assert evening.stream().theme == "李姐的周末厨房"


def test_a_series_needs_a_name_and_ends_after_it_begins(evening: Evening) -> None:
    store = evening.store
    added = actions.add_series(store, {"name": "尝鲜夜", "weekday": 5})
    for change in (
        actions.SeriesChange(name=" "),
        actions.SeriesChange(from_on=dt.date(2026, 2, 1), until_on=dt.date(2026, 1, 1)),
    ):
        with pytest.raises(UserError):
            actions.edit_series(store, added.id, change)
    actions.archive_series(store, added.id)
    with store.read() as connection:
        assert series_all(connection) == ()
    actions.restore_series(store, added.id)
    with store.read() as connection:
        assert [one.name for one in series_all(connection)] == ["尝鲜夜"]


def test_what_is_refused_changes_nothing(evening: Evening) -> None:
    before = dump(evening.store, TABLES)
    with pytest.raises(UserError):
        actions.set_products(evening.store, evening.cues()[0].id, [12345])
    with pytest.raises(UserError):
        actions.use_template(evening.store, evening.stream_id, template_id=99)
    assert dump(evening.store, TABLES) == before


def test_a_run_sheet_takes_as_many_cues_as_there_is_sense_in(evening: Evening) -> None:
    with evening.store.write("fill") as writing:
        put_cues(writing.session, [usual_cue(CueKind.STORY)] * (MOST_CUES - 9), stream_id=evening.stream_id, at=10)
    with pytest.raises(UserError):
        actions.add_cue(evening.store, evening.stream_id, usual_cue(CueKind.NEXT))
    assert len(evening.cues()) == MOST_CUES


def test_undo_names_read_chinese(evening: Evening) -> None:
    cue = evening.cue(CueKind.TASTING)
    with language("zh_CN"):
        assert title(evening.store, actions.edit_cue(evening.store, cue.id, {"length_s": 60})) == "试吃的时长"


def lengths_shared_out(evening: Evening, minutes: int) -> dict[int, int]:
    return dict(shortened(schedule(evening.stream().starts_at, evening.cues()), minutes * 120))


DEEDS: dict[str, Callable[[Evening, int, int, int], object]] = {
    "add": lambda at, _cue, one, other: actions.add_cue(
        at.store, at.stream_id, usual_cue(list(CueKind)[one % 14]), place=other
    ),
    "copy": lambda at, cue, _one, _other: actions.copy_cue(at.store, cue),
    "delete": lambda at, cue, _one, _other: actions.delete_cue(at.store, cue),
    "move": lambda at, cue, _one, other: actions.move_cue(at.store, cue, other),
    "length": lambda at, cue, _one, other: actions.edit_cue(at.store, cue, {"length_s": other * 60}),
    "points": lambda at, cue, _one, other: actions.set_points(at.store, cue, [f"{n}" for n in range(other % 5)]),
    "props": lambda at, cue, _one, other: actions.set_props(at.store, cue, [f"{n % 3}" for n in range(other % 7)]),
    "products": lambda at, cue, one, other: actions.set_products(at.store, cue, at.product_ids[other % 4 : one % 6]),
    "clear": lambda at, _cue, _one, _other: actions.clear_cues(at.store, at.stream_id),
    "template": lambda at, _cue, one, _other: actions.use_template(
        at.store, at.stream_id, key=("kitchen", "friday", "baby", "none")[one % 4]
    ),
    "order": lambda at, _cue, _one, other: actions.order_cues(
        at.store, at.stream_id, [cue.id for cue in reversed(at.cues())][: other % 5]
    ),
    "share": lambda at, _cue, _one, other: actions.set_lengths(at.store, at.stream_id, lengths_shared_out(at, other)),
}


@st.composite
def steps(draw: st.DrawFn) -> tuple[tuple[str, int, int], ...]:
    kinds = st.sampled_from(list(DEEDS))
    return tuple(draw(st.lists(st.tuples(kinds, st.integers(0, 30), st.integers(0, 30)), max_size=8)))


def taken(evening: Evening, kind: str, one: int, other: int) -> Step:
    def step(_store: Store) -> object:
        cues = evening.cues()
        return DEEDS[kind](evening, cues[one % len(cues)].id if cues else 0, one, other)

    return step


@given(steps())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_done_to_a_run_sheet_undoing_brings_it_back(
    evening: Evening, chosen: tuple[tuple[str, int, int], ...]
) -> None:
    check_undo(evening.store, TABLES, [taken(evening, *each) for each in chosen])


def test_new_cues_are_cut_to_what_is_kept(evening: Evening) -> None:
    long = NewCue(CueKind.STORY, 10**9, title="长" * 500, points=("点" * 5000, *("x",) * 300))
    added = actions.add_cue(evening.store, evening.stream_id, long)
    cue = next(one for one in evening.cues() if one.id == added.id)
    assert (len(cue.title), cue.length_s, len(cue.points[0].text), len(cue.points)) == (60, 43200, 300, 60)
