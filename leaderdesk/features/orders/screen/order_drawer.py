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
from leaderdesk.features.orders.screen.order_columns import credit_words
from leaderdesk.features.orders.screen.order_edit import OrderEdit
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.features.orders.screen.source_part import SourcePart
from leaderdesk.storage.business import read_business
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Figure, Rule
from leaderdesk.ui.chip_row import ChipRow
from leaderdesk.ui.drawer import DrawerHead, Pane, Scroll
from leaderdesk.ui.labels import Label
from leaderdesk.ui.pills import Avatar, Chip, Mark
from leaderdesk.ui.states import CoachStrip

_TABLES = frozenset({"orders", "line", "offer", "order_source", "journal_action", "setting"})


class OrderDrawer(Pane):
    """Shows one order after the other; what changes in the store shows at once."""

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk, self._slots = desk, slots
        self._order_id: int | None = None
        self._order: Order | None = None
        self.head = DrawerHead()
        self._avatar = Avatar("", side=40, tone="brand")
        self.head.set_picture(self._avatar)
        self.change_button = Button(_("Change this order"), size=36, icon="pen")
        self.change_button.clicked.connect(self._toggle_edit)
        self.head.add_action(self.change_button)
        self.labels_button = IconButton("printer", _("Print the labels again"), framed=True)
        self.labels_button.clicked.connect(self._reprint)
        self.head.add_action(self.labels_button)
        self.claim_button = IconButton("shield", _("Something was wrong with it"), framed=True)
        self.claim_button.clicked.connect(self._claim)
        self.head.add_action(self.claim_button)
        self.chips = ChipRow(())
        self.due = Figure(_("Due"), "")
        self.paid = Figure(_("Paid"), "")
        self.open = Figure(_("Still open"), "")
        self.use_credit = Button("", size=28)
        self.use_credit.clicked.connect(self._use_credit)
        self.credit = CoachStrip("info", "", icon="wallet", buttons=(self.use_credit,))
        self._note = Label("", role="small", ink="text2", wrap=True)
        self.shares = Label("", role="small", ink="text2", wrap=True)
        self.claims = Label("", role="small", ink="warnText", wrap=True)
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
        self.claims.setContentsMargins(20, 0, 20, 10)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(figures)
        credit = QHBoxLayout()
        credit.setContentsMargins(20, 0, 20, 10)
        credit.addWidget(self.credit)
        column.addLayout(credit)
        column.addWidget(self.claims)
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

        def work() -> tuple[OrderCard | None, str, str]:
            with store.read() as connection:
                card = order_card(connection, order_id, dues=slots.dues, credit=slots.credit, guards=slots.guards)
                return card, read_business(connection).leader_name, slots.note(connection, order_id)

        self._desk.tasks.read(self, work, self._loaded, latest="card")

    def _loaded(self, found: tuple[OrderCard | None, str, str]) -> None:
        card, leader, claims = found
        if card is None:
            self.head.show_title(_("This order is not there any more."))
            return
        if card.order.id == self._order_id:
            self._order = card.order
            self.claims.setText(claims)
            self.claims.setVisible(bool(claims))
            self._show(card, leader or _("the leader"))

    def _show(self, card: OrderCard, leader: str) -> None:
        order = card.order
        self._avatar.show_name(order.neighbour_name, "brand")
        has_bags = order.cancelled_at_ms is None and bool(order.lines)
        self.labels_button.setVisible(self._slots.reprint is not None and has_bags)
        self.claim_button.setVisible(self._slots.claim is not None and has_bags)
        self.head.show_title(f"{order.neighbour_name}  {order.room}".strip(), _place(card))
        self.chips.set_marks(_chips(order))
        self.due.show_figure(format_yuan(order.total_fen))
        if card.paid_fen is not None and card.due_fen is not None:
            self.paid.show_figure(format_yuan(card.paid_fen))
            self.open.show_figure(format_yuan(card.due_fen), ink="warnText" if card.due_fen > 0 else "text")
        self._show_credit(card)
        self._note.setText(_("Note: {note}").format(note=order.note) if order.note else "")
        self._note.setVisible(bool(order.note))
        self.shares.setText(_shares(card))
        self.shares.setVisible(bool(self.shares.text()))
        self.edit.show_card(card)
        self.source.show_sources(card.sources, by_hand=leader)
        self.history.show_history(card.history, leader=leader)

    def _show_credit(self, card: OrderCard) -> None:
        usable = min(card.credit_fen, card.due_fen or 0)
        self.credit.show_text(credit_words(card.credit_fen))
        self.credit.setVisible(card.credit_fen > 0)
        self.use_credit.set_text(_("Use {sum} for this order").format(sum=format_yuan(max(usable, 0))))
        self.use_credit.setVisible(usable > 0 and self._slots.use_credit is not None)

    # What the person does.

    def _toggle_edit(self) -> None:
        self._show_edit(not self.edit.isVisibleTo(self))

    def _show_edit(self, shown: bool) -> None:
        self.edit.setVisible(shown)
        self.change_button.setEnabled(not shown)
        if shown:
            self.edit.note.setFocus()

    def _use_credit(self) -> None:
        use, store, order_id = self._slots.use_credit, self._desk.store, self._order_id
        if use is None or order_id is None:
            return
        said = _("Her balance has paid for this order")
        self._desk.tasks.write(
            self, lambda: use(store, order_id), lambda action_id: self._desk.notice(said, undo=action_id), self._refused
        )

    def _reprint(self) -> None:
        if self._slots.reprint is not None and self._order_id is not None:
            self._slots.reprint(self._desk, self, self._order_id)

    def _claim(self) -> None:
        if self._slots.claim is not None and self._order is not None:
            self._slots.claim(self._desk, self._order)

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
