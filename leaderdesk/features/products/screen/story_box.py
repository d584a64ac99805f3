"""The story of a product, read in place and written in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.products.rules import MOST_STORY
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.labels import Label
from leaderdesk.ui.theme import theme


class StoryBox(QWidget):
    """Shows the story with its number of characters; `written` tells a new one when its field is left."""

    written = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story = ""
        self._head = SectionHead(_("Story"))
        self._count = Label("", role="small", ink="text2")
        self._change = Button(_("Change"), kind="link", size=28, icon="pen")
        self._change.clicked.connect(self._open)
        self._head.add_right(self._count)
        self._head.add_right(self._change)
        self._text = Label("", role="small", wrap=True)
        self._field = TextArea(_("Story"), placeholder=_("Where it comes from, who makes it, why you like it"), lines=5)
        self._field.hide()
        self._field.left.connect(self._leave)
        self._field.textChanged.connect(self._tell_count)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(4)
        for part in (self._head, self._text, self._field):
            column.addWidget(part)

    def show_story(self, story: str) -> None:
        """Show another story; one that is being written stays open."""
        self._story = story
        self._text.setText(story or _("No story yet. Two sentences are enough."))
        self._text.set_ink("text" if story else "text2")
        if self._field.isHidden():
            self._tell(len(story))

    def close_editor(self) -> None:
        """Show the story again instead of the field."""
        self._field.hide()
        self._text.show()
        self._change.show()
        self._tell(len(self._story))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.color("canvas"))
        for y in (0, self.height() - 1):
            painter.fillRect(0, y, self.width(), 1, look.color("border"))

    def _open(self) -> None:
        self._field.setPlainText(self._story)
        self._text.hide()
        self._change.hide()
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._field.isHidden():
            return
        words = self._field.plain_text()
        self.close_editor()
        if words != self._story:
            self.show_story(words)
            self.written.emit(words)

    def _tell_count(self) -> None:
        if not self._field.isHidden():
            self._tell(len(self._field.toPlainText()))

    def _tell(self, count: int) -> None:
        words = ngettext("{count} character", "{count} characters", count).format(count=count)
        if count > MOST_STORY:
            words = _("{count} characters, {most} at most").format(count=count, most=MOST_STORY)
        self._count.setText(words)
        self._count.set_ink("warnText" if count > MOST_STORY else "text2")
