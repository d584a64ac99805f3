"""Background work: one lane that writes, a few that read, and results that come back to the window's thread."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context, copy_context
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.ui.garbage import GarbageRound
from leaderdesk.ui.turns import Piece, Turns

T = TypeVar("T")
Trouble = Callable[[Exception], None]
Bug = Callable[[BaseException], None]
Moved = Callable[[int, int], None]

TURN_S = 0.001
"""A lane that computes leaves the interpreter to the window after so long; Python's own five thousandths are felt."""

REPORT_EVERY_S = 0.05
"""A progress bar that moves twenty times a second moves smoothly; more would only keep the window busy."""


class Stopped(Exception):
    """Raised inside long work that somebody chose to stop; the work lets it pass, and its transaction rolls back."""


class Progress:
    """What long work is handed: it says how far it is, and learns that it should stop."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()
        self._next_s = 0.0
        self.done = 0
        self.total = 0

    def report(self, done: int, total: int) -> None:
        """Say that `done` of `total` pieces are finished. Stopped if the work should end now."""
        self.done, self.total = done, total
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now >= self._next_s:
            self._next_s = now + REPORT_EVERY_S
            self._tell()

    def cancelled(self) -> bool:
        """Return whether the work should end now."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to end at its next report; from any thread."""
        self._stop.set()


class Job:
    """One piece of background work. Only the window's thread creates, keeps and drops it.

    Its `over` is called however it ended, a bug included, unless its owner was destroyed.
    """

    def __init__(self, owner: QObject, work: Callable[[Progress], Any], progress: Progress, *, writes: bool) -> None:
        self.owner = owner
        self.work = work
        self.progress = progress
        self.writes = writes
        self.context: Context = copy_context()
        self.done: Callable[[Any], None] | None = None
        self.failed: Trouble | None = None
        self.moved: Moved | None = None
        self.stopped: Callable[[], None] | None = None
        self.over: Callable[[], None] | None = None
        self.latest: tuple[int, str] | None = None
        self.future: Future[Any] | None = None

    def cancel(self) -> None:
        """Ask the work to stop; if it did, its `stopped` is called and nothing else."""
        self.progress.cancel()
        if self.future is not None:
            self.future.cancel()


