"""The live console on a standing clock: keys, countdown, answers, votes, orders, undo, and how little is painted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from leaderdesk.features.community.actions import vote_by_key
from leaderdesk.features.orders.screen import LiveLine
from leaderdesk.features.products.actions import add_fact
from leaderdesk.features.streams.queries.live import live_now, live_of, questions_of
from leaderdesk.features.streams.rules import CueKind, Shows
from leaderdesk.features.streams.rules.live import MarkKind, Showing
from leaderdesk.slots import stream_slots
from leaderdesk.ui.confirm import Confirm
from tests.features.open_desk import open_desk
from tests.features.streams.console import Console, current_name
from tests.features.streams.evening import open_evening

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def console(tmp_path: Path, qtbot: QtBot) -> Iterator[Console]:
    evening = open_evening(tmp_path, orders=1)
    with open_desk(evening.store) as opened:
        shown = Console(evening, opened, qtbot)
        yield shown
        shown.page.close()
    evening.store.close()


def test_it_waits_for_its_time_and_begins_by_hand(console: Console) -> None:
    console.at(-12.5)
    assert console.page.head.pill.text() == "not live yet"
    assert console.page.now.countdown.text() == "12:30"
    console.press(Qt.Key.Key_PageDown)
    assert not console.state().is_live
    console.begin()
    assert console.state().is_live
    assert current_name(console) == "Opening"
    assert console.page.head.pill.text() == "Live 00:00:00"
    assert console.page.now.countdown.text() == "03:00"
    assert console.alone == [True]


def test_days_before_it_names_the_day_and_counts_no_hours(console: Console) -> None:
    now = console.page.now
    console.at(-60 * 13)
    assert (now.countdown.text(), now.caption.text()) == ("13:00:00", "until 20:00")
    assert now.countdown.width() >= now.countdown.fontMetrics().horizontalAdvance(now.countdown.text())
    console.at(-60 * 64)
    console.page.refresh()
    console.settle()
    assert (now.countdown.isHidden(), now.caption.text()) == (True, "until Sun 1/25 20:00")


def test_a_clicker_leads_through_it_and_back(console: Console) -> None:
    console.begin()
    console.at(2.8)
    console.press(Qt.Key.Key_PageDown)
    assert current_name(console) == "Meeting"
    console.at(5)
    console.press(Qt.Key.Key_PageDown)
    console.press(Qt.Key.Key_PageUp)
    assert current_name(console) == "Meeting"
    assert console.page.now.countdown.text() == "02:48"
    assert [use.used_ms for use in console.state().uses][:2] == [168_000, 132_000]
    assert "used 2:48" in console.page.cues.lines()[0].accessibleName()


def test_two_clicks_at_once_are_two_cues_before_the_disk_has_the_first(console: Console) -> None:
    console.begin()
    QTest.keyClick(console.page.window(), Qt.Key.Key_PageDown)
    QTest.keyClick(console.page.window(), Qt.Key.Key_PageDown)
    assert current_name(console) == "Unboxing and inspection"
    console.settle()
    assert current_name(console) == "Unboxing and inspection"
    current = console.state().current
    assert current is not None
    assert current.cue.kind is CueKind.UNBOXING


def test_the_last_minute_is_amber_and_beyond_it_counts_up_in_red(console: Console) -> None:
    console.begin()
    countdown = console.page.now.countdown
    console.at(1.9)
    assert (countdown.text(), countdown.mood()) == ("01:06", "calm")
    console.at(2)
    assert (countdown.text(), countdown.mood()) == ("01:00", "last")
    console.at(3)
    assert (countdown.text(), countdown.mood()) == ("00:00", "last")
    console.at(3.7)
    assert (countdown.text(), countdown.mood()) == ("over 00:42", "over")
    assert console.page.now.lead.text() == "Show 42 s behind"


def test_more_time_less_time_and_undo(console: Console) -> None:
    console.begin()
    control = Qt.KeyboardModifier.ControlModifier
    console.press(Qt.Key.Key_Up, control)
    assert console.page.now.countdown.text() == "04:00"
    console.press(Qt.Key.Key_Down, control)
    console.press(Qt.Key.Key_Down, control)
    assert console.page.now.countdown.text() == "02:00"
    console.undo_last()
    assert console.page.now.countdown.text() == "03:00"
    assert console.state().left_ms == 180_000


def test_it_rolls_with_the_clock_by_itself(console: Console) -> None:
    console.begin(2)
    console.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert console.page.now.roll.isChecked()
    console.at(9)
    assert current_name(console) == "Unboxing and inspection"
    assert console.page.now.lead.text() == "Show on time"
    console.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    console.at(30)
    assert current_name(console) == "Unboxing and inspection"
    assert not console.page.now.roll.isChecked()


def test_talking_points_are_ticked_by_number_and_stay_ticked(console: Console) -> None:
    console.begin()
    for _cue in range(2):
        console.press(Qt.Key.Key_PageDown)
    console.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    rows = console.page.now.points.rows()
    assert [row.isChecked() for row in rows] == [False, True, False, False, False]
    assert [point.ticked for point in console.evening.cue(CueKind.UNBOXING).points][1]
    console.undo_last()
    assert not any(row.isChecked() for row in console.page.now.points.rows())


def test_who_is_thanked_by_name_is_noted_and_can_be_taken_back(console: Console) -> None:
    console.begin()
    lines = console.page.cues.lines()
    lines[7].click()
    console.settle()
    assert current_name(console) == "Thanks to referrers"
    rows = console.page.now.points.rows()
    assert [row.line.text for row in rows[1:]] == ["3 张阿姨", "5 豆豆妈"]
    rows[2].click()
    console.settle()
    with console.evening.store.read() as connection:
        ground = live_of(connection, console.evening.stream_id)
    assert ground is not None
    assert (ground.marks[-1].kind, ground.marks[-1].ref_id) == (MarkKind.THANK, 2)
    assert [row.isChecked() for row in console.page.now.points.rows()] == [False, False, True]
    console.page.now.points.rows()[2].click()
    console.settle()
    assert not any(row.isChecked() for row in console.page.now.points.rows())


def test_what_the_audience_sees_follows_the_cue_and_the_keys(console: Console) -> None:
    seen: list[Showing] = []
    console.page.showing.connect(seen.append)
    console.begin()
    for _cue in range(2):
        console.press(Qt.Key.Key_PageDown)
    assert seen[-1].shows is Shows.PRODUCT
    for key, shows in (
        (Qt.Key.Key_F3, Shows.TRACE),
        (Qt.Key.Key_F4, Shows.POLL),
        (Qt.Key.Key_F6, Shows.THANKS),
        (Qt.Key.Key_F9, Shows.BLANK),
        (Qt.Key.Key_F2, Shows.PRODUCT),
    ):
        console.press(key)
        assert seen[-1].shows is shows
        assert console.state().showing.shows is shows
        assert not console.page.shows.buttons[shows].isEnabled()
    console.press(Qt.Key.Key_PageDown)
    assert seen[-1] == Showing(Shows.PRODUCT, None, console.evening.cue(CueKind.TASTING).id)


def test_answers_come_with_their_source_and_go_on_screen(console: Console) -> None:
    strawberry = console.evening.product_ids[0]
    add_fact(console.evening.store, strawberry, "打不打农药", "开花后不打")
    console.settle()
    console.begin()
    console.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert console.page.asked.field.hasFocus()
    console.page.asked.field.setText("农药")
    best = console.page.asked.best
    assert best is not None
    assert best.entry.value == "开花后不打"
    assert best.source.text() == "from: product facts"
    console.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert console.state().showing == Showing(Shows.PRODUCT, strawberry, console.evening.cue(CueKind.OPENING).id)


def test_what_is_not_on_file_is_noted_with_who_asked(console: Console) -> None:
    console.begin()
    asked = console.page.asked
    asked.take_keyboard()
    asked.field.setText("草莓能不能寄上海")
    assert asked.best is None
    assert asked.message.text() == "Not on file, do not guess. Note it, and answer later."
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert asked.asker.hasFocus()
    asked.asker.setText("张阿姨")
    QTest.keyClick(asked.asker, Qt.Key.Key_Return)
    console.settle()
    with console.evening.store.read() as connection:
        (question,) = questions_of(connection, console.evening.stream_id)
    assert (question.text, question.asker, question.is_open) == ("草莓能不能寄上海", "张阿姨", True)
    assert question.cue_id == console.evening.cue(CueKind.OPENING).id
    assert asked.field.hasFocus()
    assert asked.kept.text() == "1 question noted, to answer later"
    console.opened.undo_last()
    assert not asked.kept.text()


def test_votes_by_key_beside_a_pasted_chat(console: Console) -> None:
    console.begin()
    votes = console.page.votes
    votes.choices.setText("耙耙柑 蓝莓")
    votes.make.click()
    console.settle()
    alt = Qt.KeyboardModifier.AltModifier
    for key in (Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_B):
        console.press(key, alt)
    assert [bar.accessibleName() for bar, _button in votes.rows] == ["A 耙耙柑 2", "B 蓝莓 1"]
    console.page.paste("张阿姨：A\n小林：B\n豆豆妈：B")
    console.settle()
    assert [bar.accessibleName() for bar, _button in votes.rows] == ["A 耙耙柑 3", "B 蓝莓 3"]
    assert votes.total.text() == "6 votes"
    assert console.opened.said[-1][0] == "3 new, 0 changed"
    console.opened.undo_last()
    assert votes.total.text() == "3 votes"
    console.press(Qt.Key.Key_C, alt)
    assert votes.total.text() == "3 votes"


def test_votes_of_another_hand_are_seen(console: Console) -> None:
    slots = stream_slots().votes
    assert slots.new is not None
    poll_id, _step = slots.new(console.evening.store, "下期想团", ("耙耙柑", "蓝莓"))
    vote_by_key(console.evening.store, poll_id, "B")
    console.settle()
    assert console.page.votes.title.text() == "下期想团"
    assert console.page.votes.total.text() == "1 vote"


def test_quick_orders_are_counted_for_this_stream(console: Console) -> None:
    line = console.page.quick
    assert isinstance(line, LiveLine)
    console.begin()
    assert line.sum.text() == "0 orders this stream · ¥0.00"
    console.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert line.field.hasFocus()
    for typed in ("9-901 新来的 草莓2", "9-902 又一位 草莓1"):
        line.field.setText(typed)
        console.settle()
        QTest.keyClick(line.field, Qt.Key.Key_Return)
        console.settle()
    assert line.sum.text().startswith("2 orders this stream")
    assert line.last.text().startswith("just now: 9-902 又一位")
    line.undo.click()
    console.settle()
    assert line.sum.text().startswith("1 order this stream")
    assert console.page.head.pill.text().startswith("Live")


def test_unclear_lines_stay_and_nothing_is_saved(console: Console) -> None:
    line = console.page.quick
    assert isinstance(line, LiveLine)
    console.begin()
    line.field.setText("9-901 新来的 没这样东西2")
    console.settle()
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    console.settle()
    assert line.field.text() == "9-901 新来的 没这样东西2"
    assert line.sum.text() == "0 orders this stream · ¥0.00"


def questions(console: Console) -> list[Confirm]:
    return [one for one in console.page.window().findChildren(Confirm) if one.isVisible()]


def test_leaving_while_it_is_live_asks_first(console: Console) -> None:
    left: list[bool] = []
    over: list[int] = []
    console.page.back.connect(lambda: left.append(True))
    console.page.ended.connect(over.append)
    console.page.head.leave.click()
    assert left == [True]
    console.begin()
    assert console.asks[-1] is not None
    console.page.head.leave.click()
    (question,) = questions(console)
    question.safe_button.click()
    console.settle()
    assert left == [True]
    assert console.state().is_live
    console.page.head.leave.click()
    (question,) = questions(console)
    question.verb_button.click()
    console.settle()
    assert left == [True, True]
    assert over == [console.evening.stream_id]
    assert not console.state().is_live
    assert console.asks[-1] is None


def test_behind_the_last_cue_it_asks_to_end_and_can_go_on_after_all(console: Console) -> None:
    console.begin()
    for _cue in range(8):
        console.press(Qt.Key.Key_PageDown)
    assert console.page.now.advance.plain_text() == "End the stream"
    console.at(61)
    console.press(Qt.Key.Key_PageDown)
    (question,) = questions(console)
    question.verb_button.click()
    console.settle()
    assert console.page.head.pill.text() == "over now"
    console.page.now.begin.click()
    console.settle()
    assert current_name(console) == "Preview of the next"
    assert console.state().elapsed_ms == 61 * 60_000


def test_a_page_made_anew_stands_at_the_same_second(console: Console) -> None:
    console.begin()
    console.at(2.8)
    console.press(Qt.Key.Key_PageDown)
    console.press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    console.at(4.321)
    shown = (console.page.now.countdown.text(), console.page.head.pill.text(), console.page.now.lead.text())
    again = console.open()
    again.show()
    console.settle()
    assert (again.now.countdown.text(), again.head.pill.text(), again.now.lead.text()) == shown
    with console.evening.store.read() as connection:
        on = live_now(connection, console.evening.clock.now_ms())
    assert on is not None
    assert on.stream_id == console.evening.stream_id
    again.close()


class Painted(QObject):
    """Notes which widgets are painted, and how much of them."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels: dict[QObject, int] = {}

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            size = event.region().boundingRect()
            self.pixels[watched] = self.pixels.get(watched, 0) + size.width() * size.height()
        return False


