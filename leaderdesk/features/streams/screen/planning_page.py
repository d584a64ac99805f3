"""The page of livestreams as a widget: the calendar, the templates and the questions, and what is read for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from leaderdesk.core.clock import local_now
from leaderdesk.core.i18n import _, language
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries import slots_of_days
from leaderdesk.features.streams.queries.live import LIVE_TABLES
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules.announce import week_text
from leaderdesk.features.streams.screen.book import Seen, StreamBook
from leaderdesk.features.streams.screen.calendar_part import CalendarPart
from leaderdesk.features.streams.screen.questions_pane import QuestionsPane
from leaderdesk.features.streams.screen.templates_pane import TemplatesPane
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.page import Page
from leaderdesk.ui.search_field import SearchButton
from leaderdesk.ui.tabs import FilterTabs, Tab

CALENDAR, TEMPLATES, QUESTIONS = "calendar", "templates", "questions"
_PARTS = (CALENDAR, TEMPLATES, QUESTIONS)
_FILE_DAYS = 62
_TABLES = LIVE_TABLES | {"series", "template", "stream_question", "round"}


class Planning(Page):
    """`sheet_wanted`, `result_wanted` and `console_wanted` tell the stream that is to be opened."""

    sheet_wanted = Signal(int)
    result_wanted = Signal(int)
    console_wanted = Signal(int)

    def __init__(self, desk: Desk, slots: StreamSlots) -> None:
        super().__init__(_("Livestreams"))
        self._desk = desk
        self._book = StreamBook(desk, slots, self)
        self._seen: Seen | None = None
        self._month = local_now(desk.clock).date().replace(day=1)
        self._wanted: Callable[[], None] | None = None
        self.tabs = FilterTabs(_("What is in view"), [Tab(CALENDAR, _("Calendar"))])
        self.copy_button = Button(_("Copy the week"), icon="copy")
        self.new_button = Button(_("Plan a stream"), kind="primary", icon="plus")
        self.live_button = Button(_("Back to the stream"), kind="primary", icon="video")
        self.part = CalendarPart(desk, self._book)
        self.templates, self.questions = TemplatesPane(desk, self._book), QuestionsPane(desk, self._book)
        self._parts = QStackedWidget()
        self._lay_out()
        self._connect()

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Read everything anew; afterwards call `then`."""
        self._wanted = then or self._wanted
        self._book.read(self._month, self._show, self.part.show_error)

    def show_part(self, key: str) -> None:
        """Show the calendar, the templates, or the questions."""
        self.tabs.choose(key)
        self._parts.setCurrentIndex(_PARTS.index(key))
        if key == TEMPLATES:
            self.templates.load()
        elif key == QUESTIONS:
            self.questions.load()

    def begin_stream(self, *, round_id: int | None = None, template: str = "") -> None:
        """Begin to plan an evening, of that round or with that template."""
        if self._seen is None:
            self.load(lambda: self.begin_stream(round_id=round_id, template=template))
            return
        self.show_part(CALENDAR)
        self.part.begin_stream(round_id=round_id, template=template)

    def copy_week(self) -> None:
        """Copy the text about this week, in the language of the group."""
        seen = self._seen
        if seen is None:
            return
        with language(self._desk.settings().paper_language):
            text = week_text(seen.coming, seen.now, leader=seen.business.leader_name)
        if not text:
            self._desk.notice(_("Nothing is planned this week or next. Plan a stream first."))
            return
        QGuiApplication.clipboard().setText(text)
        self._desk.notice(_("Copied. Paste it into the group."))

    def write_file(self, path: Path) -> None:
        """Write the coming evenings as a calendar file, in the background."""
        store, clock = self._desk.store, self._desk.clock
        spoken = self._desk.settings().paper_language
        shop = "" if self._seen is None else self._seen.business.shop_key[:12]

        def work() -> int:
            # What writes calendars is imported by the first file.
            from leaderdesk.features.streams.papers.calendar import write_streams

            day = local_now(clock).date()
            with store.read() as connection:
                slots = slots_of_days(connection, day, day + dt.timedelta(days=_FILE_DAYS))
            with language(spoken):
                return write_streams(path, slots, shop=shop, made_ms=clock.now_ms())

        def done(count: int) -> None:
            self._desk.notice(_("{count} evenings in {name}").format(count=count, name=path.name))

        self._desk.tasks.read(self, work, done)

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.part.show_seen(seen, self._month)
        self.tabs.set_tabs(
            [
                Tab(CALENDAR, _("Calendar")),
                Tab(TEMPLATES, _("Templates"), self.templates.count(seen.templates)),
                Tab(QUESTIONS, _("Questions"), seen.questions),
            ]
        )
        self.live_button.setVisible(seen.live is not None)
        self.new_button.setVisible(seen.live is None)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _go_month(self, month: dt.date) -> None:
        self._month = month
        self.part.show_grid(month)
        self.load()

    def _save_file(self) -> None:
        first = str(self._desk.store.paths.exports / f"{_('Livestreams')}.ics")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the calendar file"), first, "iCalendar (*.ics)")
        if chosen:
            self.write_file(Path(chosen))

    def _new(self) -> None:
        self.begin_stream()

    def _go_live(self) -> None:
        if self._seen is not None and self._seen.live is not None:
            self.console_wanted.emit(self._seen.live)

    def _lay_out(self) -> None:
        search = SearchButton()
        search.clicked.connect(self._desk.summon_palette)
        self.header.set_search(search)
        self.header.add_beside_title(self.tabs)
        self.header.set_actions(self.copy_button, self.live_button, self.new_button)
        self.live_button.hide()
        for part in (self.part, self.templates, self.questions):
            self._parts.addWidget(part)
        self.set_content(self._parts)

    def _connect(self) -> None:
        part = self.part
        self.tabs.chosen.connect(self.show_part)
        self.copy_button.clicked.connect(self.copy_week)
        self.new_button.clicked.connect(self._new)
        self.live_button.clicked.connect(self._go_live)
        part.sheet_wanted.connect(self.sheet_wanted)
        part.result_wanted.connect(self.result_wanted)
        part.console_wanted.connect(self.console_wanted)
        part.month_wanted.connect(self._go_month)
        part.file_wanted.connect(self._save_file)
        part.retried.connect(self.load)
        self.templates.stream_wanted.connect(lambda key: self.begin_stream(template=key))
        self.questions.result_wanted.connect(self.result_wanted)
        for keys, deed in (("Ctrl+N", self.begin_stream), ("Ctrl+Shift+C", self.copy_week)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self.load())
