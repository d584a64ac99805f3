"""What the console reads and writes, always in the background; what is pressed shows before the disk has it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.console import LiveData, live_data
from leaderdesk.features.streams.queries.facts import FACT_TABLES, fact_book
from leaderdesk.features.streams.queries.live import LIVE_TABLES
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules.facts import FactBook
from leaderdesk.features.streams.rules.live import LiveState, Mark, MarkKind, Played

Verb = Callable[[], int | None]


class ConsoleBook(QObject):
    """`read` tells that there is something new to show, `facts_read` the book of facts, `refused` what did not work.

    Marks are folded as soon as a key is pressed; the ones of the store take their place once it has them.
    """

    read = Signal()
    facts_read = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, stream_id: int, slots: StreamSlots, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._slots = desk, slots
        self.stream_id = stream_id
        self.data: LiveData | None = None
        self._played: Played | None = None
        self._ahead: list[Mark] = []
        self._writing = 0
        tables = {*LIVE_TABLES, "stream_question", *slots.tables, *slots.votes.tables, "orders", "line"}
        desk.bridge.on_tables(self, tables, lambda _changed: self.refresh())
        desk.bridge.on_tables(self, set(FACT_TABLES), lambda _changed: self._read_facts())

    def begin(self) -> None:
        """Read everything."""
        self.refresh()
        self._read_facts()

    def refresh(self) -> None:
        """Read the stream again."""
        store, stream_id, slots, clock = self._desk.store, self.stream_id, self._slots, self._desk.clock

        def work() -> LiveData | None:
            with store.read() as connection:
                return live_data(connection, stream_id, slots, clock.now_ms())

        self._desk.tasks.read(self, work, self._take, latest="console")

    def state(self) -> LiveState | None:
        """Return where the stream stands now; None as long as it was not read."""
        return None if self._played is None else self._played.at(self._desk.clock.now_ms())

    def press(self, mark: Mark | None, verb: Verb, done: Callable[[int], None] | None = None) -> None:
        """Let `mark` hold at once and write it with `verb`; `done` gets the action if anything was changed."""
        if mark is not None and self.data is not None:
            self._ahead.append(mark)
            self._fold()
        self._writing += 1

        def over(action_id: int | None) -> None:
            self._written()
            if action_id is not None and done is not None:
                done(action_id)

        def failed(error: Exception) -> None:
            self._written()
            self._desk.notice(str(error))

        self._desk.tasks.write(self, verb, over, failed)

    def mark(self, kind: MarkKind, *, cue_id: int | None = None, seconds: int | None = None) -> Mark:
        """Return the mark that a key makes now."""
        last = max((mark.id for mark in (*self._marks(), *self._ahead)), default=0)
        return Mark(last + 1, self._desk.clock.now_ms(), kind, cue_id, seconds)

    def _marks(self) -> tuple[Mark, ...]:
        return () if self.data is None else self.data.ground.marks

    def _written(self) -> None:
        self._writing -= 1
        if not self._writing:
            self.refresh()

    def _take(self, data: LiveData | None) -> None:
        if data is None:
            self.gone.emit()
            return
        if self._writing:
            # What is being written would be counted twice, or be missing: it is read again once it is written.
            return
        self.data, self._ahead = data, []
        self._fold()

    def _fold(self) -> None:
        if self.data is not None:
            self._played = Played(self.data.ground.plan, (*self._marks(), *self._ahead))
            self.read.emit()

    def _read_facts(self) -> None:
        store = self._desk.store

        def work() -> FactBook:
            with store.read() as connection:
                return fact_book(connection)

        self._desk.tasks.read(self, work, self.facts_read.emit, latest="facts")
