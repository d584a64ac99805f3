"""Who may be the same neighbour twice: a quiet list, in which nothing happens by itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.text import masked_phone
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import hold_apart
from leaderdesk.features.neighbours.rules.likeness import Alike, Resident
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.drawer import DrawerHead, Scroll
from leaderdesk.ui.labels import ElidedLabel, Label

_SHOWN = 50


class AlikePane(QWidget):
    """Shows each pair with the reason. `compared` asks to look at both, `closed` that it is enough."""

    compared = Signal(int, int)
    closed = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pairs: tuple[Alike, ...] | None = None
        self._head = DrawerHead(_("Perhaps the same person"), _("Nothing is merged by itself."))
        self._head.closed.connect(self.closed)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(20, 8, 20, 20)
        self._column.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head)
        outer.addWidget(Scroll(self._inside), 1)

    def show_pairs(self, pairs: tuple[Alike, ...]) -> None:
        """Show these pairs."""
        if pairs == self._pairs:
            return
        self._pairs = pairs
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pair in pairs[:_SHOWN]:
            self._column.addWidget(self._row(pair))
        if not pairs:
            self._column.addWidget(Label(_("Nobody is in the list twice, as far as one can see."), ink="text2"))
        if len(pairs) > _SHOWN:
            more = len(pairs) - _SHOWN
            words = ngettext("{count} more pair comes up after these.", "{count} more pairs come up after these.", more)
            self._column.addWidget(Label(words.format(count=more), role="small", ink="text2"))
        self._column.addStretch(1)

    def _row(self, pair: Alike) -> QWidget:
        box = Box(radius=6, padding=12)
        for one in (pair.first, pair.second):
            box.body.addWidget(ElidedLabel(_who(one), role="strong"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(ElidedLabel(pair.why, role="small", ink="text2"), 1)
        apart = Button(_("Two people"), kind="quiet", size=28)
        apart.setAccessibleDescription(_("{first} and {second}").format(first=pair.first.name, second=pair.second.name))
        apart.clicked.connect(partial(self._hold_apart, pair))
        look = Button(_("Look at both"), size=28)
        look.setAccessibleDescription(apart.accessibleDescription())
        look.clicked.connect(partial(self._compare, pair))
        foot.addWidget(apart)
        foot.addWidget(look)
        box.body.addLayout(foot)
        return box

    def _compare(self, pair: Alike, *_clicked: object) -> None:
        self.compared.emit(pair.first.id, pair.second.id)

    def _hold_apart(self, pair: Alike, *_clicked: object) -> None:
        store = self._desk.store

        def kept(action: int | None) -> None:
            if action is not None:
                self._desk.notice(_("Remembered: these are two people"), undo=action)

        self._desk.tasks.write(self, lambda: hold_apart(store, pair.first.id, pair.second.id), kept)


def _who(one: Resident) -> str:
    return "  ".join(part for part in (one.name, one.room, masked_phone(one.phone)) if part)
