"""A table that is as high as its rows, and gives way down to a few of them where the window is short."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.listing import Listing
from leaderdesk.ui.table_view import TableView

FEWEST_ROWS = 3
"""Rows that stay in view however short the window is."""


class FittedTable(TableView):
    """Never higher than its rows need."""

    def __init__(self, listing: Listing[Any], parent: QWidget | None = None) -> None:
        super().__init__(listing, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        listing.modelReset.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self._height(max(1, self.listing.rowCount())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(480, self._height(min(FEWEST_ROWS, max(1, self.listing.rowCount()))))

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + rows * self.cells_height()
