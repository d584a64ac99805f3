"""Intake once a text is there: the text at the left, its reading at the right, what it comes to below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.orders.rules.answers import TEXT, Answer
from leaderdesk.features.orders.rules.questions import question_to, questions_to_group
from leaderdesk.features.orders.rules.review import Became, Review, Row
from leaderdesk.features.orders.screen.commit_bar import CommitBar
from leaderdesk.features.orders.screen.correction import CorrectionBar
from leaderdesk.features.orders.screen.evidence import all_words, words_of
from leaderdesk.features.orders.screen.list_rows import (
    TONES,
    GridRow,
    became_word,
    columns,
    fold_of_key,
    fold_runs,
    grid_rows,
    keeps,
    line_of_row,
    links,
    look_of,
    plain_lines,
    row_of_line,
    text_lines,
)
from leaderdesk.features.orders.screen.paste_pane import WIDTH, PastePane
from leaderdesk.features.orders.screen.strips import Strips
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cell_hover import CellHover
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.progress import ProgressCard
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import ErrorCard
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs_head import tabs_head
from leaderdesk.ui.tabs import FilterTabs, Tab

ALL, LOOK = "all", "look"


class ListPane(QWidget):
    """Shows a comparison and hands back what the leader answers; it neither reads nor writes."""

    answered = Signal(str, object)
    """The key of a line, and the answers given."""
    copied = Signal(str)
    """A text was put on the clipboard: the sentence that says so."""
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._when = ""
        self._opened: set[int] = set()
        self._remembered: set[str] = set()
        self.paste = PastePane()
        self.bar = CommitBar()
        self.correction = CorrectionBar()
        self.strips = Strips()
        self.tabs = FilterTabs(_("What became of the orders"))
        self.tabs.chosen.connect(lambda _key: self._show_rows())
        self._against = Label("", role="small", ink="text2")
        self.ask_button = Button(_("Ask the group"), kind="link", size=28, icon="copy")
        self.ask_button.setToolTip(_("Copies all open questions as one text for the group"))
        self.ask_button.clicked.connect(self.copy_questions)
        self.listing = RowTable[GridRow](
            columns(), row_id=lambda each: each.id, row_look=lambda each: look_of(each, self._remembered)
        )
        self.grid = TableView(self.listing)
        self.grid.setAccessibleName(_("What the list says"))
        self.hover = CellHover(self.grid)
        self.progress = ProgressCard(_("Reading the list"), note=_("Stopping changes nothing."))
        self.progress.stopped.connect(self.stop_wanted)
        self.error = ErrorCard(_("This could not be read"), button=_("Paste again"))
        self._right = QStackedWidget()
        self._lay_out()
        self._connect()

    # What the page uses.

    def show_review(self, review: Review, *, when: str, against: str) -> None:
        """Show the comparison; `when` it was pasted and with what it is compared, in words."""
        if self._review is None or self._review.text != review.text:
            self._opened.clear()
            self._remembered.clear()
        self._review = review
        self._against.setText(against)
        self._when = when
        self.tabs.set_tabs(_tabs(review))
        self.strips.show_review(review)
        self.ask_button.setVisible(questions_to_group(review)[1] > 0)
        self._show_rows()
        self.bar.show_review(review)
        self.bar.show()
        self._right.setCurrentIndex(0)

    def show_text(self, text: str, *, when: str) -> None:
        """Show a text that is being read or could not be read."""
        self._review = None
        self.paste.show_lines(plain_lines(text), when=when)

    def show_progress(self, lines: int) -> None:
        """Say that the text is being read."""
        self.progress.set_progress(0, lines, _("{count} lines").format(count=lines))
        self.progress.stop_button.setEnabled(True)
        self.bar.hide()
        self._right.setCurrentIndex(1)

    def move_progress(self, done: int, total: int) -> None:
        """Say how many lines of the text are read."""
        self.progress.set_progress(done, total, _("{count} lines").format(count=total))

    def show_error(self, sentence: str) -> None:
        """Say why the text could not be read; the text stays where it is."""
        self.error.show_error(sentence, _("The text is kept at the left, nothing was changed."))
        self.strips.clear()
        self.bar.hide()
        self.correction.hide()
        self._right.setCurrentIndex(2)

    def go_on(self, step: int) -> None:
        """Select the next (1) or the one before (-1) of the places to look at."""
        if self._review is None:
            return
        open_rows = [row.id for row in self._review.open_rows]
        if not open_rows:
            self.strips.setFocus()
            return
        if self.tabs.current() not in (ALL, LOOK):
            self.tabs.choose(ALL)
            self._show_rows()
        now = self.grid.current_id()
        after = [each for each in open_rows if now is None or (each > now if step > 0 else each < now)]
        wanted = (after or open_rows)[0] if step > 0 else (after or open_rows)[-1]
        self.grid.go_to(wanted)
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy_question(self) -> None:
        """Put the question to the neighbour of the selected row on the clipboard."""
        row = self._row(self.grid.current_id())
        if row is not None and row.ask is not None and row.ask.ask_her:
            QGuiApplication.clipboard().setText(question_to(row.ask.ask_her))
            self.copied.emit(_("Copied, paste it into WeChat"))

    def copy_questions(self) -> None:
        """Put every question that neighbours can answer on the clipboard, as one text for the group."""
        text, count = questions_to_group(self._review) if self._review is not None else ("", 0)
        if count:
            QGuiApplication.clipboard().setText(text)
            said = ngettext(
                "{count} question copied, paste it into WeChat",
                "{count} questions copied, paste them into WeChat",
                count,
            )
            self.copied.emit(said.format(count=count))

    # Building.

    def _lay_out(self) -> None:
        head = tabs_head(self.tabs, self.ask_button, self._against)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, self.strips):
            column.addWidget(widget)
        column.addWidget(self.grid, 1)
        for page in (read, _framed(self.progress), _framed(self.error)):
            self._right.addWidget(page)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.paste)
        split.addWidget(self._right)
        split.setStretchFactor(1, 1)
        split.setSizes([WIDTH, 1000])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(split, 1)
        whole.addWidget(self.correction)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        self.grid.fix_chosen.connect(self._answer)
        self.grid.link_chosen.connect(lambda row_id: self._unfold(-row_id))
        self.grid.current_changed.connect(self._row_selected)
        self.hover.pointed.connect(self._pointed)
        self.grid.opened.connect(self._correct)
        self.paste.lines.line_chosen.connect(self._line_selected)
        self.paste.lines.link_chosen.connect(self._fold_chosen)
        self.correction.corrected.connect(self.answered)
        self.correction.closed.connect(self.grid.setFocus)
        self.strips.answered.connect(lambda answers: self.answered.emit(TEXT, answers))
        self.bar.next_wanted.connect(lambda: self.go_on(1))

    # Showing.

    def _show_rows(self) -> None:
        review = self._review
        if review is None:
            return
        key = self.tabs.current()
        runs = fold_runs(review, self._opened)
        if key == ALL:
            self.listing.set_rows(grid_rows(review, runs))
        else:
            self.listing.set_rows([GridRow(row.id, row) for row in review.rows if _belongs(row, key)])
        self.paste.show_lines(text_lines(review, runs), when=self._when)
        self._pointed(None, "", -1)

    def _row(self, row_id: int | None) -> Row | None:
        return None if row_id is None or self._review is None else self._review.row(row_id)

    # What the person does.

    def _answer(self, row_id: int, index: int) -> None:
        row = self._row(row_id)
        if row is None or row.ask is None:
            return
        ask = row.ask
        if index < len(ask.fixes):
            fix = ask.fixes[index]
            given: tuple[Answer, ...] = ask.remembered(fix) if keeps(ask, self._remembered) else fix.answers
            self.answered.emit(ask.key, given)
            return
        offered = links(ask, self._remembered)
        place = index - len(ask.fixes)
        if ask.always and place == 0:
            self._remembered ^= {ask.key}
            self._show_rows()
        elif place < len(offered) and offered[place] == _("Copy a question to her"):
            self.grid.go_to(row_id)
            self.copy_question()
        else:
            self._correct(row_id)

    def _correct(self, row_id: int) -> None:
        row = self._row(row_id)
        if row is not None and row.lines and self._review is not None:
            self.correction.correct(row, self._review)

    def _unfold(self, first_row: int) -> None:
        self._opened.add(first_row)
        self._show_rows()
        self.grid.go_to(first_row)

    def _fold_chosen(self, key: int) -> None:
        first_row = fold_of_key(key)
        if first_row is not None:
            self._unfold(first_row)

    def _row_selected(self, row_id: int | None) -> None:
        row = self._row(row_id)
        if row is not None and self._review is not None:
            self.paste.lines.go_to(line_of_row(row))
            self.paste.lines.mark(all_words(self._review, row))

    def _pointed(self, row_id: int | None, column: str, chip: int) -> None:
        """Mark the words that what is under the mouse was read from; away from it, those of the selected row."""
        row = self._row(row_id)
        if row is not None and self._review is not None and (words := words_of(self._review, row, column, chip)):
            self.paste.lines.mark(words)
        elif (row := self._row(self.grid.current_id())) is not None and self._review is not None:
            self.paste.lines.mark(all_words(self._review, row))
        else:
            self.paste.lines.mark({})

    def _line_selected(self, key: int) -> None:
        row_id = row_of_line(self._review, key) if self._review is not None else None
        if row_id is None:
            return
        if not self.grid.go_to(row_id):
            self.tabs.choose(ALL)
            self._show_rows()
            self.grid.go_to(row_id)


def _tabs(review: Review) -> list[Tab]:
    counts = dict.fromkeys(Became, 0)
    for row in review.rows:
        counts[row.became] += row.ask is None
    return [
        Tab(ALL, _("All"), len(review.rows)),
        Tab(LOOK, _("To look at"), review.questions, "warn"),
        *(Tab(became, became_word(became), counts[became], TONES[became]) for became in Became),
    ]


def _belongs(row: Row, key: str) -> bool:
    return row.ask is not None if key == LOOK else row.ask is None and row.became == key


def _framed(card: QWidget) -> QWidget:
    frame = Pane("canvas")
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 20, 20, 20)
    column.addWidget(card)
    column.addStretch(1)
    return frame
