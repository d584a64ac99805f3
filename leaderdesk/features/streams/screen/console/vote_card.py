"""The vote as it stands: one bar for each choice, one key for each voice that is called out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules.votes import VoteOption, Votes
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.painting import RIGHT, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

KEYS = "ABCDEFGH"
"""The letters that count a vote, with Alt, for the choices in their order."""


class VoteBar(QWidget):
    """One choice, filled as far as it has its share of all votes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._option = VoteOption("", "", 0)
        self._share, self._leads = 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_option(self, option: VoteOption, total: int, *, leads: bool) -> None:
        """Show how many of `total` chose it."""
        self._option, self._leads = option, leads
        self._share = option.count / total if total else 0.0
        self.setAccessibleName(f"{option.text} {option.count}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, theme().grown(34))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(90, theme().grown(34))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        paint_box(painter, rect, radius=4, fill=look.color("sunken"))
        if self._share:
            filled = QRectF(0, 0, max(8.0, rect.width() * self._share), rect.height())
            paint_box(painter, filled, radius=4, fill=look.color("brandLine" if self._leads else "warnTint"))
        font, ink, count = look.font("strong"), look.color("text"), str(self._option.count)
        room = rect.adjusted(10, 0, -10, 0)
        paint_text(painter, room, count, font=font, color=ink, align=RIGHT)
        words = room.adjusted(0, 0, -text_width(count, font) - 8, 0)
        paint_text(painter, words, self._option.text, font=font, color=ink)


class VoteCard(Box):
    """`voted` tells question and key of a choice, `pasted` that the chat is in the clipboard, `made` new choices."""

    voted = Signal(int, str)
    pasted = Signal()
    made = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self._votes: Votes | None = None
        self._question = 0
        self.title = ElidedLabel("", role="strong", ink="text")
        self.total = Label("", role="small", ink="text2")
        self.turn = Button("", kind="link", size=28)
        self.paste = Button(_("Paste chat"), kind="quiet", size=28, icon="clipboard")
        self.choices = LineEdit(_("What to vote on"), placeholder=_("耙耙柑 or 蓝莓: two or more words"))
        self.make = Button(_("Start a vote"), size=28, icon="chart")
        self.rows: list[tuple[VoteBar, Button]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._lay_out()
        self.turn.clicked.connect(self._turn)
        self.paste.clicked.connect(self.pasted)
        self.make.clicked.connect(self._make)
        self.choices.returnPressed.connect(self._make)
        self.show_votes(None)

    def show_votes(self, votes: Votes | None) -> None:
        """Show the vote; None offers to start one."""
        if votes is not None and (self._votes is None or votes.poll_id != self._votes.poll_id):
            self._question = 0
        self._votes = votes
        for part in (self.choices, self.make):
            part.setVisible(votes is None)
        for button in (self.paste, self.total):
            button.setVisible(votes is not None)
        if votes is None:
            self.title.setText(_("What next time?"))
            self.turn.hide()
            self._show_options((), 0)
            return
        self._question = min(self._question, max(0, len(votes.questions) - 1))
        question = votes.questions[self._question] if votes.questions else None
        total = 0 if question is None else question.total
        self.title.setText((question.text if question is not None else "") or votes.title or _("Vote"))
        self.total.setText(ngettext("{count} vote", "{count} votes", total).format(count=total))
        self.turn.setVisible(len(votes.questions) > 1)
        self.turn.set_text(
            _("question {number} of {count}").format(number=self._question + 1, count=len(votes.questions))
        )
        self._show_options(() if question is None else question.options, total)

    def vote(self, place: int) -> None:
        """Count one vote for the choice at `place`, counted from 0."""
        options = self._options()
        if self._votes is not None and self._votes.is_open and place < len(options):
            self.voted.emit(self._question, options[place].key)

    def _options(self) -> tuple[VoteOption, ...]:
        questions = () if self._votes is None else self._votes.questions
        return questions[self._question].options if questions else ()

    def _show_options(self, options: Sequence[VoteOption], total: int) -> None:
        while len(self.rows) > len(options):
            bar, _button = self.rows.pop()
            holder = bar.parentWidget()
            if holder is not None:
                self._column.removeWidget(holder)
                holder.hide()
                holder.deleteLater()
        while len(self.rows) < len(options):
            self._add_row(len(self.rows))
        most = max((option.count for option in options), default=0)
        for (bar, button), option in zip(self.rows, options, strict=True):
            bar.show_option(option, total, leads=option.count == most)
            button.setAccessibleDescription(_("One more vote for {option}").format(option=option.text))
            button.setEnabled(self._votes is not None and self._votes.is_open)

    def _add_row(self, place: int) -> None:
        bar = VoteBar()
        button = Button("+1", size=28, keys=f"Alt {KEYS[place]}" if place < len(KEYS) else "")
        button.clicked.connect(lambda _checked=False: self.vote(place))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(bar, 1)
        row.addWidget(button)
        self.rows.append((bar, button))
        self._column.addWidget(holder)

    def _turn(self) -> None:
        if self._votes is not None:
            self._question = (self._question + 1) % max(1, len(self._votes.questions))
            self.show_votes(self._votes)

    def _make(self) -> None:
        words = self.choices.plain_text()
        for sign in "，,、；;/|":
            words = words.replace(sign, " ")
        labels = [word for word in words.split() if word not in ("还是", "or")]
        if len(labels) >= 2:
            self.choices.clear()
            self.made.emit(labels)
        else:
            self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.turn)
        head.addWidget(self.total)
        inner = QWidget()
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        foot = QHBoxLayout()
        foot.addWidget(self.paste)
        foot.addStretch(1)
        foot.addWidget(self.make)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.body.addWidget(self.choices)
        self.body.addWidget(inner)
        self.body.addLayout(foot)
