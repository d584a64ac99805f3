"""The page of livestreams with real widgets: the calendar and what is dragged in it, series, results, the step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import language
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.streams.actions.evenings import theme_slot
from leaderdesk.features.streams.actions.live import end_live, go_to_cue, start_live
from leaderdesk.features.streams.actions.questions import answer_question, note_question
from leaderdesk.features.streams.actions.series import SeriesChange, add_series
from leaderdesk.features.streams.queries import series_all, stream_of, stream_rows
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.screen import ConsoleSlots, RoundStreams, StreamsPage
from leaderdesk.features.streams.screen.console import ConsolePage
from leaderdesk.features.streams.screen.result_page import ResultPage
from leaderdesk.features.streams.screen.run_sheet import RunSheetPage
from leaderdesk.slots import stream_slots
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.streams.evening import STARTS_AT, Evening, open_evening

SUNDAY = STARTS_AT.date()
DAY = dt.timedelta(days=1)
SERIES: SeriesChange = {
    "name": "周三厨房",
    "weekday": 3,
    "starts_at": dt.time(19, 30),
    "length_s": 2400,
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


@pytest.fixture
def desk(evening: Evening, qapp: object) -> Iterator[OpenDesk]:
    with open_desk(evening.store) as opened:
        yield opened


@pytest.fixture
def page(desk: OpenDesk) -> Iterator[StreamsPage]:
    made = StreamsPage(desk.desk, ConsoleSlots(stream_slots()))
    made.widget().resize(1286, 740)
    made.widget().show()
    made.arrive(Place(Page.STREAMS))
    desk.settle()
    yield made
    made.widget().close()
    made.widget().deleteLater()
    desk.settle()


def hold(evening: Evening) -> None:
    start_live(evening.store, evening.stream_id)
    for cue in evening.cues()[1:]:
        evening.clock.advance(dt.timedelta(minutes=5))
        go_to_cue(evening.store, evening.stream_id, cue.id)
    evening.clock.advance(dt.timedelta(minutes=5))
    end_live(evening.store, evening.stream_id)


def drag(grid: QWidget, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(grid, begin + QPoint(12, 12))
    QTest.mouseMove(grid, end)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


def starts(evening: Evening, stream_id: int) -> dt.datetime:
    with evening.store.read() as connection:
        found = stream_of(connection, stream_id)
    assert found is not None
    return found.starts_at


def test_an_evening_is_dragged_to_another_day_and_undone(page: StreamsPage, desk: OpenDesk, evening: Evening) -> None:
    grid = page.planning.part.calendar.grid
    chip = grid.chip_of(evening.stream_id)
    assert chip is not None
    drag(grid, chip.center().toPoint(), grid.cell_of(SUNDAY - 2 * DAY).center().toPoint())
    desk.settle()
    assert starts(evening, evening.stream_id) == STARTS_AT - 2 * DAY
    desk.undo_last()
    assert starts(evening, evening.stream_id) == STARTS_AT


def test_a_slot_that_is_dragged_moves_this_once_and_the_series_stays(
    page: StreamsPage, desk: OpenDesk, evening: Evening
) -> None:
    add_series(evening.store, SERIES)
    desk.settle()
    grid = page.planning.part.calendar.grid
    wednesday = SUNDAY + 3 * DAY
    middle = grid.cell_of(wednesday).center().toPoint()
    drag(grid, middle, grid.cell_of(wednesday + DAY).center().toPoint())
    desk.settle()
    shown = {each.slot.starts_at.date() for each in page.planning._seen.evenings if each.group == "周三厨房"}  # type: ignore[union-attr]
    assert wednesday not in shown
    assert {wednesday + DAY, wednesday - 7 * DAY} <= shown


def test_with_the_keyboard_a_day_is_chosen_an_evening_moved_and_opened(
    page: StreamsPage, desk: OpenDesk, evening: Evening
) -> None:
    grid = page.planning.part.calendar.grid
    grid.choose_day(SUNDAY)
    assert "李姐的周末厨房" in grid.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert starts(evening, evening.stream_id) == STARTS_AT - DAY
    QTest.keyClick(grid, Qt.Key.Key_Return)
    desk.settle()
    assert isinstance(page.opened, RunSheetPage)
    page.opened.back.emit()
    desk.settle()
    assert page.opened is None


def test_a_click_on_a_day_begins_an_evening_there(page: StreamsPage, desk: OpenDesk, evening: Evening) -> None:
    part = page.planning.part
    grid = part.calendar.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_of(SUNDAY + DAY).center().toPoint())
    assert part.form.when.value() == dt.datetime.combine(SUNDAY + DAY, dt.time(20))
    part.form.theme.setText("手工皂")
    part.form.template.choose("given-maker")
    part.form.keep()
    desk.settle()
    with evening.store.read() as connection:
        newest = stream_rows(connection)[0]
    assert (newest.theme, newest.starts_at.date(), newest.round_id) == ("手工皂", SUNDAY + DAY, evening.round_id)
    assert desk.said[-1][0] == "Planned for 1/26 20:00"


def test_two_at_one_time_are_amber_and_one_without_a_run_sheet_is_dashed(
    page: StreamsPage, desk: OpenDesk, evening: Evening
) -> None:
    add_series(evening.store, {**SERIES, "weekday": 7, "starts_at": dt.time(20, 30)})
    desk.settle()
    seen = page.planning._seen
    assert seen is not None
    tonight = [each for each in seen.evenings if each.slot.starts_at.date() == SUNDAY]
    assert [(each.clashes, each.dashed) for each in tonight] == [(True, False), (True, True)]
    assert "at the same time as another" in tonight[0].words


def test_the_preview_is_copied_and_the_calendar_file_written(
    page: StreamsPage, desk: OpenDesk, evening: Evening, tmp_path: Path
) -> None:
    page.planning.copy_week()
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[1] == "1 月 25 日 周日 20:00｜李姐的周末厨房"
    page.planning.write_file(tmp_path / "a.ics")
    desk.settle()
    (event,) = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == STARTS_AT


def test_series_begin_are_changed_and_rest(page: StreamsPage, desk: OpenDesk, evening: Evening) -> None:
    side = page.planning.part.series
    side.begin_with(0)
    desk.settle()
    with evening.store.read() as connection:
        (one,) = series_all(connection)
    assert one.weekday == 3
    side.edit(one)
    side.form.name.setText("周三小灶")
    side.form.starts.setText("晚上7点半")
    side.form.starts.check()
    side.form.keep()
    desk.settle()
    with evening.store.read() as connection:
        (one,) = series_all(connection)
    assert (one.name, one.starts_at) == ("周三小灶", dt.time(19, 30))
    side.edit(one)
    side.form.name.setText("")
    side.form.keep()
    desk.settle()
    assert "needs a name" in side.form.error.sentence()
    side.rest(one.id)
    desk.settle()
    with evening.store.read() as connection:
        assert series_all(connection) == ()


def test_what_came_of_it_shows_cues_and_puts_answers_on_file(
    page: StreamsPage, desk: OpenDesk, evening: Evening
) -> None:
    question = note_question(evening.store, evening.stream_id, "草莓能放几天？", product_id=evening.product_ids[0])
    answer_question(evening.store, question.id, "冷藏三天")
    hold(evening)
    page.arrive(Place(Page.STREAMS, stream_id=evening.stream_id))
    desk.settle()
    result = page.opened
    assert isinstance(result, ResultPage)
    assert len(result.cue_rows.all_rows) == 9
    assert not result.advice.isHidden()
    result.side._to_fact(result._after.asked[0])  # type: ignore[union-attr]
    desk.settle()
    assert result._after is not None
    assert result._after.asked[0].fact_id is not None
    assert desk.said[-1][0].startswith("On file")
    assert result._pdf().startswith(b"%PDF")
    result.copy_picture()
    desk.settle()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_result_leads_to_the_next_run_sheet(page: StreamsPage, desk: OpenDesk, evening: Evening) -> None:
    series = add_series(evening.store, {**SERIES, "weekday": 7, "starts_at": dt.time(20)})
    tonight = theme_slot(evening.store, series.id, SUNDAY, "草莓季")
    start_live(evening.store, tonight.id)
    evening.clock.advance(dt.timedelta(hours=8))
    end_live(evening.store, tonight.id)
    page.open_result(tonight.id)
    desk.settle()
    result = page.opened
    assert isinstance(result, ResultPage)
    result.next_button.click()
    desk.settle()
    following = page.opened
    assert isinstance(following, RunSheetPage)
    assert starts(evening, following.stream_id) == STARTS_AT + 7 * DAY


def test_the_console_is_reached_by_place_and_left_for_the_calendar(
    page: StreamsPage, desk: OpenDesk, evening: Evening
) -> None:
    start_live(evening.store, evening.stream_id)
    desk.settle()
    assert not page.planning.live_button.isHidden()
    page.planning.live_button.click()
    desk.settle()
    assert isinstance(page.opened, ConsolePage)
    page.close_opened()
    desk.settle()
    assert page.stack.currentWidget() is page.planning


def test_the_step_of_a_round_lists_its_streams_and_plans_one(desk: OpenDesk, evening: Evening) -> None:
    step = RoundStreams(desk.desk, stream_slots())
    step.show_round(evening.round_id, Place(Page.ROUNDS, round_id=evening.round_id, step=Step.STREAM))
    desk.settle()
    (row,) = step.rows.all_rows
    assert (row.cues, row.result, row.is_live) == (9, None, False)
    step.open_stream(evening.stream_id)
    assert desk.went[-1] == Place(Page.STREAMS, stream_id=evening.stream_id)
    step.new_button.click()
    assert desk.went[-1] == Place(Page.STREAMS, round_id=evening.round_id, wants_new=True)
    hold(evening)
    desk.settle()
    (row,) = step.rows.all_rows
    assert row.result is not None
    assert CueKind.TASTING in {cue.cue.kind for cue in row.result.cues}
    step.widget().deleteLater()
    desk.settle()
