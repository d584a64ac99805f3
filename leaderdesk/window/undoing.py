"""Takes back the last step and does it again, and names it in the toast, or below it in the line at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.storage.ground import lay_ground
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.window.frame import Frame

if TYPE_CHECKING:
    from leaderdesk.storage.database import Store


class Undoing(QObject):
    """Works on the steps of one open store."""

    def __init__(self, store: Store, *, tasks: TaskRunner, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._toast, self._status = frame.toast, frame.status
        self._below = False

    def notice(self, sentence: str, *, undo: int | None = None) -> None:
        """Say `sentence`; with an action's id, offer to undo it."""
        if undo is None:
            self._toast.say(sentence)
        elif self._below:
            self._status.show_last(sentence, on_undo=lambda: self.undo(undo))
        else:
            self._toast.undo_of(sentence, lambda: self.undo(undo))

    def speak_below(self, below: bool) -> None:
        """Say from now on what was done in the line at the bottom, or in the toast again."""
        self._below = below
        if below:
            self._toast.hide()
        else:
            self._status.forget_last()

    def undo(self, action_id: int) -> None:
        """Undo one action and say so."""
        store = self._store

        def work() -> str:
            lay_ground()
            from leaderdesk.storage import journal

            undone_by = store.undo(action_id)
            with store.read() as connection:
                found = journal.action(connection, undone_by)
            return found.title if found else ""

        self._tasks.write(self, work, lambda title: self._tell(_("Undone: {action}"), title, "undo"), self._say)

    def undo_last(self) -> None:
        """Undo the latest step that can be undone."""
        store = self._store

        def work() -> str:
            lay_ground()
            from leaderdesk.storage import journal

            with store.read() as connection:
                step = journal.next_undo(connection)
            if step is None:
                raise UserError(_("Nothing to undo."))
            store.undo(step.id)
            return step.title

        self._tasks.write(self, work, lambda title: self._tell(_("Undone: {action}"), title, "undo"), self._say)

    def redo_last(self) -> None:
        """Do again what was undone last."""
        store = self._store

        def work() -> str:
            lay_ground()
            from leaderdesk.storage import journal

            with store.read() as connection:
                step = journal.next_redo(connection)
            if step is None:
                raise UserError(_("Nothing to do again."))
            store.undo(step.id)
            return step.title

        self._tasks.write(self, work, lambda title: self._tell(_("Done again: {action}"), title, "redo"), self._say)

    def _tell(self, sentence: str, title: str, icon: IconName) -> None:
        words = sentence.format(action=title)
        if self._below:
            self._status.show_last(words, icon=icon)
        else:
            self._toast.say(words, icon=icon)

    def _say(self, trouble: Exception) -> None:
        self._toast.say(str(trouble), icon="warning")
