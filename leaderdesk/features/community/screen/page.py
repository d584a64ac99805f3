"""The page of the community: polls and sign-ups at the left, what the chosen one comes to at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.community.actions import (
    TakenPoll,
    answer_open,
    archive_poll,
    close_poll,
    dismiss,
    edit_poll,
    new_poll,
    paste_again,
    reopen_poll,
    winner_round,
    withdraw,
    write_answer,
)
from leaderdesk.features.community.queries import ListedPoll, Shown, compare_paste, polls, shown_poll
from leaderdesk.features.community.rules.comparison import Comparison
from leaderdesk.features.community.rules.model import Heads
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.community.rules.words import group_text, title_of
from leaderdesk.features.community.screen.columns import poll_columns
from leaderdesk.features.community.screen.leaving import print_answers, save_answers
from leaderdesk.features.community.screen.poll_pane import PollPane
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page as RailPage
from leaderdesk.features.places import Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.page import Page
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_TABLES = frozenset({"poll", "poll_answer", "poll_key_vote", "poll_paste", "neighbour", "product", "product_alias"})
_LIST_WIDTH = 320


@dataclass(frozen=True, slots=True)
class _Pasted:
    """A text that was looked at: the poll that it answers (None: a new one) and what it would change there."""

    text: str
    poll_id: int | None
    comparison: Comparison | None


class Community(Page):
    """The page as a widget: reads, shows, and does what its parts ask for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Community"), note=_("Polls and sign-ups"))
        self._desk = desk
        self._poll_id: int | None = None
        self._shown: Shown | None = None
        self._pasted: _Pasted | None = None
        self.paste = Button(_("Paste a poll or sign-up"), kind="primary", icon="clipboard", keys="Ctrl V")
        self.listing = RowTable[ListedPoll](poll_columns(), row_id=lambda row: row.poll.id)
        self.list = TableView(self.listing)
        self.list.setAccessibleName(_("Polls and sign-ups"))
        self.pane = PollPane()
        again = Button(_("Paste"), kind="primary", icon="clipboard", keys="Ctrl V")
        again.clicked.connect(self._paste_new)
        self.empty = EmptyState(
            "house",
            _("Ask the group something"),
            _("Copy the poll or the sign-up list in WeChat and paste it here: her last answer counts."),
            buttons=(again,),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read the list and the chosen poll anew."""
        store, wanted = self._desk.store, self._poll_id

        def work() -> tuple[tuple[ListedPoll, ...], Shown | None]:
            with store.read() as connection:
                found = polls(connection)
                ids = [one.poll.id for one in found]
                chosen = wanted if wanted in ids else (ids[0] if ids else None)
                return found, None if chosen is None else shown_poll(connection, chosen)

        self._desk.tasks.read(self, work, lambda found: self._show(*found), latest="polls")

    def choose(self, poll_id: int) -> None:
        """Show that poll."""
        if poll_id != self._poll_id:
            self._poll_id, self._pasted = poll_id, None
            self.pane.show_offer(None)
            self.load()

    def take_text(self, text: str, *, poll_id: int | None = None) -> None:
        """Take a text: answers to `poll_id`, or to the poll of the same title, are compared; else it is a new poll."""
        store = self._desk.store
        if not text.strip():
            self._desk.notice(_("There is nothing to read. Copy the answers in the group first."))
            return

        def work() -> _Pasted:
            with store.read() as connection:
                belongs = poll_id if poll_id is not None else _same_title(polls(connection), text)
                return _Pasted(text, belongs, None if belongs is None else compare_paste(connection, belongs, text))

        self._desk.tasks.read(self, work, self._looked_at, latest="pasted")

    def print_list(self) -> None:
        """Show the answers of the chosen poll on paper."""
        if self._shown is None:
            nothing_to_print(self._desk)
        else:
            print_answers(self._desk, self, self._shown.tally)

    def write_sheet(self, path: Path) -> None:
        """Write the workbook of the chosen poll in the background."""
        if self._shown is not None:
            save_answers(self._desk, self, self._shown.tally, path)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Fields keep Ctrl+V for themselves; what they leave comes here.
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste_new()
            return
        super().keyPressEvent(event)

    # Pasting.

    def _paste_new(self) -> None:
        self.take_text(QGuiApplication.clipboard().text())

    def _paste_again(self) -> None:
        self.take_text(QGuiApplication.clipboard().text(), poll_id=self._poll_id)

    def _looked_at(self, pasted: _Pasted) -> None:
        store = self._desk.store
        if pasted.poll_id is None:
            self._do(lambda: new_poll(store, pasted.text), self._made)
            return
        self._poll_id, self._pasted = pasted.poll_id, pasted
        self.load()
        works = pasted.comparison is not None and pasted.comparison.works
        self.pane.show_offer(pasted.comparison if works else None)
        if not works:
            self._desk.notice(_("Nothing new in this text; nothing was changed."))

    def _take_pasted(self) -> None:
        pasted, store = self._pasted, self._desk.store
        if pasted is None or pasted.poll_id is None:
            return
        poll_id = pasted.poll_id
        self._do(lambda: paste_again(store, poll_id, pasted.text, seen=pasted.comparison), self._made)
        self._leave_pasted()

    def _leave_pasted(self) -> None:
        self._pasted = None
        self.pane.show_offer(None)

    def _made(self, taken: TakenPoll) -> None:
        self._poll_id = taken.poll_id
        count = taken.new + taken.changed
        said = ngettext("{count} answer counted", "{count} answers counted", count).format(count=count)
        if taken.asks:
            said = _("{said}, {asks} to look at").format(said=said, asks=taken.asks)
        self._desk.notice(said, undo=taken.action_id)
        self.load()

    # Showing.

    def _show(self, found: tuple[ListedPoll, ...], shown: Shown | None) -> None:
        self.listing.set_rows(found)
        self._shown = shown
        self._poll_id = None if shown is None else shown.tally.poll.id
        self._stack.setCurrentIndex(0 if shown is None else 1)
        if shown is not None:
            self.pane.show_poll(shown)
            if self.list.current_id() != self._poll_id and self._poll_id is not None:
                self.list.go_to(self._poll_id)

    # Acting.

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._desk.tasks.write(self, work, done, lambda refusal: self._desk.notice(str(refusal)))

    def _step(self, work: Callable[[Store], int], sentence: str) -> None:
        store = self._desk.store
        self._do(lambda: work(store), lambda action_id: self._desk.notice(sentence, undo=action_id))

    def _on_poll(self, act: Callable[[Store, int], int], sentence: str) -> None:
        poll_id = self._poll_id
        if poll_id is not None:
            self._step(lambda store: act(store, poll_id), sentence)

    def _give_seats(self, typed: str) -> None:
        try:
            seats = _seats(typed)
        except UserError as refusal:
            self._desk.notice(str(refusal))
            return
        self._on_poll(lambda store, poll_id: edit_poll(store, poll_id, seats=seats), _("Seats changed"))

    def _write(self, text: str) -> None:
        self._on_poll(lambda store, poll_id: write_answer(store, poll_id, text), _("Answer written"))
        self.pane.line.clear()

    def _draft(self) -> None:
        poll_id, store = self._poll_id, self._desk.store
        if poll_id is None:
            return

        def done(made: tuple[int, int]) -> None:
            self._desk.notice(_("The winner is in a new draft"), undo=made[1])
            self._desk.go(Place(RailPage.ROUNDS, round_id=made[0]))

        self._do(lambda: winner_round(store, poll_id), done)

    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(group_text(self._shown.tally))
            self._desk.notice(_("Copied. Paste it into the chat."))

    def _save_sheet(self) -> None:
        if self._shown is None:
            return
        name = file_name(title_of(self._shown.tally.poll.asked))
        first = str(self._desk.store.paths.exports / f"{name}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as workbook"), first, "Excel (*.xlsx)")
        if chosen:
            self.write_sheet(Path(chosen))

    # Setting up.

    def _lay_out(self) -> None:
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        self.header.set_search(search)
        self.header.set_actions(self.paste)
        left = Pane("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        left.setFixedWidth(theme().grown(_LIST_WIDTH))
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(Scroll(self.pane), 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        self.set_content(self._stack)

    def _connect(self) -> None:
        pane = self.pane
        self.paste.clicked.connect(self._paste_new)
        self.list.current_changed.connect(lambda id_: self.choose(id_) if id_ is not None else None)
        pane.again_wanted.connect(self._paste_again)
        pane.copy_wanted.connect(self._copy)
        pane.print_wanted.connect(self.print_list)
        pane.sheet_wanted.connect(self._save_sheet)
        pane.close_wanted.connect(lambda: self._on_poll(close_poll, _("Closed")))
        pane.reopen_wanted.connect(lambda: self._on_poll(reopen_poll, _("Open again")))
        pane.bin_wanted.connect(lambda: self._on_poll(archive_poll, _("Put away; it is in the bin")))
        pane.draft_wanted.connect(self._draft)
        pane.taken.connect(self._take_pasted)
        pane.left.connect(self._leave_pasted)
        pane.written.connect(self._write)
        pane.seats_given.connect(self._give_seats)
        pane.out_wanted.connect(lambda id_: self._step(lambda store: withdraw(store, id_), _("Taken out")))
        self._connect_answers()
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self.load())

    def _connect_answers(self) -> None:
        asks, said = self.pane.open, _("Counted")
        asks.picked.connect(self._pick)
        asks.counted.connect(
            lambda id_, heads: self._step(lambda store: answer_open(store, id_, heads=_heads(heads)), said)
        )
        asks.named.connect(lambda id_, name: self._step(lambda store: answer_open(store, id_, name=name), said))
        asks.known.connect(
            lambda id_, neighbour: self._step(lambda store: answer_open(store, id_, neighbour_id=neighbour), said)
        )
        asks.dismissed.connect(lambda id_: self._step(lambda store: dismiss(store, id_), _("Not counted")))
        asks.several_wanted.connect(
            lambda: self._on_poll(
                lambda store, poll_id: edit_poll(store, poll_id, several=True), _("Several may be chosen now")
            )
        )

    def _pick(self, answer_id: int, key: str) -> None:
        self._step(lambda store: answer_open(store, answer_id, picks=((key,),)), _("Counted"))


def _same_title(found: tuple[ListedPoll, ...], text: str) -> int | None:
    """Return the open poll that asks what the text asks, None if there is none."""
    asked = read(text).asked
    if not asked.title:
        return None
    same = [
        one.poll.id
        for one in found
        if one.poll.closed_ms is None and (one.poll.asked.kind, one.poll.asked.title) == (asked.kind, asked.title)
    ]
    return same[0] if same else None


def _seats(typed: str) -> int:
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal()):
        raise UserError(_("Seats are a number, or empty for no limit."))
    return int(typed[:6])


def _heads(heads: object) -> Heads:
    if not isinstance(heads, Heads):
        raise TypeError("the card gives heads")
    return heads
