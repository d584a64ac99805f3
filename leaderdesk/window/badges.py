"""The numbers on the rail: how much waits on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from leaderdesk.features.places import Page
from leaderdesk.ui.bridge import Bridge
from leaderdesk.ui.tasks import TaskRunner
from leaderdesk.window.parts import Parts
from leaderdesk.window.rail import NavRail

if TYPE_CHECKING:
    from leaderdesk.storage.database import Store


_EVERY_MS = 600_000
"""What is on today is another matter tomorrow: so often it is counted without any change."""


class RailBadges(QObject):
    """Counts in the background, first when it is told to and then whenever a table changes that moves a number."""

    def __init__(
        self, rail: NavRail, parts: Parts, *, store: Store, tasks: TaskRunner, bridge: Bridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rail, self._parts, self._store, self._tasks = rail, parts, store, tasks
        self._bridge = bridge
        rail.show_counts({})

    def begin(self) -> None:
        """Count now and from now on; what counts is imported by then."""
        tables = self._parts.badge_tables()
        if tables:
            self._bridge.on_tables(self, tables, lambda _changed: self._count())
            again = QTimer(self)
            again.timeout.connect(self._count)
            again.start(_EVERY_MS)
            self._count()

    def _count(self) -> None:
        store, count = self._store, self._parts.badges

        def work() -> Mapping[Page, int | None]:
            return count(store)

        self._tasks.read(self, work, self._rail.show_counts, latest="badges")
