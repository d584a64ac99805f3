"""How a list is arranged: which one, its columns, the order of its buildings, how much fits into a crate."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.clock import local
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.lists.rules import MOST_BAGS, Layout, ListKind, arranged, hidden_of, with_column
from leaderdesk.features.lists.rules.prints import PrintState
from leaderdesk.features.lists.screen.ready_list import ReadyList
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Rule, SectionHead
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import Scroll, SidePane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow
from leaderdesk.ui.showing import show_if
from leaderdesk.ui.states import InlineError
from leaderdesk.ui.stepper import NumberStepper

_WIDTH = 328


class ArrangePane(SidePane):
    """The left of a list's preview; `arranged` carries the new Layout, `kind_chosen` another list's key."""

    kind_chosen = Signal(str)
    arranged = Signal(object)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__(_WIDTH)
        self._kind = ListKind.PICKUP
        self._layout = Layout()
        choices = [(kind.value, kind.title) for kind in ListKind]
        self.kinds = Combo(_("Which list"), choices, icon="list")
        self.kinds.chosen.connect(self.kind_chosen)
        self.about = Label("", role="small", ink="text2", wrap=True)
        self.state = Label("", role="small", ink="text2", wrap=True)
        self.columns = ReorderList(_("Columns in their order"))
        self.columns.reordered.connect(lambda keys: self._change(replace(self._layout, columns=tuple(keys))))
        self.columns.ticked.connect(self._show_column)
        self.buildings = ReorderList(_("Buildings as this list walks them"))
        self.buildings.reordered.connect(lambda keys: self._change(replace(self._layout, buildings=tuple(keys))))
        self.products = ReorderList(_("Products as this list goes through them"))
        self.products.reordered.connect(lambda keys: self._change(replace(self._layout, products=tuple(keys))))
        self._products_part = QWidget()
        self.crate = NumberStepper(_("Bags in a crate"), least=1, most=MOST_BAGS)
        self.crate.changed.connect(lambda number: self._change(replace(self._layout, crate_bags=number)))
        self.reset_button = Button(_("As usual"), kind="quiet", icon="undo")
        self.reset_button.clicked.connect(self.reset)
        self._crate_row = QWidget()
        self._error = InlineError()
        self._lay_out()

    def show_list(self, ready: ReadyList) -> None:
        """Show how this list is arranged."""
        facts = ready.facts
        self._kind, self._layout = facts.kind, facts.layout
        self.kinds.choose(facts.kind.value)
        self.about.setText(facts.kind.about)
        self._error.clear()
        self._show_state(facts.state)
        hidden = hidden_of(facts.kind, facts.layout)
        self.columns.set_rows(
            [
                ReorderRow(each.key, each.title, ticked=each.key not in hidden)
                for each in arranged(facts.kind, facts.layout)
            ]
        )
        counts: dict[str, int] = {}
        for pickup in facts.pickups:
            counts[pickup.order.building] = counts.get(pickup.order.building, 0) + 1
        self.buildings.set_rows([_building_row(name, counts.get(name, 0)) for name in ready.buildings])
        self.products.set_rows([ReorderRow(name, name) for name in ready.products])
        show_if(self._products_part, bool(ready.products))
        self.crate.set_value(facts.layout.crate_bags)
        self._crate_row.setVisible(facts.kind is ListKind.SHELF)
        self.reset_button.setEnabled(facts.layout != Layout())

    def error(self) -> str:
        """Return what could not be done; empty when nothing is wrong."""
        return self._error.sentence()

    def _show_state(self, state: PrintState) -> None:
        self.state.setText(state_words(state))
        self.state.set_ink("warnText" if state.changed else "text2")

    def _show_column(self, key: str, visible: bool) -> None:
        try:
            self._change(with_column(self._kind, self._layout, key, visible=visible))
        except UserError as error:
            self._error.show_error(str(error))

    def _change(self, layout: Layout) -> None:
        self._error.clear()
        self._layout = layout
        self.arranged.emit(layout)

    def _lay_out(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(8)
        for widget in (self.kinds, self.about, self.state, Rule()):
            inner.addWidget(widget)
        crate = QHBoxLayout(self._crate_row)
        crate.setContentsMargins(0, 0, 0, 0)
        crate.addWidget(Label(_("Bags in a crate")))
        crate.addStretch(1)
        crate.addWidget(self.crate)
        inner.addWidget(SectionHead(_("Columns"), _("drag, tick to show")))
        inner.addWidget(self.columns)
        inner.addWidget(self._error)
        inner.addSpacing(8)
        products = QVBoxLayout(self._products_part)
        products.setContentsMargins(0, 0, 0, 8)
        products.setSpacing(8)
        products.addWidget(SectionHead(_("Products"), _("drag to pick otherwise")))
        products.addWidget(self.products)
        inner.addWidget(self._products_part)
        inner.addWidget(SectionHead(_("Buildings"), _("drag to walk otherwise")))
        inner.addWidget(self.buildings)
        inner.addWidget(self._crate_row)
        inner.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 8)
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroll(content), 1)
        column.addLayout(foot)


def state_words(state: PrintState) -> str:
    """Return whether the list was printed, and whether that paper still says what is so."""
    if not state.times or state.at_ms is None:
        return _("Not printed yet")
    time = local(state.at_ms).strftime("%H:%M")
    if not state.changed:
        return _("Printed at {time}, nothing has changed since").format(time=time)
    words = ngettext(
        "Printed at {time}, {count} place has changed", "Printed at {time}, {count} places have changed", state.changed
    )
    return words.format(time=time, count=state.changed)


def _building_row(name: str, count: int) -> ReorderRow:
    title = _("Building {name}").format(name=name) if name else _("No building")
    figure = ngettext("{count} neighbour", "{count} neighbours", count).format(count=count)
    return ReorderRow(name, title, figure=figure)
