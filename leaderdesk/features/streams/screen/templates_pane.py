"""The templates of run-sheets: those that come with the program and the leader's own, and what stands in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.actions.templates import archive_template, rename_template
from leaderdesk.features.streams.queries import cues_of_template, own_templates
from leaderdesk.features.streams.rules import Audience, StreamKind
from leaderdesk.features.streams.rules.durations import length_text
from leaderdesk.features.streams.rules.given import TEMPLATES
from leaderdesk.features.streams.rules.planning import NewCue, new_of
from leaderdesk.features.streams.rules.templates import OwnTemplate
from leaderdesk.features.streams.screen.book import StreamBook
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cells import Lines, Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.table_view import TableView


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template as the list shows it: `id` counts the given ones below zero, `key` is what a form calls it."""

    id: int
    key: str
    name: str
    hint: str
    kind: StreamKind
    audience: Audience
    length_s: int
    cues: tuple[NewCue, ...]


class TemplatesPane(QWidget):
    """`stream_wanted` tells the key of the template an evening is to begin with."""

    stream_wanted = Signal(str)

    def __init__(self, desk: Desk, book: StreamBook) -> None:
        super().__init__()
        self._desk, self._book = desk, book
        self.rows = RowTable[Sheet](_columns(), row_id=lambda one: one.id)
        self.list = TableView(self.rows)
        self.list.setAccessibleName(_("Run-sheet templates"))
        self.cue_rows = RowTable[tuple[int, NewCue]](_cue_columns(), row_id=lambda row: row[0])
        self.cues = TableView(self.cue_rows, compact=True)
        self.cues.setAccessibleName(_("Cues of the template"))
        self._title = Label("", role="lead", bold=True)
        self._hint = Label("", role="small", ink="text2", wrap=True)
        self.name = LineEdit(_("Name"))
        self._name_field = Field(_("Name"), self.name)
        self.use_button = Button(_("Plan a stream with it"), kind="primary", icon="plus")
        self.delete_button = Button(_("Delete"), kind="dangerQuiet", icon="trash")
        self._lay_out()
        self.list.current_changed.connect(lambda _id: self._show_chosen())
        self.list.opened.connect(lambda _id: self._use())
        self.use_button.clicked.connect(self._use)
        self.delete_button.clicked.connect(self._delete)
        self.name.editingFinished.connect(self._rename)

    def count(self, own: Sequence[OwnTemplate]) -> int:
        """Return how many templates there are, the given ones counted in."""
        return len(TEMPLATES) + len(own)

    def load(self) -> None:
        """Read the templates anew."""
        store = self._desk.store

        def work() -> list[Sheet]:
            with store.read() as connection:
                own = own_templates(connection)
                cues = {one.id: cues_of_template(connection, one.id) for one in own}
            mine = [
                Sheet(
                    one.id, f"own-{one.id}", one.name, _("your own"), one.kind, one.audience, one.length_s,
                    tuple(map(new_of, cues[one.id])),
                )
                for one in own
            ]  # fmt: skip
            given = [
                Sheet(-place, one.key, one.title, one.hint, one.kind, one.audience, one.length_s, one.cues())
                for place, one in enumerate(TEMPLATES, start=1)
            ]
            return [*mine, *given]

        self._desk.tasks.read(self, work, self._show, latest="templates")

    def chosen(self) -> Sheet | None:
        """Return the template the keyboard is on."""
        at = self.list.current_id()
        return next((one for one in self.rows.all_rows if one.id == at), None)

    def _show(self, found: list[Sheet]) -> None:
        self.rows.set_rows(found)
        if self.chosen() is None and found:
            self.list.go_to(found[0].id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self.chosen()
        if one is None:
            return
        own = one.id > 0
        self._title.setText(one.name)
        self._hint.setText(one.hint)
        self.name.setText(one.name)
        show_if(self._name_field, own)
        show_if(self.delete_button, own)
        self.cue_rows.set_rows(list(enumerate(one.cues, start=1)))

    def _use(self) -> None:
        one = self.chosen()
        if one is not None:
            self.stream_wanted.emit(one.key)

    def _delete(self) -> None:
        one = self.chosen()
        if one is not None and one.id > 0:
            id_ = one.id
            sentence = _("{name} is in the bin").format(name=one.name)
            self._book.act(lambda store: archive_template(store, id_), sentence, done=lambda _made: self.load())

    def _rename(self) -> None:
        one, typed = self.chosen(), self.name.plain_text()
        if one is not None and one.id > 0 and typed != one.name:
            id_ = one.id
            self._book.act(
                lambda store: rename_template(store, id_, typed),
                _("It is called {name} now").format(name=typed),
                done=lambda _made: self.load(),
                refused=lambda error: self._name_field.show_error(str(error)),
            )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.delete_button)
        head.addWidget(self.use_button)
        right = QVBoxLayout()
        right.setContentsMargins(16, 12, 20, 12)
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(self._hint)
        right.addWidget(self._name_field)
        right.addWidget(self.cues, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 46)
        row.addLayout(right, 54)


def _columns() -> tuple[Column[Sheet], ...]:
    return (
        Column("name", _("Template"), lambda one: Lines(one.name, one.hint), 0),
        Column("for", _("For whom"), lambda one: Text(one.audience.label, color="text2"), 116),
        Column("length", _("Length"), _length, 160, "right"),
    )


def _length(one: Sheet) -> Text:
    count = len(one.cues)
    return Text(length_text(one.length_s), remark=ngettext("{count} cue", "{count} cues", count).format(count=count))


def _cue_columns() -> tuple[Column[tuple[int, NewCue]], ...]:
    return (
        Column("place", "", lambda row: Text(str(row[0]), color="text3"), 58),
        Column("cue", _("Cue"), lambda row: Text(row[1].title or row[1].kind.label, bold=True), 170),
        Column("points", _("Talking points"), lambda row: Text(_(", ").join(row[1].points), color="text2"), 0),
        Column("length", _("Length"), lambda row: Text(length_text(row[1].length_s)), 96, "right"),
    )
