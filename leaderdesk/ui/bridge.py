"""What was committed, told to the window: from any thread, once per turn of its event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from leaderdesk.core.events import Changed


class Bridge(QObject):
    """Carries Changed from the thread that committed to the window's thread.

    What is told within one turn of the event loop arrives as one Changed: all tables together, under the last action.
    """

    changed = Signal(object)
    _told = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: Changed | None = None
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def tell(self, changed: Changed) -> None:
        """Have `changed` told on the window's thread soon; from any thread."""
        with self._lock:
            first = self._waiting is None
            self._waiting = changed if self._waiting is None else _together(self._waiting, changed)
        if first:
            self._told.emit()

    def on_tables(self, owner: QObject, tables: Iterable[str], callback: Callable[[Changed], None]) -> None:
        """Call `callback` whenever one of `tables` changed, as long as `owner` lives."""
        _Listener(owner, self, frozenset(tables), callback)

    @Slot()
    def _pass_on(self) -> None:
        with self._lock:
            changed, self._waiting = self._waiting, None
        if changed is not None:
            self.changed.emit(changed)


class _Listener(QObject):
    """A child of the owner, so that Qt ends the connection with the owner's life."""

    def __init__(
        self, owner: QObject, bridge: Bridge, tables: frozenset[str], callback: Callable[[Changed], None]
    ) -> None:
        super().__init__(owner)
        self._tables = tables
        self._callback = callback
        bridge.changed.connect(self._hear)

    @Slot(object)
    def _hear(self, changed: Changed) -> None:
        if self._tables & changed.tables:
            self._callback(changed)


def _together(first: Changed, second: Changed) -> Changed:
    return Changed(tables=first.tables | second.tables, action_id=second.action_id)
