"""A phone number behind a mask, with an eye that lifts it for ten seconds."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.text import masked_phone, one_line
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label

SHOWN_MS = 10_000
"""So long a phone number stays readable."""


class MaskedPhone(QWidget):
    """138****1234 and an eye; a click shows the whole number for ten seconds, a second one hides it at once."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phone = ""
        self._label = Label("", role="small", ink="text2")
        self._eye = IconButton("eye", _("Show the phone for 10 seconds"), size=28)
        self._eye.clicked.connect(self._turn)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._mask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._label)
        row.addWidget(self._eye)

    def show_phone(self, phone: str) -> None:
        """Show another number, masked; nothing at all for none."""
        self._phone = phone
        self._mask()
        self.setVisible(bool(phone))

    def text(self) -> str:
        """Return what can be read now."""
        return self._label.text()

    def _turn(self) -> None:
        if self._timer.isActive():
            self._mask()
            return
        self._label.setText(self._phone)
        self._eye.show_icon("eye-off", _("Hide the phone"))
        self._timer.start()

    def _mask(self) -> None:
        self._timer.stop()
        self._label.setText(masked_phone(self._phone))
        self._eye.show_icon("eye", _("Show the phone for 10 seconds"))


class PhoneEdit(LineEdit):
    """A phone number to write; masked as soon as the keyboard leaves it."""

    def __init__(self, name: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=placeholder, parent=parent)
        self._phone = ""
        self.textEdited.connect(self._take)

    @override
    def plain_text(self) -> str:
        """Return the number as it was written, never the mask."""
        return one_line(self._phone)

    @override
    def setText(self, text: str | None) -> None:
        """Let `text` stand here, masked unless the keyboard is here."""
        self._phone = text or ""
        super().setText(self._phone if self.hasFocus() else self._masked())

    @override
    def clear(self) -> None:
        """Let nothing stand here."""
        self.setText("")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show(self._phone)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._show(self._masked())

    def _show(self, text: str) -> None:
        # Nobody wrote anything: what is said of the number still holds.
        self.blockSignals(True)
        super().setText(text)
        self.blockSignals(False)

    def _take(self, text: str) -> None:
        self._phone = text

    def _masked(self) -> str:
        # What is no phone yet is not hidden: it has to be mended.
        return masked_phone(self._phone) if self._phone.isdigit() and not self.property("refused") else self._phone
