"""A few words to a neighbour, ready to be copied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.neighbours.rules import Message
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.theme import theme


class MessageBox(QWidget):
    """Shows one message at a time, another occasion or another wording on request; nothing is ever sent."""

    copied = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: tuple[Message, ...] = ()
        self._way = 0
        self._kinds = FilterTabs(_("What the message is about"))
        self._kinds.chosen.connect(lambda _key: self._begin())
        self._text = Label("", wrap=True)
        self._other = Button(_("Another wording"), kind="quiet", size=28)
        self._other.clicked.connect(self._turn)
        copy = Button(_("Copy"), kind="primary", size=28, icon="copy")
        copy.clicked.connect(self.copy)
        head = SectionHead(_("A word to them"))
        head.add_right(self._kinds)
        box = Box(radius=6, padding=12)
        box.body.addWidget(self._text)
        row = QHBoxLayout()
        row.setSpacing(8)
        hint = _("Written from what is on record; copy it, then change it as you like.")
        row.addWidget(ElidedLabel(hint, role="caption", ink="text2"), 1)
        row.addWidget(self._other)
        row.addWidget(copy)
        box.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(box)

    def show_messages(self, messages: tuple[Message, ...]) -> None:
        """Offer these messages; the wording chosen for the same ones stays."""
        if messages == self._messages:
            return
        self._messages = messages
        self._kinds.set_tabs([Tab(message.key, message.title) for message in messages])
        self._begin()

    def text(self) -> str:
        """Return the message that is shown."""
        return self._text.text()

    def copy(self) -> None:
        """Put the message into the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.copied.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("canvas"))
        for y in (0, self.height() - 1):
            painter.fillRect(0, y, self.width(), 1, look.color("border"))

    def _begin(self) -> None:
        self._way = 0
        self._show()

    def _turn(self) -> None:
        self._way += 1
        self._show()

    def _show(self) -> None:
        key = self._kinds.current()
        message = next((one for one in self._messages if one.key == key), None)
        ways = message.ways if message is not None else ("",)
        self._text.setText(ways[self._way % len(ways)])
        self._other.setVisible(len(ways) > 1)
