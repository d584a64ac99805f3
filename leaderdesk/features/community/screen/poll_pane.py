"""One poll: what it comes to, who is behind each number, what must be asked, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import local
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.community.queries import Shown
from leaderdesk.features.community.rules.comparison import Became, Comparison
from leaderdesk.features.community.rules.heads import heads_text
from leaderdesk.features.community.rules.tally import QuestionCount, State, Tally, Voice
from leaderdesk.features.community.rules.words import heads_sum_text, title_of
from leaderdesk.features.community.screen.bars import OptionBar, SeatsBar
from leaderdesk.features.community.screen.columns import voice_columns
from leaderdesk.features.community.screen.open_card import OpenCard
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box, Card
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import StatusPill
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_LEAST_ROWS, _MOST_ROWS = 3, 14


class PollPane(QWidget):
    """What the page shows at the right; it says what is wanted, the page does it."""

    again_wanted = Signal()
    copy_wanted = Signal()
    print_wanted = Signal()
    sheet_wanted = Signal()
    close_wanted = Signal()
    reopen_wanted = Signal()
    bin_wanted = Signal()
    draft_wanted = Signal()
    taken = Signal()
    left = Signal()
    written = Signal(str)
    seats_given = Signal(str)
    out_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._chosen: tuple[int, str] | None = None
        self.title = Label("", role="lead", bold=True, wrap=True)
        self.state = StatusPill("")
        self.summary = Label("", role="small", ink="text2", wrap=True)
        self.copy = Button(_("Copy as text"), kind="primary", icon="copy")
        self.again = Button(_("Paste answers"), icon="clipboard")
        self.sheet = Button(_("Excel"), icon="download")
        self.print = Button(_("Print"), icon="printer")
        self.close_button = Button(_("End it"), icon="lock")
        self.bin = IconButton("trash", _("Put away"), framed=True)
        self.draft = Button(_("Make it the next draft"), icon="basket")
        self.offer = Box(fill="infoTint", line="infoLine", padding=12)
        self.offer_words = Label("", wrap=True)
        self.take = Button(_("Take these answers"), kind="primary", size=28)
        self.leave = Button(_("Leave it"), kind="quiet", size=28)
        self.open = OpenCard()
        self.bars = Card()
        self.seats = SeatsBar()
        self.seat_field = LineEdit(_("Seats"), placeholder=_("no limit"), size=28)
        self.seat_row = QWidget()
        self.listing = RowTable[Voice](voice_columns(self._tally), row_id=lambda voice: voice.id)
        self.table = TableView(self.listing)
        self.table.setAccessibleName(_("Who answered"))
        self.source = Label("", role="small", ink="text2", wrap=True)
        self.out = Button(_("Take her out"), kind="quiet", size=28)
        self.line = LineEdit(_("Write an answer"), icon="pen", placeholder=_("Name and answer, Enter"), size=28)
        self._question_rows = QVBoxLayout()
        self._bar_buttons: list[tuple[tuple[int, str], OptionBar]] = []
        self._lay_out()
        self._connect()

    def show_poll(self, shown: Shown) -> None:
        """Show the poll as it stands; who was chosen to be shown stays chosen."""
        poll, counted = shown.tally.poll, shown.tally
        if self._shown is None or self._shown.tally.poll.id != poll.id:
            self._chosen = None
            self.offer.hide()
        self._shown = shown
        self.title.setText(title_of(poll.asked))
        closed = poll.closed_ms is not None
        self.state.show_state(_("ended") if closed else _("taking answers"), "neutral" if closed else "brand")
        self.summary.setText(summary(shown))
        self.close_button.set_text(_("Take answers again") if closed else _("End it"))
        for control in (self.again, self.line):
            control.setEnabled(not closed)
        self._show_draft(shown)
        self.open.show_open(counted, shown.names)
        self._show_bars(counted)
        self._show_people()

    def show_offer(self, comparison: Comparison | None) -> None:
        """Show what a pasted text would change, to be taken or left; None takes the question away."""
        self.offer.setVisible(comparison is not None)
        if comparison is not None:
            self.offer_words.setText(comparison_words(comparison))

    # Showing.

    def _show_draft(self, shown: Shown) -> None:
        won = shown.winners
        sure = bool(won) and all(len(each.product_ids) == 1 for each in won)
        self.draft.setVisible(sure and shown.tally.poll.round_id is None)

    def _show_bars(self, counted: Tally) -> None:
        while (item := self._question_rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._bar_buttons = []
        sign_up = counted.poll.is_sign_up
        self.seat_row.setVisible(sign_up)
        self.seats.setVisible(sign_up and counted.poll.asked.seats is not None)
        if sign_up:
            self.seats.show_seats(counted)
            if not self.seat_field.hasFocus():
                self.seat_field.setText(str(counted.poll.asked.seats or ""))
            self._question_rows.addWidget(Label(_heads_words(counted), role="lead", bold=True, wrap=True))
        for place, question in enumerate(counted.questions):
            self._add_question(place, question, many=len(counted.questions) > 1)

    def _add_question(self, place: int, counted: QuestionCount, *, many: bool) -> None:
        if many:
            words = _("Question {number}").format(number=place + 1)
            self._question_rows.addWidget(Label(words, role="small", ink="text2"))
        most = max((each.count for each in counted.counts), default=0)
        for each in counted.counts:
            key = (place, each.option.key)
            bar = OptionBar(each, most=most, leads=each in counted.leaders)
            bar.setChecked(key == self._chosen)
            bar.clicked.connect(lambda _checked=False, key=key: self.choose(key))
            self._bar_buttons.append((key, bar))
            self._question_rows.addWidget(bar)

    def choose(self, key: tuple[int, str]) -> None:
        """Show only who chose this option; once more, everybody."""
        self._chosen = None if key == self._chosen else key
        for each, bar in self._bar_buttons:
            bar.setChecked(each == self._chosen)
        self._show_people()

    def _show_people(self) -> None:
        if self._shown is None:
            return
        counted = self._shown.tally
        voices = [*counted.coming, *counted.waiting, *counted.withdrawn]
        if self._chosen is not None:
            place, key = self._chosen
            voices = [voice for voice in counted.voices if place < len(voice.picks) and key in voice.picks[place]]
        self.listing.set_rows(voices)
        rows = min(_MOST_ROWS, max(_LEAST_ROWS, len(voices)))
        self.table.setMinimumHeight(theme().grown(36, "small") + rows * max(44, self.table.cells_height()))
        self._show_source()

    def _show_source(self) -> None:
        voice = self.current()
        self.out.setEnabled(voice is not None and voice.state is State.CLEAR)
        if voice is None:
            self.source.setText(_("Choose somebody to see the line she wrote."))
            return
        if voice.line is None or not voice.said:
            said = _("written by hand")
        else:
            said = _("Line {number}: {words}").format(number=voice.line, words=voice.said)
        if voice.earlier:
            said = _("{said} · before: {earlier}").format(said=said, earlier="; ".join(voice.earlier.split("\n")))
        self.source.setText(said)

    def _tally(self) -> Tally | None:
        return None if self._shown is None else self._shown.tally

    def current(self) -> Voice | None:
        """Return who is chosen in the list."""
        chosen = self.table.current_id()
        return next((voice for voice in self.listing.shown_rows if voice.id == chosen), None)

    # Setting up.

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._head())
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.offer_words, 1)
        words.addWidget(self.leave)
        words.addWidget(self.take)
        self.offer.body.addLayout(words)
        self.offer.hide()
        self.open.hide()
        self._question_rows.setSpacing(4)
        self.bars.body.addLayout(self._question_rows)
        self.bars.body.addWidget(self.seats)
        seats = QHBoxLayout(self.seat_row)
        seats.setContentsMargins(0, 0, 0, 0)
        seats.addWidget(Label(_("Seats"), role="small", ink="text2"))
        self.seat_field.setFixedWidth(90)
        seats.addWidget(self.seat_field)
        seats.addStretch(1)
        self.bars.body.addWidget(self.seat_row)
        column.addWidget(self.offer)
        column.addWidget(self.open)
        column.addWidget(self.bars)
        column.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.source, 1)
        below.addWidget(self.out)
        column.addLayout(below)
        column.addWidget(self.line)

    def _head(self) -> QWidget:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.state)
        card.body.addLayout(top)
        card.body.addWidget(self.summary)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        for button in (self.copy, self.again, self.print, self.sheet, self.draft, self.close_button, self.bin):
            flow.addWidget(button)
        card.body.addWidget(buttons)
        return card

    def _connect(self) -> None:
        for button, wanted in (
            (self.copy, self.copy_wanted),
            (self.again, self.again_wanted),
            (self.print, self.print_wanted),
            (self.sheet, self.sheet_wanted),
            (self.draft, self.draft_wanted),
            (self.bin, self.bin_wanted),
            (self.take, self.taken),
            (self.leave, self.left),
        ):
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
        self.close_button.clicked.connect(self._open_or_close)
        self.table.current_changed.connect(lambda _id: self._show_source())
        self.out.clicked.connect(self._take_out)
        self.line.returnPressed.connect(self._write)
        self.seat_field.editingFinished.connect(self._give_seats)

    def _open_or_close(self) -> None:
        closed = self._shown is not None and self._shown.tally.poll.closed_ms is not None
        (self.reopen_wanted if closed else self.close_wanted).emit()

    def _take_out(self) -> None:
        voice = self.current()
        if voice is not None:
            self.out_wanted.emit(voice.id)

    def _write(self) -> None:
        if self.line.plain_text():
            self.written.emit(self.line.plain_text())

    def _give_seats(self) -> None:
        typed = self.seat_field.plain_text()
        seats = self._shown.tally.poll.asked.seats if self._shown is not None else None
        if self._shown is not None and typed != str(seats or ""):
            self.seats_given.emit(typed)


def summary(shown: Shown) -> str:
    """Return in one line how many answered, who waits, and when the last text came."""
    counted = shown.tally
    people = len(counted.voices)
    parts = [ngettext("{count} neighbour answered", "{count} neighbours answered", people).format(count=people)]
    if counted.keyed:
        parts.append(
            ngettext("{count} called out in the stream", "{count} called out in the stream", counted.keyed).format(
                count=counted.keyed
            )
        )
    if counted.waiting:
        count = len(counted.waiting)
        parts.append(ngettext("{count} waiting", "{count} waiting", count).format(count=count))
    if shown.pastes:
        parts.append(_("pasted {when}").format(when=f"{local(shown.pastes[0].at_ms):%m-%d %H:%M}"))
    if counted.poll.round_id is not None:
        parts.append(_("became a draft round"))
    return _(" · ").join(parts)


def comparison_words(comparison: Comparison) -> str:
    """Return what a paste would change: "new 2 (赵六), changed 1 (张三: B 蓝莓), same 5"."""
    parts = []
    for became, words in (
        (Became.NEW, _("new {count}")),
        (Became.CHANGED, _("another answer {count}")),
        (Became.WITHDRAWN, _("withdrawn {count}")),
        (Became.SAME, _("same {count}")),
    ):
        count = comparison.count(became)
        names = "、".join(change.who for change in comparison.changes if change.became is became)
        if count:
            shown = f" ({names})" if became is not Became.SAME else ""
            parts.append(words.format(count=count) + shown)
    if comparison.asks:
        parts.append(_("{count} to look at").format(count=len(comparison.asks)))
    return _(" · ").join(parts) if comparison.works else _("Nothing new in this text; nothing was changed.")


def _heads_words(counted: Tally) -> str:
    heads = counted.heads
    words = heads_sum_text(heads) or _("Nobody yet")
    if heads.adults or heads.children:
        words = f"{heads_text(heads)} · {words}" if heads.others else words
    seats = counted.poll.asked.seats
    if seats is None:
        return words
    taken = _("{taken} of {seats} seats").format(taken=counted.taken_seats, seats=seats)
    if counted.waiting:
        full = _("full, {count} waiting") if not counted.free_seats else _("too few left for the next, {count} waiting")
        full = full.format(count=len(counted.waiting))
        return _(" · ").join((taken, full, words))
    return _(" · ").join((taken, words))
