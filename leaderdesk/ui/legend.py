"""What the colours beside a text mean."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.ui.cards import Rule
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.tokens import Tone


class Legend(QWidget):
    """Below a line, each word on its tint."""

    def __init__(self, meanings: Iterable[tuple[str, Tone]], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout()
        row.setContentsMargins(20, 4, 20, 4)
        row.setSpacing(6)
        for word, tone in meanings:
            row.addWidget(StatusPill(word, tone))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(row)
