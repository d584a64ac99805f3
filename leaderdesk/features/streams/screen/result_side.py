"""Beside what came of a stream: what was asked, how the votes went, who was thanked, and which dishes were shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.actions.questions import question_to_fact
from leaderdesk.features.streams.queries.asked import Asked
from leaderdesk.features.streams.queries.past import Afterwards
from leaderdesk.features.streams.rules.votes import Votes
from leaderdesk.features.streams.screen.book import StreamBook
from leaderdesk.features.streams.screen.questions_pane import AnswerForm, fact_name
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, SectionHead
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.labels import Label, plain_tooltip
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.pills import StatusPill

_SIDE = 380


class ResultSide(SidePane):
    """`draft_wanted` tells the vote whose winner is to be a round, `changed` that a question was answered."""

    draft_wanted = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__(_SIDE, fill="surface")
        self._book = book
        self._asked: tuple[Asked, ...] = ()
        self._stack = PageStack()
        self.answer = AnswerForm(desk, book)
        self.answer.changed.connect(self.changed)
        self.answer.stream_button.set_text(_("Back to the list"))
        self.answer.stream_button.clicked.connect(self._show_list)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)
        self._stack.addWidget(Scroll(self._inside))
        self._stack.addWidget(Scroll(self.answer))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)

    def show_after(self, after: Afterwards, goods: Sequence[tuple[int, str]], *, can_draft: bool) -> None:
        """Show everything that was not sold: questions, votes, thanks, dishes."""
        self._asked = after.asked
        self.answer.offer(goods)
        _empty(self._column)
        count = len(after.asked)
        words = ngettext("{count} question", "{count} questions", count).format(count=count)
        self._column.addWidget(SectionHead(_("What was asked"), words))
        for one in after.asked:
            self._column.addWidget(self._question(one))
        if not after.asked:
            self._column.addWidget(
                Label(_("Nobody asked anything that was noted."), role="small", ink="text2", wrap=True)
            )
        for vote in after.votes:
            self._column.addWidget(SectionHead(_("Vote")))
            self._column.addWidget(self._vote(vote, can_draft=can_draft))
        self._column.addWidget(SectionHead(_("Thanked by name")))
        self._column.addWidget(_words(after.thanked, _("Nobody was thanked by name.")))
        self._column.addWidget(SectionHead(_("Dishes shown")))
        self._column.addWidget(_words(after.dishes, _("No dish was shown.")))
        self._column.addStretch(1)

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)

    def _question(self, one: Asked) -> Box:
        box = Box(padding=10)
        box.body.setSpacing(4)
        box.body.addWidget(Label(one.text, role="strong", wrap=True))
        box.body.addWidget(Label(one.answer or _("no answer yet"), role="small", ink="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            Label(_(" · ").join(part for part in (one.asker, one.product) if part), role="small", ink="text3")
        )
        row.addStretch(1)
        if one.fact_id is not None:
            row.addWidget(StatusPill(_("on file"), "brand"))
        elif one.answer and one.product_id is not None:
            to_fact = Button(_("Put it on file"), size=28, icon="database")
            to_fact.setToolTip(plain_tooltip(_("Put on file: {text}").format(text=one.text)))
            to_fact.clicked.connect(partial(self._to_fact, one))
            row.addWidget(to_fact)
        else:
            answer = Button(_("Answer it"), size=28, icon="pen")
            answer.setToolTip(plain_tooltip(_("Answer: {text}").format(text=one.text)))
            answer.clicked.connect(partial(self._open, one))
            row.addWidget(answer)
        box.body.addLayout(row)
        return box

    def _vote(self, vote: Votes, *, can_draft: bool) -> Box:
        box = Box(padding=10)
        box.body.addWidget(Label(vote.title, role="strong", wrap=True))
        for option in vote.options:
            row = QHBoxLayout()
            row.addWidget(Label(option.text, role="body"), 1)
            row.addWidget(Label(str(option.count), role="body", bold=True))
            box.body.addLayout(row)
        if can_draft:
            draft = Button(_("Make a draft round of the winner"), size=28, icon="basket")
            draft.clicked.connect(partial(self.draft_wanted.emit, vote))
            box.body.addWidget(draft)
        return box

    def _to_fact(self, one: Asked) -> None:
        self._book.act(
            lambda store: question_to_fact(store, one.id, fact_name(one)),
            _("On file with the product; next time it is found at once"),
            done=lambda _made: self.changed.emit(),
        )

    def _open(self, one: Asked) -> None:
        self.answer.show_question(one)
        self._stack.setCurrentIndex(1)
        self.answer.text.setFocus()


def _words(names: Sequence[str], nothing: str) -> Label:
    return Label(_(", ").join(names) or nothing, role="body" if names else "small", ink="text2", wrap=True)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
