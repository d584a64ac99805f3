"""How a second start brings the first window forward, without a socket: it touches a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

LOOK_EVERY_MS = 400


def summon(path: Path) -> None:
    """Ask the program that has the store open to come forward."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


class Listening(QObject):
    """Brings `window` forward whenever the file appears, and takes the file away."""

    def __init__(self, path: Path, window: QWidget) -> None:
        super().__init__(window)
        self._path = path
        self._window = window
        path.unlink(missing_ok=True)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if not self._path.exists():
            return
        self._path.unlink(missing_ok=True)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
