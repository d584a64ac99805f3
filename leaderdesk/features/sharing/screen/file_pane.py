"""The left side of the review: what the file is taken for, where it goes, and its rows as they stand there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.sharing.queries import ImportRound
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.preview import FileKind, Preview
from leaderdesk.features.sharing.screen.review_rows import TONES, Shown, outcome_word
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.cards import Rule
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.legend import Legend
from leaderdesk.ui.page import Bar
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.text_lines import TextLines

WIDTH = 392
_MOST_NAMED = 6


class FilePane(Pane):
    """The file beside its reading; its lines can be chosen."""

    kind_chosen = Signal(object)
    """Another FileKind."""
    round_chosen = Signal(int)
    left = Signal()
    """The file is not to be imported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.lines = TextLines(_("The rows of the file"))
        self._name = ElidedLabel("", role="strong", least=80)
        leave = IconButton("close", _("Do not import this file"), size=28)
        leave.clicked.connect(self.left)
        head = Bar(44, fill="surface")
        head.row.setContentsMargins(20, 4, 12, 4)
        head.row.setSpacing(8)
        head.row.addWidget(self._name, 1)
        head.row.addWidget(leave)
        self.kinds = Combo(_("What the file is about"), kind_choices(), size=28)
        self.kinds.chosen.connect(lambda key: self.kind_chosen.emit(FileKind(key)))
        self.rounds = Combo(_("The round the orders go into"), size=28)
        self.rounds.chosen.connect(lambda key: self.round_chosen.emit(int(key)))
        self._round_row = _labelled(_("Goes into"), self.rounds)
        self._columns = Label("", role="small", ink="text2", wrap=True)
        facts = QVBoxLayout()
        facts.setContentsMargins(20, 10, 20, 10)
        facts.setSpacing(8)
        facts.addWidget(_labelled(_("These are"), self.kinds))
        facts.addWidget(self._round_row)
        facts.addWidget(self._columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(facts)
        column.addWidget(Rule())
        column.addWidget(self.lines, 1)
        column.addWidget(_legend())
        self.setMinimumWidth(300)

    def show_preview(self, shown: Shown, rounds: Sequence[ImportRound], round_id: int) -> None:
        """Show the file that is looked over, and the round that was chosen for its orders."""
        preview = shown.preview
        self._name.setText(preview.file)
        self.kinds.choose(preview.kind.value)
        self.rounds.set_choices([(str(each.id), each.name) for each in rounds])
        self.rounds.choose(str(round_id))
        show_if(self._round_row, preview.kind is FileKind.ORDERS)
        self._columns.setText(_columns_sentence(preview))
        show_if(self._columns, bool(self._columns.text()))
        self.lines.set_lines(shown.lines)


def kind_choices() -> list[tuple[str, str]]:
    """Return what a file may be about, each with its words."""
    return [
        (FileKind.ORDERS.value, _("orders of a round")),
        (FileKind.PRODUCTS.value, _("products with prices")),
        (FileKind.NEIGHBOURS.value, _("neighbours")),
        (FileKind.HISTORY.value, _("orders of the past")),
    ]


def _columns_sentence(preview: Preview) -> str:
    noted = preview.columns.noted[:_MOST_NAMED]
    if not noted:
        return ""
    names = _(", ").join(noted) + ("…" if len(preview.columns.noted) > _MOST_NAMED else "")
    if preview.kind is FileKind.ORDERS:
        return _("Columns nobody knows go into the note: {names}").format(names=names)
    return _("Columns nobody knows are not read: {names}").format(names=names)


def _labelled(words: str, control: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(Label(words, role="small", ink="text2"))
    line.addWidget(control, 1)
    return row


def _legend() -> Legend:
    shown = (Outcome.NEW, Outcome.CHANGED, Outcome.ASKED, Outcome.SKIPPED)
    return Legend((outcome_word(outcome), TONES[outcome]) for outcome in shown)
