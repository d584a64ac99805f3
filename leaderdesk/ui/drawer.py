"""A page with a pane that opens at its right side."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.labels import ElidedLabel
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import ColorName

WIDTH, LEAST = 580, 540
LEAST_BESIDE = 320
_GROWING = 3
"""Pixels that a drawer is wider for each per cent of larger text."""


class Pane(QWidget):
    """A plain area in one colour of the theme."""

    def __init__(self, fill: ColorName = "surface", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill: ColorName = fill

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color(self._fill))


class Scroll(QScrollArea):
    """Shows `content` as wide as there is room and scrolls it up and down."""

    def __init__(self, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        # What scrolls shows the ground it lies on.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class SidePane(Pane):
    """A pane at a side of its page: `width` at 100 % text, wider with larger text and where its words need it."""

    def __init__(
        self, width: int, *, growing: float = 2, fill: ColorName = "surface", parent: QWidget | None = None
    ) -> None:
        super().__init__(fill, parent=parent)
        self._width = width
        self._growing = growing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._wide(), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(), super().minimumSizeHint().height())

    def _wide(self) -> int:
        usual = self._width + round(self._growing * (theme().zoom_percent - 100))
        return max(usual, super().minimumSizeHint().width(), *map(_needed_width, self.findChildren(Scroll)), 0)


def _needed_width(scroll: Scroll) -> int:
    """Return how wide what scrolls has to be, with the bar beside it, so that nothing is cut at its right."""
    content = scroll.widget()
    return 0 if content is None else content.minimumSizeHint().width() + scroll.verticalScrollBar().sizeHint().width()


class DrawerHead(QWidget):
    """The top of a drawer: a picture if wanted, a name with a second line, buttons, and the button that closes it."""

    closed = Signal()

    def __init__(self, title: str = "", note: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(title, role="title")
        self._note = ElidedLabel(note, role="small", ink="text2")
        self._picture = QHBoxLayout()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self.close_button = IconButton("close", _("Close the drawer"))
        self.close_button.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 16, 12)
        row.setSpacing(12)
        row.addLayout(self._picture)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.addWidget(self.close_button)

    def show_title(self, title: str, note: str = "") -> None:
        """Show another name and second line."""
        self._title.setText(title)
        self._note.setText(note)
        show_if(self._note, bool(note))

    def set_picture(self, picture: QWidget) -> None:
        """Put `picture` (an avatar, a photo) in front."""
        self._picture.addWidget(picture)

    def add_action(self, button: QWidget) -> None:
        """Put a button before the one that closes."""
        self._actions.addWidget(button)


class DrawerSplit(QSplitter):
    """A main side and, when something is open, a drawer at its right; Esc closes it and gives the keyboard back."""

    closed = Signal()

    def __init__(self, main: QWidget, *, width: int = WIDTH, least: int = LEAST, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._wanted = width
        self._least = least
        self._content: QWidget | None = None
        self._before: QWidget | None = None
        self._main = main
        main.setMinimumWidth(max(main.minimumWidth(), LEAST_BESIDE))
        self._drawer = Pane()
        self._drawer.setMinimumWidth(least)
        self._place = QVBoxLayout(self._drawer)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._drawer.hide()
        self.addWidget(main)
        self.addWidget(self._drawer)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._remember)

    def open_drawer(self, content: QWidget) -> None:
        """Show `content` in the drawer; what was there before is let go of unless it is the same."""
        if content is not self._content:
            self._let_go()
            self._content = content
            self._place.addWidget(content)
            content.show()
        if not self._drawer.isVisibleTo(self):
            self._before = QApplication.focusWidget()
            self._drawer.show()
            more = _GROWING * (theme().zoom_percent - 100)
            self._drawer.setMinimumWidth(max(self._least, min(self._least + more, self.width() - LEAST_BESIDE)))
            wanted = max(self._wanted, self._least + more)
            self.setSizes([max(1, self.width() - wanted), wanted])

    def close_drawer(self) -> None:
        """Hide the drawer and put the keyboard where it was before; nothing happens when it is closed."""
        if not self._drawer.isVisibleTo(self):
            return
        self._drawer.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisibleTo(self.window()):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def is_open(self) -> bool:
        """Return whether the drawer shows."""
        return self._drawer.isVisibleTo(self)

    def content(self) -> QWidget | None:
        """Return what is in the drawer, shown or not."""
        return self._content

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open():
            self.close_drawer()
            return
        super().keyPressEvent(event)

    def _let_go(self) -> None:
        if self._content is not None and isValid(self._content):
            self._place.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = None

    def _remember(self, _position: int, _index: int) -> None:
        self._wanted = self.sizes()[1]


def lay_drawer(
    drawer: QWidget, head: DrawerHead, *parts: QWidget | QLayout, gap: int = 16, foot: QWidget | None = None
) -> None:
    """Lay out what fills a drawer: its head, `parts` below each other that scroll, and `foot`, which stays in view."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(20, 8, 20, 20)
    column.setSpacing(gap)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch(1)
    outer = QVBoxLayout(drawer)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(head)
    outer.addWidget(Scroll(inside), 1)
    if foot is not None:
        outer.addWidget(foot)
