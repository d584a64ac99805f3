"""Who brought a neighbour and whom she brought, in her profile."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place
from leaderdesk.features.referrals.queries import TABLES
from leaderdesk.features.referrals.queries.circle import Circle, circle_of
from leaderdesk.features.referrals.rules import Known
from leaderdesk.features.referrals.rules.words import person_words, stage_word
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.showing import show_if

_MOST = 6


class CircleBox(QWidget):
    """A part of the profile of a neighbour; each name leads to that neighbour."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._neighbour_id: int | None = None
        self.title = StatusPill(_("honoured"), "gift", dot=False)
        self.note = Button(_("Note who brought her"), kind="link", size=28, icon="plus")
        self.note.clicked.connect(self._begin)
        head = SectionHead(_("Who brought whom"))
        head.add_right(self.title)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        inside = QVBoxLayout()
        inside.setContentsMargins(20, 10, 20, 12)
        inside.setSpacing(6)
        inside.addWidget(head)
        inside.addWidget(self._rows)
        inside.addWidget(self.note, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(Rule())
        self.show_circle(Circle())
        desk.bridge.on_tables(self, TABLES, lambda _changed: self._load())

    def widget(self) -> QWidget:
        """Return the section."""
        return self

    def show_neighbour(self, neighbour_id: int) -> None:
        """Show the circle of that neighbour."""
        self._neighbour_id = neighbour_id
        self._load()

    def show_circle(self, found: Circle) -> None:
        """Show who brought her and whom she brought."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if found.by is not None:
            self._add(_("Brought by"), found.by.referrer, stage_word(found.by))
        for place, one in enumerate(found.brought[:_MOST]):
            self._add(_("Brought") if not place else "", one.newcomer, stage_word(one))
        more = len(found.brought) - _MOST
        if more > 0:
            words = ngettext("and {count} neighbour more", "and {count} neighbours more", more).format(count=more)
            self._grid.addWidget(Label(words, role="small", ink="text2"), self._grid.rowCount(), 1)
        self._rows.setVisible(found.by is not None or bool(found.brought))
        show_if(self.title, found.has_title)
        show_if(self.note, found.by is None)

    def _add(self, title: str, person: Known, word: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(title, role="small", ink="text2"), row, 0)
        link = Button(person_words(person), kind="link", size=28)
        link.clicked.connect(partial(self._go, person.id))
        self._grid.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(Label(word, role="small", ink="text2"), row, 2)

    def _load(self) -> None:
        store, clock, person = self._desk.store, self._desk.clock, self._neighbour_id
        if person is None:
            return

        def work() -> Circle:
            with store.read() as connection:
                return circle_of(connection, person, clock.now_ms())

        self._desk.tasks.read(self, work, self.show_circle, latest="circle")

    def _go(self, neighbour_id: int, *_clicked: object) -> None:
        self._desk.go(Place(Page.NEIGHBOURS, neighbour_id=neighbour_id))

    def _begin(self) -> None:
        self._desk.go(Place(Page.REFERRALS, neighbour_id=self._neighbour_id, wants_new=True))
