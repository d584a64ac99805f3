"""The card of what the leader explained: found, looked up in its paste, changed and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import Clock, local, local_now, short_time
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.queries import buildings, find_neighbours
from leaderdesk.features.neighbours.rules import building_text
from leaderdesk.features.orders.actions import change_meaning, take_back
from leaderdesk.features.orders.queries.memory import Elsewhere, Remembered, everything_remembered
from leaderdesk.features.orders.rules.memory import Kind
from leaderdesk.features.products.queries import find_products
from leaderdesk.storage.search import search_key
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.cells import Text
from leaderdesk.ui.columns import Column
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.text_line import LINE, TextLine
from leaderdesk.ui.text_lines import TextLines
from leaderdesk.ui.theme import theme

_TABLES = frozenset(
    {"learnt", "learnt_use", "neighbour_alias", "product_alias", "neighbour", "household", "building", "product"}
)
_AROUND = 1
_ROWS_SHOWN = 7
_MOST_FOUND = 3
_KINDS: dict[Kind, str] = {
    Kind.NEIGHBOUR: N_("name of a neighbour"),
    Kind.PRODUCT: N_("name of goods"),
    Kind.BUILDING: N_("name of a building"),
    Kind.UNIT: N_("unit"),
    Kind.MOVED: N_("moved house"),
    Kind.APART: N_("two people"),
}
_AS_THEY_ARE = (Kind.MOVED, Kind.APART, None)
"""Of these nothing else can be meant."""


class MemoryCard(Card):
    """Each line says what was written and what it means; below, the pasted line where it was learnt.

    `elsewhere` is what other features learnt and is to be found and taken back here too.
    """

    def __init__(self, desk: Desk, elsewhere: Sequence[Elsewhere] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(_("Remembered"), parent=parent)
        self._desk = desk
        self._elsewhere = tuple(elsewhere)
        self._words = Label("", role="small", ink="text2", wrap=True)
        self.search = SearchField(_("Search what is remembered"), placeholder=_("Words or meaning"))
        self.listing = RowTable[Remembered](
            _columns(desk.clock),
            row_id=lambda each: each.id,
            search_key=lambda each: search_key([each.words, each.meaning]),
        )
        self.table = TableView(self.listing, compact=True)
        self.table.setAccessibleName(_("What is remembered"))
        self.origin = Label("", role="small", ink="text2", wrap=True)
        self.lines = TextLines(_("The pasted line where it was learnt"))
        self.back_button = Button(_("Take it back"), size=28, icon="undo")
        self.other_button = Button(_("It means something else"), size=28, icon="pen")
        self.target = LineEdit(_("What it means instead"), placeholder=_("Name, room, initials"))
        self._found = QHBoxLayout()
        self._found.setSpacing(6)
        self._part = QWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Show what is remembered now."""
        store, elsewhere = self._desk.store, self._elsewhere

        def work() -> tuple[Remembered, ...]:
            with store.read() as connection:
                return everything_remembered(connection, elsewhere)

        self._desk.tasks.read(self, work, self._show, latest="memory")

    # Building.

    def _lay_out(self) -> None:
        self.search.setMaximumWidth(260)
        self.target.setMinimumWidth(240)
        below = QVBoxLayout(self._part)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.origin)
        below.addWidget(self.lines)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self.back_button, self.other_button, self.target):
            buttons.addWidget(widget)
        buttons.addLayout(self._found)
        buttons.addStretch(1)
        below.addLayout(buttons)
        for part in (self._words, self.search, self.table, self._part):
            self.body.addWidget(part)
        self.target.hide()
        self._part.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self.listing.search)
        self.table.current_changed.connect(lambda _id: self._show_origin())
        self.back_button.clicked.connect(self._take_back)
        self.other_button.clicked.connect(self._ask_target)
        self.target.textEdited.connect(self._look_up)
        tables = _TABLES.union(*(source.tables for source in self._elsewhere))
        self._desk.bridge.on_tables(self, tables, lambda _changed: self.refresh())

    # Showing.

    def _show(self, found: tuple[Remembered, ...]) -> None:
        self.listing.set_rows(found)
        count = ngettext(
            "{count} thing is not asked about again", "{count} things are not asked about again", len(found)
        )
        nothing = _("Nothing yet. What you answer in a list and let be remembered stands here, and can be taken back.")
        self._words.setText(count.format(count=len(found)) if found else nothing)
        for widget in (self.search, self.table):
            widget.setVisible(bool(found))
        rows = min(max(3, len(found)), _ROWS_SHOWN)
        self.table.setFixedHeight(theme().grown(36, "body") * rows + theme().grown(40))
        self._show_origin()

    def chosen(self) -> Remembered | None:
        """Return the line the keyboard is on."""
        row_id = self.table.current_id()
        return next((each for each in self.listing.all_rows if each.id == row_id), None)

    def _show_origin(self) -> None:
        one = self.chosen()
        self._part.setVisible(one is not None)
        self.target.hide()
        self._show_choices(())
        if one is None:
            return
        self.other_button.setVisible(one.kind not in _AS_THEY_ARE)
        self.origin.setText(_origin(one, self._desk.clock))
        shown = _lines_of(one)
        self.lines.set_lines(shown)
        self.lines.setFixedHeight(max(1, len(shown)) * theme().grown(LINE, "small") + 2)
        self.lines.setVisible(bool(shown))

    # What the person does.

    def _take_back(self) -> None:
        one, store = self.chosen(), self._desk.store
        if one is None:
            return
        said = _("“{words}” is forgotten; it will be asked again").format(words=one.words)

        def work() -> int:
            return take_back(store, one.id) if one.elsewhere is None else one.elsewhere.take_back(store, -one.id)

        self._desk.tasks.write(self, work, lambda action: self._desk.notice(said, undo=action), self._refused)

    def _ask_target(self) -> None:
        one = self.chosen()
        if one is not None and one.kind not in _AS_THEY_ARE:
            self.target.clear()
            self.target.show()
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._look_up("")

    def _look_up(self, typed: str) -> None:
        one, store = self.chosen(), self._desk.store
        if one is None:
            return

        def work() -> tuple[tuple[int, str], ...]:
            with store.read() as connection:
                if one.kind is Kind.BUILDING:
                    named = [(each.id, building_text(each.name)) for each in buildings(connection)]
                    return tuple(each for each in named if typed.strip() in each[1])[:_MOST_FOUND]
                if not typed.strip():
                    return ()
                if one.kind is Kind.NEIGHBOUR:
                    people = find_neighbours(connection, typed, limit=_MOST_FOUND)
                    return tuple((each.id, f"{each.room} {each.name}".strip()) for each in people)
                goods = find_products(connection, typed, limit=_MOST_FOUND)
                return tuple((each.id, each.name) for each in goods)

        self._desk.tasks.read(self, work, self._show_choices, latest="target")

    def _show_choices(self, found: Sequence[tuple[int, str]]) -> None:
        while (item := self._found.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for target_id, name in found:
            button = Button(name, kind="warn", size=28)
            button.clicked.connect(self._means(target_id, name))
            self._found.addWidget(button)

    def _means(self, target_id: int, name: str) -> Callable[[], None]:
        def change() -> None:
            one, store = self.chosen(), self._desk.store
            if one is None:
                return
            said = _("“{words}” means {meaning} from now on").format(words=one.words, meaning=name)
            self._desk.tasks.write(
                self,
                lambda: change_meaning(store, one.id, target_id),
                lambda action: self._desk.notice(said, undo=action),
                self._refused,
            )

        return change

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._desk.notice(str(error))
        self.refresh()


def _columns(clock: Clock) -> tuple[Column[Remembered], ...]:
    return (
        Column("words", _("Written"), lambda each: Text(each.words, bold=True), width=108),
        Column("meaning", _("Means"), lambda each: Text(each.meaning), width=0, hint=lambda each: each.meaning),
        Column("kind", _("Kind"), lambda each: Text(_kind(each), color="text2"), width=104),
        Column("when", _("Learnt"), lambda each: Text(_when(each.at_ms, clock), color="text2"), width=108),
        Column(
            "uses", _("Used"), lambda each: Text(str(each.uses)), width=64, side="right", sort=lambda each: each.uses
        ),
    )


def _kind(each: Remembered) -> str:
    if each.kind is None:
        return _(each.elsewhere.kind) if each.elsewhere is not None else ""
    return _("picture for goods") if each.picture else _(_KINDS[each.kind])


def _when(at_ms: int, clock: Clock) -> str:
    return short_time(local(at_ms), local_now(clock))


def _origin(one: Remembered, clock: Clock) -> str:
    if one.elsewhere is not None:
        used = ngettext("of use {count} time since", "of use {count} times since", one.uses).format(count=one.uses)
        return _("Learnt {when}; {uses}").format(when=_when(one.at_ms, clock), uses=used)
    uses = ngettext("read in {count} order since", "read in {count} orders since", one.uses).format(count=one.uses)
    if one.paste_at_ms is None or one.line is None:
        return _("Learnt {when}; {uses}").format(when=_when(one.at_ms, clock), uses=uses)
    return _("Learnt {when} from line {line} of the list pasted {pasted}; {uses}").format(
        when=_when(one.at_ms, clock), line=one.line, pasted=_when(one.paste_at_ms, clock), uses=uses
    )


def _lines_of(one: Remembered) -> tuple[TextLine, ...]:
    if one.line is None:
        return ()
    words = one.paste_text.split("\n")
    near = range(max(1, one.line - _AROUND), min(len(words), one.line + _AROUND) + 1)
    return tuple(
        TextLine(
            number,
            words[number - 1],
            number=number,
            tone="warn" if number == one.line else None,
            bold=number == one.line,
        )
        for number in near
    )
