"""Changes which data are open in the window: the leader's own, those for practising, or a backup put in their place."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock
from leaderdesk.core.errors import StorageTrouble, UserError
from leaderdesk.core.files import disk_sentence
from leaderdesk.core.i18n import _
from leaderdesk.core.paths import StorePaths
from leaderdesk.ui.tasks import Progress, TaskRunner
from leaderdesk.window.frame import Frame
from leaderdesk.window.parts import Parts
from leaderdesk.window.session import Session

if TYPE_CHECKING:
    from leaderdesk.features.desk import StoreSwitch
    from leaderdesk.features.settings.actions import Restored
    from leaderdesk.storage.lock import StoreLock
    from leaderdesk.ui.progress import ProgressCard

PRACTICE, UNFINISHED = "practice", "practice.part"


class Stores(QObject):
    """Goes from one store to another; while the practice one is open, the leader's own stays locked for others."""

    def __init__(
        self, session: Session, parts: Parts, *, frame: Frame, tasks: TaskRunner, own: StorePaths, clock: Clock
    ) -> None:
        super().__init__(session)
        self._session = session
        self._parts = parts
        self._frame = frame
        self._tasks = tasks
        self._clock = clock
        self._lock: StoreLock | None = None
        self._after = ""
        self.own = own
        self.practice = StorePaths(own.home / PRACTICE)
        session.opened.connect(self._say_after)

    def switch(self) -> StoreSwitch:
        """Return what the screens may ask for."""
        from leaderdesk.features.desk import StoreSwitch

        return StoreSwitch(
            enter_practice=self.enter_practice,
            leave_practice=self.open_own,
            clear_practice=self.clear_practice,
            restore=self.restore,
            is_away=self.is_away,
        )

    @property
    def is_away(self) -> bool:
        """Whether the practice store is open in the place of the leader's own."""
        return self._lock is not None

    def open_own(self) -> None:
        """Open the leader's own store; what was open is closed first."""
        self._session.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._session.open(self.own)

    def enter_practice(self) -> None:
        """Open the practice neighbourhood; the first time it is made, which shows how far it is and can be stopped."""
        if self.practice.store.exists():
            self._open_practice()
            return
        from leaderdesk.ui.progress import ProgressCard

        card = ProgressCard(_("Building the practice neighbourhood"), note=_("Nothing of yours is touched."))
        unfinished, finished, fill = self.own.home / UNFINISHED, self.practice.home, self._parts.fill_practice

        def work(progress: Progress) -> None:
            _remove(unfinished)
            try:
                fill(unfinished, progress.report)
                unfinished.rename(finished)
            except BaseException:
                _remove(unfinished)
                raise

        job = self._tasks.read_long(
            self,
            work,
            lambda _made: self._open_practice(),
            self._not_made,
            moved=lambda done, total: card.set_progress(done, total, _stage(done)),
            stopped=self._back,
        )
        card.stopped.connect(job.cancel)
        card.set_progress(0, 1, _stage(0))
        self._frame.show_widget(_in_the_middle(card))

    def clear_practice(self) -> None:
        """Remove every file of the practice neighbourhood and open the leader's own store.

        Where the leader's own store is itself a practice one, it is emptied.
        """
        emptied = None if self.is_away else self.own
        folder = self.practice.home
        self._session.close()

        def work() -> None:
            _remove(folder)
            if emptied is not None:
                _empty(emptied)

        def done(_nothing: object = None) -> None:
            self._after = _("The practice data are gone")
            self.open_own()

        self._tasks.write(self, work, done, self._refused)

    def restore(self, backup: Path) -> None:
        """Put the backup in the place of the leader's data, which stay as one more backup, and open what it holds.

        How far it is shows meanwhile; until the very end it can be stopped, and the data stay as they are.
        """
        from leaderdesk.ui.progress import ProgressCard

        own, now_ms = self.own, self._clock.now_ms()
        card = ProgressCard(
            _("Going back to the backup"),
            note=_("What is here now is kept as one more backup first. If you stop, everything stays as it is."),
        )
        self._session.close()

        def work(progress: Progress) -> Restored:
            from leaderdesk.features.settings.actions import restore

            return restore(own, backup, now_ms=now_ms, moved=progress.report)

        def done(_restored: Restored) -> None:
            self._after = _("The backup is in force; what was there before is kept as one more backup")
            self._session.open(own)

        job = self._tasks.write_long(
            self,
            work,
            done,
            self._refused,
            moved=lambda part, whole: card.set_progress(part, whole, f"{part} %"),
            stopped=self._left_as_it_was,
        )
        card.stopped.connect(job.cancel)
        self._frame.show_widget(_in_the_middle(card))

    def _left_as_it_was(self) -> None:
        self._after = _("Stopped; nothing was changed.")
        self.open_own()

    def _open_practice(self) -> None:
        from leaderdesk.storage.lock import StoreLock

        self._session.close()
        with suppress(StorageTrouble):
            self._lock = StoreLock(self.own.lock)
        self._session.open(self.practice)

    def _not_made(self, trouble: Exception) -> None:
        self._after = str(trouble)
        self.open_own()

    def _back(self) -> None:
        self._session.rebuild()

    def _refused(self, trouble: Exception) -> None:
        self._after = str(trouble)
        self.open_own()

    def _say_after(self) -> None:
        if self._after:
            self._frame.toast.say(self._after)
            self._after = ""


def _stage(done: int) -> str:
    stages = (_("Inventing neighbours"), _("Writing 22 rounds"), _("Taking orders, printing labels"))
    return stages[min(done, len(stages) - 1)]


def _in_the_middle(card: ProgressCard) -> QWidget:
    page = QWidget()
    card.setMaximumWidth(520)
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 20, 20, 20)
    column.addStretch(1)
    column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    card.setMinimumWidth(420)
    return page


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageTrouble(disk_sentence(error, folder)) from error


def _empty(paths: StorePaths) -> None:
    """Take everything out of a store's folder that belongs to the practice neighbourhood."""
    from leaderdesk.storage.lock import StoreLock

    lock = StoreLock(paths.lock)
    try:
        if not paths.store.exists():
            raise UserError(_("There is nothing to clear."))
        for folder in (paths.backups, paths.exports):
            _remove(folder)
        for ending in ("", "-wal", "-shm"):
            paths.store.with_name(paths.store.name + ending).unlink(missing_ok=True)
    finally:
        lock.release()
