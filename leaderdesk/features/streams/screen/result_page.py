"""What came of a stream: plan beside what happened, what was ordered when, what was asked, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import day_text, local
from leaderdesk.core.i18n import _, language, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.places import Page as RailPage
from leaderdesk.features.places import Place
from leaderdesk.features.printing import print_paper
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.products.rules import Added
from leaderdesk.features.streams.actions.evenings import follow_up
from leaderdesk.features.streams.queries.past import Afterwards, afterwards
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules.durations import length_text
from leaderdesk.features.streams.rules.report import CueResult, ProductResult, StreamResult, next_lengths, suggestions
from leaderdesk.features.streams.rules.votes import Votes
from leaderdesk.features.streams.screen.book import StreamBook
from leaderdesk.features.streams.screen.past_list import lateness
from leaderdesk.features.streams.screen.result_parts import cue_columns, product_columns
from leaderdesk.features.streams.screen.result_side import ResultSide
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Card, Figure
from leaderdesk.ui.page import Page
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import CoachStrip, ErrorCard
from leaderdesk.ui.table_view import TableView

_TABLES = frozenset({"live_mark", "stream", "cue", "stream_question", "orders", "line", "product", "product_fact"})


class ResultPage(Page):
    """`back` leaves it, `sheet_wanted` tells the stream whose run-sheet is to be opened."""

    back = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, desk: Desk, stream_id: int, slots: StreamSlots) -> None:
        super().__init__(_("What came of it"))
        self._desk, self._stream_id, self._slots = desk, stream_id, slots
        self._book = StreamBook(desk, slots, self)
        self._after: Afterwards | None = None
        self.orders, self.sum = Figure(_("Orders"), ""), Figure(_("Sold"), "")
        self.length, self.later = Figure(_("Length"), ""), Figure(_("In the half hour after"), "")
        self.cue_rows = RowTable[CueResult](cue_columns(), row_id=lambda one: one.cue.id)
        self.cues = TableView(self.cue_rows, compact=True)
        self.cues.setAccessibleName(_("Cues: plan and what happened"))
        self.product_rows = RowTable[ProductResult](product_columns(), row_id=lambda one: one.product_id)
        self.products = TableView(self.product_rows, compact=True)
        self.products.setAccessibleName(_("What was sold"))
        self.sheet_button = Button(_("See the run-sheet"), icon="list")
        self.picture_button = Button(_("Copy as a picture"), icon="image")
        self.print_button = Button(_("Print the report"), kind="primary", icon="printer")
        self.next_button = Button(_("Use it for the next one"), size=28)
        self.advice = CoachStrip("brand", "", lead=_("Next time"), icon="bulb", buttons=(self.next_button,))
        self.advice.hide()
        self.side = ResultSide(desk, self._book)
        self._error = ErrorCard(_("This stream could not be read"))
        self._error.hide()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read what came of the stream anew."""
        store, slots, stream_id, clock = self._desk.store, self._slots, self._stream_id, self._desk.clock

        def work() -> tuple[Afterwards | None, list[tuple[int, str]]]:
            with store.read() as connection:
                goods = [(one.id, one.short_name or one.name) for one in product_rows(connection)]
                return afterwards(connection, slots, stream_id, now_ms=clock.now_ms()), goods

        self._desk.tasks.read(self, work, self._show, self._could_not_read, latest="result")

    def print_report(self) -> None:
        """Show the report before it is printed."""
        print_paper(self._desk, self, self._pdf, title=_("Report of the stream"))

    def copy_picture(self) -> None:
        """Copy the report as a picture for the group, in the language of paper."""
        spoken = self._desk.settings().paper_language

        def work() -> bytes:
            # What draws on paper is imported by the first paper.
            from leaderdesk.documents.picture import paper_png

            with language(spoken):
                return paper_png(self._pdf())

        def done(png: bytes) -> None:
            QGuiApplication.clipboard().setImage(QImage.fromData(png))
            self._desk.notice(_("Copied as a picture. Paste it into the chat."))

        self._desk.tasks.read(self, work, done)

    def _pdf(self) -> bytes:
        from leaderdesk.documents.table_pdf import table_pdf
        from leaderdesk.features.streams.papers.report import report_paper

        store = self._desk.store
        now_ms = self._desk.clock.now_ms()
        with store.read() as connection:
            after = afterwards(connection, self._slots, self._stream_id, now_ms=now_ms)
            business = read_business(connection)
        assert after is not None
        return table_pdf(report_paper(after, business, printed_ms=now_ms))

    def _show(self, read: tuple[Afterwards | None, list[tuple[int, str]]]) -> None:
        after, goods = read
        if after is None:
            self.back.emit()
            return
        self._after = after
        self._error.hide()
        result = after.result
        self._show_figures(result)
        self.cue_rows.set_rows(list(result.cues))
        self.product_rows.set_rows(list(result.products))
        said = suggestions(result)
        self.advice.show_text("\n".join(said), _("Next time"))
        self.advice.setVisible(bool(said))
        self.side.show_after(after, goods, can_draft=self._slots.votes.draft is not None)

    def _show_figures(self, result: StreamResult) -> None:
        begun = local(result.started_ms) if result.started_ms is not None else result.stream.starts_at
        series = "" if result.series is None or result.series.name == result.name else result.series.name
        note = _(" · ").join(part for part in (series, f"{day_text(begun.date())} {begun:%H:%M}") if part)
        self.header.set_title(result.name, note)
        self.header.set_pill(lateness(result), "warn" if result.over_minutes >= 1 else "brand")
        self.orders.show_figure(str(result.all.orders))
        self.sum.show_figure(format_yuan(result.all.fen))
        planned = _("planned {length}").format(length=length_text(result.stream.length_s))
        self.length.show_figure(length_text(result.used_s // 60 * 60 or result.used_s), note=planned)
        count = result.after.orders
        self.later.show_figure(ngettext("{count} order", "{count} orders", count).format(count=count))

    def _could_not_read(self, trouble: Exception) -> None:
        self._error.show_error(_("This stream could not be read"), str(trouble))
        self._error.show()

    def _use_next(self) -> None:
        after = self._after
        if after is None:
            return
        stream_id, lengths, now_ms = self._stream_id, next_lengths(after.result), self._desk.clock.now_ms()

        def done(made: int | Added | None) -> None:
            if isinstance(made, Added):
                self.sheet_wanted.emit(made.id)

        self._book.act(
            lambda store: follow_up(store, stream_id, lengths=lengths, now_ms=now_ms),
            _("The next one has this run-sheet, with the times that fit"),
            done=done,
            refused=lambda error: self._desk.notice(str(error)),
        )

    def _draft(self, vote: object) -> None:
        draft, store = self._slots.votes.draft, self._desk.store
        if draft is None or not isinstance(vote, Votes):
            return
        poll_id = vote.poll_id

        def done(made: tuple[int, int]) -> None:
            self._desk.notice(_("The winner is in a new draft"), undo=made[1])
            self._desk.go(Place(RailPage.ROUNDS, round_id=made[0]))

        self._desk.tasks.write(
            self, lambda: draft(store, poll_id), done, lambda refusal: self._desk.notice(str(refusal))
        )

    # Setting up.

    def _lay_out(self) -> None:
        self.header.set_crumbs([_("Livestreams")])
        self.header.set_actions(self.sheet_button, self.picture_button, self.print_button)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for figure in (self.orders, self.sum, self.length, self.later):
            box = Box(padding=12)
            box.body.addWidget(figure)
            figures.addWidget(box, 1)
        cues, goods = Card(_("Cue by cue"), padding=12), Card(_("What was sold"), padding=12)
        cues.body.addWidget(self.cues, 1)
        goods.body.addWidget(self.products, 1)
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 14, 12)
        left.setSpacing(12)
        left.addWidget(self._error)
        left.addLayout(figures)
        left.addWidget(self.advice)
        left.addWidget(cues, 3)
        left.addWidget(goods, 2)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.set_content(whole)

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(lambda _place: self.back.emit())
        self.sheet_button.clicked.connect(lambda: self.sheet_wanted.emit(self._stream_id))
        self.picture_button.clicked.connect(self.copy_picture)
        self.print_button.clicked.connect(self.print_report)
        self.next_button.clicked.connect(self._use_next)
        self.side.draft_wanted.connect(self._draft)
        self.side.changed.connect(self.refresh)
        self._error.retried.connect(self.refresh)
        _shortcut(self, "Esc", self.back.emit)
        self._desk.bridge.on_tables(self, _TABLES | self._slots.tables, lambda _changed: self.refresh())


def _shortcut(page: QWidget, keys: str, deed: Callable[[], None]) -> None:
    QShortcut(QKeySequence(keys), page).activated.connect(deed)
