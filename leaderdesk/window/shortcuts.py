"""F1: what this page is for, and all shortcuts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.sheet import Sheet
from leaderdesk.window.page_help import help_of

Key = tuple[tuple[str, ...], str]
Group = tuple[str, tuple[Key, ...]]

_EVERYWHERE: Group = (
    N_("Everywhere"),
    (
        (("Ctrl K",), N_("search and actions")),
        (("Ctrl 1", "7"), N_("the pages")),
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

_LIVE: Group = (
    N_("Live console"),
    (
        (("Ctrl Enter",), N_("begin the stream")),
        (("PgDn", "PgUp"), N_("next cue, back (a clicker too)")),
        (("Ctrl ↑", "Ctrl ↓"), N_("a minute more, less")),
        (("Ctrl R",), N_("follow the clock, lead by hand")),
        (("Alt 1", "9"), N_("tick a talking point")),
        (("Ctrl L",), N_("type an order")),
        (("Ctrl F",), N_("somebody asks")),
        (("Alt Enter",), N_("put the answer on screen")),
        (("Alt A", "Alt B"), N_("one more vote")),
    ),
)
_AUDIENCE: Group = (
    N_("What the audience sees"),
    (
        (("F2",), N_("product card")),
        (("F3",), N_("trace card")),
        (("F4",), N_("the vote")),
        (("F6",), N_("thanks")),
        (("F7",), N_("picture or film")),
        (("F8",), N_("all together")),
        (("F9",), N_("an empty window")),
    ),
)

_COLUMNS: tuple[tuple[Group, ...], ...] = ((_EVERYWHERE,), (_ORDERS, _MONEY), (_PICKUP, _ARRIVAL))
"""What stands below each other: about as much in each, so that the sheet fits into the smallest window."""
_STREAM_COLUMNS: tuple[tuple[Group, ...], ...] = ((_EVERYWHERE,), (_LIVE,), (_AUDIENCE,))
"""While she plans or leads a stream, its keys are what she looks for."""


class ShortcutSheet(Sheet):
    """Lies over the window; any of Esc, Enter and F1 closes it."""

    def __init__(self, window: QWidget, place: Place) -> None:
        super().__init__(window, _("All shortcuts"))
        about, sentences = help_of(place)
        self.about = about or _("This page")
        self.help = [Label(words, wrap=True) for words in sentences]
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for groups in _STREAM_COLUMNS if place.page is Page.STREAMS else _COLUMNS:
            below = QVBoxLayout()
            below.setSpacing(16)
            for title, keys in groups:
                below.addLayout(_group(_(title), keys))
            below.addStretch(1)
            columns.addLayout(below)
        self.body.addLayout(_about(self.about, self.help))
        self.body.addWidget(Rule())
        self.body.addLayout(columns)


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
