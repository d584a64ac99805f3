"""How far something is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName


class ProgressBar(QWidget):
    """A thin bar filled as far as `done` of `total`; what it means is said by `name` and the words beside it."""

    def __init__(self, name: str, *, height: int = 8, ink: ColorName = "brand", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._height = height
        self._ink: ColorName = ink
        self._done, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; with nothing to do the bar is empty."""
        self._done, self._total = max(0, min(done, total)), total
        self.setAccessibleName(f"{self._name} {self._done} / {total}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, self._height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        paint_box(painter, rect, radius=999, fill=look.color("sunken"))
        if self._total and self._done:
            rect.setWidth(max(rect.height(), rect.width() * self._done / self._total))
            paint_box(painter, rect, radius=999, fill=look.color(self._ink))


class ProgressCard(Box):
    """What is being done, how far it is, and 停下; `stopped` tells that it was pressed."""

    stopped = Signal()

    def __init__(self, title: str, *, note: str = "", parent: QWidget | None = None) -> None:
        """`note` says what happens to what is done already when it is stopped."""
        super().__init__(parent=parent)
        self._title = Label(title, role="strong")
        self._bar = ProgressBar(title)
        self._count = Label("", role="small", ink="text2")
        self._note = Label(note, role="small", ink="text2", wrap=True)
        show_if(self._note, bool(note))
        self.stop_button = Button(_("Stop"), size=28)
        self.stop_button.clicked.connect(self._stop)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.stop_button)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._count)
        words.addWidget(self._note)
        self.body.addLayout(head)
        self.body.addWidget(self._bar)
        self.body.addLayout(words)

    def begin(self, title: str) -> None:
        """Show that something else has begun, which can be stopped."""
        self._title.setText(title)
        self._bar.set_progress(0, 0)
        self._count.setText("")
        self.stop_button.setEnabled(True)

    def set_progress(self, done: int, total: int, text: str, *, note: str = "") -> None:
        """Show how far it is, with the words for it (186 / 300 行)."""
        self._bar.set_progress(done, total)
        self._count.setText(text)
        if note:
            self._note.setText(note)
            self._note.show()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._count.setText(_("Stopping…"))
        self.stopped.emit()
