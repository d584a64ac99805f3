"""A whole stream in the real window on a standing clock: run-sheet, votes, answers, orders, a crash, the end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.core.clock import FixedClock
from leaderdesk.features.home.screen.stream_card import StreamCard
from leaderdesk.features.orders.screen import LiveLine
from leaderdesk.features.places import Page, Place
from leaderdesk.features.products.actions import add_fact
from leaderdesk.features.streams.queries.live import live_of, questions_of
from leaderdesk.features.streams.rules import Shows
from leaderdesk.features.streams.rules.live import LiveState
from leaderdesk.features.streams.screen.console import ConsolePage
from leaderdesk.features.streams.screen.result_page import ResultPage
from leaderdesk.ui.confirm import Confirm
from leaderdesk.window.start import Window
from tests.features.streams.evening import STARTS_AT, open_evening
from tests.window.windows import open_window, settle

NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Evening:
    """The window of the leader while she is live, and the clock on her wall."""

    def __init__(self, qtbot: QtBot, window: Window, clock: FixedClock, stream_id: int) -> None:
        self.qtbot, self.window, self.clock, self.stream_id = qtbot, window, clock, stream_id

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def at(self, minute: int, second: int = 0) -> None:
        """Let it be so long after the planned start."""
        wanted = STARTS_AT + dt.timedelta(minutes=minute, seconds=second)
        self.clock.advance(wanted - dt.datetime.fromtimestamp(self.clock.now_ms() / 1000))
        for page in self.window.frame.findChildren(ConsolePage):
            page.tick()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.frame, key, modifier)
        self.settle()

    @property
    def console(self) -> ConsolePage:
        return next(page for page in self.window.frame.findChildren(ConsolePage) if page.isVisible())

    def state(self) -> LiveState:
        """Return where the stream stands, by the store."""
        store = self.window.session.store
        assert store is not None
        with store.read() as connection:
            ground = live_of(connection, self.stream_id)
        assert ground is not None
        return ground.state(self.clock.now_ms())

    def seen(self) -> tuple[str, str, str]:
        """Return what the leader reads: the countdown, how long it has been live, and how the show stands."""
        page = self.console
        return page.now.countdown.text(), page.head.pill.text(), page.now.lead.text()

    def question(self) -> Confirm:
        return next(one for one in self.window.frame.findChildren(Confirm) if one.isVisible())


def order(evening: Evening, typed: str) -> None:
    """Type an order at the line below."""
    evening.press(Qt.Key.Key_L, CONTROL)
    line = evening.console.quick
    assert isinstance(line, LiveLine)
    line.field.setText(typed)
    evening.settle()
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    evening.settle()


def first_half(evening: Evening) -> None:
    """From the opening to the middle of the tour: cues, a vote, an answer, a question, an order, the trace card."""
    console = evening.console
    evening.at(0)
    evening.press(Qt.Key.Key_Return, CONTROL)
    assert evening.seen() == ("03:00", "Live 00:00:00", "Show on time")
    for minute, second in ((2, 48), (8, 8), (17, 39)):
        evening.at(minute, second)
        evening.press(Qt.Key.Key_PageDown)
    evening.press(Qt.Key.Key_1, ALT)
    console.votes.choices.setText("耙耙柑 蓝莓")
    console.votes.make.click()
    evening.settle()
    for key in (Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_B):
        evening.press(key, ALT)
    console.asked.take_keyboard()
    console.asked.field.setText("农药")
    assert console.asked.found.sure
    console.asked.field.setText("草莓能寄上海吗")
    assert not console.asked.found.sure
    console.asked.asker.setText("张阿姨")
    console.asked.note.click()
    evening.at(25, 44)
    evening.press(Qt.Key.Key_PageDown)
    order(evening, "9-901 新来的 草莓2")
    evening.press(Qt.Key.Key_F3)
    evening.at(33, 20)
    assert evening.seen() == ("04:24", "Live 00:33:20", "Show 16 s ahead")


def second_half(evening: Evening) -> None:
    """To the end, once asked whether it shall end."""
    order(evening, "9-902 又一位 草莓1")
    evening.press(Qt.Key.Key_Up, CONTROL)
    for minute in (39, 48, 54, 60):
        evening.at(minute)
        evening.press(Qt.Key.Key_PageDown)
    evening.at(64)
    assert evening.console.now.countdown.mood() == "last"
    evening.press(Qt.Key.Key_PageDown)
    evening.question().verb_button.click()
    evening.settle()


def after_the_crash(evening: Evening, before: LiveState) -> None:
    """Back from Today: the seconds went on meanwhile, and nothing else did."""
    (card,) = [one for one in evening.window.frame.findChildren(StreamCard) if one.isVisible()]
    card.live_button.click()
    evening.settle()
    assert not evening.window.frame.rail.isVisible()
    assert evening.seen() == ("04:17", "Live 00:33:27", "Show 16 s ahead")
    after = evening.state()
    assert after.elapsed_ms == before.elapsed_ms + 7_000
    assert [use.used_ms for use in after.uses][:4] == [use.used_ms for use in before.uses][:4]
    assert after.showing.shows is Shows.TRACE
    assert evening.console.votes.total.text() == "3 votes"


def what_is_kept(evening: Evening) -> None:
    """All of the evening is accounted for, and the question waits for its answer."""
    ended = evening.state()
    assert ended.ended_ms is not None
    assert sum(use.used_ms for use in ended.uses) == ended.elapsed_ms == 64 * 60_000
    assert [page for page in evening.window.frame.findChildren(ResultPage) if page.isVisible()]
    store = evening.window.session.store
    assert store is not None
    with store.read() as connection:
        (question,) = questions_of(connection, evening.stream_id)
    assert (question.text, question.asker) == ("草莓能寄上海吗", "张阿姨")


def test_a_whole_evening_with_a_crash_in_the_middle(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "shop"
    planned = open_evening(home, orders=2)
    add_fact(planned.store, planned.product_ids[0], "打不打农药", "开花后不打")
    planned.store.close()
    stream_id, clock = planned.stream_id, FixedClock(STARTS_AT - dt.timedelta(minutes=2))

    with open_window(qtbot, home, clock=clock) as window:
        evening = Evening(qtbot, window, clock, stream_id)
        window.session.go(Place(Page.STREAMS, stream_id=stream_id, live=True))
        evening.settle()
        assert not window.frame.rail.isVisible()
        first_half(evening)
        # Closing the window asks first; she stays.
        window.frame.close()
        evening.question().safe_button.click()
        evening.settle()
        assert window.frame.isVisible()
        before = evening.state()
        # Here the window is thrown away: nobody ends the stream, and nothing is written any more.

    clock.advance(dt.timedelta(seconds=7))
    with open_window(qtbot, home, clock=clock) as window:
        evening = Evening(qtbot, window, clock, stream_id)
        assert window.frame.rail.isVisible()
        after_the_crash(evening, before)
        second_half(evening)
        what_is_kept(evening)
        assert window.frame.rail.isVisible()
        # It is over: the window closes without a word.
        window.frame.close()
        assert not window.frame.isVisible()
