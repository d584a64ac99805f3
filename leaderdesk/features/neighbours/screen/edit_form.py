"""The form of a known neighbour: each field is kept as soon as it is left, and is one step to undo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import (
    add_alias,
    add_building,
    archive_neighbour,
    edit_neighbour,
    remove_alias,
)
from leaderdesk.features.neighbours.queries import neighbour_card
from leaderdesk.features.neighbours.rules import Added, NeighbourCard
from leaderdesk.features.neighbours.screen.fields import NeighbourFields
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import DrawerHead, lay_drawer
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.word_tags import Word, WordTags


class EditNeighbour(QWidget):
    """Changes a neighbour. `done` tells the id when it is enough, `gone` that the neighbour was put away."""

    done = Signal(int)
    gone = Signal()
    merge_wanted = Signal(int)
    split_wanted = Signal(int)

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._kept: dict[str, str] = {}
        self._head = DrawerHead()
        self._fields = NeighbourFields(known=True)
        self._aliases = WordTags(_("Another name"), lambda word: _("Forget the name {word}").format(word=word))
        self._ready = Button(_("Done"), kind="primary")
        self._merge = Button(_("Merge with somebody"), size=28, icon="people")
        self._split = Button(_("Split in two"), size=28)
        self._put_away = Button(_("Put into the bin"), kind="quiet", icon="archive")
        self._lay_out()
        self._head.closed.connect(self._finish)
        self._ready.clicked.connect(self._finish)
        self._put_away.clicked.connect(self._archive)
        self._merge.clicked.connect(lambda: self.merge_wanted.emit(self._id))
        self._split.clicked.connect(lambda: self.split_wanted.emit(self._id))
        self._fields.left.connect(self._left)
        self._fields.building_wanted.connect(self._add_building)
        self._aliases.added.connect(self._alias_added)
        self._aliases.removed.connect(self._alias_removed)

    def begin(self, neighbour_id: int) -> None:
        """Show what is known of the neighbour and put the keyboard into the first field."""
        self._id = neighbour_id
        self._kept = {}
        self._fields.clear()
        self.refresh()
        self._fields.focus("name")

    def refresh(self) -> None:
        """Read the neighbour again; a field in which something new stands is left alone."""
        store, neighbour_id = self._desk.store, self._id

        def work() -> NeighbourCard | None:
            with store.read() as connection:
                return neighbour_card(connection, neighbour_id)

        self._desk.tasks.read(self, work, self._show, latest="card")

    def _lay_out(self) -> None:
        aliases = Field(_("Also called"), self._aliases)
        saved = Label(_("Each change is kept as soon as you leave the field."), role="caption", ink="text2")
        who = Field(_("Is she somebody else's second name, or are these two people?"), self._who_is_who())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._put_away)
        buttons.addStretch(1)
        buttons.addWidget(self._ready)
        lay_drawer(self, self._head, self._fields, aliases, saved, who, buttons)

    def _who_is_who(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._merge)
        row.addWidget(self._split)
        row.addStretch(1)
        return part

    def _show(self, card: NeighbourCard | None) -> None:
        if card is None or card.id != self._id:
            return
        self._head.show_title(card.name, card.room)
        for name in ("name", "room", "phone", "joined_on", "diet", "note"):
            value = str(getattr(card, name))
            if self._fields.text(name) == self._kept.get(name, "") and not self._fields.error(name):
                self._fields.write(name, value)
            self._kept[name] = value
        self._aliases.show_words([Word(alias, alias) for alias in card.aliases])

    def _finish(self) -> None:
        self.done.emit(self._id)

    def _left(self, name: str) -> None:
        neighbour_id, typed = self._id, self._fields.text(name)
        if name not in self._kept or typed == self._kept[name]:
            return
        store = self._desk.store

        def kept(action: int | None) -> None:
            if neighbour_id == self._id:
                self._fields.write(name, typed)
                self._kept[name] = typed
                self.refresh()
            if action is not None:
                self._desk.notice(_("The change is kept"), undo=action)

        self._desk.tasks.write(
            self,
            lambda: edit_neighbour(store, neighbour_id, **{name: typed}),
            kept,
            partial(self._fields.refuse, name),
        )

    def _add_building(self, building: str) -> None:
        store = self._desk.store

        def done(_added: Added) -> None:
            self._kept["room"] = ""
            self._left("room")

        self._desk.tasks.write(self, lambda: add_building(store, building), done)

    def _alias_added(self, alias: str) -> None:
        store, neighbour_id = self._desk.store, self._id

        def done(action: int | None) -> None:
            self._aliases.taken()
            self.refresh()
            if action is not None:
                self._desk.notice(_("From now on {alias} is understood too").format(alias=alias), undo=action)

        self._desk.tasks.write(
            self,
            lambda: add_alias(store, neighbour_id, alias),
            done,
            lambda error: self._aliases.refuse(str(error)),
        )

    def _alias_removed(self, alias: str) -> None:
        store, neighbour_id = self._desk.store, self._id

        def done(action: int | None) -> None:
            self.refresh()
            if action is not None:
                self._desk.notice(_("{alias} is forgotten").format(alias=alias), undo=action)

        self._desk.tasks.write(self, lambda: remove_alias(store, neighbour_id, alias), done)

    def _archive(self) -> None:
        store, neighbour_id = self._desk.store, self._id
        name = self._kept.get("name", "")

        def done(action: int) -> None:
            self.gone.emit()
            self._desk.notice(_("{name} is in the bin").format(name=name), undo=action)

        self._desk.tasks.write(self, lambda: archive_neighbour(store, neighbour_id), done)
