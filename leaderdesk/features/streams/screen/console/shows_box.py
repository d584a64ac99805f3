"""What the audience sees now, and one key for each thing it could see."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Shows
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import IconLine, Label

KEYS: tuple[tuple[Shows, str], ...] = (
    (Shows.PRODUCT, "F2"),
    (Shows.TRACE, "F3"),
    (Shows.POLL, "F4"),
    (Shows.THANKS, "F6"),
    (Shows.MEDIA, "F7"),
    (Shows.COMBINED, "F8"),
    (Shows.BLANK, "F9"),
)
"""F5 is left out: clickers send it to begin a slide show."""


class ShowsBox(QWidget):
    """`wanted` tells what the audience shall see."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now = IconLine("monitor", "", ink="brand")
        self.buttons: dict[Shows, Button] = {}
        head = QHBoxLayout()
        head.addWidget(Label(_("Audience"), role="small", ink="text2"))
        head.addStretch(1)
        head.addWidget(self.now)
        around = QWidget()
        flow = FlowLayout(around, gap=6)
        for shows, keys in KEYS:
            button = Button(_short(shows), size=28)
            button.setToolTip(f"{shows.label}  {keys}")
            button.setAccessibleDescription(shows.label)
            button.clicked.connect(lambda _checked=False, shows=shows: self.wanted.emit(shows))
            self.buttons[shows] = button
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(around)
        self.show_now(Shows.BLANK)

    def show_now(self, shows: Shows) -> None:
        """Mark what the audience sees."""
        self.now.show_line("monitor", shows.label, "brand" if shows is not Shows.BLANK else "text2")
        for each, button in self.buttons.items():
            button.setEnabled(each is not shows)

    def take(self, shows: Shows) -> None:
        """Want that, as if its button had been pressed."""
        self.buttons[shows].click()


def _short(shows: Shows) -> str:
    if shows is Shows.MEDIA:
        return _("Film")
    return _("Together") if shows is Shows.COMBINED else shows.label
