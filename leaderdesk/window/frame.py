"""The window itself: painted at once as an empty frame, furnished after that, given its pages by the open store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    # Everything that is not needed for the first paint is imported when the frame is furnished.
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from leaderdesk.features.desk import AskFirst
    from leaderdesk.ui.page import StatusBar
    from leaderdesk.ui.page_stack import PageStack
    from leaderdesk.ui.toast import Toast
    from leaderdesk.window.parts import RailItem
    from leaderdesk.window.rail import NavRail

SMALLEST = (1180, 640)
USUAL = (1366, 768)

FIRST_COLORS = {
    "light": {"canvas": "#F6F5F1", "sunken": "#EFEDE7", "border": "#E4E1D9", "brand": "#16725A"},
    "dark": {"canvas": "#161815", "sunken": "#121411", "border": "#30342D", "brand": "#55C09D"},
}
"""Those of the tokens that the first paint needs, before the tokens are read; a test holds them together."""

_RAIL, _HEADER, _STATUS = 80, 60, 29


class Frame(QWidget):
    """Rail at the left, the page in view at the right, the status bar below it, toasts over it.

    Until `furnish` it only paints where these will be; `painted` tells once that this has been seen.
    """

    closing = Signal()
    painted = Signal()

    rail: NavRail
    stack: PageStack
    status: StatusBar
    toast: Toast

    def __init__(self, *, dark: bool = False) -> None:
        super().__init__()
        self._first_colors = {name: QColor(value) for name, value in FIRST_COLORS["dark" if dark else "light"].items()}
        self._is_furnished = False
        self._is_painted = False
        self._banner: QWidget | None = None
        self._ask_first: AskFirst | None = None
        self.setWindowTitle("LeaderDesk")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)

    def furnish(self, items: Sequence[RailItem]) -> None:
        """Put in rail, pages, status bar and toast."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

        from leaderdesk.ui.page import PageHeader, StatusBar
        from leaderdesk.ui.page_stack import PageStack
        from leaderdesk.ui.theme import theme
        from leaderdesk.ui.toast import Toast
        from leaderdesk.window.rail import NavRail

        self.rail = NavRail(items)
        self.stack = PageStack()
        self.status = StatusBar()
        self._blank = QWidget()
        blank = QVBoxLayout(self._blank)
        blank.setContentsMargins(0, 0, 0, 0)
        blank.addWidget(PageHeader(""), 0, Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(self._blank)
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self.stack, 1)
        self._right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._right, 1)
        self.toast = Toast(self)
        theme().dress(self)
        theme().changed.connect(self.update)
        self._is_furnished = True
        # Somebody has to have the keyboard at the start, and no ring should show before a key is pressed.
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack.setFocus()
        self.speak()

    def show_widget(self, widget: QWidget) -> None:
        """Bring `widget` into view; it stays in the window for the next time."""
        if self.stack.indexOf(widget) < 0:
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def show_blank(self) -> None:
        """Show no page, as long as the one that was asked for is not there."""
        self.stack.setCurrentWidget(self._blank)

    def forget_pages(self) -> None:
        """Take every page out and show the empty frame, whole and without a question before it closes."""
        self.show_blank()
        self.stand_alone(False)
        self.ask_before_closing(None)
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

    def stand_alone(self, alone: bool) -> None:
        """Give the page in view the whole window, without rail and status bar, or bring these back."""
        self.rail.setVisible(not alone)
        self.status.setVisible(not alone)

    def ask_before_closing(self, ask: AskFirst | None) -> None:
        """Let `ask` decide from now on whether the window closes; None: it closes without a word."""
        self._ask_first = ask

    def close_now(self) -> None:
        """Close the window without asking."""
        self._ask_first = None
        self.close()

    def speak(self) -> None:
        """Say what belongs to the frame in the language in force."""
        from leaderdesk.core.i18n import _

        self.setWindowTitle(_("LeaderDesk"))
        self.rail.speak()
        self.status.speak()

    def kept_geometry(self) -> str:
        """Return size and place of the window as text, for the next start."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore_kept(self, kept: str) -> None:
        """Take the size and place of an earlier start; what does not fit the screens is left."""
        if kept:
            from PySide6.QtCore import QByteArray

            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ask_first is not None:
            event.ignore()
            self._ask_first(self.close_now)
            return
        self.closing.emit()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_furnished:
            from leaderdesk.ui.theme import theme

            painter.fillRect(self.rect(), theme().color("canvas"))
        else:
            self._paint_first(painter)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _paint_first(self, painter: QPainter) -> None:
        colors, width, height = self._first_colors, self.width(), self.height()
        painter.fillRect(self.rect(), colors["canvas"])
        painter.fillRect(QRect(0, 0, _RAIL, height), colors["sunken"])
        painter.fillRect(QRect(18, 12, 44, 44), colors["brand"])
        for line in (
            QRect(_RAIL - 1, 0, 1, height),
            QRect(_RAIL, _HEADER - 1, width, 1),
            QRect(_RAIL, height - _STATUS, width, 1),
        ):
            painter.fillRect(line, colors["border"])
