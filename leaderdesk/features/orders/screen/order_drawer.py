"""The drawer of one order: goods, money, where it came from, and everything that happened to it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import amount_text
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.queries.order_list import OrderCard, order_card
from leaderdesk.features.orders.queries.sources import shares_text
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.rules.history import HistoryEvent
from leaderdesk.features.orders.screen.history_part import HistoryPart
from leaderdesk.features.orders.screen.order_edit import OrderEdit
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.features.orders.screen.source_part import SourcePart
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Figure, Rule
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.drawer import DrawerHead, Pane, Scroll
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import Avatar, Chip, Mark

_TABLES = frozenset({"orders", "line", "offer", "order_source", "journal_action", "setting"})


class OrderDrawer(Pane):
    """Shows one order after the other; what changes in the store shows at once."""

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk, self._slots = desk, slots
        self._order_id: int | None = None
        self.head = DrawerHead()
        self._avatar = Avatar("", side=40, tone="brand")
        self.head.set_picture(self._avatar)
        self.change_button = Button(_("Change this order"), size=36, icon="pen")
        self.change_button.clicked.connect(self._toggle_edit)
        self.head.add_action(self.change_button)
        self.chips = ChipRow(())
        self.due = Figure(_("Due"), "")
        self.paid = Figure(_("Paid"), "")
        self.open = Figure(_("Still open"), "")
        self._note = Label("", role="small", ink="text2", wrap=True)
        self.shares = Label("", role="small", ink="text2", wrap=True)
        self.edit = OrderEdit(desk, slots)
        self.edit.done.connect(self._toggle_edit)
        self.source = SourcePart(desk.clock)
        self.history = HistoryPart(desk.clock)
        self.history.undo_wanted.connect(self._undo)
        self.history.event_chosen.connect(self._event_chosen)
        self._lay_out()
        desk.bridge.on_tables(self, _TABLES | slots.tables, lambda _changed: self._load())

    def show_order(self, order_id: int) -> None:
        """Show that order."""
        if order_id != self._order_id:
            self._order_id = order_id
            self._show_edit(False)
        self._load()

    # Building.

    def _lay_out(self) -> None:
        figures = QWidget()
        row = QHBoxLayout(figures)
        row.setContentsMargins(20, 0, 20, 12)
        row.setSpacing(16)
        row.addWidget(self.chips, 1)
        for figure in (self.due, self.paid, self.open):
            row.addWidget(figure)
        self.paid.setVisible(self._slots.dues is not None)
        self.open.setVisible(self._slots.dues is not None)
        self._note.setContentsMargins(20, 0, 20, 10)
        self.shares.setContentsMargins(20, 0, 20, 10)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(figures)
        column.addWidget(self.shares)
        column.addWidget(self._note)
        column.addWidget(self.edit)
        for part in (self.source, self.history):
            column.addWidget(Rule())
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(Scroll(inside), 1)
        self._show_edit(False)

    # Reading.

    def _load(self) -> None:
        order_id, store = self._order_id, self._desk.store
        if order_id is None:
            return
        slots = self._slots

        def work() -> tuple[OrderCard | None, str]:
            with store.read() as connection:
                card = order_card(connection, order_id, dues=slots.dues, guards=slots.guards)
                return card, read_business(connection).leader_name

        self._desk.tasks.read(self, work, self._loaded, latest="card")

    def _loaded(self, found: tuple[OrderCard | None, str]) -> None:
        card, leader = found
        if card is None:
            self.head.show_title(_("This order is not there any more."))
            return
        if card.order.id == self._order_id:
            self._show(card, leader or _("the leader"))

    def _show(self, card: OrderCard, leader: str) -> None:
        order = card.order
        self._avatar.show_name(order.neighbour_name, "brand")
        self.head.show_title(f"{order.neighbour_name}  {order.room}".strip(), _place(card))
        self.chips.set_marks(_chips(order))
        self.due.show_figure(format_yuan(order.total_fen))
        if card.paid_fen is not None and card.due_fen is not None:
            self.paid.show_figure(format_yuan(card.paid_fen))
            self.open.show_figure(format_yuan(card.due_fen), ink="warnText" if card.due_fen > 0 else "text")
        self._note.setText(_("Note: {note}").format(note=order.note) if order.note else "")
        self._note.setVisible(bool(order.note))
        self.shares.setText(_shares(card))
        self.shares.setVisible(bool(self.shares.text()))
        self.edit.show_card(card)
        self.source.show_sources(card.sources, by_hand=leader)
        self.history.show_history(card.history, leader=leader)

    # What the person does.

    def _toggle_edit(self) -> None:
        self._show_edit(not self.edit.isVisibleTo(self))

    def _show_edit(self, shown: bool) -> None:
        self.edit.setVisible(shown)
        self.change_button.setEnabled(not shown)
        if shown:
            self.edit.note.setFocus()

    def _event_chosen(self, event: HistoryEvent | None) -> None:
        if event is not None:
            self.source.show_paste(event.paste_id, event.lines)

    def _undo(self, action_id: int) -> None:
        store = self._desk.store
        self._desk.tasks.write(self, lambda: store.undo(action_id), None, self._refused)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._desk.notice(str(error))
        self._load()


def _place(card: OrderCard) -> str:
    order = card.order
    parts = [card.round.name]
    if order.list_number is not None:
        parts.append(_("No. {number} in the list").format(number=order.list_number))
    parts.append(_("pickup code {code}").format(code=order.pickup_text))
    if order.cancelled_at_ms is not None:
        parts.append(_("cancelled"))
    return " · ".join(parts)


def _shares(card: OrderCard) -> str:
    """Return where each amount came from, in words."""
    said = [
        _("{product}: {shares}").format(
            product=line.product_label, shares=shares_text(card.shares.get(line.offer_id, ()))
        )
        for line in card.order.lines
        if card.shares.get(line.offer_id)
    ]
    return _("Came from: {shares}").format(shares=_("; ").join(said)) if said else ""


def _chips(order: Order) -> list[Mark]:
    gone = order.cancelled_at_ms is not None
    return [
        Chip(line.product_label, f"×{amount_text(line.amount_milli)}", look="gone" if gone else "plain")
        for line in order.lines
    ]
