"""Who is new, and what comes next for her: greeted, asked how the first bag was, introduced."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.referrals.actions.welcome import mark_welcome, note_answer
from leaderdesk.features.referrals.rules.welcome import MOST_SCORE, Newcomer, Next
from leaderdesk.features.referrals.rules.words import first_bag_text, greeting_text
from leaderdesk.features.referrals.screen.book import ReferralBook
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.cells import Lines, Pill, Text
from leaderdesk.ui.columns import Column, Fix, RowLook
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.stepper import NumberStepper
from leaderdesk.ui.table_view import TableView


class NewcomersPane(QWidget):
    """The list, and below it the line in which her answer is noted. `copied` tells a text for the chat."""

    copied = Signal(str)

    def __init__(self, desk: Desk, book: ReferralBook, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._leader = ""
        self._people: tuple[Newcomer, ...] = ()
        self.table = RowTable[Newcomer](_columns(), row_id=lambda row: row.id, row_look=_look)
        self.view = TableView(self.table)
        self.view.setAccessibleName(_("New neighbours"))
        self.view.fix_chosen.connect(self._chosen)
        self._empty = EmptyState(
            "people", _("Nobody new just now"), _("Who comes shows here for her first three rounds.")
        )
        self.score = NumberStepper(_("What she says, 0 to 10"), most=MOST_SCORE)
        self.words = LineEdit(_("In her words"), placeholder=_("in her words, if she said any"))
        self.keep_button = Button(_("Note what she says"), icon="check")
        self.keep_button.clicked.connect(self.keep_answer)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        line.addWidget(Label(_("How was the first bag?"), role="small", ink="text2"))
        line.addWidget(self.score)
        line.addWidget(self.words, 1)
        line.addWidget(self.keep_button)
        box = Box(padding=1)
        box.body.setSpacing(0)
        box.body.addWidget(self.view, 1)
        box.body.addWidget(self._empty, 1)
        box.body.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 0, 14)
        column.addWidget(box)

    def show_people(self, people: tuple[Newcomer, ...], leader: str) -> None:
        """Show these newcomers; `leader` ends the greeting."""
        self._people, self._leader = people, leader
        self.table.set_rows(people)
        self.view.setVisible(bool(people))
        self._empty.setVisible(not people)
        self.keep_button.setEnabled(any(one.had_bag for one in people))

    def keep_answer(self) -> None:
        """Note what the newcomer in the chosen row says."""
        chosen, score, words = self.view.current_id(), self.score.value(), self.words.plain_text()
        if chosen is not None:
            said = _("Noted what she says")
            self._book.act(lambda store: note_answer(store, chosen, score=score, words=words), said)
            self.words.clear()

    def _chosen(self, row_id: object, _index: int) -> None:
        one = next((each for each in self._people if each.id == row_id), None)
        if one is None or one.next in (Next.NOTHING, Next.ANSWER):
            return
        if one.next is Next.GREET:
            self.copied.emit(greeting_text(one.name, one.brought_by, self._leader))
        elif one.next is Next.ASK:
            self.copied.emit(first_bag_text(one.name))
        id_, step = one.id, one.next
        self._book.act(lambda store: mark_welcome(store, id_, step), _("Copied and noted"))


def _columns() -> tuple[Column[Newcomer], ...]:
    return (
        Column("who", _("New neighbour"), lambda row: Lines(row.name, row.room), 0),
        Column("by", _("Who brought her"), lambda row: Text(row.brought_by, color="text2"), 130),
        Column("rounds", _("Rounds so far"), lambda row: Text(str(row.rounds)), 76, "right", yields=True),
        Column("score", _("First bag"), _score, 96),
        Column("next", _("What comes next"), _next, 200),
        Column("do", "", lambda _row: Text(""), 130, "right"),
    )


def _look(row: Newcomer) -> RowLook:
    words = {
        Next.GREET: _("Copy greeting"),
        Next.ASK: _("Copy question"),
        Next.INTRODUCE: _("Introduced"),
    }.get(row.next)
    return RowLook() if words is None else RowLook(fix=Fix("", (), (words,), beside=True, suggests=False))


def _score(row: Newcomer) -> Text:
    if row.score is None:
        return Text(_("had it") if row.had_bag else _("not yet"), color="text2")
    points = ngettext("{count} point", "{count} points", row.score).format(count=row.score)
    return Text(points, icon="check")


def _next(row: Newcomer) -> Pill | Text:
    if row.second_trial:
        return Pill(_("trial pack a second time"), "warn", dot=True)
    return Text(row.next.label, color="text2" if row.next is Next.NOTHING else "text")
