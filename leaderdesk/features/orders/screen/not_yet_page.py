"""Who has not ordered in the round yet, with words for the group and for each; nothing is ever sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import add_tag
from leaderdesk.features.orders.queries.not_yet import who_has_not_ordered, words_for
from leaderdesk.features.orders.rules.not_yet import RESTING_TAG, NotYet, Part, Waiting, group_text
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule, SectionHead
from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.edits import TextArea
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs_head import tabs_head
from leaderdesk.ui.tabs import FilterTabs, Tab
from leaderdesk.ui.theme import theme

_TABLES = frozenset(
    {"orders", "neighbour", "neighbour_alias", "neighbour_tag", "tag", "household", "building", "round"}
)
_EVERYWHERE = ""
_WORDS_WIDTH = 372


class WordsPane(Pane):
    """The words for the group and those for the neighbour who is chosen, each with its own button to copy."""

    copied = Signal()
    rest_wanted = Signal()
    profile_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.group = TextArea(_("Words for the group"), lines=7)
        self.personal = TextArea(_("Words for one neighbour"), lines=5)
        self.copy_group = Button(_("Copy for the group"), kind="primary", icon="copy")
        self.copy_personal = Button(_("Copy"), size=28, icon="copy")
        self.rest = Button(_("Do not ask her"), kind="quiet", size=28)
        self.profile = Button(_("See her profile"), kind="quiet", size=28)
        self._whom = SectionHead(_("A word to her"))
        self._one = Box(radius=6, padding=12)
        self._hint = Label(_("Choose a neighbour to write to her alone."), role="small", ink="text2", wrap=True)
        self._lay_out()
        self.copy_group.clicked.connect(lambda: self._copy(self.group))
        self.copy_personal.clicked.connect(lambda: self._copy(self.personal))
        self.rest.clicked.connect(self.rest_wanted)
        self.profile.clicked.connect(self.profile_wanted)

    def show_group(self, text: str, *, hindrance: str = "") -> None:
        """Show the words for the group; a `hindrance` says why there are none."""
        self.group.setPlainText(hindrance or text)
        self.copy_group.setEnabled(bool(text) and not hindrance)

    def show_one(self, name: str, text: str) -> None:
        """Show the words for one neighbour; without a name say that one may be chosen."""
        self._whom.set_title(_("A word to {name}").format(name=name) if name else _("A word to her"))
        self.personal.setPlainText(text)
        show_if(self._one, bool(name))
        show_if(self._hint, not name)

    def copy_all(self) -> None:
        """Put the words for the group into the clipboard."""
        if self.copy_group.isEnabled():
            self._copy(self.group)

    def _lay_out(self) -> None:
        for area in (self.group, self.personal):
            area.setReadOnly(True)
            area.setTabChangesFocus(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        column.addWidget(SectionHead(_("A word to the group"), _("names only, no rooms")))
        column.addWidget(self.group)
        column.addWidget(self.copy_group)
        column.addSpacing(8)
        column.addWidget(Rule())
        column.addSpacing(4)
        column.addWidget(self._whom)
        column.addWidget(self._hint)
        self._one.body.addWidget(self.personal)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.rest)
        buttons.addWidget(self.profile)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_personal)
        self._one.body.addLayout(buttons)
        column.addWidget(self._one)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(inside))

    def _copy(self, area: TextArea) -> None:
        QGuiApplication.clipboard().setText(area.toPlainText())
        self.copied.emit()


class NotYetPage(QWidget):
    """The list, narrowed by who usually orders, by building and by what is typed; the words stand at its right."""

    counted = Signal(int)
    """How many who usually order have not yet."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._round_id = 0
        self._waiting: Waiting | None = None
        self.tabs = FilterTabs(_("Who is meant"), _tabs(None))
        self.building = Combo(_("Building"), size=28)
        self.search = SearchField(_("Search the neighbours"), placeholder=_("Name, room, initials"))
        self.listing = RowTable[NotYet](_columns(), row_id=lambda one: one.id, search_key=lambda one: one.search_key)
        self.table = TableView(self.listing)
        self.table.setAccessibleName(_("Neighbours who have not ordered yet"))
        self.words = WordsPane()
        self._definition = Label("", role="small", ink="text2", wrap=True)
        self._empty = EmptyState("check", _("Everybody is in the list"), _("Nobody of these has still to order."))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_round(self, round_id: int) -> None:
        """Show who has not ordered in that round."""
        self._round_id = round_id
        self.load()

    def load(self) -> None:
        """Read the list anew."""
        if not self._round_id:
            return
        store, round_id, today = self._desk.store, self._round_id, local_now(self._desk.clock).date()

        def work() -> Waiting | None:
            with store.read() as connection:
                return who_has_not_ordered(connection, round_id, today=today)

        self._desk.tasks.read(self, work, self._loaded, latest="waiting")

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(180)
        self.words.setMinimumWidth(theme().grown(_WORDS_WIDTH))
        self.words.setMaximumWidth(theme().grown(_WORDS_WIDTH))
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        foot = Pane("surface")
        inside = QVBoxLayout(foot)
        inside.setContentsMargins(16, 8, 16, 10)
        inside.addWidget(self._definition)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tabs_head(self.tabs, self.search, self.building))
        column.addWidget(self._stack, 1)
        column.addWidget(Rule())
        column.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side, 1)
        row.addWidget(self.words)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._show())
        self.building.chosen.connect(lambda _key: self._show())
        self.search.searched.connect(self._searched)
        self.table.current_changed.connect(lambda _id: self._show_one())
        self.table.opened.connect(lambda _id: self.words.copy_personal.setFocus())
        self.words.copied.connect(lambda: self._desk.notice(_("Copied. Paste it into the chat.")))
        self.words.rest_wanted.connect(self._rest)
        self.words.profile_wanted.connect(self._go_to_profile)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self.load())

    # Showing.

    def _loaded(self, waiting: Waiting | None) -> None:
        self._waiting = waiting
        if waiting is None:
            return
        self.tabs.set_tabs(_tabs(waiting))
        before = self.building.current()
        self.building.set_choices([(_EVERYWHERE, _("All buildings")), *((each, each) for each in waiting.buildings)])
        self.building.choose(before)
        self._definition.setText(waiting.definition)
        self.counted.emit(len(waiting.of(Part.REGULAR)))
        self._show()

    def _show(self) -> None:
        if self._waiting is None:
            return
        part = Part(self.tabs.current() or Part.REGULAR)
        self.listing.set_rows(self._waiting.of(part, self.building.current() or ""))
        self._say()

    def _searched(self, text: str) -> None:
        self.listing.search(text)
        self._say()

    def _say(self) -> None:
        waiting, shown = self._waiting, self.listing.shown_rows
        self._stack.setCurrentIndex(1 if shown else 0)
        if waiting is None:
            return
        hindrance = ""
        if waiting.closed:
            hindrance = _("The round is cut off; nobody needs to be asked any more.")
        elif not shown:
            hindrance = _("Nobody to write to here.")
        self.words.show_group(group_text(waiting, shown) if shown else "", hindrance=hindrance)
        self._show_one()

    def _show_one(self) -> None:
        one, waiting, store, round_id = self._current(), self._waiting, self._desk.store, self._round_id
        if one is None or waiting is None:
            self.words.show_one("", "")
            return

        def work() -> str:
            with store.read() as connection:
                return words_for(connection, round_id, waiting, one)

        self._desk.tasks.read(self, work, lambda text: self.words.show_one(one.name, text), latest="one")

    def _current(self) -> NotYet | None:
        chosen = self.table.current_id()
        return next((one for one in self.listing.shown_rows if one.id == chosen), None)

    # Acting.

    def _rest(self) -> None:
        one, store = self._current(), self._desk.store
        if one is None:
            return

        def done(action: int | None) -> None:
            if action is not None:
                self._desk.notice(_("{name} is not asked any more").format(name=one.name), undo=action)

        self._desk.tasks.write(self, lambda: add_tag(store, one.id, _(RESTING_TAG)), done)

    def _go_to_profile(self) -> None:
        one = self._current()
        if one is not None:
            self._desk.go(Place(Page.NEIGHBOURS, neighbour_id=one.id))


def _columns() -> tuple[Column[NotYet], ...]:
    return (
        Column("name", _("Neighbour"), lambda one: Text(one.name, bold=True), width=0),
        Column("room", _("Room"), lambda one: Text(one.room, color="text2"), width=100),
        Column(
            "ordered",
            _("Ordered lately"),
            lambda one: Text(_times(one)),
            width=120,
            side="right",
            sort=lambda one: one.ordered,
        ),
        Column(
            "last",
            _("Last time"),
            lambda one: Text(_("round {number}").format(number=one.last) if one.last else "", color="text2"),
            width=110,
            side="right",
            sort=lambda one: int(one.last or 0),
        ),
    )


def _times(one: NotYet) -> str:
    return ngettext("{count} round", "{count} rounds", one.ordered).format(count=one.ordered) if one.ordered else ""


def _tabs(waiting: Waiting | None) -> list[Tab]:
    def count(part: Part) -> int | None:
        return None if waiting is None else len(waiting.of(part))

    return [
        Tab(Part.REGULAR, _("Regulars"), count(Part.REGULAR)),
        Tab(Part.ALL, _("All"), count(Part.ALL)),
        Tab(Part.NEW, _("New neighbours"), count(Part.NEW)),
    ]
