"""A form: labelled fields, each with its own sentence when something in it was not understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.ui.edits import LineEdit, ParsedEdit, TextArea
from leaderdesk.ui.labels import Label
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import InlineError


class Field(QWidget):
    """A control with its label above and, when needed, a red sentence below.

    The sentence of a ParsedEdit that cannot read its text shows by itself.
    """

    def __init__(self, label: str, control: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._label = Label(label, role="small", ink="text2")
        self._label.setBuddy(control)
        self._hint = Label(hint, role="caption", ink="text3", wrap=True)
        show_if(self._hint, bool(hint))
        self._error = InlineError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(control)
        column.addWidget(self._hint)
        column.addWidget(self._error)
        if not control.accessibleName():
            control.setAccessibleName(label)
        if isinstance(control, ParsedEdit):
            control.refused.connect(self._refuse)
            control.accepted.connect(self.clear_error)
        elif isinstance(control, LineEdit | TextArea):
            control.textChanged.connect(self.clear_error)

    def show_error(self, sentence: str, *, fix: str = "", on_fix: Callable[[], None] | None = None) -> None:
        """Show `sentence` below and the control in red; `fix` names what a click on it does."""
        self._error.show_error(sentence, fix=fix, on_fix=on_fix)
        self.control.setAccessibleDescription(sentence)
        if isinstance(self.control, LineEdit | TextArea):
            self.control.show_refusal(True)

    def clear_error(self) -> None:
        """Take the sentence and the red border away."""
        if not self._error.sentence():
            return
        self._error.clear()
        self.control.setAccessibleDescription("")
        if isinstance(self.control, LineEdit | TextArea):
            self.control.show_refusal(False)

    def error(self) -> str:
        """Return the sentence that is shown; empty when nothing is wrong."""
        return self._error.sentence()

    def check(self) -> bool:
        """Read the control now; False, with its sentence shown, when it cannot be read."""
        if isinstance(self.control, ParsedEdit):
            return self.control.check()
        return not self.error()

    def _refuse(self, sentence: str) -> None:
        self.show_error(sentence)


def check_all(*fields: Field) -> bool:
    """Check every field, put the keyboard on the first that cannot be read, and return whether all could be."""
    wrong = [field for field in fields if not field.check()]
    if wrong:
        wrong[0].control.setFocus()
    return not wrong
