"""The page Today: its parts, what they read, and where their buttons lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import day_text, local_now, plan
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.home.glance import earlier_round, pasteable_rounds, round_at_hand, takings, todos
from leaderdesk.features.home.rules import ListState, Takings, Todos, greeting
from leaderdesk.features.home.screen.part import Part
from leaderdesk.features.home.screen.paste_card import PasteCard
from leaderdesk.features.home.screen.round_card import RoundCard, RoundNews
from leaderdesk.features.home.screen.side_cards import DeadlineCard, TakingsCard
from leaderdesk.features.home.screen.stream_card import StreamCard
from leaderdesk.features.home.screen.todo_row import LookTodo, MoneyTodos
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.glance import RoundSlots
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.streams.glance import next_stream
from leaderdesk.storage.business import Business, read_business
from leaderdesk.storage.ground import lay_ground
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.page import Padded, PageHeader
from leaderdesk.ui.search_field import SearchButton

if TYPE_CHECKING:
    # Nothing of SQLAlchemy nor of the reader of lists is needed until Today is filled.
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.orders.rules.elsewhere import Elsewhere

TABLES = frozenset(
    {
        "round", "offer", "product", "orders", "line", "listed", "paste", "ledger_entry", "handover_line",
        "printed_label", "purchase_order", "receipt", "surplus", "neighbour", "household", "building", "setting",
        "stream", "series", "cue", "live_mark",
    }
)  # fmt: skip
_MINUTE_MS = 60_000
_LOW = 600
"""Below this height of the page, in pixels at 100 %, the figures give way to the paste box."""
_ROOMY, _HIGH = 820, 920
"""From here on the next stream and the cut-off both have their card; and from there on the figures too."""


@dataclass(frozen=True, slots=True)
class _Start:
    """What the header and the paste box need."""

    business: Business
    rounds: tuple[Round, ...]


class TodayPage(QWidget):
    """What the leader sees first; every part is read on its own, and all of them again after a change.

    What the list pasted last says takes the reader of lists: that part is read once the others are in view.
    """

    def __init__(
        self, desk: Desk, slots: RoundSlots, *, guards: Callable[[], Guards], pages: frozenset[Step] = frozenset(Step)
    ) -> None:
        super().__init__()
        self._desk, self._slots, self._guards = desk, slots, guards
        self.header = PageHeader(greeting(local_now(desk.clock), ""))
        self.round_card = RoundCard(pages, offers_example=not desk.in_practice)
        self.money = MoneyTodos()
        self.look = LookTodo()
        self.paste = PasteCard()
        self.deadline = DeadlineCard(desk.clock)
        self.stream = StreamCard(desk.clock)
        self.takings = TakingsCard()
        self.round_part = Part(desk.tasks, self.round_card, read=self._read_round, show=self._show_round, rows=3)
        self.money_part = Part(desk.tasks, self.money, read=self._read_todos, show=self._show_todos)
        self.look_part = Part(desk.tasks, self.look, read=self._read_list, show=self._show_list)
        self.takings_part = Part(desk.tasks, self.takings, read=self._read_takings, show=self.takings.show_takings)
        self._first = (self.round_part, self.money_part, self.takings_part)
        self._awaited: set[Part[RoundNews] | Part[Todos] | Part[Takings]] = set(self._first)
        self._set_up_header()
        self._lay_out()
        self._connect()

    def widget(self) -> QWidget:
        """Return the page."""
        return self

    def arrive(self, place: Place) -> None:
        """Show how things stand now; a text to paste goes to the round that is chosen."""
        self.refresh()
        if place.paste is not None:
            self._take(self.paste.round_id(), place.paste)

    def print_page(self) -> None:
        """Go to where the papers of the round are printed."""
        self._desk.go(Place(Page.ROUNDS, step=Step.LABELS))

    def refresh(self) -> None:
        """Read every part anew."""
        self._read_start()
        for part in self._first:
            part.load()
        if self.is_filled():
            self.look_part.load()

    def is_filled(self) -> bool:
        """Return whether all that is read at a glance has been in view once, or has said why it is not."""
        return not self._awaited

    # Reading, on a reading lane.

    def _now(self) -> str:
        return plan(local_now(self._desk.clock))

    def _read_start(self) -> None:
        store, now = self._desk.store, self._now()

        def work() -> _Start:
            with store.glance() as reading:
                return _Start(read_business(reading), pasteable_rounds(reading, now=now))

        # The parts say it themselves when the data cannot be read.
        self._desk.tasks.read(self, work, self._show_start, lambda _trouble: None, latest="start")

    def _read_round(self) -> RoundNews:
        with self._desk.store.glance() as reading:
            at_hand = round_at_hand(reading, self._slots, now=self._now())
            earlier = None if at_hand is None else earlier_round(reading, but_id=at_hand.listed.round.id)
            coming = next_stream(reading, local_now(self._desk.clock))
        return RoundNews(at_hand, earlier, coming)

    def _read_todos(self) -> Todos:
        with self._desk.store.glance() as reading:
            return todos(reading, now=self._now())

    def _read_list(self) -> ListState | None:
        lay_ground()
        from leaderdesk.features.home.queries import list_state

        with self._desk.store.glance() as reading:
            rounds = pasteable_rounds(reading, now=self._now())
        return list_state(self._desk.store, rounds[0].id, guards=self._guards()) if rounds else None

    def _read_takings(self) -> Takings:
        with self._desk.store.glance() as reading:
            return takings(reading, self._slots)

    # Showing.

    def _show_start(self, start: _Start) -> None:
        now = local_now(self._desk.clock)
        self.header.set_title(greeting(now, start.business.leader_name), day_text(now.date()))
        self.paste.show_rounds(start.rounds)

    def _show_round(self, news: RoundNews) -> None:
        self.round_card.show_news(news, local_now(self._desk.clock))
        self.deadline.show_round(None if news.at_hand is None else news.at_hand.listed.round)
        self.stream.show_stream(news.stream)
        self._fit()

    def _came(self, part: Part[RoundNews] | Part[Todos] | Part[Takings]) -> None:
        if part in self._awaited:
            self._awaited.remove(part)
            if not self._awaited:
                self.look_part.load()

    def _show_todos(self, found: Todos) -> None:
        self.money.show_todos(found, local_now(self._desk.clock))

    def _show_list(self, found: ListState | None) -> None:
        self.look.show_list(found)
        self.paste.show_list(found)

    def copy_preview(self) -> None:
        """Copy the text about the next stream, in the language of the group."""
        found = self.stream.stream()
        if found is None:
            return
        store, clock, spoken = self._desk.store, self._desk.clock, self._desk.settings().paper_language

        def work() -> str:
            lay_ground()
            from leaderdesk.features.home.queries import preview_text

            with language(spoken):
                return preview_text(store, found, local_now(clock))

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._desk.notice(_("Copied. Paste it into the group."))

        self._desk.tasks.read(self, work, done, latest="preview")

    # Pasting.

    def paste_clipboard(self, round_id: int) -> None:
        """Take what lies in the clipboard for the list of that round."""
        self._take(round_id, QGuiApplication.clipboard().text())

    def _take(self, round_id: int, text: str) -> None:
        if not text.strip():
            self._desk.notice(_("There is nothing to read. Copy the list in the group first."))
        elif round_id:
            self._desk.go(Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE, paste=text))
        else:
            self._desk.tasks.read(self, lambda: _elsewhere(text), self._go_elsewhere, latest="elsewhere")

    def _go_elsewhere(self, found: Elsewhere | None) -> None:
        if found is None:
            self._desk.notice(_("There is no round to paste into. Open one first."))
        else:
            self._desk.go(found.place)
            self._desk.notice(found.sentence)

    # Setting up.

    def _set_up_header(self) -> None:
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        new = Button(_("New round"), icon="plus")
        new.clicked.connect(lambda: self._desk.go(Place(Page.ROUNDS, wants_new=True)))
        self.header.set_search(search)
        self.header.set_actions(new)

    def _lay_out(self) -> None:
        padded = Padded(spacing=14)
        padded.body.setContentsMargins(20, 16, 20, 16)
        todo_row = QHBoxLayout()
        todo_row.setSpacing(13)
        todo_row.addWidget(self.money_part, 3)
        todo_row.addWidget(self.look_part, 1)
        side = QVBoxLayout()
        side.setSpacing(13)
        side.addWidget(self.stream)
        side.addWidget(self.deadline)
        side.addWidget(self.takings_part)
        side.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.paste, 68)
        below.addLayout(side, 32)
        padded.body.addWidget(self.round_part)
        padded.body.addLayout(todo_row)
        padded.body.addLayout(below, 1)
        for part in (self.round_part, self.money_part, self.look_part):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Scroll(padded), 1)

    def _connect(self) -> None:
        self.stream.copy_wanted.connect(self.copy_preview)
        for part in (self.round_card, self.money, self.look, self.paste, self.deadline, self.stream):
            part.wanted.connect(self._desk.go)
        for first in self._first:
            first.answered.connect(partial(self._came, first))
        self.round_card.example_wanted.connect(self._desk.stores.enter_practice)
        self.paste.pasted.connect(self.paste_clipboard)
        self._desk.bridge.on_tables(self, TABLES, lambda _changed: self._refresh_seen())
        minutes = QTimer(self)
        minutes.timeout.connect(self._refresh_seen)
        minutes.start(_MINUTE_MS)

    def _refresh_seen(self) -> None:
        # Out of sight nothing is read; arriving reads it all.
        if self.isVisible():
            self.refresh()

    def _fit(self) -> None:
        both = self.stream.stream() is not None and self.deadline.has_time()
        roomy = self.height() >= _ROOMY
        # Where there is no room for both, what comes first is in view.
        first = both and self.deadline.comes_after(self.stream.moment())
        self.deadline.setVisible(self.deadline.has_time() and (not both or roomy or not first))
        self.stream.setVisible(self.stream.stream() is not None and (not both or roomy or first))
        alone = self.deadline.isHidden() and self.stream.isHidden()
        self.takings_part.setVisible(alone or self.height() >= (_HIGH if roomy and both else _LOW))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _elsewhere(text: str) -> Elsewhere | None:
    """Return where a text belongs that is no list of orders: a poll needs no round."""
    lay_ground()
    from leaderdesk.features.community.feature import elsewhere

    return elsewhere(text)
