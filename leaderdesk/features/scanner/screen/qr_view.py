"""The code that a phone photographs to open the page: black on white in every look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.documents.qr import QUIET_MODULES, squares

_SIDE = 176
"""Not larger with larger text: it is read by phones, and the PIN beside it needs the room."""


class QrView(QWidget):
    """Shows an address as a code; `text` is its accessible name as well."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show the code of `text`."""
        if text != self.accessibleName():
            self._rows = squares(text)
            self.setAccessibleName(text)
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._rows:
            return
        side = min(self.width(), self.height()) / (len(self._rows) + 2 * QUIET_MODULES)
        for down, row in enumerate(self._rows):
            for across, dark in enumerate(row):
                if dark:
                    left, top = (across + QUIET_MODULES) * side, (down + QUIET_MODULES) * side
                    # To whole pixels, so that no light line runs between two dark squares.
                    square = QRectF(left, top, side, side).toAlignedRect()
                    painter.fillRect(square, Qt.GlobalColor.black)
