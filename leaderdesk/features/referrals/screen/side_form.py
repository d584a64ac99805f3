"""What the forms beside the list have in common: a heading, a sentence for what was refused, and two buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.referrals.screen.book import ReferralBook
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.forms import Field
from leaderdesk.ui.states import InlineError

NONE = "0"
"""The key of choosing nothing, or something new."""

Value = TypeVar("Value")


class SideForm(QWidget):
    """A form with its heading, a sentence for what was refused, and two buttons; `closed` tells that it is enough."""

    closed = Signal()

    def __init__(self, desk: Desk, book: ReferralBook, *, title: str, verb: str) -> None:
        super().__init__()
        self.desk, self.book = desk, book
        self.error = InlineError()
        self.keep_button = Button(verb, kind="primary", icon="check")
        self.keep_button.clicked.connect(self.keep)
        cancel = Button(_("Leave it"), kind="quiet")
        cancel.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep_button)
        foot.addWidget(cancel)
        foot.addStretch(1)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(SectionHead(title, large=True))
        column.addLayout(self.inside)
        column.addWidget(self.error)
        column.addLayout(foot)
        column.addStretch(1)

    def keep(self) -> None:
        """Keep what is written; each form knows how."""

    def refuse(self, error: Exception) -> None:
        """Show why it was not kept."""
        self.error.show_error(str(error))

    def ended(self) -> None:
        """Close the form after it was kept."""
        self.error.clear()
        self.closed.emit()


def read_field(field: Field, read: Callable[[str], Value], typed: str) -> Value | None:
    """Return what was typed into a field; None, with the reason at it, if it cannot be read."""
    try:
        return read(typed)
    except UserError as error:
        field.show_error(str(error))
        return None
