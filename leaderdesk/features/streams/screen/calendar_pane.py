"""The calendar of livestreams: its month, as a grid or as a list, and which colour is which series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import day_text
from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Series
from leaderdesk.features.streams.rules.calendar import month_grid, month_name
from leaderdesk.features.streams.screen.month_grid import MonthGrid
from leaderdesk.features.streams.screen.series_legend import SeriesLegend
from leaderdesk.features.streams.screen.shown import TONES, ShownSlot
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cells import Pill, Text
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.columns import PLAIN, Column, RowLook
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView

GRID, LIST = "grid", "list"


class CalendarPane(QWidget):
    """`month_wanted` tells the first day of the month to show; the others what a person wants of an evening."""

    month_wanted = Signal(object)
    day_wanted = Signal(object)
    opened = Signal(object)
    moved = Signal(object, object)
    series_wanted = Signal()
    themes_wanted = Signal()
    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._month = self._today = dt.date(2000, 1, 1)
        self.name = Label("", role="lead", bold=True)
        self.before = IconButton("chevron-left", _("Previous month"), framed=True, size=28)
        self.after = IconButton("chevron-right", _("Next month"), framed=True, size=28)
        self.today = Button(_("Today"), size=28)
        self.look = Segments(_("How the month is shown"), [(GRID, _("Month")), (LIST, _("As a list"))])
        self.legend = SeriesLegend()
        self.grid = MonthGrid()
        self.rows = RowTable[ShownSlot](_columns(), row_id=_row_id, row_look=_look)
        self.list = TableView(self.rows, compact=True)
        self.list.setAccessibleName(_("Livestreams of this month"))
        self.series_button = Button("", kind="link", size=28)
        self.themes_button = Button(_("What was not seen for long"), kind="link", size=28, icon="bulb")
        self.file_button = Button(_("Calendar file"), kind="link", size=28, icon="calendar")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_month(
        self, evenings: Sequence[ShownSlot], series: Sequence[Series], *, month: dt.date, today: dt.date
    ) -> None:
        """Show the month that begins on the day `month`; the grid is there at once, its evenings may come later."""
        self._month, self._today = month, today
        self.name.setText(month_name(month.year, month.month))
        self.grid.show_month(month_grid(month.year, month.month), evenings, month=month, today=today)
        self.rows.set_rows(
            [
                each
                for each in evenings
                if (each.slot.starts_at.year, each.slot.starts_at.month) == (month.year, month.month)
            ]
        )
        self.legend.show_series(series)
        self.series_button.set_text(_("Manage series {count}").format(count=len(series)))

    @property
    def month(self) -> dt.date:
        """The first day of the month in view."""
        return self._month

    def show_look(self, key: str) -> None:
        """Show the month as a GRID or as a LIST."""
        self.look.choose(key)
        self._stack.setCurrentIndex(0 if key == GRID else 1)

    def _leaf(self, step: int) -> None:
        months = self._month.year * 12 + self._month.month - 1 + step
        if 1 <= months // 12 <= dt.MAXYEAR - 1:
            self.month_wanted.emit(dt.date(months // 12, months % 12 + 1, 1))

    def _opened(self, row_id: int) -> None:
        found = next((row for row in self.rows.all_rows if _row_id(row) == row_id), None)
        if found is not None:
            self.opened.emit(found)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.before, self.name, self.after, self.today, self.look):
            head.addWidget(part)
        head.addWidget(self.legend, 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        hint = _("A series comes every week by itself; drag one to another day and only that one moves.")
        line = IconLine("info", hint, ink="text2", role="small")
        line.setMinimumWidth(0)
        foot.addWidget(line, 1)
        for button in (self.themes_button, self.file_button, self.series_button):
            foot.addWidget(button)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self._leaf(-1))
        self.after.clicked.connect(lambda: self._leaf(1))
        self.today.clicked.connect(self._go_today)
        self.look.chosen.connect(self.show_look)
        self.grid.left_month.connect(self._leaf)
        self.grid.day_wanted.connect(self.day_wanted)
        self.grid.opened.connect(self.opened)
        self.grid.moved.connect(self.moved)
        self.list.opened.connect(self._opened)
        self.series_button.clicked.connect(self.series_wanted)
        self.themes_button.clicked.connect(self.themes_wanted)
        self.file_button.clicked.connect(self.file_wanted)

    def _go_today(self) -> None:
        self.grid.choose_day(self._today)
        self.month_wanted.emit(self._today.replace(day=1))


def _row_id(shown: ShownSlot) -> int:
    # A slot nobody touched has no row of its own: the day and the series name it, below zero.
    if shown.stream_id is not None:
        return shown.stream_id
    series = 0 if shown.slot.series is None else shown.slot.series.id
    return -(series * 10_000_000 + shown.slot.slot_on.toordinal())


def _columns() -> tuple[Column[ShownSlot], ...]:
    return (
        Column("day", _("Day"), lambda row: Text(day_text(row.slot.starts_at.date())), 124, sort=_begins),
        Column("time", _("Time"), lambda row: Text(f"{row.slot.starts_at:%H:%M}"), 62),
        Column("name", _("Stream"), lambda row: Text(row.title, bold=True), 0, sort=lambda row: row.title),
        Column("series", _("Series"), lambda row: Pill(row.group or "—", TONES[row.colour], dot=True), 150),
        Column("state", _("How it stands"), _state, 132),
    )


def _begins(row: ShownSlot) -> dt.datetime:
    return row.slot.starts_at


def _state(row: ShownSlot) -> Text:
    if row.clashes:
        return Text(_("at the same time as another"), color="warnText")
    return Text(row.detail, color="text3" if row.dashed else "text2")


def _look(row: ShownSlot) -> RowLook:
    return RowLook(kind="look") if row.clashes else PLAIN
