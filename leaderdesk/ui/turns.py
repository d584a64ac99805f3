"""Work of the window's own thread in pieces, one to a turn of its event loop, so that none keeps the leader waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

Piece = Callable[[], object]


class Turns(QObject):
    """Does chains of pieces in their order; between two pieces keys, clicks and painting have their turn.

    The rest of a chain is left out if its owner was destroyed or a piece raises. `done` tells that none is left.
    """

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chains: deque[tuple[QObject, deque[Piece]]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._do_one)

    def add(self, owner: QObject, *pieces: Piece) -> None:
        """Do each of these in a turn of its own, after all that were added before."""
        self._chains.append((owner, deque(pieces)))
        self._timer.start()

    def is_done(self) -> bool:
        """Return whether no piece is left, nor one under way."""
        return not self._chains

    def stop(self) -> None:
        """Leave out every piece that is left."""
        self._chains.clear()
        self._timer.stop()

    def _do_one(self) -> None:
        if not self._chains:
            return
        owner, pieces = self._chains[0]
        is_through = True
        try:
            if pieces and shiboken6.isValid(owner):
                pieces.popleft()()
                is_through = not pieces
        finally:
            # A chain counts until its last piece is through: what that asks for is counted before.
            if is_through and self._chains:
                self._chains.popleft()
            if self._chains:
                self._timer.start()
            else:
                self.done.emit()
