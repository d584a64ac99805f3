"""The second step of a round: its streams, what is planned for them, and what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now, short_time
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page, Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.streams.queries import cue_counts, streams_of_round
from leaderdesk.features.streams.queries.live import LIVE_TABLES, live_now
from leaderdesk.features.streams.queries.past import past_results, series_by_id
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import Series, Stream
from leaderdesk.features.streams.rules.calendar import stream_name
from leaderdesk.features.streams.rules.report import StreamResult
from leaderdesk.features.streams.screen.past_list import lateness
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Lines, Pill, Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState, ErrorCard
from leaderdesk.ui.table_view import TableView


@dataclass(frozen=True, slots=True)
class RoundStream:
    """A stream of the round: `cues` of its run-sheet, what came of it, whether it is on now; `when` in words."""

    stream: Stream
    series: Series | None
    cues: int
    result: StreamResult | None
    is_live: bool
    when: str


class RoundStreams:
    """The step as the rounds show it: a list that leads to the run-sheets, the console, and the results."""

    def __init__(self, desk: Desk, slots: StreamSlots) -> None:
        self._desk, self._slots = desk, slots
        self._round_id = 0
        self.rows = RowTable[RoundStream](_columns(), row_id=lambda row: row.stream.id)
        self.list = TableView(self.rows)
        self.list.setAccessibleName(_("Streams of this round"))
        self.open_button = Button(_("Open it"), icon="list")
        self.new_button = Button(_("Plan a stream"), kind="primary", icon="plus")
        first = Button(_("Plan a stream"), kind="primary", icon="plus")
        calendar = Button(_("Go to the calendar"), icon="calendar")
        self.empty = EmptyState(
            "video",
            _("No stream for this round yet"),
            _("Show the goods of this round live: seen is better than told."),
            buttons=(calendar, first),
        )
        self._error = ErrorCard(_("The streams could not be read"))
        self._stack = PageStack()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for part in (self.list, self.empty, self._error):
            self._stack.addWidget(part)
        self.list.opened.connect(self.open_stream)
        self.open_button.clicked.connect(self._open_chosen)
        for button in (self.new_button, first):
            button.clicked.connect(self._plan)
        calendar.clicked.connect(lambda: desk.go(Place(Page.STREAMS)))
        self._error.retried.connect(self.refresh)
        desk.bridge.on_tables(self._page, LIVE_TABLES | {"series"} | slots.tables, lambda _changed: self.refresh())

    def widget(self) -> QWidget:
        """Return the page."""
        return self._page

    def header_actions(self) -> Sequence[QWidget]:
        """Return the buttons of the header, the primary one last."""
        return (self.open_button, self.new_button)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the streams of that round; a place that wants something new begins one."""
        self._round_id = round_id
        self.refresh()
        if place.wants_new:
            self._plan()

    def print_page(self) -> None:
        """Say where run-sheets are printed: this list has no paper."""
        nothing_to_print(self._desk)

    def refresh(self) -> None:
        """Read the streams of the round anew."""
        round_id, slots, store, clock = self._round_id, self._slots, self._desk.store, self._desk.clock
        if not round_id:
            return

        def work() -> list[RoundStream]:
            now, now_ms = local_now(clock), clock.now_ms()
            with store.read() as connection:
                streams = streams_of_round(connection, round_id)
                ids = [one.id for one in streams]
                cues = cue_counts(connection, ids)
                results = {one.stream.id: one for one in past_results(connection, slots, now_ms=now_ms, only=ids)}
                live, series = live_now(connection, now_ms), series_by_id(connection)
            on = None if live is None else live.stream_id
            return [
                RoundStream(
                    one,
                    series.get(one.series_id or 0),
                    cues.get(one.id, 0),
                    results.get(one.id),
                    one.id == on,
                    short_time(one.starts_at, now),
                )
                for one in streams
            ]

        self._desk.tasks.read(self._page, work, self._show, self._could_not_read, latest="streams")

    def open_stream(self, stream_id: int) -> None:
        """Open the console of a stream that is on, else its run-sheet or what came of it."""
        row = next((row for row in self.rows.all_rows if row.stream.id == stream_id), None)
        self._desk.go(Place(Page.STREAMS, stream_id=stream_id, live=row is not None and row.is_live))

    def _show(self, found: list[RoundStream]) -> None:
        self.rows.set_rows(found)
        self._stack.setCurrentWidget(self.list if found else self.empty)
        self.open_button.setVisible(bool(found))
        if found and self.list.current_id() is None:
            self.list.go_to(found[0].stream.id)

    def _could_not_read(self, trouble: Exception) -> None:
        self._error.show_error(_("The streams could not be read"), str(trouble))
        self._stack.setCurrentWidget(self._error)

    def _open_chosen(self) -> None:
        chosen = self.list.current_id()
        if chosen is not None:
            self.open_stream(chosen)

    def _plan(self) -> None:
        self._desk.go(Place(Page.STREAMS, round_id=self._round_id, wants_new=True))


def _columns() -> tuple[Column[RoundStream], ...]:
    return (
        Column("when", _("When"), lambda row: Text(row.when, bold=True), 170, sort=_begins),
        Column("name", _("Stream"), _name, 0),
        Column("state", _("How it stands"), _state, 150),
        Column("sheet", _("Run-sheet"), _sheet, 150),
        Column("orders", _("Orders"), _orders, 90, "right"),
        Column("sum", _("Sold"), _sum, 120, "right"),
    )


def _begins(row: RoundStream) -> dt.datetime:
    return row.stream.starts_at


def _name(row: RoundStream) -> Lines:
    return Lines(stream_name(row.stream, row.series), row.stream.kind.label if row.series is None else row.series.name)


def _state(row: RoundStream) -> Pill:
    if row.is_live:
        return Pill(_("live now"), "danger", dot=True)
    if row.result is not None:
        return Pill(lateness(row.result), "warn" if row.result.over_minutes >= 1 else "brand", dot=True)
    return Pill(_("planned"), "info", dot=True)


def _sheet(row: RoundStream) -> Text:
    if not row.cues:
        return Text(_("no run-sheet yet"), color="warnText")
    return Text(ngettext("{count} cue", "{count} cues", row.cues).format(count=row.cues), color="text2")


def _orders(row: RoundStream) -> Text:
    return Text("—" if row.result is None else str(row.result.all.orders))


def _sum(row: RoundStream) -> Text:
    return Text("—" if row.result is None else format_yuan(row.result.all.fen), color="text2")
