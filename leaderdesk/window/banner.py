"""The line over every page of the practice neighbourhood, with the ways out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.page import Bar


class PracticeBanner(Bar):
    """Says that everything here is invented; `left` and `cleared` tell which way out was chosen."""

    left = Signal()
    cleared = Signal()

    def __init__(self, *, can_leave: bool, parent: QWidget | None = None) -> None:
        super().__init__(40, fill="infoTint", parent=parent)
        words = Label(
            _("The people and orders here are invented: try whatever you like."), role="small", ink="infoText"
        )
        self.leave_button = Button(_("Back to my neighbourhood"), size=28, icon="arrow-left")
        self.clear_button = Button(_("Clear the practice data"), kind="quiet", size=28, icon="trash")
        self.leave_button.setVisible(can_leave)
        self.leave_button.clicked.connect(self.left)
        self.clear_button.clicked.connect(self.cleared)
        self.row.setSpacing(8)
        for part in (
            IconLabel("house", ink="infoText", side=20),
            Label(_("Practice neighbourhood"), role="small", ink="infoText", bold=True),
            words,
        ):
            self.row.addWidget(part)
        self.row.addStretch(1)
        self.row.addWidget(self.clear_button)
        self.row.addWidget(self.leave_button)
