"""The lines of a card of settings: words, a state, and one button each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.ui.cards import Rule


class Lines(QWidget):
    """Rows one below the other with a hairline over each; `fill` replaces them all."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def fill(self, lines: list[QWidget]) -> None:
        """Show these rows and nothing else."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(Rule())
            self._column.addWidget(line)


def line(*parts: tuple[QWidget, int]) -> QWidget:
    """Return a row of widgets, each with its share of the width."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(4, 5, 4, 5)
    row.setSpacing(12)
    for widget, share in parts:
        row.addWidget(widget, share, Qt.AlignmentFlag.AlignVCenter)
    return holder
