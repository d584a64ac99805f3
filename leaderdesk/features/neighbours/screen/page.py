"""The page of the neighbours: the list with its filters, and beside it the profile of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import (
    NeighbourSlots,
    TagCount,
    archived_count,
    building_names,
    neighbour_rows,
    tag_counts,
)
from leaderdesk.features.neighbours.queries.merging import NeighbourTies
from leaderdesk.features.neighbours.screen.alike_strip import AlikeStrip
from leaderdesk.features.neighbours.screen.columns import ListedNeighbour, columns_of
from leaderdesk.features.neighbours.screen.edit_form import EditNeighbour
from leaderdesk.features.neighbours.screen.new_form import NewNeighbour
from leaderdesk.features.neighbours.screen.profile import Profile
from leaderdesk.features.neighbours.screen.profile_part import ProfilePartMaker
from leaderdesk.features.neighbours.screen.same_person import SamePerson
from leaderdesk.features.places import Page as PageOfRail
from leaderdesk.features.places import Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import DrawerSplit
from leaderdesk.ui.later import Later
from leaderdesk.ui.list_side import ListSide
from leaderdesk.ui.page import Page
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

_TABLES = frozenset({"neighbour", "neighbour_alias", "neighbour_tag", "tag", "neighbour_note", "household", "building"})
_ALL, _BIN = "all", "bin"
_MOST_TABS = 3


@dataclass(frozen=True, slots=True)
class _Loaded:
    rows: tuple[ListedNeighbour, ...]
    tags: tuple[TagCount, ...]
    in_bin: int
    buildings: tuple[str, ...]


class NeighboursPage:
    """All neighbours in walking order; a row opens the profile at the right."""

    def __init__(
        self,
        desk: Desk,
        slots: NeighbourSlots | None = None,
        ties: NeighbourTies | None = None,
        parts: Sequence[ProfilePartMaker] = (),
    ) -> None:
        self._desk = desk
        self._slots = slots or NeighbourSlots()
        self._wanted: int | None = None
        self._loaded: _Loaded | None = None
        self._page = Page(_("Neighbours"))
        self._listing = RowTable(columns_of(desk.clock), row_id=lambda row: row.id)
        self._view = TableView(self._listing)
        self._view.setAccessibleName(_("Neighbours"))
        self._tabs = FilterTabs(_("Filter by tag"))
        self._by_tag = Combo(_("By tag"), size=28)
        self._by_tag.setMaximumWidth(112)
        self._side = ListSide(self._view, self._nobody_yet(), tabs=self._tabs, more=self._by_tag)
        self._profile = Profile(desk, self._slots, parts=[make(desk) for make in parts])
        self._ties = ties or NeighbourTies()
        self._new = Later(self._new_form)
        self._editing = Later(self._edit_form)
        self._same = Later(self._same_person)
        self._alike = AlikeStrip(desk)
        self._drawer = QStackedWidget()
        self._side.add_below(self._alike)
        self._split = DrawerSplit(self._side)
        self._lay_out()
        self._connect()
        self._load()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self._page

    def arrive(self, place: Place) -> None:
        """Show the neighbour of `place`, or a form for a new one, or the list as it was left."""
        if place.neighbour_id is not None:
            self._choose_filter(_ALL)
            self._side.search.clear()
            self._wanted = place.neighbour_id
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_profile(place.neighbour_id)
            self._view.go_to(place.neighbour_id)
        elif place.wants_new:
            self._begin_new()
        else:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_page(self) -> None:
        """Say that this page has no paper."""
        nothing_to_print(self._desk)

    # Putting the page together.

    def _nobody_yet(self) -> EmptyState:
        add = Button(_("Add a neighbour"), kind="primary", icon="plus")
        add.clicked.connect(self._begin_new)
        reason = _("Add them here, or paste the list of the group into a round: whoever is new is added by itself.")
        return EmptyState("people", _("No neighbours yet"), reason, buttons=[add])

    def _lay_out(self) -> None:
        self._drawer.addWidget(self._profile)
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        add = Button(_("Add a neighbour"), kind="primary", icon="plus")
        add.clicked.connect(self._begin_new)
        self._page.header.set_search(search)
        bring = Button(_("Import"), icon="upload")
        bring.clicked.connect(lambda: self._desk.go(Place(PageOfRail.IMPORT, import_kind="neighbours")))
        self._page.header.set_actions(bring, add)
        self._page.set_content(self._split)
        self._side.find_from(self._page)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._filter)
        self._by_tag.chosen.connect(self._filter)
        self._side.search.searched.connect(lambda _text: self._narrow())
        self._view.opened.connect(self._show_profile)
        self._view.clicked.connect(lambda index: self._show_profile(self._listing.id_at(index.row())))
        self._view.current_changed.connect(self._follow)
        self._side.states.retried.connect(self._load)
        self._profile.closed.connect(self._split.close_drawer)
        self._profile.edit_wanted.connect(self._edit)
        self._profile.gone.connect(self._split.close_drawer)
        self._alike.found.connect(lambda pairs: self._same.tell(lambda pane: pane.set_pairs(pairs)))
        self._alike.opened.connect(self._show_alike)
        self._split.closed.connect(self._forget)
        tables = _TABLES | self._slots.tables
        self._desk.bridge.on_tables(self._page, tables, lambda _changed: self._follow_store())

    def _new_form(self) -> NewNeighbour:
        form = NewNeighbour(self._desk)
        form.added.connect(self._added)
        form.closed.connect(self._split.close_drawer)
        self._drawer.addWidget(form)
        return form

    def _edit_form(self) -> EditNeighbour:
        form = EditNeighbour(self._desk)
        form.done.connect(self._show_profile)
        form.gone.connect(self._split.close_drawer)
        form.merge_wanted.connect(self._merge)
        form.split_wanted.connect(self._split_off)
        self._drawer.addWidget(form)
        return form

    def _same_person(self) -> SamePerson:
        pane = SamePerson(self._desk, self._ties)
        pane.done.connect(self._added)
        pane.closed.connect(self._split.close_drawer)
        self._drawer.addWidget(pane)
        return pane

    # Reading.

    def _follow_store(self) -> None:
        self._load()
        if self._split.is_open():
            self._profile.refresh()
            same = self._same.made()
            if same is not None:
                same.refresh()

    def _load(self) -> None:
        store, slots = self._desk.store, self._slots

        def work() -> _Loaded:
            with store.read() as connection:
                counts = slots.order_counts(connection)
                people = (*neighbour_rows(connection), *neighbour_rows(connection, archived=True))
                balances = slots.balances(connection, [one.id for one in people])
                return _Loaded(
                    rows=tuple(
                        ListedNeighbour(one, place, counts.get(one.id), balances.get(one.id, 0))
                        for place, one in enumerate(people)
                    ),
                    tags=tag_counts(connection),
                    in_bin=archived_count(connection),
                    buildings=building_names(connection),
                )

        self._desk.tasks.read(self._page, work, self._show, self._failed, latest="list")

    def _failed(self, error: Exception) -> None:
        self._side.states.show_error(_("The list could not be read"), str(error))

    def _show(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        here = len(loaded.rows) - loaded.in_bin
        self._page.header.set_title(
            _("Neighbours"), ngettext("{count} person", "{count} people", here).format(count=here)
        )
        self._new.tell(lambda form: form.set_buildings(loaded.buildings))
        self._profile.suggest_tags([one.tag.name for one in loaded.tags])
        used = [one for one in loaded.tags if one.count]
        self._tabs.set_tabs(
            [Tab(_ALL, _("All"), here), *(Tab(str(one.tag.id), one.tag.name, one.count) for one in used[:_MOST_TABS])]
        )
        choices = [(_ALL, _("By tag")), *((str(one.tag.id), f"{one.tag.name} {one.count}") for one in used)]
        if loaded.in_bin:
            choices.append((_BIN, _("In the bin {count}").format(count=loaded.in_bin)))
        self._by_tag.set_choices(choices)
        self._by_tag.setVisible(len(choices) > 1)
        self._side.strip.fit()
        self._listing.set_rows(loaded.rows)
        self._narrow()
        if self._wanted is not None and self._view.go_to(self._wanted):
            self._wanted = None

    # Filtering.

    def _filter(self, key: str) -> None:
        self._choose_filter(key)
        self._narrow()

    def _choose_filter(self, key: str) -> None:
        self._by_tag.choose(key)
        tabs = [_ALL, *(str(one.tag.id) for one in self._used_tags())]
        self._tabs.choose(key if key in tabs else _ALL)

    def _used_tags(self) -> list[TagCount]:
        return [] if self._loaded is None else [one for one in self._loaded.tags if one.count][:_MOST_TABS]

    def _narrow(self) -> None:
        key, words = self._by_tag.current() or _ALL, self._side.words()
        self._listing.keep(lambda row: row.fits(words) and _belongs(row, key))
        if self._loaded is not None:
            self._side.show_rows(self._listing.rowCount(), of=len(self._loaded.rows))

    # The drawer.

    def _follow(self, neighbour_id: int | None) -> None:
        if neighbour_id is not None and self._split.is_open() and self._drawer.currentWidget() is self._profile:
            self._profile.show_neighbour(neighbour_id)

    def _show_profile(self, neighbour_id: int) -> None:
        self._profile.show_neighbour(neighbour_id)
        self._drawer.setCurrentWidget(self._profile)
        self._split.open_drawer(self._drawer)

    def _begin_new(self) -> None:
        self._drawer.setCurrentWidget(self._new.widget())
        self._split.open_drawer(self._drawer)
        self._new.widget().begin()

    def _edit(self, neighbour_id: int) -> None:
        self._drawer.setCurrentWidget(self._editing.widget())
        self._editing.widget().begin(neighbour_id)

    def _merge(self, neighbour_id: int) -> None:
        self._drawer.setCurrentWidget(self._same.widget())
        self._same.widget().merge(neighbour_id)

    def _split_off(self, neighbour_id: int) -> None:
        self._drawer.setCurrentWidget(self._same.widget())
        self._same.widget().split(neighbour_id)

    def _show_alike(self) -> None:
        self._same.widget().show_alike()
        self._drawer.setCurrentWidget(self._same.widget())
        self._split.open_drawer(self._drawer)

    def _added(self, neighbour_id: int) -> None:
        self._wanted = neighbour_id
        self._show_profile(neighbour_id)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._profile.forget()


def _belongs(row: ListedNeighbour, key: str) -> bool:
    put_away = row.neighbour.archived_at_ms is not None
    if key == _BIN or put_away:
        return key == _BIN and put_away
    return key == _ALL or any(str(tag.id) == key for tag in row.neighbour.tags)
