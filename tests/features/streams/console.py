"""The console of an evening in a window, with hands on its keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leaderdesk.features.orders.screen import LiveLine, OrderSlots
from leaderdesk.features.streams.queries.live import live_of
from leaderdesk.features.streams.rules.live import LiveState
from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.screen.console import ConsolePage, ConsoleSlots
from leaderdesk.slots import guards, stream_slots
from leaderdesk.ui.theme import theme
from tests.features.open_desk import OpenDesk
from tests.features.streams.evening import STARTS_AT, Evening

THANKED = (Named("张阿姨", "3", 2, 1), Named("豆豆妈", "5", 1, 2), Named("没记下的", "7"))


class Console:
    """The console of an evening in a window, with hands on its keys."""

    def __init__(self, evening: Evening, opened: OpenDesk, qtbot: QtBot) -> None:
        self.evening, self.opened = evening, opened
        self.alone: list[bool] = []
        self.asks: list[object] = []
        self.desk = replace(opened.desk, alone=self.alone.append, ask_first=self.asks.append)
        self.page = self.open()
        qtbot.addWidget(self.page)
        theme().dress(self.page)
        self.page.resize(1366, 768)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.settle()

    def open(self) -> ConsolePage:
        slots = ConsoleSlots(
            replace(stream_slots(), thanks=lambda _connection, _now_ms: THANKED),
            lambda desk, round_id: LiveLine(desk, OrderSlots(guards=guards()), round_id),
        )
        return ConsolePage(self.desk, self.evening.stream_id, slots)

    def settle(self) -> None:
        self.opened.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.window(), key, modifier)
        self.settle()

    def at(self, minutes: float) -> None:
        wanted = int((STARTS_AT + dt.timedelta(minutes=minutes)).timestamp() * 1000)
        self.evening.clock.advance(dt.timedelta(milliseconds=wanted - self.evening.clock.now_ms()))
        self.page.tick()

    def begin(self, minutes: float = 0) -> None:
        self.at(minutes)
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def state(self) -> LiveState:
        """Return where the stream stands by the store alone."""
        with self.evening.store.read() as connection:
            ground = live_of(connection, self.evening.stream_id)
        assert ground is not None
        return ground.state(self.evening.clock.now_ms())

    def undo_last(self) -> None:
        with self.evening.store.read() as connection:
            step = connection.exec_driver_sql("SELECT max(id) FROM journal_action").scalar_one()
        self.evening.store.undo(step)
        self.settle()


def current_name(console: Console) -> str:
    lines = [line for line in console.page.cues.lines() if line.is_current]
    use = lines[0].use if lines else None
    return "" if use is None else use.cue.name
