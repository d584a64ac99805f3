"""The page of livestreams as the window sees it: the calendar, and over it what was opened from it."""

from __future__ import annotations


from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Place
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.features.streams.queries.past import ended_ids
from leaderdesk.features.streams.screen.audience import ask_audience
from leaderdesk.features.streams.screen.console import ConsolePage
from leaderdesk.features.streams.screen.console.slots import ConsoleSlots
from leaderdesk.features.streams.screen.planning_page import Planning
from leaderdesk.features.streams.screen.result_page import ResultPage
from leaderdesk.features.streams.screen.run_sheet import RunSheetPage
from leaderdesk.ui.page_stack import PageStack


class StreamsPage:
    """The calendar, a run-sheet, a console or a result: one of them is in view."""

    def __init__(self, desk: Desk, slots: ConsoleSlots) -> None:
        self._desk, self._slots = desk, slots
        self.stack = PageStack()
        self.planning = Planning(desk, slots.streams)
        self.opened: RunSheetPage | ConsolePage | ResultPage | None = None
        self._stream_id = 0
        self.stack.addWidget(self.planning)
        self.planning.sheet_wanted.connect(self.open_sheet)
        self.planning.result_wanted.connect(self.open_result)
        self.planning.console_wanted.connect(self.open_console)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self.stack

    def arrive(self, place: Place) -> None:
        """Show the calendar, or the stream of the place; what was open stays open on a plain visit."""
        if place.paste is not None and isinstance(self.opened, ConsolePage):
            self.opened.paste(place.paste)
        elif place.stream_id is not None and place.live:
            self.open_console(place.stream_id)
        elif place.stream_id is not None:
            self._open_by_state(place.stream_id)
        elif place.wants_new:
            self.close_opened()
            self.planning.load()
            self.planning.begin_stream(round_id=place.round_id)
        elif self.opened is None:
            self.planning.load()
        else:
            self.opened.refresh()

    def print_page(self) -> None:
        """Show the paper of what is open before it is printed: the run-sheet, or the report."""
        if isinstance(self.opened, ResultPage):
            self.opened.print_report()
        elif isinstance(self.opened, RunSheetPage):
            self.opened.print_page()
        else:
            nothing_to_print(self._desk)

    def open_sheet(self, stream_id: int) -> None:
        """Open the run-sheet of that stream."""
        page = RunSheetPage(self._desk, stream_id, self._slots.streams)
        page.back.connect(self.close_opened)
        page.console.connect(self.open_console)
        page.audience.connect(lambda id_: ask_audience(self._desk, page, id_, self._slots.streams))
        self._bring(page, stream_id)

    def open_console(self, stream_id: int) -> None:
        """Open the console of that stream; one that is open already stays as it is."""
        if isinstance(self.opened, ConsolePage) and self._stream_id == stream_id:
            self.opened.refresh()
            return
        page = ConsolePage(self._desk, stream_id, self._slots)
        page.back.connect(self.close_opened)
        page.ended.connect(self.open_result)
        self._bring(page, stream_id)

    def open_result(self, stream_id: int) -> None:
        """Open what came of that stream."""
        page = ResultPage(self._desk, stream_id, self._slots.streams)
        page.back.connect(self.close_opened)
        page.sheet_wanted.connect(self.open_sheet)
        self._bring(page, stream_id)

    def close_opened(self) -> None:
        """Show the calendar again."""
        opened, self.opened, self._stream_id = self.opened, None, 0
        self.stack.setCurrentWidget(self.planning)
        if opened is not None:
            self.stack.removeWidget(opened)
            opened.deleteLater()
            self.planning.load()

    def _bring(self, page: RunSheetPage | ConsolePage | ResultPage, stream_id: int) -> None:
        before, self.opened, self._stream_id = self.opened, page, stream_id
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()

    def _open_by_state(self, stream_id: int) -> None:
        """Open what came of a stream that is over, else its run-sheet."""
        store = self._desk.store

        def work() -> bool:
            with store.read() as connection:
                return stream_id in ended_ids(connection)

        def done(is_over: bool) -> None:
            (self.open_result if is_over else self.open_sheet)(stream_id)

        self._desk.tasks.read(self.stack, work, done, latest="which")
