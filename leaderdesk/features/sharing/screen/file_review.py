"""One file under review: read and compared in the background, answered in memory, taken in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now, plan, today
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.sheet_rows import Watch
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.payments.queries.collecting import collecting_round
from leaderdesk.features.sharing.actions.opened import (
    OpenedFile,
    ReadFile,
    TakenIn,
    open_file,
    preview_file,
    read_file,
    take_file,
)
from leaderdesk.features.sharing.queries import ImportRound, import_rounds
from leaderdesk.features.sharing.rules.answers import Answer
from leaderdesk.features.sharing.rules.history import DayMissing
from leaderdesk.features.sharing.rules.preview import FileKind, Preview
from leaderdesk.features.sharing.screen.day_pane import DayPane
from leaderdesk.features.sharing.screen.file_pane import kind_choices
from leaderdesk.features.sharing.screen.review_pane import ReviewPane
from leaderdesk.features.sharing.screen.review_rows import Shown, shown_of
from leaderdesk.storage.database import Store
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.tasks import Job, Progress

T = TypeVar("T")
_TABLES = frozenset({"orders", "line", "offer", "round", "neighbour", "product_alias", "neighbour_alias"})
_SLOW_MS = 300


@dataclass(frozen=True, slots=True)
class _Bill:
    """The file is a bill; money is collected in that round now."""

    round_id: int | None


class FileReview(Pane):
    """Shows how far the reading is, then the preview; hands back what became of the file."""

    refused = Signal(object, str)
    """The path, and why it cannot be read."""
    left = Signal()
    """Nothing of this file is wanted, or there is nothing new in it."""
    bill_found = Signal(object, object)
    """A bill: its path, and the round in which money is collected now, None without one."""
    taken = Signal(object, object)
    """The preview that was taken, and the ids of its orders."""

    def __init__(self, desk: Desk, guards: Guards) -> None:
        super().__init__("canvas")
        self._desk, self._guards = desk, guards
        self._path: Path | None = None
        self._wanted: FileKind | None = None
        self._read: ReadFile | None = None
        self._preview: Preview | None = None
        self._answers: dict[str, Answer] = {}
        self._rounds: tuple[ImportRound, ...] = ()
        self._round_id: int | None = None
        self._job: Job | None = None
        self._busy, self._news = False, ""
        self.pane = ReviewPane()
        self.progress = ProgressCard(_("Reading the file"), note=_("Stopping changes nothing."))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self.day = DayPane(lambda: today(desk.clock))
        self._stack = QStackedWidget()
        for shown in (_framed(self.progress), self.pane, self.day):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    @property
    def is_free(self) -> bool:
        """Whether no file is in work."""
        return self._path is None

    @property
    def preview(self) -> Preview | None:
        """What is shown of the file; None while there is nothing."""
        return self._preview

    @property
    def round_id(self) -> int | None:
        """The round that orders go into."""
        return self._round_id

    def open(self, path: Path, *, round_id: int | None, wanted: FileKind | None) -> None:
        """Read the file; `round_id` and `wanted` are what the leader said of it, if anything."""
        self.let_go()
        self._path, self._round_id, self._wanted = path, round_id, wanted
        self._read_file(None)

    def let_go(self) -> None:
        """Stop whatever is going on and forget the file."""
        self._stop()
        self._path, self._read, self._preview, self._wanted = None, None, None, None
        self._answers, self._busy, self._news = {}, False, ""

    # Building.

    def _connect(self) -> None:
        self._slow.timeout.connect(lambda: self._stack.setCurrentIndex(0))
        self.progress.stopped.connect(self._stopped)
        self.pane.answered.connect(self._answer)
        self.pane.bar.commit_wanted.connect(lambda _certain: self._take())
        self.pane.file.kind_chosen.connect(self._choose_kind)
        self.pane.file.round_chosen.connect(self._choose_round)
        self.pane.file.left.connect(self.left)
        self.day.left.connect(self.left)
        self.day.said.connect(self._say_day)
        self.pane.notices.round_chosen.connect(self._choose_round)
        self.pane.notices.done_wanted.connect(self.left)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self._store_changed())

    # Reading.

    def _read_file(self, kind: FileKind | None) -> None:
        path, wanted, store = self._path, kind or self._wanted, self._desk.store
        if path is None:
            return
        now = plan(local_now(self._desk.clock))

        def work(progress: Progress) -> tuple[ReadFile, tuple[ImportRound, ...]] | _Bill:
            watch = _watch(progress)
            opened = open_file(path, watch=watch)
            if opened.is_bill:
                return _bill(store)
            read = read_file(opened, _kind_of(opened, wanted, chosen=kind), watch=watch)
            with store.read() as connection:
                return read, import_rounds(connection, now=now)

        self._begin(_("Reading {name}").format(name=path.name), work, self._was_read, self._failed)

    def _was_read(self, found: tuple[ReadFile, tuple[ImportRound, ...]] | _Bill) -> None:
        if isinstance(found, _Bill):
            self.bill_found.emit(self._path, found.round_id)
            return
        self._read, self._rounds = found
        if self._read.kind is FileKind.ORDERS and not self._rounds:
            self._failed(UserError(_("No round takes orders now. Open one first, then drop the file again.")))
            return
        if self._round_id not in {each.id for each in self._rounds}:
            self._round_id = None
        self._compare()

    def _compare(self) -> None:
        """Make the preview anew, with the answers so far."""
        read, answers, store, guards = self._read, dict(self._answers), self._desk.store, self._guards
        if read is None:
            return
        round_id = self._target()

        def work(progress: Progress) -> Shown:
            watch = _watch(progress, total=read.opened.lines)
            return shown_of(preview_file(store, read, round_id=round_id, answers=answers, guards=guards, watch=watch))

        words = _("Comparing {name}").format(name=read.opened.path.name)
        # A list is rehearsed in a transaction that is taken back, so it waits for its turn among what is written.
        lists = read.kind in (FileKind.PRODUCTS, FileKind.NEIGHBOURS)
        self._begin(words, work, self._compared, self._failed, writes=lists)

    def _compared(self, shown: Shown) -> None:
        self._slow.stop()
        self._preview = shown.preview
        self.pane.show_preview(
            shown,
            rounds=self._rounds,
            round_id=self._target(),
            round_open=self._round_is_open(),
            news=self._said_first(),
        )
        self._stack.setCurrentIndex(1)
        self.pane.grid.setFocus()

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        if isinstance(error, DayMissing) and self._path is not None and self._read is not None:
            self.day.ask(self._path.name)
            self._stack.setCurrentWidget(self.day)
            return
        if self._path is not None:
            self.refused.emit(self._path, str(error))

    def _store_changed(self) -> None:
        if self._preview is not None and not self._busy and self._preview.kind is FileKind.ORDERS:
            self._compare()

    # What the person does.

    def _answer(self, key: str, answer: Answer) -> None:
        self._answers[key] = answer
        self._compare()

    def _say_day(self, day: dt.date) -> None:
        if self._read is not None:
            self._read = replace(self._read, day=day)
            self._compare()

    def _choose_kind(self, kind: FileKind) -> None:
        self._answers, self._preview = {}, None
        self._read_file(kind)

    def _choose_round(self, round_id: int) -> None:
        self._round_id, self._answers = round_id, {}
        self._compare()

    def _stopped(self) -> None:
        self._stop()
        self._desk.notice(_("Stopped; nothing was imported."))
        self.left.emit()

    def _take(self) -> None:
        read, preview, answers = self._read, self._preview, dict(self._answers)
        if read is None or preview is None or self._busy or self._round_is_open():
            return
        self._busy = True
        self.pane.bar.set_busy(True)
        store, guards, round_id = self._desk.store, self._guards, self._target()

        def work(progress: Progress) -> TakenIn:
            watch = _watch(progress, total=len(preview.rows) + preview.unlisted)
            return take_file(store, read, preview, round_id=round_id, answers=answers, guards=guards, watch=watch)

        self._begin(
            _("Importing {name}").format(name=preview.file), work, self._was_taken, self._not_taken, writes=True
        )

    def _was_taken(self, done: TakenIn) -> None:
        self._slow.stop()
        preview = self._preview
        if preview is None:
            return
        self._round_id = self._target() or None
        self._desk.notice(_taken_sentence(preview), undo=done.action_id)
        self.let_go()
        self.taken.emit(preview, done.order_ids)

    def _not_taken(self, error: Exception) -> None:
        self._slow.stop()
        self._busy, self._news = False, str(error)
        self._read_file(self._read.kind if self._read is not None else None)

    # The lanes.

    def _begin(
        self,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        writes: bool = False,
    ) -> None:
        self._stop()
        self.progress.begin(words)
        self._slow.start()
        run = self._desk.tasks.write_long if writes else self._desk.tasks.read_long
        self._job = run(self, work, done, failed, moved=self._moved, stopped=lambda: None)

    def _moved(self, done: int, total: int) -> None:
        words = _("{done} of {total} rows") if total else _("{done} rows")
        self.progress.set_progress(done, max(done, total), words.format(done=f"{done:,}", total=f"{total:,}"))

    def _stop(self) -> None:
        self._slow.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _target(self) -> int:
        """Return the round that orders are compared with: the chosen one, else the one that takes orders now."""
        if self._round_id is not None:
            return self._round_id
        return self._rounds[0].id if self._rounds else 0

    def _round_is_open(self) -> bool:
        orders = self._read is not None and self._read.kind is FileKind.ORDERS
        return orders and self._round_id is None and sum(each.is_open for each in self._rounds) > 1

    def _said_first(self) -> str:
        news, self._news = self._news, ""
        return news if news or self._read is None else _other_kinds(self._read)


def _bill(store: Store) -> _Bill:
    with store.read() as connection:
        return _Bill(collecting_round(connection))


def _other_kinds(read: ReadFile) -> str:
    """Return what else the file could be, in words; empty if nothing."""
    if len(read.opened.kinds) < 2:
        return ""
    names = dict(kind_choices())
    others = _(", ").join(names[kind.value] for kind in read.opened.kinds if kind is not read.kind)
    said = _("This looks like {kind}, it could also be {others}. At the left you can say so.")
    return said.format(kind=names[read.kind.value], others=others)


def _kind_of(opened: OpenedFile, wanted: FileKind | None, *, chosen: FileKind | None) -> FileKind:
    """Return what the leader chose, else what she came for if it may be that, else the most likely."""
    if chosen is not None:
        return chosen
    return wanted if wanted in opened.kinds else opened.kinds[0]


def _watch(progress: Progress, *, total: int = 0) -> Watch:
    return Watch(moved=lambda done: progress.report(done, total), cancelled=progress.cancelled)


def _taken_sentence(preview: Preview) -> str:
    counts = preview.counts
    words = {
        FileKind.ORDERS: ngettext("{count} order imported", "{count} orders imported", counts.works),
        FileKind.PRODUCTS: ngettext("{count} product imported", "{count} products imported", counts.works),
        FileKind.NEIGHBOURS: ngettext("{count} neighbour imported", "{count} neighbours imported", counts.works),
        FileKind.HISTORY: ngettext("{count} past order imported", "{count} past orders imported", counts.works),
    }
    return words[preview.kind].format(count=f"{counts.works:,}")


def _framed(card: QWidget) -> QWidget:
    frame = Pane("canvas")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 20, 20, 20)
    column.addWidget(card)
    column.addStretch(1)
    return frame
