"""The pickup station: scan or type, look, hand over; the keyboard always belongs to the scan field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.queries import AtHand, Dues, StationSlots
from leaderdesk.features.pickups.rules import Kind, PickupOrder, read_code
from leaderdesk.features.pickups.rules.texts import refusal_words
from leaderdesk.features.pickups.screen.answer_panels import ChoicePanel, RefusalPanel, nothing_open
from leaderdesk.features.pickups.screen.camera_strip import CameraStrip
from leaderdesk.features.pickups.screen.closing_panel import ClosingPanel
from leaderdesk.features.pickups.screen.counter_panels import CounterPanels
from leaderdesk.features.pickups.screen.keyboard import KeyboardKeeper, leave_to_tab
from leaderdesk.features.pickups.screen.lookups import Lookups, Wish
from leaderdesk.features.pickups.screen.missed_strip import MissedStrip
from leaderdesk.features.pickups.screen.paper_panel import PaperPanel
from leaderdesk.features.pickups.screen.header_buttons import MakeAside, MakeListButton, widget_of
from leaderdesk.features.pickups.screen.result_panel import ResultPanel
from leaderdesk.features.pickups.screen.scan_field import ScanField
from leaderdesk.features.pickups.screen.serving import Reprint, Serving
from leaderdesk.features.pickups.screen.table_book import AtTable, BookPayment, TableBook
from leaderdesk.features.pickups.screen.waiting_list import WaitingList
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.printing import nothing_to_print
from leaderdesk.storage.business import Business
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.sounds import Sounds
from leaderdesk.ui.states import EmptyState

_TABLES = ("orders", "line", "handover", "handover_line", "not_taken", "pickup_move", "ledger_entry", "round")
_ALONE = StationSlots()


class StationPage(QWidget):
    """The page of the step 自提; `dues` and `book` come from whoever keeps the ledger."""

    def __init__(
        self,
        desk: Desk,
        *,
        dues: Dues,
        book: BookPayment,
        slots: StationSlots = _ALONE,
        list_button: MakeListButton | None = None,
        aside: MakeAside | None = None,
        reprint: Reprint | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._book = TableBook(desk, self, dues=dues, book=book, slots=slots)
        self._at_table: AtTable | None = None
        self._panel: QWidget | None = None
        self._lookups = Lookups(desk, self._book, self)
        self._serving = Serving(desk, self._book, self._lookups, self, reprint=reprint)
        self._counter = CounterPanels(desk, self._book, self)
        self._sounds = Sounds(on=desk.settings().sound, parent=self)
        self.field = ScanField()
        self.missed = MissedStrip()
        self.camera = CameraStrip(desk.tasks)
        self.waiting = WaitingList()
        self._print = list_button(desk) if list_button is not None else None
        self._buttons = tuple(filter(None, (aside and aside(desk, self.open_aside, self._clear), self._print)))
        keeper = KeyboardKeeper(self.field, self)
        # A toast would lie on the buttons that the next neighbour needs.
        keeper.watching.connect(desk.speak_below)
        self._lay_out()
        self._connect(slots)

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def header_actions(self) -> Sequence[QWidget]:
        """Return the button of whatever else helps here, and the one that prints the pickup list."""
        return tuple(map(widget_of, self._buttons))

    def show_round(self, round_id: int, place: Place) -> None:
        """Show the round at the table; with an order in `place`, that order."""
        if self._at_table is None or self._at_table.round_id != round_id:
            self._at_table = None
            self._lookups.begin(round_id)
            self.missed.forget()
            self._show_panel(None)
        for button in self._buttons:
            button.show_round(round_id)
        self._sounds.on = self._desk.settings().sound
        self._book.read_round(round_id, self._take)
        if place.order_id is not None:
            self.open_order(place.order_id)
        self.field.setFocus()

    def print_page(self) -> None:
        """Print the pickup list."""
        if self._print is None:
            nothing_to_print(self._desk)
        else:
            self._print.click()

    def panel(self) -> QWidget | None:
        """Return what answers the last scan: a result, choices, a refusal, or the empty state."""
        return self._panel

    def open_order(self, order_id: int) -> None:
        """Look at that order; whoever was open is kept in the strip."""
        self._lookups.ask(Wish(order_id=order_id))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever leaves the page does not want to be looked at.
        self.camera.turn_off()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys that a button under the keyboard has no use for: F2, F3, Esc.
        if not self.field.take_key(event):
            super().keyPressEvent(event)

    # Looking.

    def _hear(self, text: str) -> None:
        panel = self._panel
        code = read_code(text, self._at_table.business.shop_key) if self._at_table is not None else None
        if isinstance(panel, ClosingPanel) and panel.is_counting() and code is not None and code.genuine:
            self._sound(found=panel.count(code))
        else:
            self._lookups.ask(Wish(typed=text))

    def _show_answer(self, hand: AtHand, wish: Wish) -> None:
        answer, found = hand.answer, hand.found
        self._keep_missed(found)
        if found is not None:
            panel = self._result(hand, found)
            self._sound(found=panel.is_ready, silent=wish.silent)
        elif answer.kind is Kind.AMBIGUOUS:
            choices = ChoicePanel(answer.choices)
            choices.chosen.connect(self.open_order)
            self.field.numbered.connect(choices.choose)
            self._show_panel(choices)
            self._sound(found=True, silent=wish.silent)
        else:
            title, reason = refusal_words(answer.kind, wish.typed)
            self._show_panel(RefusalPanel(title, reason, typed=wish.typed))
            self._sound(found=False, silent=wish.silent)
        self.field.setFocus()

    def _result(self, hand: AtHand, found: PickupOrder) -> ResultPanel:
        panel = ResultPanel(hand, found, business=self._at_table.business if self._at_table else Business())
        panel.changed.connect(self.field.setFocus)
        panel.scanned.connect(self._hear)
        self.missed.settle(found.order.id)
        self.waiting.mark(found.order.id)
        self._show_panel(panel)
        return panel

    def _keep_missed(self, next_one: PickupOrder | None) -> None:
        """Whoever is open when another comes was not handed anything; the strip says so and leads back."""
        panel = self._serving.open_panel()
        if panel is not None and (next_one is None or next_one.order.id != panel.found.order.id):
            self.missed.add(panel.found)

    # Beside scanning.

    def open_aside(self, panel: QWidget) -> None:
        """Show `panel` in the place of an answer, until the next scan or Esc."""
        self._keep_missed(None)
        self._show_panel(panel)
        self.field.setFocus()

    def open_paper(self) -> None:
        """Let the numbers of the printed list be typed."""
        if self._at_table is not None:
            panel = self._counter.paper(self._at_table.round_id)
            self.open_aside(panel)
            panel.edit.setFocus()

    def open_closing(self) -> None:
        """Show who has not come, and let the bags be counted."""
        if self._at_table is not None:
            self.open_aside(self._counter.closing(self._at_table))

    def _clear(self) -> None:
        self._lookups.drop()
        self._show_empty()
        self.field.setFocus()

    def _copy_reminder(self) -> None:
        if self._at_table is not None:
            self._counter.remind(self._at_table)
        self.field.setFocus()

    # Showing.

    def _take(self, found: AtTable) -> None:
        self._at_table = found
        self.waiting.show_pickups(found.pickups, gifts=found.gifts)
        by_id = {each.order.id: each for each in found.pickups}
        for order_id in self.missed.order_ids():
            if order_id not in by_id or by_id[order_id].is_done:
                self.missed.settle(order_id)
        panel = self._panel
        if panel is None or isinstance(panel, EmptyState):
            self._show_empty()
        elif isinstance(panel, ClosingPanel):
            panel.show_table(found)
        elif isinstance(panel, PaperPanel):
            panel.ask()
        elif isinstance(panel, ResultPanel) and _has_changed(panel, found):
            # Undone, paid or changed elsewhere while it lies open.
            self._lookups.ask(Wish(order_id=panel.found.order.id, silent=True))

    def _show_empty(self) -> None:
        self.waiting.mark(None)
        self._show_panel(nothing_open(self._at_table, settle=lambda: _go_to_settle(self._desk, self._at_table)))

    def _show_panel(self, panel: QWidget | None) -> None:
        if self._panel is not None:
            self._slot.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel
        self._serving.take_up(panel if isinstance(panel, ResultPanel) else None)
        self.field.offer_choices(panel.count if isinstance(panel, ChoicePanel) else 0)
        if panel is not None:
            if not isinstance(panel, PaperPanel):
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
        column.addWidget(self.camera)
        column.addWidget(self.missed)
        self._slot = QVBoxLayout()
        column.addLayout(self._slot, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.waiting)
        self.setFocusProxy(self.field)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        leave_to_tab(self.waiting)
        self._show_empty()

    def _connect(self, slots: StationSlots) -> None:
        self._lookups.answered.connect(self._show_answer)
        self._serving.refused.connect(lambda: self._sound(found=False))
        for freed in (self._serving.freed, self._counter.closed, self.field.cleared):
            freed.connect(self._clear)
        self.camera.scanned.connect(self._hear)
        self.camera.failed.connect(self._desk.notice)
        self.camera.changed.connect(self.waiting.show_camera)
        self.field.submitted.connect(self._hear)
        self.field.agreed.connect(self._serving.hand_over)
        self.field.paid.connect(self._serving.pay)
        self.field.credit_used.connect(self._serving.use_credit)
        self.field.together.connect(self._serving.toggle_household)
        self.field.gift_ticked.connect(self._serving.toggle_gift)
        self.field.proxied.connect(self._serving.ask_who)
        self.missed.closed.connect(self.field.setFocus)
        for asked in (self.missed.opened, self.waiting.opened, self._counter.opened):
            asked.connect(self.open_order)
        self.waiting.reminder_wanted.connect(self._copy_reminder)
        self.waiting.paper_wanted.connect(self.open_paper)
        self.waiting.closing_wanted.connect(self.open_closing)
        self.waiting.camera_wanted.connect(self.camera.toggle)
        self._desk.bridge.on_tables(self, {*_TABLES, *slots.tables}, lambda _changed: self._refresh())

    def _refresh(self) -> None:
        if self._at_table is not None:
            self._book.read_round(self._at_table.round_id, self._take)


def _has_changed(panel: ResultPanel, table: AtTable) -> bool:
    shown = panel.found
    now = next((each for each in table.pickups if each.order.id == shown.order.id), shown)
    return now != shown or (shown.order.id in table.gifts) != (panel.hand.gift is not None)


def _go_to_settle(desk: Desk, table: AtTable | None) -> None:
    if table is not None:
        desk.go(Place(Page.ROUNDS, round_id=table.round_id, step=Step.SETTLE))
