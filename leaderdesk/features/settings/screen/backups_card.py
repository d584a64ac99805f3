"""The card of backups: what each one holds, whether it was read back, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from leaderdesk.core.clock import local, local_now, short_time
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.settings.actions import back_up
from leaderdesk.features.settings.queries import BackupState, Counts, backup_state
from leaderdesk.features.settings.screen.lines import Lines, line
from leaderdesk.storage.backup import Listed
from leaderdesk.storage.backup_file import Backup
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.confirm import Confirm
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.tasks import Job, Progress

T = TypeVar("T")

MOST_SHOWN = 6

SLOW_MS = 400
"""What takes longer shows how far it is, and can be stopped."""


class BackupsCard(Card):
    """Every line is read back before it is shown: what cannot be used says why and cannot be chosen."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Backups"), parent=parent)
        self._desk = desk
        self._now: Counts | None = None
        self._pill = StatusPill("", "brand", icon="check")
        self._pill.hide()
        self.button = Button(_("Back up now"), size=28, icon="database")
        self.button.clicked.connect(self.back_up)
        self.head.add_left(self._pill)
        self.head.add_right(self.button)
        self._folder = ElidedLabel("", role="caption", ink="text2")
        self._folder.setText(_("kept in {folder}").format(folder=desk.store.paths.backups))
        self._words = Label(_("Reading the backups back"), role="small", ink="text2")
        self._lines = Lines()
        hint = _("Before going back you see what differs, and today's data are kept as one more backup.")
        self._job: Job | None = None
        self._turn = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SLOW_MS)
        self.progress = ProgressCard("")
        self.progress.hide()
        self._wait.timeout.connect(self._show_progress)
        self.progress.stopped.connect(self._stop)
        for part in (self._folder, self.progress, self._words, self._lines, IconLine("info", hint)):
            self.body.addWidget(part)

    def refresh(self) -> None:
        """Read the latest backups back and show them; a backup that is being made does that afterwards."""
        if not self.button.isEnabled():
            return
        store = self._desk.store

        def work(progress: Progress) -> BackupState:
            return backup_state(store, most=MOST_SHOWN, moved=progress.report)

        self._run(_("Reading the backups back"), work, self._show, self._not_read)

    def back_up(self) -> None:
        """Make a backup now; the reading of older ones gives way to it."""
        store = self._desk.store

        def work(progress: Progress) -> Backup:
            return back_up(store, moved=progress.report)

        self._run(_("Making a backup"), work, self._made, self._not_made)
        self.button.setEnabled(False)

    def _run(
        self, title: str, work: Callable[[Progress], T], done: Callable[[T], None], stopped: Callable[[], None]
    ) -> None:
        """Do `work` in the background in the place of what was under way, of which nothing is heard any more."""
        self._stop()
        self._turn += 1
        turn = self._turn
        self.progress.begin(title)
        self._wait.start()
        self._job = self._desk.tasks.read_long(
            self,
            work,
            lambda result: self._end(turn, partial(done, result)),
            lambda trouble: self._end(turn, partial(self._desk.notice, str(trouble))),
            moved=self._move,
            stopped=lambda: self._end(turn, stopped),
        )

    def _end(self, turn: int, then: Callable[[], None]) -> None:
        if turn == self._turn:
            self._job = None
            self._wait.stop()
            self.progress.hide()
            self.button.setEnabled(True)
            then()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _move(self, done: int, total: int) -> None:
        self.progress.set_progress(done, total, f"{100 * done // max(total, 1)} %")

    def _show_progress(self) -> None:
        self._words.hide()
        self.progress.show()

    def _not_read(self) -> None:
        self._words.setText(_("Stopped. The backups are read back on the next visit."))
        self._words.show()

    def _not_made(self) -> None:
        self._desk.notice(_("Stopped; no backup was made."))
        self.refresh()

    def _made(self, backup: Backup) -> None:
        self._desk.notice(
            _("Backed up and read back: {neighbours} neighbours, {rounds} rounds").format(
                neighbours=backup.neighbours, rounds=backup.rounds
            )
        )
        self.refresh()

    def _show(self, state: BackupState) -> None:
        self._now = state.now
        self._words.setVisible(not state.backups)
        self._words.setText(_("No backup yet. One is made within half an hour of a change."))
        newest = next((listed.backup for listed in state.backups if listed.backup is not None), None)
        self._pill.setVisible(newest is not None)
        if newest is not None:
            made = _("{time}, read back").format(time=self._when(newest))
            self._pill.show_state(made, "brand", icon="check")
        self._lines.fill([self._row(listed) for listed in state.backups])

    def _row(self, listed: Listed) -> QWidget:
        backup = listed.backup
        if backup is None:
            trouble = IconLine("warning", listed.trouble, ink="warnText")
            return line((Label(listed.path.name[7:17], role="small"), 0), (trouble, 1))
        held = _("{neighbours} people · {rounds} rounds").format(neighbours=backup.neighbours, rounds=backup.rounds)
        restore = Button(_("Go back to this"), kind="link", size=28)
        restore.clicked.connect(lambda: self.ask(backup))
        return line(
            (Label(self._when(backup), role="small"), 2),
            (Label(held, role="small", ink="text2"), 2),
            (IconLine("check", _("read back"), ink="brandTintText"), 0),
            (restore, 0),
        )

    def ask(self, backup: Backup) -> Confirm:
        """Ask whether to go back to that backup, with what would differ; the result is the question."""
        question = Confirm(
            self,
            title=_("Go back to {time}?").format(time=self._when(backup)),
            text=_difference(backup, self._now),
            verb=_("Go back to this"),
            safe=_("Leave it as it is"),
        )
        path: Path = backup.path
        question.confirmed.connect(lambda: self._desk.stores.restore(path))
        question.ask()
        return question

    def _when(self, backup: Backup) -> str:
        return short_time(local(backup.made_ms), local_now(self._desk.clock))


def _difference(backup: Backup, now: Counts | None) -> str:
    then = _("Then: {neighbours} people, {rounds} rounds, {orders} orders.").format(
        neighbours=backup.neighbours, rounds=backup.rounds, orders=backup.orders
    )
    kept = _("What is here now is kept as one more backup first.")
    if now is None:
        return f"{then}\n{kept}"
    present = _("Now: {neighbours} people, {rounds} rounds, {orders} orders.").format(
        neighbours=now.neighbours, rounds=now.rounds, orders=now.orders
    )
    return f"{then}\n{present}\n{kept}"
