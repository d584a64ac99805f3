"""The calendar with what lies beside it: past streams, the form of a new one, the series, and what to show next."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.evenings import NewStream, lengthen_kind, plan_stream, theme_slot
from leaderdesk.features.streams.actions.streams import move_stream, plan_slot
from leaderdesk.features.streams.rules.calendar import Slot
from leaderdesk.features.streams.rules.coach import Advice
from leaderdesk.features.streams.screen.book import Seen, StreamBook
from leaderdesk.features.streams.screen.calendar_pane import CalendarPane
from leaderdesk.features.streams.screen.past_pane import PastPane
from leaderdesk.features.streams.screen.series_side import SeriesSide, first_series
from leaderdesk.features.streams.screen.shown import ShownSlot
from leaderdesk.features.streams.screen.stream_form import StreamForm, round_of
from leaderdesk.features.streams.screen.themes_pane import ThemesPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.states import EmptyState, ErrorCard

_SIDE = 412
_EVENING = dt.time(20)


class CalendarPart(QWidget):
    """`sheet_wanted`, `result_wanted`, `console_wanted` tell the stream to open, `month_wanted` the month to read."""

    sheet_wanted = Signal(int)
    result_wanted = Signal(int)
    console_wanted = Signal(int)
    month_wanted = Signal(object)
    file_wanted = Signal()
    retried = Signal()

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__()
        self._desk, self._book = desk, book
        self._seen: Seen | None = None
        self.calendar, self.past = CalendarPane(), PastPane()
        self.form, self.series = StreamForm(desk.clock), SeriesSide(book)
        self.themes = ThemesPane(desk, book)
        self._error = ErrorCard(_("The calendar could not be read"))
        self._error.hide()
        self._side, self._left = QStackedWidget(), QStackedWidget()
        self._form_pane, self._themes_pane = Scroll(self.form), Scroll(self.themes)
        self._lay_out()
        self._connect()

    def show_seen(self, seen: Seen, month: dt.date) -> None:
        """Show what was read of that month."""
        self._seen = seen
        self._error.hide()
        self._left.show()
        empty = not seen.series and not seen.evenings and not seen.results
        self._left.setCurrentIndex(0 if empty else 1)
        self.calendar.show_month(seen.evenings, seen.series, month=month, today=seen.now.date())
        self.past.show_past(seen.results, seen.series, month=month)
        self.series.show_seen(seen)

    def show_grid(self, month: dt.date) -> None:
        """Show the empty grid of that month at once; its evenings come when they are read."""
        series = () if self._seen is None else self._seen.series
        self.calendar.show_month((), series, month=month, today=local_now(self._desk.clock).date())

    def show_error(self, trouble: Exception) -> None:
        """Say that the calendar could not be read."""
        self._error.show_error(_("The calendar could not be read"), str(trouble))
        self._error.show()
        self._left.hide()

    def begin_stream(
        self,
        day: dt.date | None = None,
        *,
        slot: Slot | None = None,
        round_id: int | None = None,
        template: str = "",
    ) -> None:
        """Begin to plan an evening on that day, by default tonight; nothing happens before the calendar was read."""
        seen = self._seen
        if seen is None:
            return
        here = day or seen.now.date()
        self.form.offer(seen.series, seen.templates, seen.rounds)
        about = round_id or round_of(seen.rounds, dt.datetime.combine(here, _EVENING))
        self._side.setCurrentWidget(self._form_pane)
        self.form.begin(here, slot=slot, round_id=about, template=template)

    def open_evening(self, shown: ShownSlot) -> None:
        """Open what came of an evening that is over, the console of one that is on, else its run-sheet."""
        stream_id, slot = shown.stream_id, shown.slot
        if stream_id is None:
            if slot.series is not None:
                self._write_slot(slot.series.id, slot.slot_on)
        elif shown.is_live:
            self.console_wanted.emit(stream_id)
        elif shown.is_over:
            self.result_wanted.emit(stream_id)
        else:
            self.sheet_wanted.emit(stream_id)

    def move_evening(self, shown: ShownSlot, day: dt.date) -> None:
        """Let this one evening lie on another day, at the same time."""
        slot, stream_id = shown.slot, shown.stream_id
        begins = dt.datetime.combine(day, slot.starts_at.time())
        sentence = _("{name} moved to {month}/{day}, this one only").format(
            name=shown.title, month=day.month, day=day.day
        )
        if stream_id is not None:
            self._book.act(lambda store: move_stream(store, stream_id, begins), sentence)
        elif slot.series is not None:
            series_id, slot_on = slot.series.id, slot.slot_on
            self._book.act(lambda store: plan_slot(store, series_id, slot_on, starts_at=begins), sentence)

    def open_series(self) -> None:
        """Show which series there are beside the calendar."""
        self.series.show_list()
        self._side.setCurrentWidget(self.series)

    def open_themes(self) -> None:
        """Show what nobody has seen for long beside the calendar."""
        self.themes.load()
        self._side.setCurrentWidget(self._themes_pane)

    def close_side(self) -> None:
        """Show the past streams beside the calendar again."""
        self._side.setCurrentWidget(self.past)
        self.calendar.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # Acting.

    def _write_slot(self, series_id: int, slot_on: dt.date) -> None:
        """Begin the run-sheet of a slot that nobody touched yet, with the template of its series."""
        rounds = () if self._seen is None else self._seen.rounds
        round_id = round_of(rounds, dt.datetime.combine(slot_on, _EVENING))

        def done(made: int | Added | None) -> None:
            if isinstance(made, Added):
                self.sheet_wanted.emit(made.id)

        self._book.act(
            lambda store: theme_slot(store, series_id, slot_on, "", round_id=round_id),
            _("Its run-sheet begins with the template of the series"),
            done=done,
        )

    def _plan(self, new: object) -> None:
        if not isinstance(new, NewStream):
            return

        def done(_made: object) -> None:
            self.close_side()
            self.calendar.grid.choose_day(new.starts_at.date())

        sentence = _("Planned for {month}/{day} {time}").format(
            month=new.starts_at.month, day=new.starts_at.day, time=f"{new.starts_at:%H:%M}"
        )
        self._book.act(lambda store: plan_stream(store, new), sentence, done=done, refused=self.form.refuse)

    def _advise(self, advice: object) -> None:
        if isinstance(advice, Advice):
            seconds, kind, ids = advice.minutes * 60, advice.kind, advice.series_ids
            sentence = _("{cue} has {minutes} min more in the templates").format(cue=kind.label, minutes=advice.minutes)
            self._book.act(lambda store: lengthen_kind(store, kind, seconds, series_ids=ids), sentence)

    # Setting up.

    def _lay_out(self) -> None:
        self._left.addWidget(self._empty_state())
        self._left.addWidget(self.calendar)
        self._left.setCurrentIndex(1)
        left = QVBoxLayout()
        left.addWidget(self._error, 0, Qt.AlignmentFlag.AlignTop)
        left.addWidget(self._left, 1)
        for part in (self.past, self._form_pane, self.series, self._themes_pane):
            self._side.addWidget(part)
        side = SidePane(_SIDE, fill="surface")
        around = QVBoxLayout(side)
        around.setContentsMargins(1, 0, 0, 0)
        around.addWidget(self._side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(side)

    def _empty_state(self) -> EmptyState:
        buttons = []
        for place, one in enumerate(first_series()):
            button = Button(one["name"], kind="primary" if place == 0 else "normal")
            button.clicked.connect(partial(self.series.begin_with, place))
            buttons.append(button)
        return EmptyState(
            "video",
            _("Fix an evening"),
            _("Neighbours come when they know the day. Choose one to begin with; it can be changed at any time."),
            buttons=buttons,
        )

    def _connect(self) -> None:
        calendar = self.calendar
        calendar.month_wanted.connect(self.month_wanted)
        calendar.day_wanted.connect(self.begin_stream)
        calendar.opened.connect(self.open_evening)
        calendar.moved.connect(self.move_evening)
        calendar.series_wanted.connect(self.open_series)
        calendar.themes_wanted.connect(self.open_themes)
        calendar.file_wanted.connect(self.file_wanted)
        self.past.opened.connect(self.result_wanted)
        self.past.advised.connect(self._advise)
        self.form.planned.connect(self._plan)
        self._error.retried.connect(self.retried)
        for pane in (self.form, self.series, self.themes):
            pane.closed.connect(self.close_side)
