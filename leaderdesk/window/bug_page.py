"""What is shown when something went wrong that is our mistake: the data is safe, here is a report to copy."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk import __version__
from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.states import EmptyState


def bug_report(error: BaseException) -> str:
    """Return what helps to mend the mistake and names nobody: versions, kind of error, lines of the program."""
    frames = [
        f"  {frame.filename.rsplit('leaderdesk', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join(
        (
            f"LeaderDesk {__version__} · Python {platform.python_version()} · {platform.system()}",
            type(error).__name__,
            *frames,
        )
    )


class BugPage(QWidget):
    """A page with one sentence, a report to copy, and the way back to work."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._report = bug_report(error)
        self.back = Button(_("Back to work"), kind="primary")
        copy = Button(_("Copy the report"), icon="copy")
        copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "warning",
                _("Something went wrong that is our mistake"),
                _("What you saved is safe. The report holds no names and no numbers of neighbours."),
                buttons=(self.back, copy),
            )
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
