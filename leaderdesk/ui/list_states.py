"""The place of a list: the list itself, or why there is none."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.states import EmptyState, ErrorCard, Skeleton

ListState = Literal["list", "empty", "nothing", "error", "loading"]
SKELETON_MS = 300
"""What is there sooner shows no skeleton."""


class ListStates(QStackedWidget):
    """Shows `content`, or `empty` (nothing was entered yet), or that nothing fits the filter, or what went wrong.

    Grey bars show only while the first reading takes longer than 300 ms. `retried` asks to read again.
    """

    retried = Signal()

    def __init__(self, content: QWidget, empty: EmptyState, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = ErrorCard("")
        self._error.retried.connect(self.retried)
        pages: dict[ListState, QWidget] = {
            "list": content,
            "empty": empty,
            "nothing": EmptyState("search", _("Nothing fits"), _("Try fewer words, or another filter.")),
            "error": _at_top(self._error),
            "loading": _at_top(Skeleton(8)),
        }
        self._pages = pages
        self._state: ListState = "list"
        for page in pages.values():
            self.addWidget(page)
        self._settled = False
        QTimer.singleShot(SKELETON_MS, self, self._show_skeleton)

    def state(self) -> ListState:
        """Return what is shown."""
        return self._state

    def show_state(self, state: ListState) -> None:
        """Show the list or another state of it."""
        self._settled = True
        self._show_page(state)

    def show_error(self, title: str, text: str) -> None:
        """Show what went wrong in the place of the list."""
        self._error.show_error(title, text)
        self.show_state("error")

    def _show_skeleton(self) -> None:
        if not self._settled:
            self._show_page("loading")

    def _show_page(self, state: ListState) -> None:
        self._state = state
        self.setCurrentWidget(self._pages[state])


def _at_top(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 16, 20, 16)
    column.addWidget(widget)
    column.addStretch(1)
    return page
