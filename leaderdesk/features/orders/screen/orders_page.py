"""The orders of a round: filtered, searched, added to by a typed line, each with its drawer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries.order_list import ListedOrder, listed_orders
from leaderdesk.features.orders.screen.order_columns import ORDERINGS, order_columns, order_look
from leaderdesk.features.orders.screen.order_drawer import OrderDrawer
from leaderdesk.features.orders.screen.quick_bar import QuickBar
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.drawer import DrawerSplit
from leaderdesk.ui.row_table import RowTable
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.states import EmptyState
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs_head import tabs_head
from leaderdesk.ui.tabs import FilterTabs, Tab

_TABLES = frozenset({"orders", "line", "listed", "neighbour", "household", "building", "offer", "product"})


class OrdersPage(QWidget):
    """The list with its drawer; the typed line stands below it."""

    counted = Signal(int)

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._slots = desk, slots
        self._round_id = 0
        self._rows: tuple[ListedOrder, ...] = ()
        self._wanted: int | None = None
        self.tabs = FilterTabs(_("Which orders"), _tabs((), with_money=slots.dues is not None))
        self.search = SearchField(_("Search the orders"), placeholder=_("Name, room, initials"))
        self.ordering = Combo(_("Order of the rows"), [(key, _(words)) for key, words in ORDERINGS], size=28)
        self.listing = RowTable[ListedOrder](
            order_columns(with_money=slots.dues is not None),
            row_id=lambda each: each.order.id,
            row_look=order_look,
            search_key=lambda each: each.search_key,
        )
        self.table = TableView(self.listing)
        self.table.setAccessibleName(_("Orders of the round"))
        self.quick = QuickBar(desk, slots)
        self.drawer = OrderDrawer(desk, slots)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_round(self, round_id: int) -> None:
        """Show the orders of that round."""
        self._round_id = round_id
        self.split.close_drawer()
        self.quick.show_round(round_id)
        self._load()

    def open_order(self, order_id: int) -> None:
        """Open the drawer on an order, once the list is there."""
        self._wanted = order_id
        self._open_wanted()

    # Building.

    def _lay_out(self) -> None:
        head = tabs_head(self.tabs, self.search, self.ordering)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(200)
        empty = EmptyState("basket", _("No order yet"), _("Paste the list of the group, or type a line below."))
        self._stack.addWidget(empty)
        self._stack.addWidget(self.table)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.quick)
        self.split = DrawerSplit(main)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._filter())
        self.search.searched.connect(self.listing.search)
        self.ordering.chosen.connect(lambda _key: self._show())
        self.table.opened.connect(self._open)
        self.table.current_changed.connect(self._follow)
        self.drawer.head.closed.connect(self.split.close_drawer)
        self.quick.saved.connect(self._saved)
        self._desk.bridge.on_tables(self, _TABLES | self._slots.tables, lambda _changed: self._load())

    # Reading.

    def _load(self) -> None:
        if not self._round_id:
            return
        store, round_id, slots = self._desk.store, self._round_id, self._slots

        def work() -> tuple[ListedOrder, ...]:
            with store.read() as connection:
                return listed_orders(
                    connection, round_id, dues=slots.dues, credit=slots.credit, imported=slots.guards.imported
                )

        self._desk.tasks.read(self, work, self._loaded, latest="orders")

    def _loaded(self, rows: tuple[ListedOrder, ...]) -> None:
        self._rows = rows
        standing = [each for each in rows if each.order.cancelled_at_ms is None]
        self.tabs.set_tabs(_tabs(rows, with_money=self._slots.dues is not None))
        self.counted.emit(len(standing))
        self._show()
        self._open_wanted()

    def _show(self) -> None:
        key = dict(ORDERINGS)
        chosen = self.ordering.current()
        rows = sorted(self._rows, key=_ORDER_KEYS[chosen if chosen in key else "list"])
        self.listing.set_rows(rows)
        self._filter()
        self._stack.setCurrentIndex(1 if rows else 0)

    def _filter(self) -> None:
        self.listing.keep(_KEPT[self.tabs.current() or "all"])

    # The drawer.

    def _open_wanted(self) -> None:
        if self._wanted is not None and self.listing.row_of(self._wanted) >= 0:
            wanted, self._wanted = self._wanted, None
            self.table.go_to(wanted)
            self._open(wanted)

    def _open(self, order_id: int) -> None:
        self.drawer.show_order(order_id)
        self.split.open_drawer(self.drawer)

    def _follow(self, order_id: int | None) -> None:
        if order_id is not None and self.split.is_open():
            self.drawer.show_order(order_id)

    def _saved(self, order_id: int) -> None:
        self._wanted = None
        if not self.table.go_to(order_id):
            self._select_later(order_id)

    def _select_later(self, order_id: int) -> None:
        self.listing.modelReset.connect(lambda: self.table.go_to(order_id), Qt.ConnectionType.SingleShotConnection)


_KEPT = {
    "all": None,
    "changed": lambda each: each.changes > 0,
    "due": lambda each: (each.due_fen or 0) > 0,
    "note": lambda each: bool(each.order.note),
}

_ORDER_KEYS = {
    "list": lambda each: (each.order.cancelled_at_ms is not None, each.order.list_number or 9999, each.order.id),
    "walk": lambda each: each.order.cancelled_at_ms is not None,
    "code": lambda each: each.order.pickup_code,
}


def _tabs(rows: tuple[ListedOrder, ...], *, with_money: bool) -> list[Tab]:
    standing = [each for each in rows if each.order.cancelled_at_ms is None]
    tabs = [
        Tab("all", _("All"), len(standing)),
        Tab("changed", _("Changed"), sum(each.changes > 0 for each in rows)),
    ]
    if with_money:
        tabs.append(Tab("due", _("Not paid in full"), sum((each.due_fen or 0) > 0 for each in rows), "warn"))
    tabs.append(Tab("note", _("With a note"), sum(bool(each.order.note) for each in rows)))
    return tabs
