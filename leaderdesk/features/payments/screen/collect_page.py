"""The step page of collecting: the bill and who owes, or the list of all orders with what was paid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.payments.queries.collecting import Collection
from leaderdesk.features.payments.screen.collect_pane import CollectPane
from leaderdesk.features.payments.screen.payments_page import PaymentsPage
from leaderdesk.features.places import Page, Place
from leaderdesk.ui.buttons import Button


class CollectPage(QWidget):
    """Two views of the same money; a button in each goes to the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._round_id: int | None = None
        self.pane = CollectPane(desk)
        self.orders = PaymentsPage(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.orders)
        self.view_button = Button(_("All orders"), kind="link", size=28)
        self.view_button.clicked.connect(lambda: self._stack.setCurrentWidget(self.orders))
        self.pane.owing.head.add_right(self.view_button)
        self.back_button = Button(_("Back to the bill"), icon="arrow-left")
        self.back_button.clicked.connect(lambda: self._stack.setCurrentWidget(self.pane))
        self.orders.add_aside(self.back_button)
        self.bill_button = Button(_("Choose a bill"), icon="file")
        self.bill_button.clicked.connect(self.pane.choose)
        self.pane.shown.connect(self._say_bill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        # Its keys work as soon as the page is in view.
        self.setFocusProxy(self.pane)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the button that reads a bill."""
        return (self.bill_button,)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the money of the round; files of `place` are read as bills."""
        self._round_id = round_id
        if place.files:
            self._stack.setCurrentWidget(self.pane)
        self.pane.show_round(round_id, place)
        self.orders.show_round(round_id, Place(Page.ROUNDS))

    def print_page(self) -> None:
        """Show the list of payments before it is printed."""
        self.orders.print_page()

    def _say_bill(self, found: Collection) -> None:
        self.bill_button.set_text(_("Choose a bill") if found.bill is None else _("Another bill"))
