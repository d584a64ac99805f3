"""The buttons of a pane, always in sight below what scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.ui.page import Bar

_HEIGHT = 56


class ActionRow(Bar):
    """What is done stands at the right, the next step last; something quieter may stand at the left."""

    def __init__(self, *buttons: QWidget, at_left: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, fill="surface", line_on_top=True, parent=parent)
        if at_left is not None:
            self.row.addWidget(at_left)
        self.row.addStretch(1)
        for button in buttons:
            self.row.addWidget(button)
