"""The strip above a list: its filters, and what narrows it further."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.ui.page import Bar
from leaderdesk.ui.tabs import FilterTabs

LEAST = 48


class ListStrip(Bar):
    """Filters at the left, which take a second line where the first is full; small controls at the right."""

    def __init__(self, tabs: FilterTabs, *controls: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(LEAST, fill="surface", parent=parent)
        self._tabs = tabs
        self._controls = controls
        self.row.addWidget(tabs, 1)
        for control in controls:
            self.row.addWidget(control)

    def fit(self) -> None:
        """Be as high as the filters need now; called after other filters were set."""
        margins = self.row.contentsMargins()
        shown = [control for control in self._controls if not control.isHidden()]
        taken = sum(min(control.maximumWidth(), control.sizeHint().width()) + self.row.spacing() for control in shown)
        room = self.width() - margins.left() - margins.right() - taken
        self._tabs.setMinimumHeight(self._tabs.heightForWidth(max(80, room)))
        self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
