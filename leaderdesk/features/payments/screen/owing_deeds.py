"""What is done about who has not paid: booked by hand, reminded, or left for today."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.actions.chasing import note_reminder
from leaderdesk.features.payments.actions.payments import book_payment
from leaderdesk.features.payments.rules import Method
from leaderdesk.features.payments.rules.chasing import Owing
from leaderdesk.features.payments.screen.owing_pane import OwingPane


class OwingDeeds(QObject):
    """Does what the pane asks for, for the round that `round_id` names."""

    def __init__(
        self, desk: Desk, pane: OwingPane, round_id: Callable[[], int | None], refused: Callable[[Exception], None]
    ) -> None:
        super().__init__(pane)
        self._desk, self._pane, self._round_id, self._refused = desk, pane, round_id, refused
        pane.booked.connect(self._book)
        pane.left.connect(self._leave)
        pane.reminded.connect(self._remind)
        pane.copied.connect(self._copy)

    def _book(self, order_id: int, method: Method) -> None:
        store, owing = self._desk.store, self._pane.current()
        if owing is not None:
            said = _("{who}: {sum} booked").format(who=owing.name, sum=format_yuan(owing.due_fen))
            self._write(lambda: book_payment(store, order_id=order_id, method=method), said)

    def _leave(self, owing: Owing) -> None:
        self._note(owing, _("{who}: left for today, nothing is said").format(who=owing.name))

    def _remind(self, owing: Owing, text: str) -> None:
        self._note(owing, _("Text for {who} copied; paste it in WeChat").format(who=owing.name), text)

    def _note(self, owing: Owing, said: str, text: str = "") -> None:
        """Keep that she was spoken of; only then the text goes to the clipboard, and the keyboard to the next."""
        round_id, store = self._round_id(), self._desk.store
        if round_id is None:
            return

        def done(action_id: int) -> None:
            if text:
                QGuiApplication.clipboard().setText(text)
            self._desk.notice(said, undo=action_id)

        def work() -> int:
            return note_reminder(store, neighbour_id=owing.neighbour_id, round_id=round_id)

        self._pane.go_on()
        self._desk.tasks.write(self, work, done, self._refused)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.notice(_("Copied; paste it in WeChat"))

    def _write(self, work: Callable[[], int], said: str) -> None:
        self._desk.tasks.write(self, work, lambda action_id: self._desk.notice(said, undo=action_id), self._refused)
