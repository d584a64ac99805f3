"""Somebody asks: what is on file answers, with where it stands; what is not on file is noted, never guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.streams.rules.facts import FactBook, FactEntry, Found
from leaderdesk.features.streams.rules.questions import Question
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.pills import KeyCap
from leaderdesk.ui.search_field import SearchField


class AnswerBox(Box):
    """The best answer, to be read aloud, with its source."""

    def __init__(self, entry: FactEntry) -> None:
        super().__init__(fill="brandTint", line="brandLine", radius=6, padding=12)
        self.entry = entry
        head = QHBoxLayout()
        head.addWidget(Label(entry.title, role="strong", wrap=True), 1)
        head.addWidget(Label(entry.product, role="small", ink="brandTintText"))
        self.words = Label(entry.value, role="lead", wrap=True)
        self.source = ElidedLabel(_("from: {source}").format(source=entry.source), role="caption", ink="brandTintText")
        self.show_it = Button(_("Put it on screen"), kind="link", size=28)
        foot = QHBoxLayout()
        foot.addWidget(self.source, 1)
        if entry.product_id is not None:
            foot.addWidget(self.show_it)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.words)
        self.body.addLayout(foot)


class AskedCard(Box):
    """The search and its answers; `shown` tells a fact for the audience, `noted` a question and who asked it."""

    shown = Signal(object)
    noted = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self._facts: FactBook | None = None
        self._about: frozenset[int] = frozenset()
        self._questions: tuple[Question, ...] = ()
        self.found = Found()
        self.best: AnswerBox | None = None
        self.field = SearchField(_("Search what is on file"), placeholder=_("A word of the question"))
        self.asker = LineEdit(_("Who asked"), placeholder=_("who asked: name or room"), icon="person", size=28)
        self.note = Button(_("Note it"), size=28, icon="note")
        self.message = Label("", role="body", wrap=True)
        self.kept = Label("", role="caption", ink="text2", wrap=True)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(8)
        self._lay_out()
        self.field.searched.connect(lambda _typed: self._search())
        self.field.returnPressed.connect(self._entered)
        self.asker.returnPressed.connect(self._note)
        self.note.clicked.connect(self._note)
        self._search()

    def take_keyboard(self) -> None:
        """Let a question be typed; what stood there is replaced."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_facts(self, facts: FactBook) -> None:
        """Search in these facts from now on."""
        self._facts = facts
        self._search()

    def show_about(self, about: Collection[int]) -> None:
        """Let answers about these products come first."""
        if self._about != frozenset(about):
            self._about = frozenset(about)
            self._search()

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Say which questions were noted in this stream."""
        if self._questions != tuple(questions):
            self._questions = tuple(questions)
            self._say_kept()

    def show_best(self) -> None:
        """Show the audience what the best answer is about."""
        if self.best is not None:
            self.shown.emit(self.best.entry)

    def _search(self) -> None:
        typed = self.field.plain_text()
        self.found = Found() if self._facts is None or not typed else self._facts.find(typed, about=self._about)
        self._clear()
        sure = self.found.sure
        if sure:
            self.best = AnswerBox(sure[0])
            self.best.show_it.clicked.connect(self.show_best)
            self._answers.addWidget(self.best)
            self._list(sure[1:])
        elif self.found.related:
            self._answers.addWidget(Label(_("Near it, but not this:"), role="caption", ink="text2"))
            self._list(self.found.related)
        self.message.setText(_("Not on file, do not guess. Note it, and answer later.") if typed and not sure else "")
        for part in (self.asker, self.note):
            part.setVisible(bool(typed))
        self.message.setVisible(bool(typed) and not sure)
        self._say_kept()

    def _list(self, entries: Sequence[FactEntry]) -> None:
        for entry in entries:
            row = QHBoxLayout()
            words = ElidedLabel(f"{entry.title} {entry.value}", role="small", ink="text")
            words.setToolTip(f"{entry.title}\n{entry.value}\n{_('from: {source}').format(source=entry.source)}")
            row.addWidget(words, 1)
            row.addWidget(Label(entry.product, role="caption", ink="text2"))
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            self._answers.addWidget(holder)
            self._answers.addWidget(Rule())

    def _entered(self) -> None:
        """Enter on a question that is not on file asks who asked."""
        if self.field.plain_text() and not self.found.sure:
            self.asker.setFocus(Qt.FocusReason.TabFocusReason)

    def _note(self) -> None:
        typed = self.field.plain_text()
        if typed:
            named = self.found.product_ids
            product_id = next(iter(named)) if len(named) == 1 else None
            self.noted.emit(typed, self.asker.plain_text(), product_id)
            self.asker.clear()
            self.field.clear()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_kept(self) -> None:
        count = sum(question.is_open for question in self._questions)
        words = ngettext("{count} question noted, to answer later", "{count} questions noted, to answer later", count)
        self.kept.setText(words.format(count=count) if count else "")
        self.kept.setVisible(bool(count) and not self.field.plain_text())

    def _clear(self) -> None:
        self.best = None
        while (item := self._answers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(_("Somebody asks"), role="strong"))
        head.addStretch(1)
        head.addWidget(KeyCap("Ctrl F"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addLayout(self._answers)
        column.addWidget(self.kept)
        column.addStretch(1)
        noting = QHBoxLayout()
        noting.setSpacing(8)
        noting.addWidget(self.asker, 1)
        noting.addWidget(self.note)
        self.body.addLayout(head)
        self.body.addWidget(self.field)
        self.body.addWidget(Scroll(inner), 1)
        self.body.addLayout(noting)
