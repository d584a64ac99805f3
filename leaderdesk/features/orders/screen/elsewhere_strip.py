"""Says in place that a pasted text is no list of orders, with the way to where it belongs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.rules.elsewhere import Elsewhere
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import CoachStrip


class ElsewhereStrip(QWidget):
    """One amber sentence and one button; it takes no room as long as there is nothing to say."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: Elsewhere | None = None
        self.button = Button(_("Look at them"), kind="warn", size=28)
        self.button.clicked.connect(self._go)
        self._strip = CoachStrip("warn", "", buttons=(self.button,))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self._strip)
        self.hide()

    def look(self, text: str, elsewhere: Callable[[str], Elsewhere | None]) -> None:
        """Ask on a reading lane whether `text` belongs elsewhere, and say so."""
        self.clear()
        self._desk.tasks.read(self, lambda: elsewhere(text), self._say, latest="elsewhere")

    def clear(self) -> None:
        """Say nothing."""
        self._found = None
        self.hide()

    def _say(self, found: Elsewhere | None) -> None:
        self._found = found
        self.setVisible(found is not None)
        if found is not None:
            self._strip.show_text(found.sentence)
            self.button.set_text(found.button)

    def _go(self) -> None:
        if self._found is not None:
            self._desk.go(self._found.place)
