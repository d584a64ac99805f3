"""Who has come for the bags, if it is not the neighbour: asked with one key, kept with the handover."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.text import name_text
from leaderdesk.features.pickups.rules.rhythm import codes_in
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.showing import show_if

WIDTH = 220
_MOST_SIGNS = 40


class Collector(QWidget):
    """A button that becomes a field; `done` tells that the keyboard is free again."""

    done = Signal()
    scanned = Signal(str)
    """A gun fired into the field: that was no name."""

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(_("Somebody else came"), kind="quiet", keys="F6")
        self.button.clicked.connect(self.ask)
        self.edit = _NameEdit(_("Who came for it"), placeholder=_("name, or husband, daughter …"))
        self.edit.setMaxLength(_MOST_SIGNS)
        self.edit.setFixedWidth(WIDTH)
        self.edit.finished.connect(self._finish)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.edit)
        self.edit.hide()

    def name(self) -> str:
        """Return who has come; empty if it is the neighbour herself."""
        return name_text(self.edit.text())

    def ask(self) -> None:
        """Let the name be written."""
        self.button.hide()
        self.edit.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _finish(self) -> None:
        codes = codes_in(self.edit.text())
        if codes:
            self.edit.clear()
        name = self.name()
        self.button.set_text(_("Fetched by {who}").format(who=name) if name else _("Somebody else came"))
        self.edit.hide()
        show_if(self.button, True)
        self.done.emit()
        for code in codes:
            self.scanned.emit(code)


class _NameEdit(LineEdit):
    finished = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.finished.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        else:
            super().keyPressEvent(event)
