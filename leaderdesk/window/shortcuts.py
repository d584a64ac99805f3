"""F1: the sheet with all shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.theme import theme

_KEYS = (
    (
        N_("Everywhere"),
        (
            (("Ctrl K",), N_("search and actions")),
            (("Ctrl 1", "4"), N_("the pages")),
            (("Ctrl ,",), N_("settings")),
            (("Ctrl Z",), N_("undo")),
            (("Ctrl Shift Z",), N_("do it again")),
            (("Ctrl N",), N_("something new on this page")),
            (("Ctrl F",), N_("search this list")),
            (("Ctrl P",), N_("print this page")),
            (("Esc",), N_("close what is open")),
        ),
    ),
    (
        N_("Taking orders"),
        (
            (("Ctrl V",), N_("paste the list into the round")),
            (("F8", "Shift F8"), N_("next, previous place to look at")),
            (("1", "2", "3"), N_("choose an answer")),
            (("Ctrl Shift C",), N_("copy the question")),
            (("Ctrl Enter",), N_("take the orders")),
        ),
    ),
    (
        N_("Pickup"),
        (
            (("Enter",), N_("hand over")),
            (("F2",), N_("paid by WeChat, hand over")),
            (("F3",), N_("paid in cash, hand over")),
            (("Esc",), N_("clear the field")),
        ),
    ),
)


class ShortcutSheet(QDialog):
    """Lies over the window; any of Esc, Enter and F1 closes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("All shortcuts"))
        self.setAccessibleName(_("All shortcuts"))
        close = Button(_("Put the sheet away"), size=28, keys="Esc")
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(Label(_("All shortcuts"), role="lead", bold=True))
        head.addStretch(1)
        head.addWidget(close)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for title, keys in _KEYS:
            columns.addLayout(_column(_(title), keys))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(columns)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF()
        paint_box(QPainter(self), rect, radius=10, fill=look.color("surface"), line=look.color("borderStrong"))


def _column(title: str, keys: tuple[tuple[tuple[str, ...], str], ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(Label(title, role="small", ink="text2"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    for row, (caps, words) in enumerate(keys):
        shown = QHBoxLayout()
        shown.setSpacing(4)
        for cap in caps:
            shown.addWidget(KeyCap(cap))
        shown.addStretch(1)
        grid.addLayout(shown, row, 0)
        grid.addWidget(Label(_(words), role="small"), row, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return column
