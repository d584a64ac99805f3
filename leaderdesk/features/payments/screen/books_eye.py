"""Looks in the background whether the books close, again whenever money or orders move."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.queries import books_close
from leaderdesk.features.payments.rules.closing import Closing, Mark

_TABLES = frozenset({"ledger_entry", "orders", "line"})


class BooksEye(QObject):
    """The first look goes through everything, each later one through what has moved since.

    `seen` tells of each look what it found.
    """

    seen = Signal(object)

    def __init__(self, desk: Desk, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._mark: Mark | None = None
        desk.bridge.on_tables(self, _TABLES, lambda _changed: self.look())

    def look(self) -> None:
        """Look now; of several looks that wait only the last is taken."""
        store, mark = self._desk.store, self._mark

        def work() -> Closing:
            with store.read() as connection:
                return books_close(connection, mark)

        self._desk.tasks.read(self, work, self._take, latest="books")

    def _take(self, closing: Closing) -> None:
        # What did not close is looked at again each time, together with all else.
        self._mark = closing.mark if closing.ok else None
        self.seen.emit(closing)
