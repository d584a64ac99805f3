"""The card of backups: what each one holds, whether it was read back, and the way back to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from leaderdesk.core.clock import local, local_now, short_time
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.settings.actions import back_up
from leaderdesk.features.settings.queries import BackupState, Counts, backup_state
from leaderdesk.features.settings.screen.lines import Lines, line
from leaderdesk.storage.backup import Backup, Listed
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.confirm import Confirm
from leaderdesk.ui.labels import ElidedLabel, IconLine, Label
from leaderdesk.ui.pills import StatusPill

MOST_SHOWN = 6


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
        for part in (self._folder, self._words, self._lines, IconLine("info", hint)):
            self.body.addWidget(part)

    def refresh(self) -> None:
        """Read the latest backups back and show them."""
        store = self._desk.store
        self._desk.tasks.read(self, lambda: backup_state(store, most=MOST_SHOWN), self._show, latest="backups")

    def back_up(self) -> None:
        """Make a backup now."""
        store = self._desk.store
        self.button.setEnabled(False)
        self._desk.tasks.read(self, lambda: back_up(store), self._made, self._not_made)

    def _made(self, backup: Backup) -> None:
        self.button.setEnabled(True)
        self._desk.notice(
            _("Backed up and read back: {neighbours} neighbours, {rounds} rounds").format(
                neighbours=backup.neighbours, rounds=backup.rounds
            )
        )
        self.refresh()

    def _not_made(self, trouble: Exception) -> None:
        self.button.setEnabled(True)
        self._desk.notice(str(trouble))

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
