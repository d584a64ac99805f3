"""Closing the table: who has not come, texts for them, another day, and whether every bag is still here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import day_text, planned
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.pickups.rules import PickupOrder, ScannedCode, count_pieces
from leaderdesk.features.pickups.rules.closing import Left, left_by_building, waiting_bags
from leaderdesk.features.pickups.rules.texts import building_text, moved_message, moved_text, neighbour_text
from leaderdesk.features.pickups.screen.bag_count import BagCount
from leaderdesk.features.pickups.screen.table_book import AtTable
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box
from leaderdesk.ui.cells import Cell, Text
from leaderdesk.ui.columns import Band, Column, Fix, RowLook
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

_DAYS_AHEAD = 14
_COPY, _MOVE = 0, 1


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    pickup: PickupOrder | None
    left: Left | None = None


class ClosingPanel(Box):
    """`copied` hands over a text, `moved` asks to move orders (ids) to a day, `kept` to take a move back."""

    copied = Signal(str)
    moved = Signal(object, object)
    kept = Signal(int)
    opened = Signal(int)
    closed = Signal()

    def __init__(self, today: dt.date) -> None:
        super().__init__(padding=20)
        self._today = today
        self._at_table: AtTable | None = None
        self._tabs = FilterTabs(_("Closing the table"), _tab_list((), today))
        self._tabs.chosen.connect(lambda _key: self._show_tab())
        self.days = Combo(_("Another day"), [(day.isoformat(), day_text(day)) for day in _days(today)], icon="calendar")
        self.days.chosen.connect(lambda _key: self._list())
        self._table: RowTable[_Row] = RowTable(_columns(), row_id=lambda row: row.id, row_look=self._look)
        self.view = TableView(self._table, compact=True)
        self.view.setAccessibleName(_("Who has not come"))
        self.view.horizontalHeader().hide()
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.link_chosen.connect(self._copy_building)
        self.view.fix_chosen.connect(self._answer)
        self.view.opened.connect(self._open)
        self.bags = BagCount()
        self.bags.reopened.connect(self.opened)
        self._nobody = EmptyState("check", _("Everybody has come"), _("Nothing is left to write or to move."))
        self._pages = QStackedWidget()
        self._lay_out()

    def is_counting(self) -> bool:
        """Return whether scans count what stands on the table."""
        return self._tabs.current() == "bags"

    def count_bags(self) -> None:
        """Turn to counting the bags."""
        self._tabs.choose("bags")
        self._show_tab()

    def count(self, scanned: ScannedCode) -> bool:
        """Note that this bag stands here; return whether it is one that should."""
        return self.bags.count(scanned)

    def show_table(self, found: AtTable) -> None:
        """Show how the round stands."""
        self._at_table = found
        self.bags.show_pickups(found.pickups)
        first = max(self._today, planned(found.round.pickup_from).date()) if found.round else self._today
        self.days.set_choices([(day.isoformat(), day_text(day)) for day in _days(first)])
        self._tabs.set_tabs(_tab_list(found.pickups, self._today))
        self._list()
        self._show_tab()

    def _show_tab(self) -> None:
        if self.is_counting():
            self._pages.setCurrentWidget(self.bags)
        else:
            self._list()
            self._pages.setCurrentWidget(self._people if self._table.all_rows else self._nobody)

    def _list(self) -> None:
        rows: list[_Row] = []
        for place, left in enumerate(self._left()):
            rows.append(_Row(-1 - place, None, left))
            rows += [_Row(each.order.id, each) for each in left.pickups]
        self._table.set_rows(rows)

    def _left(self) -> tuple[Left, ...]:
        pickups = self._at_table.pickups if self._at_table is not None else ()
        if self._tabs.current() == "moved":
            return left_by_building([each for each in pickups if each.moved_to], day="9999")
        return left_by_building(pickups, day=self._today.isoformat())

    def _look(self, row: _Row) -> RowLook:
        if row.left is not None:
            name = row.left.building
            heading = _("Building {name}").format(name=name) if name else _("No building")
            count = _("{count} neighbours").format(count=len(row.left.pickups))
            return RowLook(band=Band(heading, remark=count, link=_("Copy the text for them"), icon="copy"))
        if self._tabs.current() == "moved":
            return RowLook(fix=Fix("", (_("Copy text"), _("Back to its day")), beside=True, suggests=False))
        day = day_text(dt.date.fromisoformat(self.days.current()))
        answers = (_("Copy text"), _("Fetch on {day}").format(day=day))
        return RowLook(fix=Fix("", answers, beside=True, suggests=False))

    def _copy_building(self, row_id: object) -> None:
        for row in self._table.all_rows:
            if row.id == row_id and row.left is not None:
                self.copied.emit(building_text(row.left.building, row.left.pickups, place=self._place()))

    def _answer(self, row_id: object, index: int) -> None:
        row = next((each for each in self._table.all_rows if each.id == row_id), None)
        if row is None or row.pickup is None:
            return
        is_moved = self._tabs.current() == "moved"
        if index == _COPY:
            text = moved_message if is_moved else neighbour_text
            self.copied.emit(text(row.pickup, place=self._place()))
        elif index == _MOVE and is_moved:
            self.kept.emit(row.id)
        elif index == _MOVE:
            self.moved.emit((row.id,), self.day())

    def day(self) -> dt.date:
        """Return the other day that is chosen."""
        return dt.date.fromisoformat(self.days.current())

    def _move_all(self) -> None:
        self.moved.emit(tuple(each.order.id for left in self._left() for each in left.pickups), self.day())

    def _open(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id > 0:
            self.opened.emit(row_id)

    def _place(self) -> str:
        return self._at_table.place if self._at_table is not None else ""

    def _lay_out(self) -> None:
        close = IconButton("close", _("Back to scanning"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(_("Closing the table"), role="title"), 1)
        head.addWidget(close)
        self._people = QWidget()
        everyone = Button(_("All of these on another day"), icon="calendar")
        everyone.clicked.connect(self._move_all)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(Label(_("Another day:"), ink="text2"))
        foot.addWidget(self.days)
        foot.addStretch(1)
        foot.addWidget(everyone)
        column = QVBoxLayout(self._people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        for page in (self._people, self.bags, self._nobody):
            self._pages.addWidget(page)
        self.body.addLayout(head)
        self.body.addWidget(self._tabs)
        self.body.addWidget(self._pages, 1)


def _days(today: dt.date) -> Sequence[dt.date]:
    return [today + dt.timedelta(days=ahead) for ahead in range(1, _DAYS_AHEAD + 1)]


def _tab_list(pickups: Sequence[PickupOrder], today: dt.date) -> list[Tab]:
    waiting = sum(len(left.pickups) for left in left_by_building(pickups, day=today.isoformat()))
    moved = sum(1 for each in pickups if each.moved_to and not each.is_done)
    return [
        Tab("left", _("Not come"), waiting),
        Tab("bags", _("Count the bags"), len(waiting_bags(pickups))),
        Tab("moved", _("On another day"), moved),
    ]


def _columns() -> Sequence[Column[_Row]]:
    return (
        Column("room", _("Room"), lambda row: Text(_of(row).order.room, bold=True), width=84),
        Column("name", _("Neighbour"), _name, width=0),
    )


def _of(row: _Row) -> PickupOrder:
    if row.pickup is None:
        raise LookupError(row.id)
    return row.pickup


def _name(row: _Row) -> Cell:
    pickup = _of(row)
    parts = [_("{count} pcs").format(count=count_pieces(pickup.open_lines))]
    if pickup.due_fen > 0:
        parts.append(_("owes {sum}").format(sum=format_yuan(pickup.due_fen)))
    if any(line.is_cold for line in pickup.open_lines):
        parts.append(_("cold bag"))
    if pickup.moved_to:
        parts.append(moved_text(pickup))
    return Text(pickup.order.neighbour_name, remark=" · ".join(parts))
