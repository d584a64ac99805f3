"""One line at the keyboard for an order, as a bar below the list of orders."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.actions import QuickTaken
from leaderdesk.features.orders.screen.quick_entry import QuickEntry
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.ui.page import Bar
from leaderdesk.ui.pills import KeyCap


class QuickBar(Bar):
    """The field, what is understood as chips, and Enter."""

    saved = Signal(object)
    """The id of the order that was added to."""

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__(56, fill="surface", line_on_top=True, parent=parent)
        self._desk = desk
        self.entry = QuickEntry(desk, slots, parent=self)
        self.entry.saved.connect(self._saved)
        self.field, self.understood = self.entry.field, self.entry.understood
        self.show_round, self.begin = self.entry.show_round, self.entry.begin
        self.row.addWidget(self.field, 2)
        self.row.addWidget(self.understood, 3)
        self.row.addLayout(self.entry.choices)
        self.row.addWidget(KeyCap("Enter"))

    def _saved(self, taken: QuickTaken) -> None:
        self._desk.notice(self.entry.words_of(taken), undo=taken.action_id)
        self.saved.emit(taken.order_id)
