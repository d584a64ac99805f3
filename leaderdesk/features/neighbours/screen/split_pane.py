"""Making two neighbours of one: which names, which orders and which door belong to somebody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import add_building, split_neighbour
from leaderdesk.features.neighbours.queries import building_names, neighbour_card
from leaderdesk.features.neighbours.queries.merging import NeighbourTies
from leaderdesk.features.neighbours.rules import Added, NeighbourCard, UnknownBuilding, building_text
from leaderdesk.features.neighbours.rules.merging import OwnAnswer, OwnOrder, Split, answers_of_split
from leaderdesk.features.neighbours.screen.action_row import ActionRow
from leaderdesk.features.neighbours.screen.fields import readers
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.drawer import DrawerHead, lay_drawer
from leaderdesk.ui.field_set import FieldSet, line_field
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.labels import Label, plain_tooltip
from leaderdesk.ui.showing import show_if

_SHOWN = 30
"""So many of the latest orders are ticked one by one; all earlier ones together."""


@dataclass(frozen=True, slots=True)
class _Read:
    card: NeighbourCard
    orders: tuple[OwnOrder, ...]
    answers: tuple[OwnAnswer, ...]
    buildings: tuple[str, ...]


class SplitPane(QWidget):
    """Asks for the new neighbour and what is hers. `done` tells her id, `closed` that nothing was done."""

    done = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, ties: NeighbourTies, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ties = desk, ties
        self._id = 0
        self._read: _Read | None = None
        self._names: dict[str, CheckBox] = {}
        self._orders: dict[tuple[int, ...], CheckBox] = {}
        self._answers: dict[int, CheckBox] = {}
        self._answered: set[int] = set()
        self._head = DrawerHead()
        self.fields = FieldSet(
            {
                "name": line_field(_("Name of the other one"), _("as in the group list")),
                "room": line_field(_("Her room"), "3-502"),
            },
            (("name", "room"),),
        )
        self._names_box, self._orders_box, self._answers_box = QWidget(), QWidget(), QWidget()
        self._names_flow = FlowLayout(self._names_box, gap=10)
        self._orders_column, self._answers_column = QVBoxLayout(self._orders_box), QVBoxLayout(self._answers_box)
        for column in (self._orders_column, self._answers_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
        self._names_head = SectionHead(_("Which names are hers?"))
        self._orders_head = SectionHead(_("Which orders are hers?"), _("payments and pickups go along"))
        self._answers_head = SectionHead(_("Which answers to polls and sign-ups are hers?"))
        self.preview = Label("", role="small", ink="text2", wrap=True)
        self.split_button = Button(_("Split"), kind="primary")
        self._leave = Button(_("Leave it"))
        self._lay_out()
        self._head.closed.connect(self.closed)
        self._leave.clicked.connect(self.closed)
        self.fields.left.connect(lambda _name: self._say())
        self.split_button.clicked.connect(self._split)

    def begin(self, neighbour_id: int) -> None:
        """Begin with the neighbour from whom somebody is split off."""
        self._id, self._read = neighbour_id, None
        self.fields.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the neighbour again; while it is the same, what was chosen stays."""
        store, ties, neighbour_id = self._desk.store, self._ties, self._id
        if not neighbour_id:
            return

        def work() -> _Read | None:
            with store.read() as connection:
                card = neighbour_card(connection, neighbour_id)
                if card is None or card.archived_at_ms is not None:
                    return None
                orders, answers = ties.orders(connection, neighbour_id), ties.answers(connection, neighbour_id)
                return _Read(card, orders, answers, building_names(connection))

        self._desk.tasks.read(self, work, self._show, latest="one")

    def _lay_out(self) -> None:
        names, orders = (self._names_head, self._names_box), (self._orders_head, self._orders_box)
        answers = (self._answers_head, self._answers_box)
        foot = ActionRow(self._leave, self.split_button)
        lay_drawer(self, self._head, self.fields, *names, *orders, *answers, self.preview, gap=12, foot=foot)

    # Showing.

    def _show(self, read: _Read | None) -> None:
        if read is None:
            self.closed.emit()
            return
        if read.card.id != self._id or read == self._read:
            return
        first = self._read is None
        self._read = read
        self._head.show_title(
            _("Split {name} in two").format(name=read.card.name), _("What belongs to the other one? It can be undone.")
        )
        self._show_names(read.card.aliases)
        self._show_orders(read.orders)
        self._show_answers(read.answers[:_SHOWN])
        self._say()
        if first:
            self.fields.write("room", read.card.room)
            self.fields.focus("name")

    def _show_names(self, aliases: tuple[str, ...]) -> None:
        _clear(self._names_flow)
        self._names = {alias: CheckBox(alias) for alias in aliases}
        for alias, box in self._names.items():
            box.toggled.connect(lambda on, alias=alias: self._name_ticked(alias, on=on))
            self._names_flow.addWidget(box)
            box.show()
        show_if(self._names_head, bool(aliases))
        show_if(self._names_box, bool(aliases))

    def _show_orders(self, orders: tuple[OwnOrder, ...]) -> None:
        _clear(self._orders_column)
        self._orders = {}
        for each in orders[:_SHOWN]:
            self._add_order((each.id,), _("{round}: {goods}").format(round=each.round_name, goods=each.goods))
        earlier = orders[_SHOWN:]
        if earlier:
            words = ngettext("{count} earlier order", "All {count} earlier orders", len(earlier))
            self._add_order(tuple(each.id for each in earlier), words.format(count=len(earlier)))
        show_if(self._orders_head, bool(orders))

    def _add_order(self, ids: tuple[int, ...], words: str) -> None:
        box = _Line(words)
        box.toggled.connect(lambda _on: self._say())
        self._orders[ids] = box
        self._orders_column.addWidget(box)
        box.show()

    def _show_answers(self, answers: tuple[OwnAnswer, ...]) -> None:
        _clear(self._answers_column)
        self._answers, self._answered = {}, set()
        for each in answers:
            box = _Line(_("{poll}: {answer}").format(poll=each.poll, answer=each.said))
            # What the leader ticked herself stays so, whatever else she chooses.
            box.clicked.connect(lambda _on, id_=each.id: self._answered.add(id_))
            self._answers[each.id] = box
            self._answers_column.addWidget(box)
            box.show()
        show_if(self._answers_head, bool(answers))
        show_if(self._answers_box, bool(answers))

    def _chosen(self, read: _Read) -> Split:
        """Return what is chosen; answers that were not ticked by hand go with her names and her orders."""
        split = Split(
            read.card.id,
            self.fields.text("name"),
            self.fields.text("room"),
            tuple(alias for alias, box in self._names.items() if box.isChecked()),
            self._order_ids(),
        )
        hers = set(answers_of_split(read.answers, read.card, split))
        for answer_id in self._answered:
            (hers.add if self._answers[answer_id].isChecked() else hers.discard)(answer_id)
        return replace(split, answer_ids=tuple(each.id for each in read.answers if each.id in hers))

    def _tick_answers(self, answer_ids: Collection[int]) -> None:
        for answer_id, box in self._answers.items():
            box.setChecked(answer_id in answer_ids)

    def _name_ticked(self, alias: str, *, on: bool) -> None:
        if on and not self.fields.text("name"):
            self.fields.write("name", alias)
        self._say()

    def _say(self) -> None:
        if self._read is None:
            return
        split = self._chosen(self._read)
        self._tick_answers(split.answer_ids or ())
        count = len(split.order_ids)
        said = [_("A new neighbour joins the list; both are remembered as two people.")]
        if count:
            said.append(
                ngettext(
                    "{count} order goes to her, with its money; the sum of both accounts stays.",
                    "{count} orders go to her, with their money; the sum of both accounts stays.",
                    count,
                ).format(count=count)
            )
        self.preview.setText(" ".join(said))

    def _order_ids(self) -> tuple[int, ...]:
        return tuple(each for ids, box in self._orders.items() if box.isChecked() for each in ids)

    # Writing.

    def _split(self) -> None:
        if self._read is None or not self.fields.check_all(
            {key: read for key, read in readers(self._read.buildings).items() if key in self.fields.fields}
        ):
            return
        store, ties = self._desk.store, self._ties
        split = self._chosen(self._read)

        def done(added: Added) -> None:
            words = _("{second} is a neighbour of her own now").format(second=split.name)
            self._desk.notice(words, undo=added.action_id)
            self.done.emit(added.id)

        self._desk.tasks.write(self, lambda: split_neighbour(store, split, ties=ties), done, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UnknownBuilding):
            self.fields.refuse("name", error)
            return
        building, store = error.building, self._desk.store
        add = _("Add {building}").format(building=building_text(building))

        def fix() -> None:
            self._desk.tasks.write(
                self, lambda: add_building(store, building), lambda _added: self.fields.write("room", split_room)
            )

        split_room = self.fields.text("room")
        self.fields.fields["room"].show_error(str(error), fix=add, on_fix=fix)


class _Line(CheckBox):
    """A box to tick whose words are cut where there is no room, and whole in the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setToolTip(plain_tooltip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())


def _clear(layout: FlowLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
