"""A text for the group, ready to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.labels import IconLine


class GroupTextCard(Card):
    """Shows the text as it would be pasted; `copied` tells that it was taken. Ctrl+Shift+C copies too.

    The field for a `word` that the text carries stands beside the heading.
    """

    copied = Signal()

    def __init__(
        self,
        title: str,
        note: str,
        *,
        options: Sequence[QWidget] = (),
        word: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, note, padding=14, parent=parent)
        self._note = note
        if word is not None:
            self.head.add_field(word)
        self._text = TextArea(title, lines=6)
        self._text.setReadOnly(True)
        self._hindrance = IconLine("warning", "", ink="warnText")
        self._hindrance.hide()
        self.button = Button(_("Copy"), icon="copy")
        self.button.clicked.connect(self.copy)
        QShortcut(QKeySequence("Ctrl+Shift+C"), self).activated.connect(self.copy)
        self._options = tuple(options)
        self._flat = False
        self._side = QVBoxLayout()
        self._side.setSpacing(6)
        for option in options:
            self._side.addWidget(option)
        self._side.addStretch(1)
        self._side.addWidget(self._hindrance)
        self._side.addWidget(self.button)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._text, 1)
        row.addLayout(self._side)
        self.body.addLayout(row, 1)

    def show_text(self, text: str, *, hindrance: str = "") -> None:
        """Show `text`; a `hindrance` says why it cannot be copied yet."""
        if text != self._text.toPlainText():
            self._text.setPlainText(text)
        self._hindrance.show_line("warning", hindrance, "warnText")
        self._hindrance.setVisible(bool(hindrance))
        self.button.setEnabled(not hindrance and bool(text))

    def make_flat(self, flat: bool) -> None:
        """Where the window is short, put the options beside the heading, so that the card can be low."""
        if flat == self._flat:
            return
        self._flat = flat
        self.head.set_note("" if flat else self._note)
        for place, option in enumerate(self._options):
            if flat:
                self.head.add_right(option)
            else:
                self._side.insertWidget(place, option)

    def text(self) -> str:
        """Return the text as it stands."""
        return self._text.toPlainText()

    def copy(self) -> None:
        """Put the text on the clipboard, unless something hinders it."""
        if self.button.isEnabled():
            QGuiApplication.clipboard().setText(self.text())
            self.copied.emit()
