"""The form for a new neighbour."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import add_building, add_neighbour
from leaderdesk.features.neighbours.rules import Added
from leaderdesk.features.neighbours.screen.fields import NeighbourFields, readers
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import DrawerHead, lay_drawer


class NewNeighbour(QWidget):
    """Adds a neighbour; what was typed stays until it is kept. `added` tells the id, `closed` that it is enough."""

    added = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._buildings: tuple[str, ...] = ()
        self._head = DrawerHead(_("A new neighbour"), _("A name is enough; the rest can come later."))
        self._fields = NeighbourFields(known=False)
        self._add = Button(_("Add"), kind="primary")
        self._next = Button(_("Add and write the next"))
        self._lay_out()
        self._head.closed.connect(self.closed)
        self._fields.left.connect(self._left)
        self._fields.entered.connect(self._entered)
        self._fields.building_wanted.connect(self._add_building)
        self._add.clicked.connect(lambda: self._add_now(another=False))
        self._next.clicked.connect(lambda: self._add_now(another=True))

    def set_buildings(self, names: tuple[str, ...]) -> None:
        """Know these buildings from now on."""
        self._buildings = names
        if self._fields.error("room"):
            self._fields.write("room", self._fields.text("room"))

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self._fields.focus("name")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        buttons.addWidget(self._add)
        lay_drawer(self, self._head, self._fields, buttons)

    def _left(self, name: str) -> None:
        reader = readers(self._buildings).get(name)
        if reader is not None and self._fields.text(name):
            self._fields.check(name, reader)

    def _entered(self, name: str) -> None:
        if self._fields.text("name"):
            self._add_now(another=False)
        elif name != "name":
            self._fields.focus("name")

    def _add_now(self, *, another: bool) -> None:
        if not self._fields.check_all(readers(self._buildings)):
            return
        store = self._desk.store
        typed = {name: self._fields.text(name) for name in ("name", "room", "phone", "diet", "note")}
        self._desk.tasks.write(
            self,
            lambda: add_neighbour(store, **typed),
            lambda added: self._done(added, typed["name"], another=another),
            lambda error: self._fields.refuse("room" if typed["room"] else "name", error),
        )

    def _done(self, added: Added, name: str, *, another: bool) -> None:
        self._fields.clear()
        self._desk.notice(_("{name} is in the list").format(name=name), undo=added.action_id)
        if another:
            self._fields.focus("name")
        else:
            self.added.emit(added.id)

    def _add_building(self, name: str) -> None:
        store = self._desk.store

        def done(added: Added) -> None:
            self._buildings = (*self._buildings, name)
            self._fields.write("room", self._fields.text("room"))
            self._fields.check("room", readers(self._buildings)["room"])
            self._desk.notice(_("Building {name} was added").format(name=name), undo=added.action_id)

        self._desk.tasks.write(self, lambda: add_building(store, name), done)
