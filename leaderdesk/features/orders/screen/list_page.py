"""Reads what is pasted into a round, keeps the answers, and takes the orders when the leader says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.clock import local, local_now, short_time
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.actions import keep_paste, read_paste, take_orders
from leaderdesk.features.orders.queries.ground import latest_paste
from leaderdesk.features.orders.queries.reading import pasted_text
from leaderdesk.features.orders.rules.answers import Answer, Answers, with_answer
from leaderdesk.features.orders.rules.comparison import compare
from leaderdesk.features.orders.rules.late import LateNoted
from leaderdesk.features.orders.rules.review import Review, Taken
from leaderdesk.features.orders.screen.elsewhere_strip import ElsewhereStrip
from leaderdesk.features.orders.screen.list_pane import ListPane
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.tasks import Job, Progress

_TABLES = frozenset(
    {"orders", "line", "listed", "offer", "round", "neighbour", "product_alias", "neighbour_alias", "learnt"}
)
_SLOW_MS = 1000
"""From then on reading shows that it is going on."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What was pasted, and when (unix ms)."""

    text: str
    at_ms: int


class ListPage(QWidget):
    """One round's list: read on a reading lane, answered in memory, taken when the leader says so."""

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._slots = desk, slots
        self._round_id = 0
        self._text: _Text | None = None
        self._review: Review | None = None
        self._answers: Answers = {}
        self._is_comparing = False
        self._take_next: bool | None = None
        self._job: Job | None = None
        self._busy = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self.pane = ListPane()
        self.paste_button = Button(_("Paste"), kind="primary", icon="clipboard", keys="Ctrl V")
        self.file_button = Button(_("Choose an Excel file"), icon="upload")
        self.empty = EmptyState(
            "clipboard",
            _("Paste the list of the group here"),
            _("Copy it in WeChat, paste it here, look it over, take it. Nothing is taken before you say so."),
            buttons=(self.paste_button, self.file_button),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(_with_sample(self.empty))
        self._stack.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.elsewhere = ElsewhereStrip(desk)
        column.addWidget(self.elsewhere)
        column.addWidget(self._stack)
        self._connect()

    def show_round(self, round_id: int, *, fresh_text: bool) -> None:
        """Show the round with what was pasted last into it, unless a text comes right behind."""
        self._round_id = round_id
        self._forget()
        self._stack.setCurrentIndex(0)
        if fresh_text:
            return
        store = self._desk.store

        def last() -> tuple[str, int] | None:
            with store.read() as connection:
                return latest_paste(connection, round_id)

        self._desk.tasks.read(self, last, self._show_last, latest="last")

    def take_text(self, text: str) -> None:
        """Read a pasted text; the answers of the text before hold for lines that say the same."""
        try:
            kept = pasted_text(text)
        except UserError as error:
            self._desk.notice(str(error))
            return
        self._text = _Text(kept, self._desk.clock.now_ms())
        self.elsewhere.look(kept, self._slots.elsewhere)
        self.pane.show_text(kept, when=self._when())
        self._stack.setCurrentWidget(self.pane)
        # What was pasted is answered by keys at once, wherever the keyboard was before.
        self.pane.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read(keep=True)

    def choose_file(self) -> None:
        """Go where a file with orders for this round is chosen."""
        self._desk.go(Place(Page.IMPORT, round_id=self._round_id, import_kind="orders", wants_new=True))

    # Reading.

    def _connect(self) -> None:
        self.paste_button.clicked.connect(self._paste)
        self.file_button.clicked.connect(self.choose_file)
        self.pane.paste.paste_wanted.connect(self._paste)
        self.pane.paste.cleared.connect(self._clear)
        self.pane.error.retried.connect(self._paste)
        self.pane.answered.connect(self._answer)
        self.pane.copied.connect(self._desk.notice)
        self.pane.stop_wanted.connect(self._stopped)
        self.pane.bar.commit_wanted.connect(self._take)
        self._desk.bridge.on_tables(self, _TABLES | self._slots.tables, lambda _changed: self._refresh())

    def _paste(self) -> None:
        self.take_text(QGuiApplication.clipboard().text())

    def _clear(self) -> None:
        self._forget()
        self._stack.setCurrentIndex(0)

    def _forget(self) -> None:
        self._stop()
        self.elsewhere.clear()
        self._text, self._review, self._answers = None, None, {}
        self._is_comparing, self._take_next = False, None

    def _show_last(self, found: tuple[str, int] | None) -> None:
        if found is None or self._text is not None:
            return
        self._text = _Text(*found)
        self.pane.show_text(self._text.text, when=self._when())
        self._stack.setCurrentWidget(self.pane)
        self._read(keep=False)

    def _refresh(self) -> None:
        """Compare once more: what stands in the store has changed."""
        if self._text is not None and not self._busy:
            self._read(keep=False)

    def _read(self, *, keep: bool) -> None:
        if self._text is None:
            return
        text, answers, store, round_id = self._text.text, self._answers, self._desk.store, self._round_id
        guards = self._slots.guards

        def work(progress: Progress) -> Review:
            return read_paste(store, round_id, text, answers=answers, guards=guards, moved=progress.report)

        self._stop()
        self._slow.start()
        self._job = self._desk.tasks.read_long(
            self,
            work,
            lambda review: self._read_done(review, keep=keep),
            self._read_failed,
            moved=self.pane.move_progress,
        )

    def _read_done(self, review: Review, *, keep: bool) -> None:
        self._slow.stop()
        if self._text is None or review.text != self._text.text or review.ground.round_id != self._round_id:
            return
        if keep:
            store, round_id, text = self._desk.store, self._round_id, self._text.text
            self._desk.tasks.write(self, lambda: keep_paste(store, round_id=round_id, text=text))
        self._show(review)

    def _read_failed(self, error: Exception) -> None:
        self._slow.stop()
        self._review = None
        self.pane.show_error(str(error))

    def _say_slow(self) -> None:
        if self._text is not None:
            self.pane.show_progress(self._text.text.count("\n") + 1)

    def _stopped(self) -> None:
        self._stop()
        self.pane.show_error(_("Stopped; nothing was changed."))

    def _stop(self) -> None:
        self._slow.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    # Showing and answering.

    def _show(self, review: Review) -> None:
        self._review = review
        if review.answers == self._answers:
            self._show_compared(review)
        else:
            # What was answered while the store was being read is not lost.
            self._compare(review)

    def _show_compared(self, review: Review) -> None:
        self._review, self._is_comparing = review, False
        self.pane.show_review(review, when=self._when(), against=self._against(review))
        if self._take_next is not None:
            self._take(self._take_next)

    def _answer(self, key: str, given: tuple[Answer, ...]) -> None:
        if self._review is None:
            return
        self._answers = with_answer(self._answers, key, *given)
        self._compare(self._review)

    def _compare(self, review: Review) -> None:
        """Compare once more, with the answers as they stand; what was answered last is what will show."""
        answers, self._is_comparing = self._answers, True

        def work() -> Review:
            return compare(review.text, review.reading, review.ground, answers)

        def done(compared: Review) -> None:
            # A list that was read again meanwhile has been shown, or is being compared, with these answers too.
            if self._review is review:
                self._show_compared(compared)

        self._desk.tasks.read(self, work, done, latest="compare")

    def _when(self) -> str:
        if self._text is None:
            return ""
        return _("pasted {when}").format(when=self._short(self._text.at_ms))

    def _against(self, review: Review) -> str:
        last = review.ground.last
        return _("against {when}").format(when=self._short(last.at_ms)) if last is not None else ""

    def _short(self, ms: int) -> str:
        return short_time(local(ms), local_now(self._desk.clock))

    # Taking.

    @property
    def review(self) -> Review | None:
        """The comparison that is shown; None while there is none."""
        return self._review

    def commit(self, review: Review, *, certain_only: bool) -> None:
        """Take what `review` says; if the store changed since, it is compared once more and nothing is taken."""
        if self._busy:
            return
        self._busy = True
        self.pane.bar.set_busy(True)
        taking = partial(_take_or_note, self._desk.store, review, slots=self._slots, certain_only=certain_only)
        self._desk.tasks.write(self, taking, self._taken, self._refused)

    def _take(self, certain_only: bool) -> None:
        """Take the list as it was answered; an answer that is still being compared is waited for."""
        self._take_next = None
        if self._review is None:
            return
        if self._is_comparing:
            self._take_next = certain_only
        else:
            self.commit(self._review, certain_only=certain_only)

    def _taken(self, taken: Taken | LateNoted) -> None:
        self._busy = False
        said = noted_sentence(taken) if isinstance(taken, LateNoted) else taken_sentence(taken)
        self._desk.notice(said, undo=taken.action_id)
        self._refresh()
        if isinstance(taken, LateNoted) and taken.count:
            # Where late orders are decided on.
            self._desk.go(Place(Page.ROUNDS, round_id=self._round_id, step=Step.PURCHASE))

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self.pane.strips.set_news(str(error))
        self._refresh()


def _take_or_note(store: Store, review: Review, *, slots: OrderSlots, certain_only: bool) -> Taken | LateNoted:
    """Take the orders of the list; after the cut-off note what is new in it as late orders, where somebody decides."""
    if slots.late is not None and review.ground.closed:
        return slots.late(store, review)
    return take_orders(store, review, certain_only=certain_only, guards=slots.guards)


def noted_sentence(noted: LateNoted) -> str:
    """Return what was noted of a list that came after the cut-off: "2 late orders noted"."""
    sentence = _("Nothing more is wished for in this list; nothing was noted.")
    if noted.count:
        said = ngettext("{count} late order noted", "{count} late orders noted", noted.count)
        sentence = said.format(count=noted.count)
    if noted.left:
        less = ngettext("{count} asks for less", "{count} ask for less", noted.left).format(count=noted.left)
        sentence = _("{sentence}; {less}: change that in the order itself").format(sentence=sentence, less=less)
    return sentence


def taken_sentence(taken: Taken) -> str:
    """Return what was taken: "42 orders recorded, 118 pieces"."""
    if taken.action_id is None:
        return _("Nothing new in this list; nothing was changed.")
    said = ngettext("{count} order recorded, {pieces} pieces", "{count} orders recorded, {pieces} pieces", taken.orders)
    sentence = said.format(count=taken.orders, pieces=amount_text(taken.milli))
    if taken.late:
        late = ngettext("{count} of them is late", "{count} of them are late", taken.late).format(count=taken.late)
        sentence = _("{sentence}; {late}").format(sentence=sentence, late=late)
    if taken.learnt:
        learnt = ngettext("{count} answer remembered", "{count} answers remembered", taken.learnt)
        sentence = _("{sentence}; {late}").format(sentence=sentence, late=learnt.format(count=taken.learnt))
    return sentence


def _with_sample(empty: EmptyState) -> QWidget:
    """Return the empty page: where to paste, and what a list looks like. The sample cannot be taken by mistake."""
    page = Pane("canvas")
    sample = Box(padding=14)
    sample.body.setSpacing(4)
    sample.body.addWidget(Label(_("A list looks like this:"), role="small", ink="text2"))
    for line in (_("#Orders"), _("1. Auntie Zhang 3-502 strawberries 2"), _("2. Mrs Chen 1-301 yoghurt x2, paid")):
        sample.body.addWidget(Label(line, role="small"))
    column = QVBoxLayout(page)
    column.addStretch(1)
    column.addWidget(empty)
    column.addWidget(sample, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return page
