"""The table of offers, whose rows can be moved with the mouse or with Alt and the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.features.rounds.screen.fitted_table import FittedTable
from leaderdesk.features.rounds.screen.offer_columns import OfferLine
from leaderdesk.ui.row_mover import RowMover
from leaderdesk.ui.row_table import RowTable


class OffersTable(FittedTable):
    """Tells `moved` with the row's id and the place, counted from 0, that it shall have; `removed` on Delete."""

    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, lines: RowTable[OfferLine], parent: QWidget | None = None) -> None:
        super().__init__(lines, parent)
        self._lines = lines
        self._mover = RowMover(self, movable=self._movable)
        self._mover.moved.connect(self.moved)

    def move_current(self, by: int) -> None:
        """Ask to move the row the keyboard is on up (-1) or down (1); at the ends nothing happens."""
        self._mover.move_current(by)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and (current := self.current_id()) is not None:
            self.removed.emit(current)
        else:
            super().keyPressEvent(event)

    def _movable(self) -> int:
        """Return how many rows can be moved: the suggestions behind them cannot."""
        return sum(not line.suggested for line in self._lines.shown_rows)
