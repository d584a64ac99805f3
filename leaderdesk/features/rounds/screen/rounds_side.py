"""The left side of the page of rounds: the list, or, where there is little room, a strip that unfolds it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.rounds.queries import ListedRound, RoundPage, RoundSlots, listed_rounds, round_counts
from leaderdesk.features.rounds.rules import RoundState
from leaderdesk.features.rounds.screen.round_list import WIDTH, RoundList
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.states import ErrorCard
from leaderdesk.ui.theme import theme

STRIP = 48
_GROWING = 2
"""Pixels that the list is wider for each per cent of larger text."""
PAGE = 30
"""Rounds that are read at a time: half a year of a busy leader."""


@dataclass(frozen=True, slots=True)
class _Found:
    counts: dict[RoundState, int]
    page: RoundPage


class RoundsSide(QWidget):
    """Tells `chosen` with the round that was chosen, and `counted` when the number of rounds is known anew."""

    chosen = Signal(int)
    counted = Signal()

    def __init__(self, desk: Desk, slots: RoundSlots, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._filter: RoundState | None = None
        self._wanted = PAGE
        self._rounds: tuple[ListedRound, ...] = ()
        self._counts: dict[RoundState, int] = {}
        self._narrow = False
        self.list = RoundList()
        self.list.chosen.connect(self._choose)
        self.list.filtered.connect(self._narrow_down)
        self.list.more_wanted.connect(self._read_more)
        self.unfold_button = IconButton("list", _("Show all rounds"))
        self.unfold_button.clicked.connect(lambda: self._show_list(unfolded=True))
        self._error = ErrorCard(_("The rounds could not be read"))
        self._error.retried.connect(self.refresh)
        self._stack = QStackedWidget()
        self._lay_out()

    def refresh(self) -> None:
        """Read as many rounds again as are listed now."""
        store, slots, state, wanted = self._desk.store, self._slots, self._filter, self._wanted

        def work() -> _Found:
            with store.read() as connection:
                return _Found(round_counts(connection), listed_rounds(connection, slots, state=state, limit=wanted))

        def done(found: _Found) -> None:
            self._counts = found.counts
            self.list.show_counts(found.counts)
            self._show_page(found.page.rounds, found.page.more)
            self.counted.emit()

        self._desk.tasks.read(self, work, done, self._could_not_read, latest="rounds")

    def select(self, round_id: int) -> None:
        """Mark the round that is shown."""
        self.list.select(round_id)
        self._show_list(unfolded=False)

    def fold(self, narrow: bool) -> None:
        """Be a strip where there is little room."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_list(unfolded=False)

    def count_words(self) -> str:
        """Return how many rounds there are: 24 期."""
        count = sum(self._counts.values())
        return ngettext("{count} round", "{count} rounds", count).format(count=count) if count else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._narrow:
            self._show_list(unfolded=False)
            return
        super().keyPressEvent(event)

    def _read_more(self) -> None:
        """Read the rounds behind those listed, without reading these again."""
        if not self._rounds:
            return
        store, slots, state, after = self._desk.store, self._slots, self._filter, self._rounds[-1].round

        def work() -> RoundPage:
            with store.read() as connection:
                return listed_rounds(connection, slots, state=state, after=after, limit=PAGE)

        def done(page: RoundPage) -> None:
            if self._rounds and self._rounds[-1].round.id == after.id:
                self._wanted += PAGE
                self._show_page((*self._rounds, *page.rounds), page.more)

        self._desk.tasks.read(self, work, done, self._could_not_read, latest="rounds")

    def _show_page(self, rounds: tuple[ListedRound, ...], more: int) -> None:
        self._rounds = rounds
        self._error.hide()
        self.list.show_rounds(rounds, more=more, step=PAGE, now=local_now(self._desk.clock))

    def _could_not_read(self, trouble: Exception) -> None:
        self._error.show_error(_("The rounds could not be read"), str(trouble))
        self._error.show()

    def _narrow_down(self, state: RoundState | None) -> None:
        self._filter, self._wanted = state, PAGE
        self.refresh()

    def _choose(self, round_id: int) -> None:
        self.chosen.emit(round_id)

    def _show_list(self, *, unfolded: bool) -> None:
        listed = unfolded or not self._narrow
        self._stack.setCurrentIndex(0 if listed else 1)
        strip = max(STRIP, self._strip.minimumSizeHint().width())
        self.setFixedWidth(WIDTH + _GROWING * (theme().zoom_percent - 100) if listed else strip)
        if unfolded and self._narrow:
            self.list.view.setFocus()

    def _lay_out(self) -> None:
        self._strip = Pane("surface")
        inside = QVBoxLayout(self._strip)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.unfold_button, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        full = Pane("surface")
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._error)
        column.addWidget(self.list, 1)
        self._error.hide()
        self._stack.addWidget(full)
        self._stack.addWidget(self._strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        self._show_list(unfolded=False)
