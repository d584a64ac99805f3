"""The whole window on a real store, for tests: opened, settled, closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from leaderdesk.app import parts
from leaderdesk.core.clock import Clock
from leaderdesk.core.paths import StorePaths
from leaderdesk.ui.theme import theme
from leaderdesk.window.parts import Parts
from leaderdesk.window.start import Window


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until everything that was asked for is done and shown."""
    for _turn in range(8):
        QCoreApplication.sendPostedEvents()
        qtbot.wait(1)
        assert window.tasks.wait(20_000)
        qtbot.waitUntil(window.session.ahead.is_done, timeout=20_000)


@contextmanager
def open_window(
    qtbot: QtBot, home: Path, *, built: Parts | None = None, clock: Clock | None = None
) -> Iterator[Window]:
    """Give the window on the store in `home`, speaking English."""
    theme().choose("light", 100)
    window = Window(built or parts(), StorePaths(home), language="en", clock=clock)
    window.show()
    qtbot.waitExposed(window.frame)
    settle(qtbot, window)
    try:
        yield window
    finally:
        window.frame.close_now()
        window.frame.deleteLater()
        QCoreApplication.sendPostedEvents(window.frame, QEvent.Type.DeferredDelete.value)
        window.tasks.deleteLater()
        QCoreApplication.sendPostedEvents(window.tasks, QEvent.Type.DeferredDelete.value)
        theme().choose("light", 100)
