"""Who took a batch: the list, with words for each and for the group; nothing is ever sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.files import file_name
from leaderdesk.core.i18n import _, language
from leaderdesk.features.batches.actions import recall_batch
from leaderdesk.features.batches.queries import TABLES, BatchSlots, recall_of
from leaderdesk.features.batches.rules.recall import Recall, Taker, group_text, neighbour_text, sum_text
from leaderdesk.features.batches.screen.taker_columns import taker_columns
from leaderdesk.features.desk import Desk
from leaderdesk.features.printing import print_paper
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.edits import LineEdit, TextArea
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.theme import theme

_WORDS_WIDTH = 340
_SIZE = QSize(1040, 660)


class RecallSheet(QDialog):
    """The takers at the left, the words at the right. Copying the words for one goes on to the next neighbour."""

    def __init__(self, desk: Desk, asker: QWidget, slots: BatchSlots, *, batch_id: int) -> None:
        super().__init__(asker.window())
        self._desk = desk
        self._slots = slots
        self._id = batch_id
        self._recall: Recall | None = None
        self._told: set[int] = set()
        self.setWindowTitle(_("Who took this batch"))
        self.listing = RowTable[Taker](taker_columns(self._told), row_id=lambda taker: taker.line.line_id)
        self.table = TableView(self.listing)
        self.table.setAccessibleName(_("Who took this batch"))
        self._head = Label("", role="lead", bold=True, wrap=True)
        self._sum = Label("", role="small", ink="text2", wrap=True)
        self.reason = Field(
            _("What is wrong with it"),
            LineEdit(_("What is wrong with it"), placeholder=_("the farm found pesticide in it")),
        )
        self.note_button = Button(_("Note the recall"), size=28, icon="warning")
        self.group = TextArea(_("Words for the group"), lines=5)
        self.personal = TextArea(_("Words for one neighbour"), lines=5)
        self.copy_group = Button(_("Copy for the group"), size=28, icon="copy")
        self.copy_personal = Button(_("Copy, then the next"), kind="primary", size=28, icon="copy")
        self._whom = SectionHead(_("A word to her"))
        self.print_button = Button(_("Print who took it"), size=28, icon="printer")
        self.save_button = Button(_("Save as Excel"), size=28, icon="file")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.resize(_SIZE.boundedTo(asker.window().size()))
        self._load()

    def save_to(self, path: Path) -> None:
        """Write the workbook to that file in the background, in the language of paper."""
        store, recall, spoken = self._desk.store, self._recall, self._desk.settings().paper_language
        if recall is None:
            return

        def work() -> None:
            from leaderdesk.features.batches.papers import write_recall

            with store.read() as connection:
                business = read_business(connection)
            with language(spoken):
                write_recall(path, recall, business)

        done = _("Saved: {path}").format(path=path.name)
        self._desk.tasks.read(self, work, lambda _nothing: self._desk.notice(done))

    # Putting the sheet together.

    def _lay_out(self) -> None:
        for area in (self.group, self.personal):
            area.setReadOnly(True)
            area.setTabChangesFocus(True)
        self._stack.addWidget(EmptyState("people", _("Nobody took it"), _("Say first for which round it came.")))
        self._stack.addWidget(self.table)
        close = Button(_("Close the list"), kind="quiet", size=28, keys="Esc")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(8)
        for button in (self.print_button, self.save_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._stack, 1)
        body.addWidget(self._words_side())
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 10)
        top.setSpacing(2)
        top.addWidget(self._head)
        top.addWidget(self._sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Rule())
        column.addLayout(body, 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def _words_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(theme().grown(_WORDS_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.reason)
        column.addLayout(_right(self.note_button))
        column.addWidget(SectionHead(_("A word to the group"), _("it names nobody")))
        column.addWidget(self.group, 1)
        column.addLayout(_right(self.copy_group))
        column.addWidget(self._whom)
        column.addWidget(self.personal, 1)
        column.addLayout(_right(self.copy_personal))
        return side

    def _connect(self) -> None:
        self.table.current_changed.connect(lambda _id: self._show_words())
        self.table.opened.connect(lambda _id: self.copy_personal.setFocus())
        self._reason_field().textChanged.connect(lambda _text: self._show_words())
        self.note_button.clicked.connect(self._note)
        self.copy_group.clicked.connect(lambda: self._copy(self.group.toPlainText()))
        self.copy_personal.clicked.connect(self._copy_one)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.finished.connect(self.deleteLater)
        self._desk.bridge.on_tables(self, TABLES | self._slots.tables, lambda _changed: self._load())

    def _reason_field(self) -> LineEdit:
        control = self.reason.control
        if not isinstance(control, LineEdit):
            raise TypeError(control)
        return control

    # Showing.

    def _load(self) -> None:
        store, slots, batch_id = self._desk.store, self._slots, self._id

        def work() -> Recall | None:
            with store.read() as connection:
                return recall_of(connection, batch_id, slots)

        self._desk.tasks.read(self, work, self._show, latest="recall")

    def _show(self, recall: Recall | None) -> None:
        if recall is None:
            self.reject()
            return
        first = self._recall is None
        self._recall = recall
        batch = recall.batch
        self._head.setText(_("Who took {goods}, batch {code}").format(goods=batch.product, code=batch.code))
        self._sum.setText(sum_text(recall))
        self.listing.set_rows(recall.takers)
        self._stack.setCurrentIndex(1 if recall.takers else 0)
        for button in (self.print_button, self.save_button, self.copy_group, self.copy_personal):
            button.setEnabled(bool(recall.takers))
        if first:
            self._reason_field().setText(batch.recall_reason)
        if recall.takers and self.table.current_id() is None:
            self.table.go_to(recall.takers[0].line.line_id)
        self._show_words()

    def _show_words(self) -> None:
        recall, one, reason = self._recall, self._current(), self._reason_field().plain_text()
        if recall is None:
            return
        self.group.setPlainText(group_text(recall, reason=reason))
        if one is None:
            self._whom.set_title(_("A word to her"))
            self.personal.setPlainText("")
            return
        self._whom.set_title(_("A word to {name}").format(name=one.line.name))
        self.personal.setPlainText(neighbour_text(recall.batch, recall.of(one.line.neighbour_id), reason=reason))

    def _current(self) -> Taker | None:
        chosen = self.table.current_id()
        return next((taker for taker in self.listing.shown_rows if taker.line.line_id == chosen), None)

    # Acting.

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._desk.notice(_("Copied. Paste it into the chat."))

    def _copy_one(self) -> None:
        one = self._current()
        if one is None:
            return
        self._copy(self.personal.toPlainText())
        self._told.add(one.line.neighbour_id)
        self.listing.set_rows(self.listing.all_rows)
        rows = self.listing.shown_rows
        after = rows[rows.index(one) + 1 :]
        following = next((taker for taker in after if taker.line.neighbour_id not in self._told), None)
        if following is not None:
            self.table.go_to(following.line.line_id)

    def _note(self) -> None:
        store, batch_id, reason = self._desk.store, self._id, self._reason_field().plain_text()

        def done(action: int | None) -> None:
            self.reason.clear_error()
            if action is not None:
                self._desk.notice(_("The recall is noted on the batch"), undo=action)

        self._desk.tasks.write(
            self,
            lambda: recall_batch(store, batch_id, reason),
            done,
            lambda error: self.reason.show_error(str(error)),
        )

    def _title(self, recall: Recall) -> str:
        return _("Batch {code}").format(code=recall.batch.code)

    def _print(self) -> None:
        store, recall = self._desk.store, self._recall
        if recall is None:
            return

        def work() -> bytes:
            from leaderdesk.documents.table_pdf import table_pdf
            from leaderdesk.features.batches.papers import recall_list

            with store.read() as connection:
                business = read_business(connection)
            return table_pdf(recall_list(recall, business, printed_ms=store.clock.now_ms()))

        print_paper(self._desk, self, work, title=self._title(recall))

    def _save(self) -> None:
        recall = self._recall
        if recall is None:
            return
        first = str(self._desk.store.paths.exports / f"{file_name(self._title(recall))}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as Excel"), first, "Excel (*.xlsx)")
        if chosen:
            self.save_to(Path(chosen))


def _right(button: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(button)
    return row
