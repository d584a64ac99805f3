"""The quick line as it stands in the console of a stream: large, with what was noted last and what came in so far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.actions import QuickTaken
from leaderdesk.features.orders.screen.quick_entry import QuickEntry
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import ElidedLabel, Label


class LiveLine(Pane):
    """Room and goods, read while they are typed; Enter saves, and nothing is saved until all of it is clear."""

    def __init__(self, desk: Desk, slots: OrderSlots, round_id: int, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk = desk
        self._last: QuickTaken | None = None
        self.entry = QuickEntry(desk, slots, parent=self, height=44)
        self.entry.read.connect(lambda _line: self._show_total())
        self.entry.saved.connect(self._saved)
        self.field = self.entry.field
        self.save = Button(_("Note the order"), kind="primary", size=44, keys="Enter", bold=True)
        self.save.clicked.connect(self.entry.enter)
        self.total = Label("", role="strong")
        self.last = ElidedLabel("", role="small", ink="text2")
        self.undo = Button(_("Undo"), kind="link", size=28)
        self.undo.clicked.connect(self._undo)
        self.undo.hide()
        self.sum = Label("", role="small", ink="text2")
        self._lay_out()
        self.entry.show_round(round_id)

    def widget(self) -> QWidget:
        """Return the line itself."""
        return self

    def take_keyboard(self) -> None:
        """Let what is typed from now on be an order."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_sum(self, words: str) -> None:
        """Show what the stream has brought so far."""
        self.sum.setText(words)

    def _show_total(self) -> None:
        total = self.entry.total_fen
        self.total.setText(format_yuan(total) if total else "")

    def _saved(self, taken: QuickTaken) -> None:
        self._last = taken
        self.last.setText(_("just now: {what}").format(what=self.entry.words_of(taken)))
        self.undo.show()
        self.take_keyboard()

    def _undo(self) -> None:
        taken, store = self._last, self._desk.store
        if taken is not None:
            self._last = None
            self.undo.hide()
            self.last.setText("")
            self._desk.tasks.write(self, lambda: store.undo(taken.action_id), None, self._refused)
            self.take_keyboard()

    def _refused(self, error: Exception) -> None:
        self._desk.notice(str(error))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.field, 1)
        first.addWidget(self.save)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.entry.understood)
        second.addLayout(self.entry.choices)
        second.addWidget(self.total)
        second.addStretch(1)
        second.addWidget(self.last, 1)
        second.addWidget(self.undo)
        second.addWidget(self.sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
