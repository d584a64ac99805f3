"""The place on Today where the list of the group is pasted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _
from leaderdesk.features.home.rules import ListState
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds.rules import Round
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.icons import HUGE
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.painting import paint_dashed_box
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import Tone


class PasteCard(Card):
    """`pasted` tells that the clipboard is to be read into the round of that id; `wanted` tells a place to go to."""

    pasted = Signal(int)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Paste the list"))
        self._last: ListState | None = None
        self.rounds = Combo(_("Round"), size=28)
        self.head.add_left(Label(_("into"), role="small", ink="text2"))
        self.head.add_left(self.rounds)
        self.button = Button(_("Paste"), kind="primary", icon="clipboard", keys="Ctrl V")
        self.button.clicked.connect(lambda: self.pasted.emit(self.round_id()))
        self._see = Button(_("See what changed"), kind="link", size=28)
        self._see.clicked.connect(self._open_list)
        self._when = Label("", role="small", ink="text2")
        self._pills = tuple(StatusPill("") for _each in range(4))
        self._foot = QWidget()
        self._lay_out()
        self.show_list(None)

    def round_id(self) -> int:
        """Return the round that is chosen; 0 as long as there is none."""
        return int(self.rounds.current() or 0)

    def show_rounds(self, rounds: Sequence[Round]) -> None:
        """Offer these rounds; without one there is nothing to paste into and the card goes."""
        self.rounds.set_choices([(str(one.id), one.name) for one in rounds])
        self.setVisible(bool(rounds))

    def show_list(self, found: ListState | None) -> None:
        """Show what the list pasted last came to."""
        self._last = found
        self._foot.setVisible(found is not None)
        if found is None:
            return
        self._when.setText(_("pasted {when}").format(when=f"{local(found.pasted_ms):%H:%M}"))
        said: tuple[tuple[str, int, Tone], ...] = (
            (_("added {count}"), found.added, "brand"),
            (_("changed {count}"), found.changed, "info"),
            (_("cancelled {count}"), found.cancelled, "danger"),
            (_("same {count}"), found.same, "neutral"),
        )
        for pill, (words, count, tone) in zip(self._pills, said, strict=True):
            pill.show_state(words.format(count=count), tone)
            pill.setVisible(count > 0)

    def _open_list(self) -> None:
        if self._last is not None:
            self.wanted.emit(Place(Page.ROUNDS, round_id=self._last.round_id, step=Step.INTAKE))

    def _lay_out(self) -> None:
        ground = _Ground(self.button)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._when)
        for pill in self._pills:
            row.addWidget(pill)
        row.addStretch(1)
        row.addWidget(self._see)
        self.body.addWidget(ground, 1)
        self.body.addWidget(self._foot)


class _Ground(QWidget):
    def __init__(self, button: Button) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._icon = IconLabel("clipboard", ink="brand", side=HUGE)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(button)
        row.addWidget(Label(_("a text file can be dropped on the window"), role="small", ink="text3"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (
            Label(_("Paste the whole list of the group here"), role="lead", bold=True),
            Label(_("No need to take the old one out: I compare who changed and who cancelled."), ink="text2"),
        ):
            column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._icon.setVisible(self.height() >= self.minimumSizeHint().height() + HUGE + 22)

    @override
    def minimumSizeHint(self) -> QSize:
        needed = super().minimumSizeHint()
        return QSize(needed.width(), needed.height() - (HUGE + 6 if self._icon.isVisibleTo(self) else 0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        rect = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        paint_dashed_box(QPainter(self), rect, radius=6, fill=look.color("canvas"), line=look.color("borderStrong"))
