"""The question before a stream that is live is ended."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.confirm import Confirm


def ask_about_end(asker: QWidget, *, verb: str) -> Confirm:
    """Return the question; `verb` is what ending it is called there."""
    return Confirm(
        asker,
        title=_("The stream is live"),
        text=_("Say goodbye to your neighbours first. What happened so far is kept."),
        verb=verb,
        safe=_("Stay live"),
    )
