"""Cyclic garbage is collected on the window's thread only, because a Qt object must not die on another one."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 500

MOST_LOOKED_AT = 150_000
"""A collection that would look at more objects is left out: it takes a tenth of a second and more."""


class GarbageRound(QObject):
    """While it runs, Python's own collection is off and this thread collects at the usual thresholds.

    Python collects on whichever thread happens to allocate. A worker would then destroy windows and timers that were
    left in a reference cycle, which Qt forbids. What a lane makes by the hundred thousand, as the rows of a large file,
    is data without cycles: it goes without collection, and collections pass over it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        self._has_spared = False
        # About how many objects each generation holds; Python tells this of the youngest only.
        self._held = [0, 0, 0]
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose threshold was passed, if any."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if thresholds[generation] and counts[generation] > thresholds[generation]:
                self._held[0] = counts[0]
                self._collect(generation)
                return

    def spare(self) -> None:
        """Let collections pass over all there is now: modules stay for good, and looking through them takes 70 ms."""
        gc.freeze()
        self._has_spared = True
        self._held = [0, 0, 0]

    def stop(self) -> None:
        """Give collection back to Python as it was before."""
        self._timer.stop()
        if self._has_spared:
            gc.unfreeze()
        if self._was_on:
            gc.enable()

    def _collect(self, generation: int) -> None:
        looked_at = sum(self._held[: generation + 1])
        if looked_at > MOST_LOOKED_AT:
            self.spare()
            return
        left = looked_at - gc.collect(generation)
        self._held[: generation + 1] = [0] * (generation + 1)
        self._held[min(generation + 1, 2)] += max(0, left)
