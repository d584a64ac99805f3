"""The line below the list that says quietly how many may be in it twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries.merging import alike_neighbours
from leaderdesk.features.neighbours.rules.likeness import Alike
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.showing import show_if

_TABLES = frozenset({"neighbour", "neighbour_alias", "neighbour_apart", "household"})


class AlikeStrip(Pane):
    """Shows nothing while there is nobody. `opened` asks to see the pairs; `found` tells them."""

    opened = Signal()
    found = Signal(object)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk = desk
        self.button = Button("", kind="link", size=28, icon="people")
        self.button.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.button)
        row.addStretch(1)
        show_if(self, False)
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self._load())
        self._load()

    def _load(self) -> None:
        store = self._desk.store

        def work() -> tuple[Alike, ...]:
            with store.read() as connection:
                return alike_neighbours(connection)

        self._desk.tasks.read(self, work, self._show, latest="alike")

    def _show(self, pairs: tuple[Alike, ...]) -> None:
        words = ngettext("{count} pair may be the same person", "{count} pairs may be the same person", len(pairs))
        self.button.set_text(words.format(count=len(pairs)))
        show_if(self, bool(pairs))
        self.found.emit(pairs)
