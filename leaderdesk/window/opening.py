"""From the start of the program to its first paint, and from there to the running window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from leaderdesk.storage.home import default_paths
from leaderdesk.window.frame import Frame

if TYPE_CHECKING:
    # The first paint waits for none of these.
    from leaderdesk.core.paths import StorePaths
    from leaderdesk.window.parts import Parts
    from leaderdesk.window.start import Window


class Opening:
    """Shows the bare frame at once and makes it the running window as soon as it has been seen."""

    def __init__(self, parts: Callable[[], Parts], paths: StorePaths, *, language: str | None) -> None:
        self._parts = parts
        self._paths = paths
        self._language = language
        self.window: Window | None = None
        self.frame = Frame(dark=wears_dark(paths.settings))
        self.frame.painted.connect(self.furnish)
        self.frame.show()

    def furnish(self) -> None:
        """Make the frame the running window, in the turn of the event loop after what it takes is imported."""
        import_module("leaderdesk.window.start")
        QTimer.singleShot(0, self.frame, self._run)

    def _run(self) -> None:
        from leaderdesk.core.log import start_log
        from leaderdesk.window.start import Window

        start_log(self._paths.logs)
        window = Window(self._parts(), self._paths, language=self._language, frame=self.frame)
        sys.excepthook = lambda _kind, error, _trace: window.show_bug(error)
        self.window = window
        window.show()


def run_window(parts: Callable[[], Parts], *, store: Path | None, language: str | None) -> int:
    """Open the window on the store in that folder and return the exit code once it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    opening = Opening(parts, default_paths(store), language=language)
    code = int(app.exec())
    del opening
    return code


def wears_dark(settings: Path) -> bool:
    """Return whether this machine's settings ask for the dark look, without reading them as a whole."""
    try:
        return 'theme = "dark"' in settings.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