def test_a_second_paints_the_figures_and_nothing_else(console: Console) -> None:
    console.begin()
    console.at(0.5)
    # A field with the keyboard blinks.
    console.page.now.more.setFocus()
    console.settle()
    watch = Painted()
    for widget in (console.page, *console.page.findChildren(QWidget)):
        widget.installEventFilter(watch)
    for second in range(1, 11):
        console.at(0.5 + second / 60)
        QApplication.processEvents()
    page = console.page
    assert set(watch.pixels) <= {page.now.countdown, page.head.pill, page.now.bar}
    assert page.now.countdown in watch.pixels
    most = 10 * (
        page.now.countdown.width() * page.now.countdown.height() + page.head.pill.width() * page.head.pill.height()
    )
    bar = 10 * page.now.bar.width() * page.now.bar.height()
    assert sum(watch.pixels.values()) <= most + bar
    before = dict(watch.pixels)
    console.page.tick()
    QApplication.processEvents()
    assert watch.pixels == before


def test_out_of_view_no_clock_ticks_and_the_rail_is_back(console: Console) -> None:
    console.begin()
    assert console.page._timer.isActive()
    console.page.hide()
    assert not console.page._timer.isActive()
    assert console.alone[-1] is False
    console.page.show()
    assert console.page._timer.isActive()
    assert console.alone[-1] is True
