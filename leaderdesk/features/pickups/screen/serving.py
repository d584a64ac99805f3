"""What is done with the order that lies open: handed over, paid, taken back, collected by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.rules import Answer, Kind
from leaderdesk.features.pickups.screen.lookups import Lookups, Wish
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.screen.table_book import TableBook
from leaderdesk.features.pickups.screen.words import handed_sentence, who

Reprint = Callable[[Desk, QWidget, int], None]
"""Shows the labels of one order, by its id, before they are printed again."""


class Serving(QObject):
    """`freed` tells that the table is free for the next one, `refused` that what was wanted was not possible."""

    freed = Signal()
    refused = Signal()

    def __init__(
        self, desk: Desk, book: TableBook, lookups: Lookups, page: QWidget, *, reprint: Reprint | None = None
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._reprint = reprint
        self._book = book
        self._lookups = lookups
        self._panel: ResultPanel | None = None

    def take_up(self, panel: ResultPanel | None) -> None:
        """Serve what this panel shows from now on."""
        self._panel = panel
        if panel is not None:
            panel.handed.connect(self.hand_over)
            panel.paid.connect(self.pay)
            panel.credit_wanted.connect(self.use_credit)
            panel.reopened.connect(self.take_back)
            if self._reprint is not None:
                panel.labels_wanted.connect(partial(self._reprint, self._desk, self._page))
                panel.offer_labels()

    def open_panel(self) -> ResultPanel | None:
        """Return the panel of which something can be handed over; None if there is none."""
        return self._panel if self._panel is not None and self._panel.is_ready else None

    def hand_over(self) -> None:
        """Hand over what is ticked of the open order, and of the household if it goes along."""
        panel = self.open_panel()
        if panel is None or self._lookups.is_busy():
            return
        order_id = panel.found.order.id

        def failed(error: Exception) -> None:
            self._desk.tasks.tell_trouble(error)
            self._lookups.ask(Wish(order_id=order_id))

        parts, name = panel.parts(), panel.collector.name()
        self.freed.emit()
        self._book.hand_over(parts, self._say_handed, failed, collected_by=name)

    def pay(self, method: str) -> None:
        """Book what the open order owes as paid that way."""
        panel = self._panel
        if panel is not None and panel.found.due_fen > 0 and not self._lookups.is_busy():
            order_id = panel.found.order.id
            self._book.pay(order_id, method, self._then_reopen(order_id, _("Payment booked")))

    def use_credit(self) -> None:
        """Let what the neighbour has to her credit pay for the open order."""
        panel = self._panel
        if panel is not None and panel.usable_fen > 0 and not self._lookups.is_busy():
            order_id = panel.found.order.id
            self._book.use_credit(order_id, self._then_reopen(order_id, _("Her balance has paid for this order")))

    def take_back(self) -> None:
        """Make the open order not picked up again."""
        if self._panel is not None:
            order_id = self._panel.found.order.id
            self._book.take_back(order_id, self._then_reopen(order_id, _("Back to not picked up")))

    def toggle_household(self) -> None:
        """Let the household's other orders go along with the open one, or not any more."""
        if self._panel is not None and self._panel.hand.household:
            self._panel.household.toggle()

    def toggle_gift(self) -> None:
        """Let the gift of the open order stay behind, or go after all."""
        if self._panel is not None and self._panel.gift is not None:
            self._panel.gift.tick.toggle()

    def ask_who(self) -> None:
        """Let it be written who has come instead of the neighbour."""
        panel = self.open_panel()
        if panel is not None:
            panel.collector.ask()

    def _say_handed(self, answers: tuple[Answer, ...]) -> None:
        handed = [answer for answer in answers if answer.handed]
        first = answers[0]
        if handed:
            self._desk.notice(handed_sentence(handed), undo=handed[0].action_id)
        elif first.found is None or first.kind is Kind.CANCELLED:
            self._desk.notice(_("This order was cancelled meanwhile; nothing was handed over"))
            self.refused.emit()
        elif first.gift_alone:
            self._desk.notice(_("{who} has what goes along").format(who=who(first.found)), undo=first.action_id)
        elif first.kind is Kind.ALREADY:
            self._desk.notice(_("{who} had it all already").format(who=who(first.found)))
            self.refused.emit()
        else:
            self._desk.notice(_("Kept why it stays: {who}").format(who=who(first.found)), undo=first.action_id)

    def _then_reopen(self, order_id: int, sentence: str) -> Callable[[int], None]:
        def done(action_id: int) -> None:
            self._desk.notice(sentence, undo=action_id)
            panel = self._panel
            if panel is not None and panel.found.order.id == order_id and not panel.touched:
                self._lookups.ask(Wish(order_id=order_id, silent=True))

        return done
