"""Everything that was asked in the streams: answered, still open, or a fact of its product by now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.core.text import compare_key
from leaderdesk.features.desk import Desk
from leaderdesk.features.products.queries import product_rows
from leaderdesk.features.streams.actions.questions import answer_question, drop_question, question_to_fact
from leaderdesk.features.streams.queries.asked import Asked, asked
from leaderdesk.features.streams.screen.book import StreamBook
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Lines, Pill
from leaderdesk.ui.columns import Column
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.edits import LineEdit, TextArea
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState, InlineError
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs, Tab

ALL, OPEN, ANSWERED, FACTS = "", "open", "answered", "facts"
_SIDE = 380
_NONE = "0"
_MOST_NAME = 12


class QuestionsPane(QWidget):
    """`result_wanted` tells the stream in which the question was asked."""

    result_wanted = Signal(int)

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__()
        self._desk = desk
        self._found: tuple[Asked, ...] = ()
        self.filter = FilterTabs(_("Which questions to show"))
        self.search = SearchField(_("Find a question"), placeholder=_("Find in this list"))
        self.rows = RowTable[Asked](_columns(), row_id=lambda one: one.id, search_key=_search_key)
        self.list = TableView(self.rows)
        self.list.setAccessibleName(_("Questions"))
        self.answer = AnswerForm(desk, book)
        self._empty = EmptyState(
            "help", _("Nothing was asked yet"), _("What is asked while you are live is noted in the console with F4.")
        )
        self._stack = PageStack()
        self._lay_out()
        self.filter.chosen.connect(lambda _key: self._fill())
        self.search.searched.connect(self.rows.search)
        self.list.current_changed.connect(lambda _id: self._show_chosen())
        self.list.opened.connect(lambda _id: self.answer.text.setFocus())
        self.answer.changed.connect(self.load)
        self.answer.stream_button.clicked.connect(self._open_stream)

    def load(self) -> None:
        """Read the questions anew."""
        store = self._desk.store

        def work() -> tuple[tuple[Asked, ...], list[tuple[int, str]]]:
            with store.read() as connection:
                goods = [(one.id, one.short_name or one.name) for one in product_rows(connection)]
                return asked(connection), goods

        self._desk.tasks.read(self, work, self._show, latest="questions")

    def chosen(self) -> Asked | None:
        """Return the question the keyboard is on."""
        at = self.list.current_id()
        return next((one for one in self._found if one.id == at), None)

    def _show(self, read: tuple[tuple[Asked, ...], list[tuple[int, str]]]) -> None:
        self._found, goods = read
        self.answer.offer(goods)
        counts = {key: len(_kept(self._found, key)) for key in (ALL, OPEN, ANSWERED, FACTS)}
        self.filter.set_tabs(
            [
                Tab(ALL, _("All"), counts[ALL]),
                Tab(OPEN, _("To be answered"), counts[OPEN], "warn"),
                Tab(ANSWERED, _("Answered"), counts[ANSWERED], "info"),
                Tab(FACTS, _("On file"), counts[FACTS], "brand"),
            ]
        )
        self._stack.setCurrentIndex(1 if self._found else 0)
        self._fill()

    def _fill(self) -> None:
        kept = _kept(self._found, self.filter.current())
        self.rows.set_rows(kept)
        if kept and self.chosen() not in kept:
            self.list.go_to(kept[0].id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.answer.show_question(self.chosen())

    def _open_stream(self) -> None:
        one = self.chosen()
        if one is not None:
            self.result_wanted.emit(one.stream_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 6)
        head.addWidget(self.filter, 1)
        self.search.setMaximumWidth(220)
        head.addWidget(self.search)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.list, 1)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        side = SidePane(_SIDE, fill="surface")
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scroll(self.answer))
        row.addWidget(side)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(full)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


class AnswerForm(QWidget):
    """One question: its answer, the product it is about, and the click that puts it on file."""

    changed = Signal()

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__()
        self._desk, self._book = desk, book
        self._one: Asked | None = None
        self.question = Label("", role="lead", bold=True, wrap=True)
        self.who = Label("", role="small", ink="text2", wrap=True)
        self.text = TextArea(_("Answer"), placeholder=_("as you would say it"), lines=3)
        self.product = Combo(_("About which goods"))
        self.fact = LineEdit(_("Called on file"), placeholder=_("storage"))
        self.error = InlineError()
        self.keep_button = Button(_("Keep the answer"), icon="check")
        self.fact_button = Button(_("Put it on file"), kind="primary", icon="database")
        self.drop_button = Button(_("Delete"), kind="quiet", icon="trash")
        self.stream_button = Button(_("See the stream"), kind="link", size=28)
        self._lay_out()
        self.keep_button.clicked.connect(self._keep)
        self.fact_button.clicked.connect(self._to_fact)
        self.drop_button.clicked.connect(self._drop)

    def offer(self, goods: Sequence[tuple[int, str]]) -> None:
        """Offer these products to choose from."""
        self.product.set_choices([(_NONE, _("no product")), *((str(id_), name) for id_, name in goods)])

    def show_question(self, one: Asked | None) -> None:
        """Show that question; what is being written about the same one stays."""
        same = one is not None and self._one is not None and one.id == self._one.id
        typing = same and self.text.hasFocus()
        self._one = one
        self.setEnabled(one is not None)
        if one is None:
            return
        self.question.setText(one.text)
        who = one.asker or _("somebody")
        self.who.setText(_("{who}, {stream} of {day}").format(who=who, stream=one.stream, day=one.day))
        if not typing:
            self.text.setPlainText(one.answer)
        self.product.choose(str(one.product_id or _NONE))
        if not same:
            self.fact.setText(fact_name(one))
            self.error.clear()
        self.fact_button.setEnabled(one.fact_id is None)
        self.fact_button.set_text(_("Put it on file") if one.fact_id is None else _("It is on file"))

    def _keep(self) -> None:
        one, answer, product = self._one, self.text.plain_text(), int(self.product.current() or _NONE) or None
        if one is not None:
            self._act(lambda store: answer_question(store, one.id, answer, product_id=product), _("The answer is kept"))

    def _to_fact(self) -> None:
        one, answer, product = self._one, self.text.plain_text(), int(self.product.current() or _NONE) or None
        name = self.fact.plain_text()
        if one is None:
            return

        def work(store: Store) -> int | None:
            if answer and answer != one.answer:
                answer_question(store, one.id, answer, product_id=product)
            return question_to_fact(store, one.id, name, product_id=product)

        self._act(work, _("On file with the product; next time it is found at once"))

    def _drop(self) -> None:
        one = self._one
        if one is not None:
            self._act(lambda store: drop_question(store, one.id), _("Question deleted"))

    def _act(self, work: Callable[[Store], int | None], sentence: str) -> None:
        self.error.clear()
        self._book.act(
            work,
            sentence,
            done=lambda _made: self.changed.emit(),
            refused=lambda error: self.error.show_error(str(error)),
        )

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.fact_button)
        first.addWidget(self.keep_button)
        first.addStretch(1)
        last = QHBoxLayout()
        last.addWidget(self.stream_button)
        last.addStretch(1)
        last.addWidget(self.drop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.question)
        column.addWidget(self.who)
        column.addWidget(Field(_("Answer"), self.text))
        column.addWidget(Field(_("About which goods"), self.product))
        column.addWidget(Field(_("Called on file"), self.fact))
        column.addWidget(self.error)
        column.addLayout(first)
        column.addLayout(last)
        column.addStretch(1)


def fact_name(one: Asked) -> str:
    """Return what the answer is called on file unless the leader says otherwise: the question, cut short."""
    return one.text[:_MOST_NAME].rstrip("？? ")


def _kept(found: Sequence[Asked], key: str) -> list[Asked]:
    if key == OPEN:
        return [one for one in found if one.is_open]
    if key == FACTS:
        return [one for one in found if one.fact_id is not None]
    if key == ANSWERED:
        return [one for one in found if not one.is_open and one.fact_id is None]
    return list(found)


def _columns() -> tuple[Column[Asked], ...]:
    return (
        Column("question", _("Question"), lambda one: Lines(one.text, one.answer or _("no answer yet")), 0),
        Column("product", _("About"), lambda one: Lines(one.product or "—", one.asker), 150),
        Column("stream", _("Stream"), lambda one: Lines(one.stream, one.day), 150),
        Column("state", _("How it stands"), _state, 110),
    )


def _state(one: Asked) -> Pill:
    if one.fact_id is not None:
        return Pill(_("on file"), "brand")
    return Pill(_("to be answered"), "warn") if one.is_open else Pill(_("answered"), "info")


def _search_key(one: Asked) -> str:
    return compare_key(f"{one.text} {one.answer} {one.product} {one.asker}")
