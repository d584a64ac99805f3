"""The step of taking orders: the list of the group on one side, the orders of the round on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.papers import order_list
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.screen.list_page import ListPage
from leaderdesk.features.orders.screen.not_yet_page import NotYetPage
from leaderdesk.features.orders.screen.orders_page import OrdersPage
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.features.places import Place
from leaderdesk.features.printing import print_paper
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.page_stack import PageStack
from leaderdesk.ui.tabs import FilterTabs, Tab

LIST, ORDERS, NOT_YET = "list", "orders", "not-yet"


class IntakePage:
    """Shows one round after the other; a StepPage of the rounds."""

    def __init__(self, desk: Desk, slots: OrderSlots | None = None) -> None:
        self._page = Intake(desk, slots or OrderSlots())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self._page

    def header_actions(self) -> Sequence[QWidget]:
        """Return the buttons that take in a file and print the orders, and the switch between list and orders."""
        return (self._page.file_button, self._page.print_button, self._page.switch)

    def print_page(self) -> None:
        """Print the orders of the round."""
        self._page.print_orders()

    def show_round(self, round_id: int, place: Place) -> None:
        """Show that round; with a text to paste, read it; with an order, open it; with a neighbour, begin her line."""
        self._page.show_round(round_id, place)


class Intake(QWidget):
    """Both sides of the step, one of them shown, with the keys that hold on both."""

    def __init__(self, desk: Desk, slots: OrderSlots) -> None:
        super().__init__()
        self._desk = desk
        self._round_id: int | None = None
        self.list = ListPage(desk, slots)
        self.orders = OrdersPage(desk, slots)
        self.switch = FilterTabs(_("List or orders"), _tabs(None))
        self.switch.chosen.connect(self.show_side)
        self.file_button = IconButton("upload", _("Import an Excel file"), framed=True)
        self.file_button.clicked.connect(self.list.choose_file)
        self.print_button = IconButton("printer", _("Print the orders"), framed=True)
        self.print_button.clicked.connect(self.print_orders)
        self.orders.counted.connect(lambda count: self.switch.set_tabs(_tabs(count)))
        self._stack = PageStack()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.orders)
        self.not_yet: NotYetPage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._key("F8", lambda: self.list.pane.go_on(1))
        self._key("Shift+F8", lambda: self.list.pane.go_on(-1))
        self._key("Ctrl+Return", self._commit)
        self._key("Ctrl+Enter", self._commit)
        self._key("Ctrl+Shift+C", self._copy)
        self._key("Ctrl+F", self._search)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show that round and what `place` asks for."""
        if round_id != self._round_id:
            self._round_id = round_id
            self.list.show_round(round_id, fresh_text=place.paste is not None)
            self.orders.show_round(round_id)
            if self.not_yet is not None:
                self.not_yet.show_round(round_id)
        if place.paste is not None:
            self.show_side(LIST)
            self.list.take_text(place.paste)
        elif place.order_id is not None:
            self.show_side(ORDERS)
            self.orders.open_order(place.order_id)
        elif place.neighbour_id is not None:
            self.show_side(ORDERS)
            self.orders.quick.begin(place.neighbour_id)
        elif place.not_yet:
            self.show_side(NOT_YET)

    def show_side(self, key: str) -> None:
        """Show the list, the orders, or who has not ordered yet."""
        self.switch.choose(key)
        if key == NOT_YET:
            self._stack.setCurrentWidget(self._not_yet())
        else:
            self._stack.setCurrentWidget(self.orders if key == ORDERS else self.list)

    def _not_yet(self) -> NotYetPage:
        """Return who has not ordered yet, made and read on the first visit."""
        if self.not_yet is None:
            self.not_yet = NotYetPage(self._desk)
            self._stack.addWidget(self.not_yet)
            self.not_yet.show_round(self._round_id or 0)
        return self.not_yet

    def print_orders(self) -> None:
        """Show the orders of the round on paper, by building."""
        store, round_id = self._desk.store, self._round_id or 0

        def work() -> bytes:
            # What draws on paper is imported by the first paper.
            from leaderdesk.documents.table_pdf import table_pdf

            with store.read() as connection:
                round_, orders = round_row(connection, round_id), orders_of_round(connection, round_id)
                business = read_business(connection)
            if round_ is None or not orders:
                raise UserError(_("There is no order to print yet. Take the orders first."))
            return table_pdf(order_list(orders, round_, business, printed_ms=store.clock.now_ms()))

        print_paper(self._desk, self, work, title=_("Order list"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Fields keep Ctrl+V for themselves; what they leave comes here.
        if event.matches(QKeySequence.StandardKey.Paste):
            self.show_side(LIST)
            self.list.take_text(QGuiApplication.clipboard().text())
            return
        super().keyPressEvent(event)

    def _commit(self) -> None:
        if self._stack.currentWidget() is self.list:
            self.list.pane.bar.commit()

    def _search(self) -> None:
        if self._stack.currentWidget() is self.orders:
            self.orders.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.not_yet is not None and self._stack.currentWidget() is self.not_yet:
            self.not_yet.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _copy(self) -> None:
        if self.not_yet is not None and self._stack.currentWidget() is self.not_yet:
            self.not_yet.words.copy_all()
        else:
            self.list.pane.copy_question()

    def _key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _tabs(count: int | None) -> list[Tab]:
    return [Tab(LIST, _("List")), Tab(ORDERS, _("Order list"), count), Tab(NOT_YET, _("Not yet"))]
