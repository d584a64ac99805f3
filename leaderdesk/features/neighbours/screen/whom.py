"""Choosing another neighbour: typed, found, clicked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import masked_phone
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import find_neighbours
from leaderdesk.features.neighbours.rules import Neighbour
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.showing import show_if

_MOST = 6


class Whom(QWidget):
    """A search whose answers are buttons; `chosen` tells the id."""

    chosen = Signal(int)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._but = 0
        self._found: list[int] = []
        self.field = SearchField(_("Who is it"), placeholder=_("Name, room, initials or end of the phone"))
        self.field.searched.connect(self._seek)
        self.field.returnPressed.connect(self._take_first)
        self._nobody = Label(_("Nobody found. Try fewer letters."), role="small", ink="text2")
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.field, self._nobody, self._answers):
            column.addWidget(part)
        show_if(self._nobody, False)

    def begin(self, but: int) -> None:
        """Look for anybody but that neighbour."""
        self._but = but
        self.field.clear()
        self._show([], nobody=False)
        self.field.setFocus()

    def _seek(self, typed: str) -> None:
        if not typed:
            self._show([], nobody=False)
            return
        store, but = self._desk.store, self._but

        def work() -> list[Neighbour]:
            with store.read() as connection:
                return [one for one in find_neighbours(connection, typed, _MOST + 1) if one.id != but][:_MOST]

        self._desk.tasks.read(self, work, lambda found: self._show(found, nobody=not found), latest="whom")

    def _show(self, found: list[Neighbour], *, nobody: bool) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._found = [one.id for one in found]
        for one in found:
            words = "  ".join(part for part in (one.name, one.room, masked_phone(one.phone)) if part)
            button = Button(words, size=28, icon="person")
            button.clicked.connect(partial(self._choose, one.id))
            self._flow.addWidget(button)
            button.show()
        show_if(self._nobody, nobody)
        self._answers.updateGeometry()

    def _take_first(self) -> None:
        if self._found:
            self._choose(self._found[0])

    def _choose(self, neighbour_id: int, *_clicked: object) -> None:
        self.chosen.emit(neighbour_id)
