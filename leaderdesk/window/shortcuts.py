"""F1: what this page is for, and all shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.places import Place
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.labels import Label
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.theme import theme
from leaderdesk.window.page_help import help_of

Key = tuple[tuple[str, ...], str]
Group = tuple[str, tuple[Key, ...]]

_EVERYWHERE: Group = (
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
)
_ORDERS: Group = (
    N_("Taking orders"),
    (
        (("Ctrl V",), N_("paste the list into the round")),
        (("F8", "Shift F8"), N_("next, previous place to look at")),
        (("1", "2", "3"), N_("choose an answer")),
        (("Ctrl Shift C",), N_("copy the question")),
        (("Ctrl Enter",), N_("take the orders")),
    ),
)
_ARRIVAL: Group = (
    N_("Arrival and labels"),
    (
        (("Enter",), N_("next field of the count")),
        (("1", "5"), N_("how to share out")),
        (("Ctrl Enter",), N_("do what the green button says")),
        (("←", "→"), N_("the label before, the next one")),
    ),
)
_PICKUP: Group = (
    N_("Pickup"),
    (
        (("Enter",), N_("hand over")),
        (("F2",), N_("paid by WeChat, hand over")),
        (("F3",), N_("paid in cash, hand over")),
        (("F4",), N_("the whole household together")),
        (("F7",), N_("pay with her balance")),
        (("F6",), N_("somebody else came")),
        (("F9",), N_("the gift stays here, or goes after all")),
        (("Esc",), N_("clear the field")),
    ),
)
_MONEY: Group = (
    N_("Collecting money"),
    (
        (("F8", "Shift F8"), N_("next, previous payment to look at")),
        (("1", "2", "3"), N_("choose an answer")),
        (("Ctrl Enter",), N_("book what is matched")),
        (("F2", "F3"), N_("paid by WeChat, in cash")),
        (("F4",), N_("on the tab, nothing said today")),
        (("Ctrl Shift C",), N_("copy the text for her")),
    ),
)

_COLUMNS: tuple[tuple[Group, ...], ...] = ((_EVERYWHERE,), (_ORDERS, _MONEY), (_PICKUP, _ARRIVAL))
"""What stands below each other: about as much in each, so that the sheet fits into the smallest window."""


class ShortcutSheet(QDialog):
    """Lies over the window; any of Esc, Enter and F1 closes it."""

    def __init__(self, window: QWidget, place: Place) -> None:
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
        about, sentences = help_of(place)
        self.about = about or _("This page")
        self.help = [Label(words, wrap=True) for words in sentences]
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for groups in _COLUMNS:
            below = QVBoxLayout()
            below.setSpacing(16)
            for title, keys in groups:
                below.addLayout(_group(_(title), keys))
            below.addStretch(1)
            columns.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(_about(self.about, self.help))
        column.addWidget(Rule())
        column.addLayout(columns)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF()
        paint_box(QPainter(self), rect, radius=10, fill=look.color("surface"), line=look.color("borderStrong"))


def _about(title: str, sentences: Sequence[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(Label(title, role="small", ink="text2"))
    for words in sentences:
        column.addWidget(words)
    return column


def _group(title: str, keys: tuple[Key, ...]) -> QVBoxLayout:
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
    return column
