"""A part of Today that reads its own content, so that only the part that cannot be read says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.cards import Card
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.states import ErrorCard, Skeleton
from leaderdesk.ui.tasks import TaskRunner

T = TypeVar("T")

SLOW_MS = 300
"""What takes longer shows that it is on its way."""


class SnugStack(PageStack):
    """Pages one behind the other, only as tall as the one in view."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)


class Part(SnugStack, Generic[T]):
    """Shows `content` once `read` has answered on a reading lane; a trouble shows in its place, with 再试一次.

    `answered` tells that one of the two is in view.
    """

    answered = Signal()

    def __init__(
        self, tasks: TaskRunner, content: QWidget, *, read: Callable[[], T], show: Callable[[T], None], rows: int = 2
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._read = read
        self._show = show
        self._content = content
        self._error = ErrorCard(_("This part did not load"))
        self._error.retried.connect(self.load)
        self._loading = Card()
        self._loading.body.addWidget(Skeleton(rows))
        self._before = QWidget()
        for page in (self._before, content, self._loading, _on_top(self._error)):
            self.addWidget(page)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._show_slow)

    def load(self) -> None:
        """Read anew; what is shown stays until the answer is there."""
        if self.currentWidget() is not self._content:
            self._slow.start()
        self._tasks.read(self, self._read, self._loaded, self._failed, latest="part")

    def shows_error(self) -> bool:
        """Return whether the last reading went wrong."""
        return self.currentIndex() == self.count() - 1

    def _loaded(self, found: T) -> None:
        self._slow.stop()
        self._show(found)
        self.setCurrentWidget(self._content)
        self.answered.emit()

    def _failed(self, trouble: Exception) -> None:
        self._slow.stop()
        self._error.show_error(_("This part did not load"), str(trouble))
        self.setCurrentIndex(self.count() - 1)
        self.answered.emit()

    def _show_slow(self) -> None:
        if self.currentWidget() is self._before:
            self.setCurrentWidget(self._loading)


def _on_top(card: ErrorCard) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    return holder
