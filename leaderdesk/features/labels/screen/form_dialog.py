"""A small window with fields, a sentence of what is wrong, and the button that keeps them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.theme import theme


class FormDialog(QDialog):
    """`body` takes the fields, `foot` further buttons at the left; Esc lets go of everything."""

    def __init__(self, asker: QWidget, *, title: str, verb: str) -> None:
        super().__init__(asker.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self._wrong = InlineError()
        self.verb_button = Button(verb, kind="primary")
        self.verb_button.setDefault(True)
        close = Button(_("Cancel"), kind="quiet")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addLayout(self.foot)
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.verb_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        column.addLayout(self.body, 1)
        column.addWidget(self._wrong)
        column.addLayout(buttons)
        self.setMinimumWidth(theme().grown(380))

    def refuse(self, error: Exception) -> None:
        """Say below the fields what is wrong."""
        self._wrong.show_error(str(error))

    def sentence(self) -> str:
        """Return what is said to be wrong; empty when nothing is."""
        return self._wrong.sentence()

    def clear(self) -> None:
        """Take the sentence away."""
        self._wrong.clear()
