"""The pickup station: scan or type, look, hand over; the keyboard always belongs to the scan field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.queries import Dues
from leaderdesk.features.pickups.rules import Answer, Kind, PickupOrder, count_pieces
from leaderdesk.features.pickups.screen.answer_panels import ChoicePanel, RefusalPanel, nothing_open
from leaderdesk.features.pickups.screen.keyboard import KeyboardKeeper, leave_to_tab
from leaderdesk.features.pickups.screen.lookups import Lookups, Wish
from leaderdesk.features.pickups.screen.missed_strip import MissedStrip
from leaderdesk.features.pickups.screen.printing import PrintListButton
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.screen.scan_field import ScanField
from leaderdesk.features.pickups.screen.table_book import AtTable, BookPayment, TableBook
from leaderdesk.features.pickups.screen.waiting_list import WaitingList
from leaderdesk.features.pickups.screen.words import handed_sentence, refusal_words, reminder, who
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.sounds import Sounds
from leaderdesk.ui.states import EmptyState

_TABLES = ("orders", "line", "handover", "handover_line", "not_taken", "ledger_entry", "round")


class StationPage(QWidget):
    """The page of the step 自提; `dues` and `book` come from whoever keeps the ledger."""

    def __init__(self, desk: Desk, *, dues: Dues, book: BookPayment) -> None:
        super().__init__()
        self._desk = desk
        self._book = TableBook(desk, self, dues=dues, book=book)
        self._at_table: AtTable | None = None
        self._panel: QWidget | None = None
        self._lookups = Lookups(desk, self._book, self)
        self._sounds = Sounds(on=desk.settings().sound, parent=self)
        self.field = ScanField()
        self.missed = MissedStrip()
        self.waiting = WaitingList()
        self._print = PrintListButton(desk, dues=dues)
        self._keeper = KeyboardKeeper(self.field, self)
        self._lay_out()
        self._connect()

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the button that prints the pickup list."""
        return (self._print,)

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the round at the table; with an order in `place`, that order."""
        if self._at_table is None or self._at_table.round_id != round_id:
            self._at_table = None
            self._lookups.begin(round_id)
            self.missed.forget()
            self._show_panel(None)
        self._print.show_round(round_id)
        self._sounds.on = self._desk.settings().sound
        self._book.read_round(round_id, self._take)
        if place.order_id is not None:
            self.open_order(place.order_id)
        self.field.setFocus()

    def panel(self) -> QWidget | None:
        """Return what answers the last scan: a result, choices, a refusal, or the empty state."""
        return self._panel

    def open_order(self, order_id: int) -> None:
        """Look at that order; whoever was open is kept in the strip."""
        self._lookups.ask(Wish(order_id=order_id))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keeper.watch()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._keeper.rest()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that a button under the keyboard has no use for: F2, F3, Esc.
        if not self.field.take_key(event):
            super().keyPressEvent(event)

    # Looking.

    def _show_answer(self, answer: Answer, wish: Wish) -> None:
        found = answer.found
        self._keep_missed(found)
        if found is not None:
            panel = self._result(answer.kind, found)
            self._sound(found=panel.is_ready, silent=wish.silent)
        elif answer.kind is Kind.AMBIGUOUS:
            choices = ChoicePanel(answer.choices)
            choices.chosen.connect(self.open_order)
            self._show_panel(choices)
            self._sound(found=True, silent=wish.silent)
        else:
            title, reason = refusal_words(answer.kind, wish.typed)
            self._show_panel(RefusalPanel(title, reason, typed=wish.typed))
            self._sound(found=False, silent=wish.silent)
        self.field.setFocus()

    def _result(self, kind: Kind, found: PickupOrder) -> ResultPanel:
        panel = ResultPanel(kind, found, cold_place=self._at_table.business.cold_place if self._at_table else "")
        panel.handed.connect(self._hand_over)
        panel.paid.connect(self._pay)
        panel.reopened.connect(self._take_back)
        panel.changed.connect(self.field.setFocus)
        self.missed.settle(found.order.id)
        self.waiting.mark(found.order.id)
        self._show_panel(panel)
        return panel

    def _keep_missed(self, next_one: PickupOrder | None) -> None:
        """Whoever is open when another comes was not handed anything; the strip says so and leads back."""
        panel = self._open_result()
        if panel is not None and (next_one is None or next_one.order.id != panel.found.order.id):
            self.missed.add(panel.found)

    def _open_result(self) -> ResultPanel | None:
        panel = self._panel
        return panel if isinstance(panel, ResultPanel) and panel.is_ready else None

    # Doing.

    def _hand_over(self) -> None:
        panel = self._open_result()
        if panel is None or self._lookups.is_busy():
            return
        order_id = panel.found.order.id

        def failed(error: Exception) -> None:
            self._desk.tasks.tell_trouble(error)
            self.open_order(order_id)

        self._show_empty()
        self._book.hand_over(order_id, panel.taken_line_ids(), panel.reasons(), self._say_handed, failed)
        self.field.setFocus()

    def _say_handed(self, answer: Answer) -> None:
        if answer.found is None or answer.kind is Kind.CANCELLED:
            self._desk.notice(_("This order was cancelled meanwhile; nothing was handed over"))
            self._sound(found=False)
        elif answer.handed:
            sentence = handed_sentence(answer.found, count_pieces(answer.handed))
            self._desk.notice(sentence, undo=answer.action_id)
        elif answer.kind is Kind.ALREADY:
            self._desk.notice(_("{who} had it all already").format(who=who(answer.found)))
            self._sound(found=False)
        else:
            self._desk.notice(_("Kept why it stays: {who}").format(who=who(answer.found)), undo=answer.action_id)

    def _pay(self, method: str) -> None:
        panel = self._panel
        if isinstance(panel, ResultPanel) and panel.found.due_fen > 0 and not self._lookups.is_busy():
            order_id = panel.found.order.id
            self._book.pay(order_id, method, self._then_reopen(order_id, _("Payment booked")))
            self.field.setFocus()

    def _take_back(self) -> None:
        panel = self._panel
        if isinstance(panel, ResultPanel):
            order_id = panel.found.order.id
            self._book.take_back(order_id, self._then_reopen(order_id, _("Back to not picked up")))
            self.field.setFocus()

    def _then_reopen(self, order_id: int, sentence: str) -> Callable[[int], None]:
        def done(action_id: int) -> None:
            self._desk.notice(sentence, undo=action_id)
            panel = self._panel
            if isinstance(panel, ResultPanel) and panel.found.order.id == order_id and not panel.touched:
                self._lookups.ask(Wish(order_id=order_id, silent=True))

        return done

    def _clear(self) -> None:
        self._lookups.drop()
        self._show_empty()

    def _choose(self, number: int) -> None:
        if isinstance(self._panel, ChoicePanel):
            self._panel.choose(number)

    def _copy_reminder(self) -> None:
        table = self._at_table
        if table is not None:
            QGuiApplication.clipboard().setText(reminder(table.round, table.business, table.pickups))
            self._desk.notice(_("Copied; paste it in WeChat"))
        self.field.setFocus()

    # Showing.

    def _take(self, found: AtTable) -> None:
        self._at_table = found
        self.waiting.show_pickups(found.pickups)
        by_id = {each.order.id: each for each in found.pickups}
        for order_id in self.missed.order_ids():
            if order_id not in by_id or by_id[order_id].is_done:
                self.missed.settle(order_id)
        panel = self._panel
        if panel is None or isinstance(panel, EmptyState):
            self._show_empty()
        elif isinstance(panel, ResultPanel) and by_id.get(panel.found.order.id, panel.found) != panel.found:
            # Undone, paid or changed elsewhere while it lies open.
            self._lookups.ask(Wish(order_id=panel.found.order.id, silent=True))

    def _show_empty(self) -> None:
        self.waiting.mark(None)
        self._show_panel(nothing_open(self._at_table, settle=self._go_to_settle))

    def _go_to_settle(self) -> None:
        if self._at_table is not None:
            self._desk.go(Place(Page.ROUNDS, round_id=self._at_table.round_id, step=Step.SETTLE))

    def _show_panel(self, panel: QWidget | None) -> None:
        if self._panel is not None:
            self._slot.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel
        self.field.offer_choices(panel.count if isinstance(panel, ChoicePanel) else 0)
        if panel is not None:
            leave_to_tab(panel)
            self._slot.addWidget(panel)

    def _sound(self, *, found: bool, silent: bool = False) -> None:
        if not silent:
            (self._sounds.found if found else self._sounds.not_found)()

    def _lay_out(self) -> None:
        left = Pane("canvas")
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addWidget(self.missed)
        self._slot = QVBoxLayout()
        column.addLayout(self._slot, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.waiting)
        self.setFocusProxy(self.field)
        self._print.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        leave_to_tab(self.waiting)
        self._show_empty()

    def _connect(self) -> None:
        self._lookups.answered.connect(self._show_answer)
        self.field.submitted.connect(lambda typed: self._lookups.ask(Wish(typed=typed)))
        self.field.agreed.connect(self._hand_over)
        self.field.cleared.connect(self._clear)
        self.field.paid.connect(self._pay)
        self.field.numbered.connect(self._choose)
        self.missed.opened.connect(self.open_order)
        self.missed.closed.connect(self.field.setFocus)
        self.waiting.opened.connect(self.open_order)
        self.waiting.reminder_wanted.connect(self._copy_reminder)
        self._desk.bridge.on_tables(self, _TABLES, lambda _changed: self._refresh())

    def _refresh(self) -> None:
        if self._at_table is not None:
            self._book.read_round(self._at_table.round_id, self._take)
