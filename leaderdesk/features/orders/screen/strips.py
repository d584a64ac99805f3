"""What is said about a list as a whole, above its rows: after the cut-off, cut short, odd numbers, other news."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.asks import Fix
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import CoachStrip


class Strips(QWidget):
    """Amber and blue strips, one below the other; nothing to say takes no room."""

    answered = Signal(object)
    """The answers given about the text as a whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._news = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self.hide()

    def set_news(self, sentence: str) -> None:
        """Say `sentence` above the next comparison that is shown, and only there."""
        self._news = sentence

    def show_review(self, review: Review) -> None:
        """Show what there is to say about this comparison."""
        self.clear()
        if self._news:
            self._add(CoachStrip("info", self._news))
            self._news = ""
        if review.ground.closed:
            self._add(CoachStrip("warn", _("The round is cut off; what is new will be noted as late orders")))
        if review.ask is not None:
            self._add(CoachStrip("warn", review.ask.reason, buttons=self._buttons(review.ask.fixes)))
        for hint in review.hints:
            self._add(CoachStrip("info", hint))
        self.setVisible(self._column.count() > 0)

    def clear(self) -> None:
        """Say nothing."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()

    def _add(self, strip: CoachStrip) -> None:
        self._column.addWidget(strip)

    def _buttons(self, fixes: Sequence[Fix]) -> list[Button]:
        buttons = []
        for fix in fixes:
            button = Button(fix.label, kind="warn", size=28)
            button.clicked.connect(lambda _checked=False, answers=fix.answers: self.answered.emit(answers))
            buttons.append(button)
        return buttons
