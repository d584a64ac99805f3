"""Asks in place for the day of past orders whose file does not say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.rules.history import past_day
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.showing import show_if

_WIDTH = 180


class DayPane(Pane):
    """One question, a field for the day, and the way out."""

    said = Signal(object)
    """The day (datetime.date) all orders of the file are of."""
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self._today = today
        self.day = LineEdit(_("The day of these orders"), placeholder="2024-03-15")
        self.day.setFixedWidth(_WIDTH)
        self.day.returnPressed.connect(self._save)
        self.take = Button(_("Take this day"), kind="primary")
        self.take.clicked.connect(self._save)
        leave = Button(_("Do not import this file"))
        leave.clicked.connect(self.left)
        self._title = Label("", role="strong", wrap=True)
        self._refusal = Label("", role="small", ink="danger", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.day, self.take, leave):
            row.addWidget(each)
        row.addStretch(1)
        box = Box(padding=16)
        box.body.addWidget(self._title)
        box.body.addWidget(Label(_("Which day are these orders from? They all get it."), ink="text2", wrap=True))
        box.body.addLayout(row)
        box.body.addWidget(self._refusal)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(box)
        column.addStretch(1)

    def ask(self, file: str) -> None:
        """Ask for the day of the orders in this file."""
        self._title.setText(_("No column of {name} says the day").format(name=file))
        self.day.clear()
        self._refuse("")
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            day = past_day(self.day.plain_text(), today=self._today())
        except UserError as trouble:
            self._refuse(str(trouble))
            return
        self._refuse("")
        self.said.emit(day)

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        show_if(self._refusal, bool(sentence))
        self.day.show_refusal(bool(sentence))
