"""A heading with a note and two buttons that go back and on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.labels import ElidedLabel, Label


class LeafingHead(QWidget):
    """Tells `turned` with -1 or 1."""

    turned = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._note = ElidedLabel("", ink="text2", least=20)
        self._back = IconButton("chevron-left", _("{what}: back").format(what=title), framed=True)
        self._on = IconButton("chevron-right", _("{what}: next").format(what=title), framed=True)
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(title, role="lead", bold=True))
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._back)
        row.addWidget(self._on)

    def show_place(self, place: int, count: int, words: str) -> None:
        """Stand at `place`, counted from 0, of `count`, which `words` say."""
        self._note.setText(words if count else "")
        self._back.setEnabled(place > 0)
        self._on.setEnabled(place + 1 < count)

    def note(self) -> str:
        """Return the words beside the heading."""
        return self._note.text()
