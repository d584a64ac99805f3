"""The page of the step 贴标: one label a bag, as it will look, on the sheet it will lie on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, language
from leaderdesk.documents.stock import LabelStock, pages_needed, stock
from leaderdesk.features.desk import Desk
from leaderdesk.features.neighbours.actions import set_walking_order
from leaderdesk.features.neighbours.queries import buildings
from leaderdesk.features.neighbours.rules import Building
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.pickups.papers import BagLabel, bag_labels
from leaderdesk.features.pickups.queries import Dues, printed_contents
from leaderdesk.features.pickups.screen.label_bar import LabelBar
from leaderdesk.features.pickups.screen.label_controls import LabelControls
from leaderdesk.features.pickups.screen.label_pane import LabelPane
from leaderdesk.features.pickups.screen.label_papers import LabelPapers
from leaderdesk.features.pickups.screen.printing import PrintListButton
from leaderdesk.features.pickups.screen.sheet_pane import SheetPane
from leaderdesk.features.places import Page, Place
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.storage.business import Business, read_business
from leaderdesk.ui.states import EmptyState

_TABLES = ("orders", "line", "building", "printed_label", "neighbour", "household", "product")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page is made from."""

    round: Round | None
    business: Business
    orders: tuple[Order, ...]
    buildings: tuple[Building, ...]
    printed: dict[tuple[int, int], str]


class LabelsPage(QWidget):
    """Labels of a round: choose, look, print; `dues` is needed for the pickup list in the header."""

    def __init__(self, desk: Desk, *, dues: Dues) -> None:
        super().__init__()
        self._desk = desk
        self._found: _Found | None = None
        self._labels: tuple[BagLabel, ...] = ()
        self._place = 0
        machine = desk.settings()
        self.controls = LabelControls(
            stock_key=machine.label_stock, offset=(machine.label_offset_right_mm, machine.label_offset_down_mm)
        )
        self.label_pane = LabelPane()
        self.sheet_pane = SheetPane()
        self.bar = LabelBar()
        self._papers = LabelPapers(desk, self)
        self._list_button = PrintListButton(desk, dues=dues)
        reason = _("Take the orders first, then the labels are here.")
        self._empty = EmptyState("label", _("No bags to label yet"), reason)
        self._lay_out()
        self._connect()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the button that prints the pickup list."""
        return (self._list_button,)

    def show_round(self, round_id: int, _place: Place) -> None:
        """Show the labels of the round."""
        self._list_button.show_round(round_id)
        store = self._desk.store

        def work() -> _Found:
            with store.read() as connection:
                orders = orders_of_round(connection, round_id)
                return _Found(
                    round=round_row(connection, round_id),
                    business=read_business(connection),
                    orders=orders,
                    buildings=tuple(buildings(connection)),
                    printed=printed_contents(connection, [order.id for order in orders]),
                )

        self._desk.tasks.read(self, work, self._take, latest="round")

    def labels(self) -> tuple[BagLabel, ...]:
        """Return the labels in the order in which they are printed."""
        return self._labels

    def changed_labels(self) -> tuple[BagLabel, ...]:
        """Return those that were not printed yet as they would be printed now."""
        printed = self._found.printed if self._found else {}
        return tuple(label for label in self._labels if printed.get(label.key) != label.digest)

    # Showing.

    def _reload(self) -> None:
        if self._found is not None and self._found.round is not None:
            self.show_round(self._found.round.id, Place(Page.ROUNDS))

    def _take(self, found: _Found) -> None:
        other = self._found is None or self._found.round != found.round
        self._found = found
        if other:
            self._place = 0
        self._rebuild()
        bags = Counter(label.bag.order.building for label in self._labels)
        self.controls.show_buildings(found.buildings, bags)

    def _rebuild(self) -> None:
        found = self._found
        if found is None or found.round is None:
            return
        places = self.controls.building_places()
        orders = sorted(found.orders, key=lambda order: places.get(order.building, len(places)))
        with language(self._desk.settings().paper_language):
            self._labels = bag_labels(orders, found.round, found.business, choices=self.controls.choices())
        self.sheet_pane.show_labels(self._labels, self._paper())
        self.label_pane.show_counts(self._labels, cold_place=found.business.cold_place)
        self._go_to(self._place)
        self._show_totals()
        self._empty.setVisible(not self._labels)
        self._main.setVisible(bool(self._labels))

    def _paper(self) -> LabelStock:
        return stock(self.controls.stock_key())

    def _go_to(self, place: int) -> None:
        count = len(self._labels)
        self._place = min(max(place, 0), max(count - 1, 0))
        self.label_pane.show_place(self._place, count)
        if not self._labels:
            self.label_pane.show_picture(None)
            return
        self.sheet_pane.show_label(self._place)
        self._papers.draw(self._labels[self._place], self._paper(), self.label_pane.show_picture)

    def _show_totals(self) -> None:
        paper = self._paper()
        pages = 0 if paper.roll else pages_needed(len(self._labels), paper, skip=self.sheet_pane.skip())
        self.bar.show_totals(
            self._labels,
            pages=pages,
            left_over=pages * paper.per_page - len(self._labels) - self.sheet_pane.skip(),
            printed_before=bool(self._found and self._found.printed),
            changed=len(self.changed_labels()),
        )

    # Doing.

    def _print(self, which: str) -> None:
        sets = {
            "all": self._labels,
            "changed": self.changed_labels(),
            "cold": tuple(label for label in self._labels if label.bag.is_cold),
        }
        self._papers.show(
            sets[which],
            self._paper(),
            name=self._file_name(),
            skip=self.sheet_pane.skip(),
            offset_mm=self.controls.offset_mm(),
        )

    def _save(self) -> None:
        self._papers.save(self._labels, self._paper(), name=self._file_name(), skip=self.sheet_pane.skip())

    def _file_name(self) -> str:
        name = self._found.round.name if self._found and self._found.round else ""
        return _("Labels {round}").format(round=name)

    def _keep_stock(self) -> None:
        machine = self._desk.settings()
        if machine.label_stock != self.controls.stock_key():
            self._desk.set_settings(replace(machine, label_stock=self.controls.stock_key()))

    def _keep_order(self, building_ids: list[int]) -> None:
        store = self._desk.store

        def done(action_id: int | None) -> None:
            self.controls.forget_own_order()
            self._desk.notice(_("Walking order kept"), undo=action_id)

        self._desk.tasks.write(self, lambda: set_walking_order(store, building_ids), done)

    def _keep_offset(self, right: str, down: str) -> None:
        machine = self._desk.settings()
        self._desk.set_settings(replace(machine, label_offset_right_mm=right, label_offset_down_mm=down))

    # Setting up.

    def _connect(self) -> None:
        self.controls.changed.connect(self._keep_stock)
        self.controls.changed.connect(self._rebuild)
        self.controls.order_kept.connect(self._keep_order)
        self.controls.offset_changed.connect(self._keep_offset)
        self.label_pane.turned.connect(lambda step: self._go_to(self._place + step))
        self.label_pane.file_wanted.connect(self._save)
        self.sheet_pane.label_chosen.connect(self._go_to)
        self.sheet_pane.start_changed.connect(self._show_totals)
        self.bar.print_wanted.connect(self._print)
        keys = QShortcut(QKeySequence.StandardKey.Print, self)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self.bar.print_likeliest)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self._reload())

    def _lay_out(self) -> None:
        self._main = QWidget()
        row = QHBoxLayout(self._main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.controls)
        row.addWidget(self.label_pane, 1)
        row.addWidget(self.sheet_pane)
        self._main.hide()
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._main, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.bar)
