"""The three panes about who is who: pairs that look alike, merging two, splitting one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries.merging import NeighbourTies
from leaderdesk.features.neighbours.rules.likeness import Alike
from leaderdesk.features.neighbours.screen.alike_pane import AlikePane
from leaderdesk.features.neighbours.screen.merge_pane import MergePane
from leaderdesk.features.neighbours.screen.split_pane import SplitPane


class SamePerson(QStackedWidget):
    """One of the panes at a time. `done` tells whose profile comes next, `closed` that it is enough."""

    done = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, ties: NeighbourTies, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alike = AlikePane(desk)
        self.merging = MergePane(desk, ties)
        self.splitting = SplitPane(desk, ties)
        for pane in (self.alike, self.merging, self.splitting):
            self.addWidget(pane)
            pane.closed.connect(self.closed)
        self.alike.compared.connect(self.merge)
        self.merging.done.connect(self.done)
        self.splitting.done.connect(self.done)

    def show_alike(self) -> None:
        """Show who may be the same."""
        self.setCurrentWidget(self.alike)

    def set_pairs(self, pairs: tuple[Alike, ...]) -> None:
        """Know who may be the same from now on."""
        self.alike.show_pairs(pairs)

    def merge(self, kept_id: int, gone_id: int | None = None) -> None:
        """Begin to merge another neighbour with this one."""
        self.setCurrentWidget(self.merging)
        self.merging.begin(kept_id, gone_id)

    def split(self, neighbour_id: int) -> None:
        """Begin to split somebody off this neighbour."""
        self.setCurrentWidget(self.splitting)
        self.splitting.begin(neighbour_id)

    def refresh(self) -> None:
        """Read again what is shown, after the store changed."""
        current = self.currentWidget()
        if isinstance(current, MergePane | SplitPane):
            current.refresh()
