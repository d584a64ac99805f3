"""The left side of intake: the pasted text with its line numbers and colours."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.rules.review import Became
from leaderdesk.features.orders.screen.list_rows import TONES, became_word
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.legend import Legend
from leaderdesk.ui.page import Bar
from leaderdesk.ui.text_line import TextLine
from leaderdesk.ui.text_lines import TextLines
from leaderdesk.ui.tokens import Tone

WIDTH = 392


class PastePane(Pane):
    """The text as it was pasted; its lines can be chosen, folds opened."""

    cleared = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.lines = TextLines(_("The pasted list"))
        self._when = ElidedLabel("", role="small", ink="text2", least=0)
        clear = IconButton("close", _("Clear the text"), size=28)
        clear.clicked.connect(self.cleared)
        again = Button(_("Paste again"), size=28, icon="clipboard")
        again.clicked.connect(self.paste_wanted)
        head = Bar(44, fill="surface")
        head.row.setContentsMargins(20, 4, 12, 4)
        head.row.setSpacing(8)
        head.row.addWidget(Label(_("The list in the group"), role="strong"))
        head.row.addWidget(self._when, 1)
        head.row.addWidget(clear)
        head.row.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.lines, 1)
        column.addWidget(_legend())
        self.setMinimumWidth(300)

    def show_lines(self, lines: tuple[TextLine, ...], *, when: str) -> None:
        """Show these lines, pasted at `when`."""
        self.lines.set_lines(lines)
        self._when.setText(when)


def _legend() -> Legend:
    meanings: list[tuple[str, Tone]] = [
        (became_word(became), TONES[became]) for became in (Became.ADDED, Became.CHANGED, Became.CANCELLED)
    ]
    return Legend((*meanings, (_("To look at"), "warn")))
