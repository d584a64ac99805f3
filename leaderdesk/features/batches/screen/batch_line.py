"""One batch in a line: code, day, amount, its eight squares, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _
from leaderdesk.features.batches.rules import Batch, missing_text
from leaderdesk.features.batches.screen.squares import TraceSquares
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import StatusPill


class BatchLine(QWidget):
    """`opened` asks for the record or to put it away, `recall_wanted` for who took it."""

    opened = Signal(int)
    recall_wanted = Signal(int)

    def __init__(self, batch: Batch, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batch = batch
        self.name_button = Button(batch.code, kind="link", size=28, bold=True)
        self.name_button.clicked.connect(lambda: self.opened.emit(batch.id))
        squares = TraceSquares()
        squares.show_batch(batch)
        words = ElidedLabel(missing_text(batch), role="caption", ink="warnText" if batch.missing else "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self.name_button)
        row.addWidget(Label(_("{month}/{day}").format(month=batch.came.month, day=batch.came.day), role="small"))
        if batch.amount_milli is not None:
            row.addWidget(Label(f"{amount_text(batch.amount_milli)} {batch.unit}", role="small"))
        row.addWidget(squares, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        if batch.recalled_at_ms is not None:
            row.addWidget(StatusPill(_("Called back"), "danger"))
        self.next_button = self._next(is_open=is_open)
        row.addWidget(self.next_button)

    def _next(self, *, is_open: bool) -> Button:
        batch = self.batch
        asks_takers = not batch.missing and not is_open
        words = _("Who took this batch") if asks_takers else _("Put away") if is_open else _("Fill in")
        button = Button(words, kind="link", size=28)
        told = self.recall_wanted if asks_takers else self.opened
        button.clicked.connect(lambda: told.emit(batch.id))
        button.setAccessibleDescription(batch.code)
        return button
