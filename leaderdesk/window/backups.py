"""Makes a backup within half an hour of a change, and says when the last one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.core.log import log
from leaderdesk.storage.ground import lay_ground
from leaderdesk.ui.page import StatusBar
from leaderdesk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from leaderdesk.core.events import Changed
    from leaderdesk.storage.backup_file import Backup
    from leaderdesk.storage.database import Store

AFTER_CHANGE_MS = 10 * 60 * 1000
"""The promise is thirty minutes; ten leave room for a second try."""


class BackupKeeper(QObject):
    """Watches one store for changes and backs it up behind them; the status bar tells how it went."""

    def __init__(
        self, store: Store, *, tasks: TaskRunner, status: StatusBar, parent: QObject, after_ms: int = AFTER_CHANGE_MS
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._status = status
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.back_up)
        self._status.set_text(_("The data stays on this computer"))

    def heard(self, _changed: Changed) -> None:
        """Start the clock of the next backup; further changes do not put it off."""
        if not self._timer.isActive():
            self._timer.start()

    def back_up(self) -> None:
        """Make a backup now, in the background."""
        self._timer.stop()
        store = self._store

        def work() -> Backup:
            from leaderdesk.features.settings.actions import back_up

            return back_up(store)

        self._tasks.read(self, work, self._done, self._failed)

    def look_back(self) -> None:
        """Say when the last backup was, and see to one if something was changed since."""
        store = self._store

        def work() -> tuple[int, bool]:
            lay_ground()
            from leaderdesk.features.settings.queries import last_change_ms
            from leaderdesk.storage.backup import latest_backup_ms

            made_ms = latest_backup_ms(store.paths)
            with store.read() as connection:
                return made_ms, last_change_ms(connection) > made_ms

        self._tasks.read(self, work, self._show_last)

    def _show_last(self, found: tuple[int, bool]) -> None:
        made_ms, changed_since = found
        if made_ms:
            self._say(made_ms)
        if changed_since and not self._timer.isActive():
            self._timer.start()

    def _done(self, backup: Backup) -> None:
        self._say(backup.made_ms)

    def _failed(self, trouble: Exception) -> None:
        log("window").warning("a backup did not succeed: %s", type(trouble).__name__)
        self._status.set_trouble(_("The backup did not work, look here"))
        self._timer.start()

    def _say(self, made_ms: int) -> None:
        self._status.set_text(
            _("The data stays on this computer · backed up {time}").format(time=f"{local(made_ms):%H:%M}")
        )
