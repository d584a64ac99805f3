"""The step of taking orders: the list of the group on one side, the orders of the round on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.screen.list_page import ListPage
from leaderdesk.features.orders.screen.orders_page import OrdersPage
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.features.places import Place
from leaderdesk.ui.tabs import FilterTabs, Tab

LIST, ORDERS = "list", "orders"


class IntakePage:
    """Shows one round after the other; a StepPage of the rounds."""

    def __init__(self, desk: Desk, slots: OrderSlots | None = None) -> None:
        self._page = Intake(desk, slots or OrderSlots())

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self._page

    def header_actions(self) -> Sequence[QWidget]:
        """Return the switch between the list and the orders."""
        return (self._page.switch,)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show that round; with a text to paste, read it; with an order, open it."""
        self._page.show_round(round_id, place)


class Intake(QWidget):
    """Both sides of the step, one of them shown, with the keys that hold on both."""

    def __init__(self, desk: Desk, slots: OrderSlots) -> None:
        super().__init__()
        self._round_id: int | None = None
        self.list = ListPage(desk, slots)
        self.orders = OrdersPage(desk, slots)
        self.switch = FilterTabs(_("List or orders"), _tabs(None))
        self.switch.chosen.connect(self.show_side)
        self.orders.counted.connect(lambda count: self.switch.set_tabs(_tabs(count)))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.orders)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._key("F8", lambda: self.list.pane.go_on(1))
        self._key("Shift+F8", lambda: self.list.pane.go_on(-1))
        self._key("Ctrl+Return", self._commit)
        self._key("Ctrl+Enter", self._commit)
        self._key("Ctrl+Shift+C", self.list.pane.copy_question)
        self._key("Ctrl+F", self._search)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show that round and what `place` asks for."""
        if round_id != self._round_id:
            self._round_id = round_id
            self.list.show_round(round_id, fresh_text=place.paste is not None)
            self.orders.show_round(round_id)
        if place.paste is not None:
            self.show_side(LIST)
            self.list.take_text(place.paste)
        elif place.order_id is not None:
            self.show_side(ORDERS)
            self.orders.open_order(place.order_id)

    def show_side(self, key: str) -> None:
        """Show the list or the orders."""
        self.switch.choose(key)
        self._stack.setCurrentWidget(self.orders if key == ORDERS else self.list)

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

    def _key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def _tabs(count: int | None) -> list[Tab]:
    return [Tab(LIST, _("List")), Tab(ORDERS, _("Order list"), count)]
