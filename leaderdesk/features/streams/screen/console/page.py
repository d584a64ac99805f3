"""The live console: one page that has the window to itself while the stream is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.console import LiveData
from leaderdesk.features.streams.rules.live import LiveState
from leaderdesk.features.streams.screen.console.asked_card import AskedCard
from leaderdesk.features.streams.screen.console.book import ConsoleBook
from leaderdesk.features.streams.screen.console.cue_list import CueList
from leaderdesk.features.streams.screen.console.deeds import MINUTE_S, ConsoleDeeds
from leaderdesk.features.streams.screen.console.head import ConsoleHead
from leaderdesk.features.streams.screen.console.ending import ask_about_end
from leaderdesk.features.streams.screen.console.keys import MOST_POINTS, bind, bind_numbered
from leaderdesk.features.streams.screen.console.now_card import NowCard
from leaderdesk.features.streams.screen.console.said import points_of
from leaderdesk.features.streams.screen.console.shows_box import KEYS as SHOW_KEYS
from leaderdesk.features.streams.screen.console.shows_box import ShowsBox
from leaderdesk.features.streams.screen.console.slots import ConsoleSlots, QuickOrders
from leaderdesk.features.streams.screen.console.vote_card import KEYS as VOTE_KEYS
from leaderdesk.features.streams.screen.console.vote_card import VoteCard
from leaderdesk.ui.cards import Box, Rule
from leaderdesk.ui.confirm import Confirm
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.theme import theme

_LEFT, _RIGHT = 248, 346
_TIGHT = 1280


class ConsolePage(Pane):
    """`back` tells that the leader left it, `ended` (with the stream's id) that it is over; `showing` what is seen.

    It takes rail and status bar away while it is in view, and asks before the window closes while it is live.
    """

    back = Signal()
    ended = Signal(int)
    showing = Signal(object)

    def __init__(self, desk: Desk, stream_id: int, slots: ConsoleSlots) -> None:
        super().__init__("canvas")
        self._desk, self._slots = desk, slots
        self._shown: object = None
        self._at: tuple[int | None, bool] = (None, False)
        self._round_id: int | None = None
        self.quick: QuickOrders | None = None
        self.book = ConsoleBook(desk, stream_id, slots.streams, parent=self)
        self.deeds = ConsoleDeeds(desk, self.book, slots.streams, parent=self)
        self.head = ConsoleHead(desk, stream_id, slots.streams)
        self.cues = CueList()
        self.place = Label("", role="small", ink="text2")
        self.shows = ShowsBox()
        self.now = NowCard()
        self.asked = AskedCard()
        self.votes = VoteCard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.book.begin()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def refresh(self) -> None:
        """Read everything again."""
        self.book.begin()

    def paste(self, text: str) -> None:
        """Take a pasted chat for answers to the vote."""
        self.deeds.paste_votes(text)

    def tick(self) -> None:
        """Let a second pass: only what looks different is painted."""
        state = self.book.state()
        if state is None or self.book.data is None:
            return
        if (None if state.current is None else state.current.cue.id, state.rolling) != self._at:
            # While it rolls, the clock alone goes on to the next cue.
            self._show()
            return
        self.now.tick(state)
        self.head.tick(state, f"{local(self._desk.clock.now_ms()):%H:%M}")
        if self.isVisible():
            self._timer.start(_until_next_second(state))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._desk.alone(True)
        self.tick()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._desk.alone(False)
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def leave(self) -> None:
        """Go back to where one came from; while it is live, asks whether to end it first."""
        state = self.book.state()
        if state is None or not state.is_live:
            self._go_back()
            return
        self.ask_end().confirmed.connect(self._go_back)

    def ask_end(self) -> Confirm:
        """Ask whether to end the stream, and return the question."""
        question = ask_about_end(self, verb=_("End the stream"))
        question.confirmed.connect(self.deeds.end)
        question.ask()
        return question

    def advance(self) -> None:
        """Go to the next cue; behind the last one, ask whether to end the stream."""
        state = self.book.state()
        if state is not None and state.is_live and not self.deeds.forward():
            self.ask_end()

    def _go_back(self) -> None:
        self._desk.ask_first(None)
        self.back.emit()

    def _ask_to_close(self, close: Callable[[], None]) -> None:
        if not isValid(self):
            # Another page of the streams took its place meanwhile; what runs goes on by the clock.
            close()
            return
        question = ask_about_end(self, verb=_("End it and close"))

        def end_and_close() -> None:
            self.deeds.end()
            close()

        question.confirmed.connect(end_and_close)
        question.ask()

    # Showing.

    def _show(self) -> None:
        data, state = self.book.data, self.book.state()
        if data is None or state is None:
            return
        current = state.current
        self._at = (None if current is None else current.cue.id, state.rolling)
        self.head.show_state(state, data.ground.name)
        self.cues.show_uses(state.uses, state.at)
        self.place.setText(
            "" if state.at is None else _("{number} of {count}").format(number=state.at + 1, count=len(state.uses))
        )
        self.now.show_state(state, data.ground.name, points_of(data, None if current is None else current.cue))
        self.asked.show_about([product.product_id for product in current.cue.products] if current is not None else [])
        self.asked.show_questions(data.questions)
        self.votes.show_votes(data.votes)
        self.shows.show_now(state.showing.shows)
        self._show_quick(data)
        self._desk.ask_first(self._ask_to_close if state.is_live else None)
        if state.showing != self._shown:
            self._shown = state.showing
            self.showing.emit(state.showing)
        self.tick()

    def _show_quick(self, data: LiveData) -> None:
        round_id, make = data.ground.stream.round_id, self._slots.quick_orders
        if make is not None and round_id is not None and round_id != self._round_id:
            self._round_id = round_id
            if self.quick is not None:
                self.quick.widget().deleteLater()
            self.quick = make(self._desk, round_id)
            self._column.addWidget(self.quick.widget())
            if self.isVisible():
                self.quick.take_keyboard()
        if self.quick is not None:
            orders = ngettext("{count} order this stream", "{count} orders this stream", data.takings.orders)
            words = orders.format(count=data.takings.orders)
            self.quick.show_sum(_("{orders} · {sum}").format(orders=words, sum=format_yuan(data.takings.fen)))

    # Putting together.

    def _lay_out(self) -> None:
        self._left = Box(padding=10)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 4)
        head.addWidget(Label(_("Run-sheet"), role="strong"))
        head.addStretch(1)
        head.addWidget(self.place)
        self._left.body.addLayout(head)
        self._left.body.addWidget(self.cues, 1)
        self._left.body.addWidget(Rule())
        self._left.body.addWidget(self.shows)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        right.addWidget(self.asked, 1)
        right.addWidget(self.votes)
        self._middle = QHBoxLayout()
        self._middle.setContentsMargins(20, 14, 20, 14)
        self._middle.setSpacing(14)
        self._middle.addWidget(self._left)
        self._middle.addWidget(self.now, 1)
        self._middle.addWidget(self._right)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addLayout(self._middle, 1)
        self._fit()

    def _fit(self) -> None:
        tight = self.width() < _TIGHT
        grown = 1 + (theme().zoom_percent - 100) / (800 if tight else 250)
        self.now.make_tight(tight)
        self._left.setFixedWidth(round((_LEFT - 32 if tight else _LEFT) * grown))
        self._right.setFixedWidth(round((_RIGHT - 46 if tight else _RIGHT) * grown))
        edge = 8 if self.height() < 700 else 14
        self._middle.setContentsMargins(20, edge, 20, edge)

    def _connect(self) -> None:
        self.book.read.connect(self._show)
        self.book.facts_read.connect(self.asked.show_facts)
        self.book.gone.connect(self.back)
        self.head.back.connect(self.leave)
        self.head.end_wanted.connect(self.ask_end)
        self.head.opened.connect(lambda window: window.trouble.connect(self._desk.notice))
        self.cues.chosen.connect(self._choose)
        self.shows.wanted.connect(self.deeds.show)
        self.now.advanced.connect(self.advance)
        self.now.begun.connect(self._begin)
        self.now.more_wanted.connect(lambda: self.deeds.extend(MINUTE_S))
        self.now.less_wanted.connect(lambda: self.deeds.extend(-MINUTE_S))
        self.now.rolled.connect(lambda _on: self.deeds.roll())
        self.now.ticked.connect(self.deeds.tick)
        self.asked.shown.connect(self.deeds.show_fact)
        self.asked.noted.connect(self.deeds.note)
        self.votes.voted.connect(self.deeds.vote)
        self.votes.made.connect(self.deeds.make_vote)
        self.votes.pasted.connect(self.deeds.paste_votes)
        self.deeds.ended.connect(lambda: self.ended.emit(self.book.stream_id))

    def _choose(self, cue_id: int) -> None:
        state = self.book.state()
        if state is not None and state.is_live:
            self.deeds.go(cue_id)

    def _bind_keys(self) -> None:
        bind(self, "PgDown", self.advance)
        bind(self, "PgUp", self.deeds.backward)
        bind(self, "Ctrl+Return", self._begin)
        bind(self, "Ctrl+Up", lambda: self.deeds.extend(MINUTE_S))
        bind(self, "Ctrl+Down", lambda: self.deeds.extend(-MINUTE_S))
        bind(self, "Ctrl+R", self.deeds.roll)
        bind(self, "Ctrl+F", self.asked.take_keyboard)
        bind(self, "Ctrl+L", self._take_keyboard)
        bind(self, "Alt+Return", self.asked.show_best)
        bind_numbered(self, "Alt+{}", VOTE_KEYS, self.votes.vote)
        numbers = "".join(str(number) for number in range(1, MOST_POINTS + 1))
        bind_numbered(self, "Alt+{}", numbers, lambda place: self.now.points.press(place + 1))
        for shows, keys in SHOW_KEYS:
            bind(self, keys, partial(self.shows.take, shows))

    def _begin(self) -> None:
        state = self.book.state()
        if state is not None and not state.is_live:
            self.deeds.begin()

    def _take_keyboard(self) -> None:
        if self.quick is not None:
            self.quick.take_keyboard()


def _until_next_second(state: LiveState) -> int:
    """Return the milliseconds until the countdown looks different."""
    left_ms = state.left_ms if state.current is not None else -state.elapsed_ms
    return left_ms % 1000 or 1000
