"""What is written to each neighbour whose goods came otherwise, to be copied one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.rules.sharing import Cut
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.labels import Label

Write = Callable[[Cut, int], str]
"""Gives the text for one neighbour in one of the ways of saying it."""


class TextsBox(Box):
    """Shows the text for one neighbour; copying goes on to the next. `copied` tells whose it was."""

    copied = Signal(str)
    shown = Signal(object)

    def __init__(self, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(padding=12, parent=parent)
        self._cuts: tuple[Cut, ...] = ()
        self._write: Write = lambda _cut, _variant: ""
        self._place = 0
        self._variant = 0
        self._done: set[int] = set()
        self._head = SectionHead(title)
        self.words = Label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.other = Button(_("Say it otherwise"), kind="link", size=28, icon="refresh")
        self.other.clicked.connect(self._turn)
        self.copy = Button(_("Copy, then the next"), size=28, icon="copy")
        self.copy.clicked.connect(self._copy)
        ground = Box(fill="canvas", padding=10, radius=6)
        ground.body.addWidget(self.words)
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addStretch(1)
        side.addWidget(self.other)
        side.addWidget(self.copy)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(ground, 1)
        row.addLayout(side)
        self.body.addWidget(self._head)
        self.body.addLayout(row)

    def show_cuts(self, cuts: Sequence[Cut], write: Write) -> None:
        """Show the texts for these; who was copied already stays so."""
        here = self._cuts[self._place].party.order_id if self._cuts else None
        self._cuts, self._write = tuple(cuts), write
        self._done &= {cut.party.order_id for cut in cuts}
        orders = [cut.party.order_id for cut in self._cuts]
        self._place = orders.index(here) if here in orders else 0
        self._show()

    def go_to(self, order_id: int | None) -> None:
        """Show the text for that order; None, or one that is not here, changes nothing."""
        orders = [cut.party.order_id for cut in self._cuts]
        if order_id in orders:
            self._place = orders.index(order_id)
            self._show()

    def forget(self) -> None:
        """Begin anew: other goods are being shared out."""
        self._cuts, self._place, self._variant = (), 0, 0
        self._done.clear()

    def _turn(self) -> None:
        self._variant += 1
        self._show()

    def _copy(self) -> None:
        if not self._cuts:
            return
        cut = self._cuts[self._place]
        QGuiApplication.clipboard().setText(self._write(cut, self._variant))
        self._done.add(cut.party.order_id)
        self._place = (self._place + 1) % len(self._cuts)
        # The next one is said otherwise, so that two neighbours who talk do not find the same words.
        self._variant += 1
        self.copied.emit(cut.party.name)
        self._show()
        self.shown.emit(self._cuts[self._place].party.order_id)

    def _show(self) -> None:
        self.copy.setEnabled(bool(self._cuts))
        self.other.setEnabled(bool(self._cuts))
        self.words.setText(self._write(self._cuts[self._place], self._variant) if self._cuts else "")
        note = _("{done} of {count} copied").format(done=len(self._done), count=len(self._cuts))
        self._head.set_note(note if self._done else _("one for each, the name changes by itself"))