class TaskRunner(QObject):
    """Runs work off the window's thread and brings the outcome back to it.

    UserError and StorageTrouble go to the `failed` of the request, or to `trouble` where it has none. Everything else
    that is raised is a bug and goes to `bug`, whatever became of the owner; a handler that wants the trace writes it
    down at once, for it is taken off afterwards. Results for an owner that was destroyed are dropped; a failed write
    is still told to `trouble`.
    """

    idle = Signal()
    _arrived = Signal(int)
    _moved = Signal(int)

    def __init__(self, *, trouble: Trouble, bug: Bug, readers: int = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trouble = trouble
        self._bug = bug
        self._garbage = GarbageRound(self)
        self._turns = Turns(self)
        self._turns.done.connect(self._look_idle)
        sys.setswitchinterval(TURN_S)
        self._writer = ThreadPoolExecutor(1, "leaderdesk-write")
        self._readers = ThreadPoolExecutor(readers, "leaderdesk-read")
        self._jobs: dict[int, Job] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._closed = False
        self._arrivals: deque[int] = deque()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell_moved, Qt.ConnectionType.QueuedConnection)

    def in_turns(self, owner: QObject, *pieces: Piece) -> None:
        """Do each of these on the window's thread in a turn of the event loop of its own, after those asked for before.

        A page is made and shown so: each piece is short, and what the leader does in between is heard.
        """
        if not self._closed:
            self._turns.add(owner, *pieces)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Trouble | None = None,
        *,
        latest: str | None = None,
    ) -> Job:
        """Run `work` on a reading lane and hand its result to `done` on the window's thread.

        With `latest`, an older request of the same owner and key that has not delivered yet never will: the answer to
        what was typed last is the one that shows.
        """
        job = self._job(owner, lambda _progress: work(), writes=False)
        job.done, job.failed = done, failed
        if latest is not None:
            self._supersede((id(owner), latest), job)
        return self._start(job)

    def write(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Trouble | None = None,
    ) -> Job:
        """Run `work` on the one writing lane, after all writes asked for before it."""
        job = self._job(owner, lambda _progress: work(), writes=True)
        job.done, job.failed = done, failed
        return self._start(job)

    def read_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Trouble | None = None,
        *,
        moved: Moved | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Like `read`, for work that reports progress: `moved(done, total)` while it runs, `stopped()` if cancelled."""
        job = self._job(owner, work, writes=False)
        job.done, job.failed, job.moved, job.stopped = done, failed, moved, stopped
        return self._start(job)

    def write_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Trouble | None = None,
        *,
        moved: Moved | None = None,
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Like `write`, for work that reports progress; if it is stopped, its transaction rolls back."""
        job = self._job(owner, work, writes=True)
        job.done, job.failed, job.moved, job.stopped = done, failed, moved, stopped
        return self._start(job)

    def tell_trouble(self, error: Exception) -> None:
        """Show a UserError or StorageTrouble that has no place of its own."""
        self._trouble(error)

    def is_idle(self) -> bool:
        """Return whether every request has been delivered or dropped."""
        return not self._jobs and self._turns.is_done()

    def has_turns(self) -> bool:
        """Return whether pieces of `in_turns` are left; from any thread."""
        return not self._turns.is_done()

    def spare_from_collection(self) -> None:
        """Let the collection of garbage pass over all there is now; called once everything is imported."""
        self._garbage.spare()

    def wait(self, timeout_ms: int = 5000) -> bool:
        """Let the event loop run until idle; return False if `timeout_ms` passed first. For tests and for closing."""
        loop, over = QEventLoop(), QTimer()
        over.setSingleShot(True)
        over.timeout.connect(loop.quit)
        self.idle.connect(loop.quit)
        over.start(timeout_ms)
        # What is told that all is idle may ask for something new.
        while over.isActive() and not self.is_idle():
            loop.exec()
        return self.is_idle()

    def shutdown(self) -> None:
        """Finish the short writes, stop the long work, drop the reads; afterwards no thread of the runner is left.

        What finished is still delivered to owners that are alive, and failures are still told.
        """
        self._closed = True
        self._turns.stop()
        for job in self._jobs.values():
            if job.moved is not None or job.stopped is not None or not job.writes:
                job.progress.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        while self._jobs:
            self._deliver(next(iter(self._jobs)))
        self._garbage.stop()

    # The worker's side: it is given a number, so that no reference to a Qt object is left on its thread afterwards.

    def _run(self, number: int) -> Any:
        job = self._jobs[number]
        if job.progress.cancelled():
            raise Stopped
        return job.context.run(job.work, job.progress)

    # The window's side.

    def _job(self, owner: QObject, work: Callable[[Progress], Any], *, writes: bool) -> Job:
        self._count += 1
        number = self._count
        return Job(owner, work, Progress(lambda: self._moved.emit(number)), writes=writes)

    def _supersede(self, key: tuple[int, str], job: Job) -> None:
        job.latest = key
        older = self._jobs.get(self._newest.get(key, 0))
        self._newest[key] = self._count
        if older is not None:
            older.cancel()

    def _start(self, job: Job) -> Job:
        number = self._count
        self._jobs[number] = job
        if self._closed:
            return self._refuse(number, job)
        lane = self._writer if job.writes else self._readers
        job.future = lane.submit(self._run, number)
        job.future.add_done_callback(lambda _future: self._arrived.emit(number))
        return job

    def _refuse(self, number: int, job: Job) -> Job:
        del self._jobs[number]
        if job.writes:
            raise RuntimeError("a write was asked for after the writing lane was closed")
        return job

    def _tell_moved(self, number: int) -> None:
        job = self._jobs.get(number)
        if job is not None and job.moved is not None and shiboken6.isValid(job.owner):
            job.moved(job.progress.done, job.progress.total)

    def _deliver(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None or job.future is None:
            return
        newest = job.latest is None or self._newest.get(job.latest) == number
        if newest and job.latest is not None:
            del self._newest[job.latest]
        wanted = newest and shiboken6.isValid(job.owner)
        try:
            self._hand_over(job, job.future, wanted=wanted)
        finally:
            if wanted and job.over is not None:
                job.over()
            self._look_idle()

    def _look_idle(self) -> None:
        if self.is_idle():
            self.idle.emit()

    def _hand_over(self, job: Job, future: Future[Any], *, wanted: bool) -> None:
        error = None if future.cancelled() else future.exception()
        if future.cancelled() or isinstance(error, Stopped):
            if wanted and job.stopped is not None:
                job.stopped()
        elif error is None:
            if wanted and job.done is not None:
                job.done(future.result())
        elif isinstance(error, UserError | StorageTrouble):
            if wanted:
                (job.failed or self._trouble)(error)
            elif job.writes:
                self._trouble(error)
        else:
            self._bug(error)
        if error is not None:
            _let_go(error)


def _let_go(error: BaseException) -> None:
    """Take the trace off `error`: it holds the functions that ran, and they may hold widgets, which die here only."""
    seen: BaseException | None = error
    while seen is not None:
        seen.__traceback__ = None
        seen = seen.__cause__ or seen.__context__
