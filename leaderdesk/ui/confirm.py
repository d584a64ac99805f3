"""The question before something that cannot be taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme


class Scrim(QWidget):
    """A flat veil over the whole of a window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("scrim"))


class Confirm(QDialog):
    """Asks once: the verb on one button, the safe choice on the other, which Enter and Esc take.

    `ask()` shows it over the window of `asker`; `confirmed` tells that the verb was chosen, and nothing tells of the
    safe choice.
    """

    confirmed = Signal()

    def __init__(self, asker: QWidget, *, title: str, text: str, verb: str, safe: str, danger: bool = True) -> None:
        super().__init__(asker.window())
        self._scrim: Scrim | None = None
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.safe_button = Button(safe)
        self.verb_button = Button(verb, kind="danger" if danger else "primary")
        self.safe_button.setDefault(True)
        self.safe_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self.accept)
        self._lay_out(title, text)
        self.accepted.connect(self.confirmed)
        self.finished.connect(self._uncover)
        self.safe_button.setFocus(Qt.FocusReason.TabFocusReason)

    def ask(self) -> None:
        """Show the question over its window; returns at once."""
        window = self.parentWidget()
        if window is not None:
            self._scrim = Scrim(window)
            self._scrim.show()
        self.open()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        paint_box(
            QPainter(self),
            self.rect().toRectF(),
            radius=10,
            fill=look.color("surface"),
            line=look.color("borderStrong"),
        )

    def _lay_out(self, title: str, text: str) -> None:
        head = Label(title, role="lead", bold=True, wrap=True)
        words = Label(text, ink="text2", wrap=True)
        words.setMinimumWidth(theme().grown(320))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.safe_button)
        row.addWidget(self.verb_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(words)
        column.addSpacing(8)
        column.addLayout(row)

    def _uncover(self) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
