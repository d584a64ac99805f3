"""Neighbours whom something concerns, each with a text to copy, and what to do about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.drawer import DrawerHead, Scroll
from leaderdesk.ui.labels import ElidedLabel, Label


@dataclass(frozen=True, slots=True)
class Concerned:
    """One neighbour: who, what about her, and what to say to her."""

    who: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class Concern:
    """What it is about: a title, one honest sentence, the neighbours; `act` (with its words) does it."""

    title: str
    note: str
    sentence: str
    people: Sequence[Concerned]
    button: str = ""
    act: Callable[[], None] | None = None
    nobody: str = ""


class PeoplePane(QWidget):
    """Shows a concern at the side of the page until it is closed or done."""

    closed = Signal()

    def __init__(self, concern: Concern, copy: Callable[[str], None]) -> None:
        super().__init__()
        head = DrawerHead(concern.title, concern.note)
        head.closed.connect(self.closed)
        self.close_button = head.close_button
        area = QWidget()
        rows = QVBoxLayout(area)
        rows.setContentsMargins(20, 0, 12, 12)
        rows.setSpacing(4)
        rows.addWidget(Label(concern.sentence if concern.people else concern.nobody or concern.sentence, wrap=True))
        for one in concern.people:
            rows.addWidget(Rule())
            rows.addWidget(_row(one, copy))
        rows.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(Scroll(area), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        if concern.people:
            self.copy_button = Button(_("Copy all texts"), icon="copy")
            texts = "\n\n".join(one.text for one in concern.people)
            self.copy_button.clicked.connect(lambda: copy(texts))
            foot.addWidget(self.copy_button, 1)
        if concern.act is not None and concern.people:
            act = concern.act
            self.act_button = Button(concern.button, kind="primary")
            self.act_button.clicked.connect(lambda _checked=False: act())
            foot.addWidget(self.act_button, 1)
        column.addLayout(foot)


def _row(one: Concerned, copy: Callable[[str], None]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 4, 0, 4)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(ElidedLabel(one.who, role="strong"))
    words.addWidget(Label(one.words, role="small", ink="text2", wrap=True))
    line.addLayout(words, 1)
    button = IconButton("copy", _("Copy the text for {who}").format(who=one.who), size=36)
    button.clicked.connect(lambda: copy(one.text))
    line.addWidget(button)
    return row
