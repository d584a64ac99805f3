"""Cyclic garbage is collected on the window's thread only, because a Qt object must not die on another one."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500


class GarbageRound(QObject):
    """While it runs, Python's own collection is off and this thread collects at the usual thresholds.

    Python collects on whichever thread happens to allocate. A worker would then destroy windows and timers that were
    left in a reference cycle, which Qt forbids.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._has_spared = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose threshold was passed, if any."""
        for generation in (2, 1, 0):
            threshold = gc.get_threshold()[generation]
            if threshold and gc.get_count()[generation] > threshold:
                gc.collect(generation)
                return

    def spare(self) -> None:
        """Let collections pass over all there is now: modules stay for good, and looking through them takes 70 ms."""
        gc.freeze()
        self._has_spared = True

    def stop(self) -> None:
        """Give collection back to Python as it was before."""
        self._timer.stop()
        if self._has_spared:
            gc.unfreeze()
        if self._was_on:
            gc.enable()
