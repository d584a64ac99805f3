"""Keys as the system leaves them in the queue of a window: each with its time, whatever the speed of the machine."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

KEY_MS = 8
"""Between two keys of a gun."""


class Gun:
    """Fires into whatever has the keyboard of a window."""

    def __init__(self, window: QWindow | None) -> None:
        assert window is not None
        self._window = window
        self._clock_ms = 1_000

    def fire(self, text: str, *, enters: int = 0) -> None:
        """Press the keys of the text, then that many Enters, and let the window hear them all in one go."""
        for sign in text + "\r" * enters:
            self._clock_ms += KEY_MS
            key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(self._clock_ms)
            QCoreApplication.postEvent(self._window, event)
        QCoreApplication.sendPostedEvents(self._window)

    def pause(self, pause_ms: int) -> None:
        """Let that much time pass before the next key, without waiting for it."""
        self._clock_ms += pause_ms
