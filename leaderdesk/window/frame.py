"""The window itself: it shows its frame first and is given its pages when the store is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.page import PageHeader, StatusBar
from leaderdesk.ui.theme import theme
from leaderdesk.ui.toast import Toast
from leaderdesk.window.parts import RailItem
from leaderdesk.window.rail import NavRail

SMALLEST = (1180, 640)
USUAL = (1366, 768)


class Frame(QWidget):
    """Rail at the left, the page in view at the right, the status bar below it, toasts over it."""

    closing = Signal()

    def __init__(self, items: Sequence[RailItem]) -> None:
        super().__init__()
        self.setWindowTitle(_("LeaderDesk"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.rail = NavRail(items)
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self._blank = QWidget()
        blank = QVBoxLayout(self._blank)
        blank.setContentsMargins(0, 0, 0, 0)
        blank.addWidget(PageHeader(""), 0, Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(self._blank)
        self._banner: QWidget | None = None
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.toast = Toast(self)
        theme().changed.connect(self.update)
        # Somebody has to have the keyboard at the start, and no ring should show before a key is pressed.
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.setFocus()

    def show_widget(self, widget: QWidget) -> None:
        """Bring `widget` into view; it stays in the window for the next time."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def forget_pages(self) -> None:
        """Take every page out and show the empty frame."""
        self.stack.setCurrentWidget(self._blank)
        for place in reversed(range(self.stack.count())):
            page = self.stack.widget(place)
            if page is not None and page is not self._blank:
                self.stack.removeWidget(page)
                page.deleteLater()

    def show_banner(self, banner: QWidget | None) -> None:
        """Show `banner` over every page; None takes the one before away."""
        if self._banner is not None:
            self._right.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
        self._banner = banner
        if banner is not None:
            self._right.insertWidget(0, banner)

    def speak(self) -> None:
        """Say what belongs to the frame in the language in force."""
        self.setWindowTitle(_("LeaderDesk"))
        self.rail.speak()

    def kept_geometry(self) -> str:
        """Return size and place of the window as text, for the next start."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_kept(self, kept: str) -> None:
        """Take the size and place of an earlier start; what does not fit the screens is left."""
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("canvas"))
