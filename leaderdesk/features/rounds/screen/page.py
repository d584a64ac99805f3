"""The page of rounds: the list at the left, the bar of steps above, and the page of the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local_now, plan
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.actions import MadeRound
from leaderdesk.features.rounds.queries import (
    ListedRound,
    RoundSlots,
    current_round,
    listed_round,
    next_number,
    round_before,
)
from leaderdesk.features.rounds.screen.close_page import ClosePage
from leaderdesk.features.rounds.screen.header import RoundsHeader
from leaderdesk.features.rounds.screen.open_page import OpenPage
from leaderdesk.features.rounds.screen.rounds_side import RoundsSide
from leaderdesk.features.rounds.screen.step_page import StepPage, StepPageFactory
from leaderdesk.features.rounds.screen.words import deadline_words, shown_steps
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import is_narrow
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.steps import StepBar

MINUTE_MS = 60_000


class RoundsPage(QWidget):
    """Shows one round at one of its steps; `step_pages` make the pages of the steps that features above have."""

    def __init__(
        self,
        desk: Desk,
        step_pages: Mapping[Step, StepPageFactory],
        slots: RoundSlots,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slots = slots
        self._factories: dict[Step, StepPageFactory] = dict(step_pages)
        self._has_page = frozenset(self._factories) | {Step.OPEN, Step.CLOSE}
        self._factories.setdefault(Step.OPEN, self._opening_page)
        self._factories.setdefault(Step.CLOSE, lambda made_for: ClosePage(made_for, slots, self._has_page))
        self._pages: dict[Step, StepPage] = {}
        self._place = Place(Page.ROUNDS, step=Step.OPEN)
        self._listed: ListedRound | None = None
        self.header = RoundsHeader(desk.summon_palette)
        self.steps = StepBar()
        self.side = RoundsSide(desk, slots)
        self.first_button = Button(_("Open the first round"), kind="primary")
        self._stack = PageStack()
        self._blank = QWidget()
        self._lay_out()
        self._connect()

    # As a page of the window.

    def widget(self) -> QWidget:
        """Return the page."""
        return self

    def arrive(self, place: Place) -> None:
        """Show the round and the step asked for; without a round the one shown before, else the present one."""
        if place.wants_new and place.step is None:
            self.new_round()
        elif place.round_id is not None:
            self.show_round(place.round_id, place.step or Step.OPEN, place)
        elif self._place.round_id is not None:
            self.show_round(self._place.round_id, place.step or self._step(), place)
        else:
            self._show_present(place)
        self.side.refresh()

    def print_page(self) -> None:
        """Print what belongs to the step in view."""
        if self._place.round_id is None:
            nothing_to_print(self._desk)
        else:
            self._page_of(self._step()).print_page()

    def show_round(self, round_id: int, step: Step, place: Place | None = None) -> None:
        """Show that step of the round; a step without a page gives way to the first one."""
        step = step if step in self._has_page else Step.OPEN
        before = self._place
        self._place = Place(Page.ROUNDS, round_id=round_id, step=step)
        wanted = place or self._place
        if step in self._pages:
            self._bring(before)
            self._fill(wanted)
        else:
            # The first time takes longer: making, showing and reading each have their turn.
            self._stack.setCurrentWidget(self._blank)
            pieces = (lambda: self._page_of(step), lambda: self._bring(before), lambda: self._fill(wanted))
            self._desk.tasks.in_turns(self, *(partial(self._if_still, self._place, piece) for piece in pieces))
        self.side.select(round_id)
        if before != self._place:
            self._listed = None
        self._show_frame()
        self._read_round()

    def new_round(self) -> None:
        """Make a draft with usual times and show it."""
        store = self._desk.store

        def done(made: MadeRound) -> None:
            self.show_round(made.round_id, Step.OPEN)

        self._desk.tasks.write(self, lambda: actions.new_round(store), done)

    def copy_round(self) -> None:
        """Make a draft as the last round was, a week later, and show it."""
        store = self._desk.store

        def work() -> MadeRound | None:
            with store.read() as connection:
                last = round_before(connection, next_number(connection))
            return None if last is None else actions.copy_round(store, last.id)

        self._desk.tasks.write(self, work, self._copied)

    # Showing.

    def _step(self) -> Step:
        return self._place.step or Step.OPEN

    def _page_of(self, step: Step) -> StepPage:
        if step not in self._pages:
            page = self._factories[step](self._desk)
            self.header.keep_actions(step, page.header_actions())
            self._pages[step] = page
            self._stack.addWidget(page.widget())
        return self._pages[step]

    def _if_still(self, place: Place, piece: Callable[[], object]) -> None:
        if place is self._place:
            piece()

    def _bring(self, before: Place) -> None:
        page = self._page_of(self._step())
        self._stack.setCurrentWidget(page.widget())
        # The keys of a step hold as soon as it is in view, wherever the click came from.
        if before != self._place:
            page.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, wanted: Place) -> None:
        if self._place.round_id is not None:
            self._page_of(self._step()).show_round(self._place.round_id, wanted)

    def _opening_page(self, desk: Desk) -> OpenPage:
        page = OpenPage(desk, self._slots)
        page.deleted.connect(self._deleted)
        return page

    def _show_present(self, place: Place) -> None:
        store, now = self._desk.store, plan(local_now(self._desk.clock))

        def work() -> int | None:
            with store.read() as connection:
                found = current_round(connection, now=now)
            return None if found is None else found.id

        def done(round_id: int | None) -> None:
            if round_id is None:
                self._show_nothing()
            elif self._place.round_id is None:
                self.show_round(round_id, place.step or Step.OPEN, place)

        self._desk.tasks.read(self, work, done, latest="present")

    def _show_nothing(self) -> None:
        self._place = Place(Page.ROUNDS, step=Step.OPEN)
        self._listed = None
        self._stack.setCurrentWidget(self._empty)
        self._show_frame()

    def _read_round(self) -> None:
        store, slots, round_id = self._desk.store, self._slots, self._place.round_id
        if round_id is None:
            return

        def work() -> ListedRound | None:
            with store.read() as connection:
                return listed_round(connection, slots, round_id)

        def done(found: ListedRound | None) -> None:
            if round_id == self._place.round_id:
                self._listed = found
                if found is None:
                    self._deleted(round_id)
                else:
                    self._show_frame()

        self._desk.tasks.read(self, work, done, latest="round")

    def _show_frame(self) -> None:
        """Show what stands around the page of the step: the header, the bar of steps, and the list where it belongs."""
        opening, nothing = self._step() is Step.OPEN, self._place.round_id is None
        self.side.setVisible(opening and not nothing)
        self.steps.setVisible(not nothing)
        listed = self._listed
        if opening:
            self.header.show_list(self.side.count_words(), has_rounds=not nothing)
        else:
            self.header.show_step(self._step(), "" if listed is None else listed.round.name)
        if listed is not None:
            self.steps.set_steps(shown_steps(listed, self._has_page), str(int(self._step())))
            self._show_deadline()

    def _show_deadline(self) -> None:
        if self._listed is not None:
            now = local_now(self._desk.clock)
            self.steps.set_note(*deadline_words(self._listed.round, now, counting=self._step() is not Step.OPEN))

    def _copied(self, made: MadeRound | None) -> None:
        if made is None:
            self._desk.notice(_("There is no round to copy yet."))
            return
        sentence = _("The last round was copied, the dates moved on by whole weeks.")
        if made.left_out:
            sentence = _("Copied. At rest and left out: {products}").format(products=_(", ").join(made.left_out))
        self._desk.notice(sentence, undo=made.action_id)
        self.show_round(made.round_id, Step.OPEN)

    def _deleted(self, round_id: int) -> None:
        """Show another round in the place of one that is gone."""
        if self._place.round_id == round_id:
            self._place = Place(Page.ROUNDS, step=Step.OPEN)
            self._show_present(self._place)

    def _crumb(self, place: int) -> None:
        if self._place.round_id is not None and place in (0, 1):
            self.show_round(self._place.round_id, Step.OPEN)

    # Setting up.

    def _lay_out(self) -> None:
        reason = _("Choose a few products and a cut-off, and the round is open.")
        self._empty = EmptyState("basket", _("No round yet"), reason, buttons=(self.first_button,))
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self._empty)
        _lay_around(self, header=self.header, side=self.side, steps=self.steps, stack=self._stack)
        self._show_frame()

    def _connect(self) -> None:
        self.header.copy_button.clicked.connect(self.copy_round)
        self.header.new_button.clicked.connect(self.new_round)
        self.first_button.clicked.connect(self.new_round)
        self.header.crumb_clicked.connect(self._crumb)
        self.steps.opened.connect(lambda key: self.show_round(self._place.round_id or 0, Step(int(key))))
        self.side.chosen.connect(lambda round_id: self.show_round(round_id, Step.OPEN))
        self.side.counted.connect(self._show_frame)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self._changed())
        QShortcut(QKeySequence.StandardKey.New, self).activated.connect(self.new_round)
        minutes = QTimer(self)
        minutes.timeout.connect(self._show_deadline)
        minutes.start(MINUTE_MS)

    def _changed(self) -> None:
        self.side.refresh()
        if self._place.round_id is None:
            self._show_present(self._place)
        else:
            self._read_round()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fold(is_narrow(self))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.side.fold(is_narrow(self))


def _lay_around(page: QWidget, *, header: QWidget, side: QWidget, steps: QWidget, stack: QWidget) -> None:
    """Put the header over the list of rounds and, beside it, the bar of steps over the step in view."""
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(steps)
    right.addWidget(stack, 1)
    below = QHBoxLayout()
    below.setSpacing(0)
    below.addWidget(side)
    below.addLayout(right, 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addLayout(below, 1)


_TABLES = frozenset(
    {
        "round",
        "offer",
        "product",
        "orders",
        "line",
        "purchase_order",
        "receipt",
        "surplus",
        "printed_label",
        "handover_line",
        "ledger_entry",
    }
)
