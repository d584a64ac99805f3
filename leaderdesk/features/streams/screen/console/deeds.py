"""What the keys and buttons of the console do: each one mark, one vote or one note, and one step to undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.actions.live import (
    end_live,
    extend_cue,
    go_to_cue,
    note_thanked,
    roll_live,
    show_audience,
    start_live,
    unnote_thanked,
)
from leaderdesk.features.streams.actions.material import tick_point
from leaderdesk.features.streams.actions.questions import note_question
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import Shows
from leaderdesk.features.streams.rules.facts import FactEntry
from leaderdesk.features.streams.rules.live import LiveState, Mark, MarkKind
from leaderdesk.features.streams.screen.console.book import ConsoleBook
from leaderdesk.features.streams.screen.console.points import PointLine

MINUTE_S = 60


class ConsoleDeeds(QObject):
    """Everything that changes something; `ended` tells that the stream was ended just now."""

    ended = Signal()

    def __init__(self, desk: Desk, book: ConsoleBook, slots: StreamSlots, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._book, self._slots = desk, book, slots

    def begin(self) -> None:
        """Go live, or go on after it was ended."""
        store, stream_id, state = self._desk.store, self._book.stream_id, self._book.state()
        mark = None
        if state is not None and state.started_ms is None:
            first = next((use.cue.id for use in state.uses if not use.cue.skipped), None)
            mark = self._book.mark(MarkKind.START, cue_id=first)
        self._book.press(mark, lambda: start_live(store, stream_id))

    def end(self) -> None:
        """End the stream."""
        store, stream_id = self._desk.store, self._book.stream_id

        def done(action_id: int) -> None:
            self._desk.notice(_("The stream is over."), undo=action_id)
            self.ended.emit()

        self._book.press(self._book.mark(MarkKind.END), lambda: end_live(store, stream_id), done)

    def go(self, cue_id: int) -> None:
        """Go on with that cue."""
        store, stream_id = self._desk.store, self._book.stream_id
        mark = self._book.mark(MarkKind.CUE, cue_id=cue_id)
        self._book.press(mark, lambda: go_to_cue(store, stream_id, cue_id))

    def forward(self) -> bool:
        """Go to the next cue, and return whether there is one."""
        state = self._live()
        if state is None or state.next is None:
            return False
        self.go(state.next.cue.id)
        return True

    def backward(self) -> None:
        """Go back to the cue before."""
        state = self._live()
        if state is not None and state.before is not None:
            self.go(state.before.cue.id)

    def extend(self, seconds: int) -> None:
        """Give the cue that is on so many seconds more, or take them."""
        state, store, stream_id = self._live(), self._desk.store, self._book.stream_id
        if state is not None and state.current is not None:
            cue_id, given = state.current.cue.id, max(seconds, -state.current.length_s)
            mark = self._book.mark(MarkKind.EXTEND, cue_id=cue_id, seconds=given)
            self._book.press(mark, lambda: extend_cue(store, stream_id, cue_id, seconds))

    def roll(self) -> None:
        """Follow the clock, or lead by hand again."""
        state, store, stream_id = self._live(), self._desk.store, self._book.stream_id
        if state is not None:
            wanted = not state.rolling
            self._book.press(
                self._book.mark(MarkKind.ROLL, seconds=int(wanted)), lambda: roll_live(store, stream_id, on=wanted)
            )

    def show(self, shows: Shows, ref_id: int | None = None) -> None:
        """Let the audience see that."""
        store, stream_id, now_ms = self._desk.store, self._book.stream_id, self._desk.clock.now_ms()
        if ref_id is None and shows is Shows.POLL and self._book.data is not None and self._book.data.votes is not None:
            ref_id = self._book.data.votes.poll_id
        number = self._book.mark(MarkKind.SHOW).id
        mark = Mark(number, now_ms, MarkKind.SHOW, shows=shows, ref_id=ref_id)
        self._book.press(mark, lambda: show_audience(store, stream_id, shows, ref_id=ref_id))

    def show_fact(self, entry: FactEntry) -> None:
        """Let the audience see what the answer is about: the trace card for a batch, else the product."""
        self.show(Shows.PRODUCT if entry.batch_id is None else Shows.TRACE, entry.product_id)

    def tick(self, line: PointLine, ticked: bool) -> None:
        """Note that it was said, or not; or that she was thanked, or not."""
        store, stream_id = self._desk.store, self._book.stream_id
        if not line.is_person:
            self._book.press(None, lambda: tick_point(store, line.id, ticked=ticked))
        elif ticked:
            self._book.press(None, lambda: note_thanked(store, stream_id, line.id, line.text))
        else:
            self._book.press(None, lambda: unnote_thanked(store, stream_id, line.id, line.text))

    def note(self, text: str, asker: str, product_id: int | None) -> None:
        """Note a question that is not on file."""
        store, stream_id, state = self._desk.store, self._book.stream_id, self._live()
        cue_id = None if state is None or state.current is None else state.current.cue.id
        write = partial(note_question, store, stream_id, text, asker=asker, cue_id=cue_id, product_id=product_id)
        said = _("Noted: {text}").format(text=text)
        self._book.press(None, lambda: write().action_id, lambda action_id: self._desk.notice(said, undo=action_id))

    # Votes.

    def vote(self, question: int, key: str) -> None:
        """Count one vote."""
        by_key, store, stream_id = self._slots.votes.by_key, self._desk.store, self._book.stream_id
        votes = None if self._book.data is None else self._book.data.votes
        if by_key is not None and votes is not None:
            poll_id = votes.poll_id
            self._book.press(None, lambda: by_key(store, poll_id, question, key, stream_id))

    def make_vote(self, labels: list[str]) -> None:
        """Begin a vote between these."""
        new, store = self._slots.votes.new, self._desk.store
        if new is not None:
            title = _("What next time?")
            self._book.press(None, lambda: new(store, title, tuple(labels))[1])

    def paste_votes(self, text: str | None = None) -> None:
        """Take the answers of a chat; without a text those in the clipboard."""
        paste, store = self._slots.votes.paste, self._desk.store
        votes = None if self._book.data is None else self._book.data.votes
        words = QGuiApplication.clipboard().text() if text is None else text
        if paste is None or votes is None:
            self._desk.notice(_("Start a vote first, then paste the chat."))
            return
        poll_id, said = votes.poll_id, [""]

        def write() -> int | None:
            taken = paste(store, poll_id, words)
            said[0] = taken.sentence
            return taken.action_id or 0

        self._book.press(None, write, lambda action_id: self._desk.notice(said[0], undo=action_id or None))

    def _live(self) -> LiveState | None:
        state = self._book.state()
        return state if state is not None and state.is_live else None
