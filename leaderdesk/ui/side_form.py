"""What the forms in a pane beside a page have in common: a heading, a sentence for what was refused, two buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.states import InlineError


class SideForm(QWidget):
    """A form with its heading, a sentence for what was refused, and two buttons; `closed` tells that it is enough."""

    closed = Signal()

    def __init__(self, *, title: str, verb: str) -> None:
        super().__init__()
        self.error = InlineError()
        self.title = SectionHead(title, large=True)
        self.keep_button = Button(verb, kind="primary", icon="check")
        self.keep_button.clicked.connect(self.keep)
        cancel = Button(_("Leave it"), kind="quiet")
        cancel.clicked.connect(self.closed)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.keep_button)
        self.foot.addWidget(cancel)
        self.foot.addStretch(1)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addLayout(self.inside)
        column.addWidget(self.error)
        column.addLayout(self.foot)
        column.addStretch(1)

    def keep(self) -> None:
        """Keep what is written; each form knows how."""

    def refuse(self, error: Exception) -> None:
        """Show why it was not kept."""
        self.error.show_error(str(error))
