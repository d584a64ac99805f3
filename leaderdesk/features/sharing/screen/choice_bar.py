"""One line above the action bar to choose among everything that a question may mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.rules.answers import Question
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.page import Bar


class ChoiceBar(Bar):
    """The question, everything it may mean in a list, and the answer."""

    answered = Signal(str, object)
    """The key of the question and the answer."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(52, fill="surface", line_on_top=True, parent=parent)
        self._question: Question | None = None
        self._reason = ElidedLabel("", role="small", ink="warnText", least=80)
        self.choices = Combo(_("What it is"), size=36)
        leave = Button(_("Leave it for now"), size=28)
        leave.clicked.connect(self.close_bar)
        self.save_button = Button(_("That is it"), kind="primary", size=28, keys="Enter")
        self.save_button.clicked.connect(self._save)
        self.row.addWidget(self._reason, 2)
        self.row.addWidget(self.choices, 2)
        self.row.addWidget(leave)
        self.row.addWidget(self.save_button)
        self.hide()

    def ask(self, question: Question) -> None:
        """Open for a question."""
        self._question = question
        self._reason.setText(question.reason)
        self.choices.set_choices([(str(place), each.label) for place, each in enumerate(question.others)])
        self.choices.setCurrentIndex(0)
        self.show()
        self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Close without an answer."""
        self.hide()
        self._question = None
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        question, chosen = self._question, self.choices.current()
        if question is None or not chosen:
            return
        self.close_bar()
        self.answered.emit(question.key, question.others[int(chosen)].answer)
