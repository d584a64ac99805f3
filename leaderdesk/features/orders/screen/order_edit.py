"""Changing an order in its drawer: amounts, goods, note, cancelling. Every change is saved at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.amount import parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.desk import Desk
from leaderdesk.features.orders.actions import cancel_order, revive_order, set_lines, set_note
from leaderdesk.features.orders.queries.order_list import OrderCard
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.orders.screen.slots import OrderSlots
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import AmountEdit, LineEdit
from leaderdesk.ui.labels import ElidedLabel, Label
from leaderdesk.ui.states import InlineError

_NONE = ""


class OrderEdit(QWidget):
    """The lines with their amounts, a list to add goods from, and the note."""

    done = Signal()

    def __init__(self, desk: Desk, slots: OrderSlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._slots = desk, slots
        self._card: OrderCard | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._add_row = QHBoxLayout()
        self._error = InlineError()
        self.note = LineEdit(_("Note on the order"), placeholder=_("Note, for example: bag the cold things apart"))
        self.note.editingFinished.connect(self._save_note)
        self.cancel_button = Button(_("Cancel this order"), kind="dangerQuiet", size=28)
        self.cancel_button.clicked.connect(self._cancel)
        self.done_button = Button(_("Done"), kind="primary", size=28)
        self.done_button.clicked.connect(self.done)
        foot = QHBoxLayout()
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 20, 12)
        column.setSpacing(10)
        column.addLayout(self._lines)
        column.addLayout(self._add_row)
        column.addWidget(self.note)
        column.addWidget(self._error)
        column.addLayout(foot)

    def show_card(self, card: OrderCard) -> None:
        """Show the order as it stands."""
        kept = self._focus_name()
        self._card = card
        _empty(self._lines)
        _empty(self._add_row)
        cancelled = card.order.cancelled_at_ms is not None
        for line in () if cancelled else card.order.lines:
            self._lines.addWidget(self._line(line, card))
        if not cancelled:
            self._add_row.addWidget(self._adder(card), 1)
        if not self.note.hasFocus():
            self.note.setText(card.order.note)
        self.note.setEnabled(not cancelled)
        self.cancel_button.set_text(_("Let it stand again") if cancelled else _("Cancel this order"))
        self.cancel_button.set_kind("normal" if cancelled else "dangerQuiet")
        self._error.clear()
        self._focus(kept)

    # Building.

    def _line(self, line: Line, card: OrderCard) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(line.product_name, role="body"), 1)
        row.addWidget(Label(_("{price} each").format(price=format_yuan(line.price_fen)), role="small", ink="text2"))
        step = next((offer.step_milli for offer in card.offers if offer.id == line.offer_id), 1000)
        field = AmountEdit(_("Amount of {product}").format(product=line.product_name))
        field.set_value(line.amount_milli)
        field.setFixedWidth(64)
        field.edited.connect(lambda milli: self._set(line.offer_id, milli))
        less = IconButton("minus", _("Less of {product}").format(product=line.product_name), size=28, framed=True)
        less.clicked.connect(lambda: self._set(line.offer_id, max(0, line.amount_milli - step)))
        more = IconButton("plus", _("More of {product}").format(product=line.product_name), size=28, framed=True)
        more.clicked.connect(lambda: self._set(line.offer_id, line.amount_milli + step))
        gone = IconButton("trash", _("Take {product} out").format(product=line.product_name), size=28)
        gone.clicked.connect(lambda: self._set(line.offer_id, 0))
        for name, widget in (("less", less), ("amount", field), ("more", more), ("gone", gone)):
            widget.setObjectName(f"{name}-{line.offer_id}")
            widget.setEnabled(line.id not in card.locked)
            row.addWidget(widget)
        if line.id in card.locked:
            row.addWidget(Label(_("handed over"), role="small", ink="text2"))
        return whole

    def _adder(self, card: OrderCard) -> Combo:
        has = {line.offer_id for line in card.order.lines}
        choices = [(_NONE, _("Add goods…"))]
        choices += [
            (str(offer.id), f"{offer.label}  {format_yuan(offer.price_fen)}")
            for offer in card.offers
            if offer.id not in has and offer.price_fen is not None
        ]
        combo = Combo(_("Add goods to the order"), choices, size=28, icon="plus")
        combo.setEnabled(len(choices) > 1)
        combo.chosen.connect(lambda key: self._add(key, card))
        return combo

    # Saving.

    def _add(self, key: str, card: OrderCard) -> None:
        offer = next((offer for offer in card.offers if str(offer.id) == key), None)
        if offer is not None:
            self._set(offer.id, max(offer.step_milli, parse_amount("1") // offer.step_milli * offer.step_milli))

    def _set(self, offer_id: int, milli: int) -> None:
        order_id, guards = self._order_id(), self._slots.guards
        store = self._desk.store
        self._write(lambda: set_lines(store, order_id, {offer_id: milli}, guards=guards))

    def _save_note(self) -> None:
        if self._card and self.note.text().strip() != self._card.order.note:
            order_id, text, store = self._order_id(), self.note.text(), self._desk.store
            self._write(lambda: set_note(store, order_id, text))

    def _cancel(self) -> None:
        if self._card is None:
            return
        order_id, store, guards = self._order_id(), self._desk.store, self._slots.guards
        if self._card.order.cancelled_at_ms is not None:
            self._write(lambda: revive_order(store, order_id))
            return
        self._write(
            lambda: cancel_order(store, order_id, guards=guards),
            lambda action_id: self._desk.notice(_("Order cancelled"), undo=action_id),
        )

    def _order_id(self) -> int:
        return self._card.order.id if self._card is not None else 0

    def _write(self, work: Callable[[], int], done: Callable[[int], None] | None = None) -> None:
        self._desk.tasks.write(self, work, done, self._refused)

    def _refused(self, error: Exception) -> None:
        if self._card is not None and isinstance(error, UserError):
            self.show_card(self._card)
        self._error.show_error(str(error))

    # The keyboard stays where it was when the lines are made anew.

    def _focus_name(self) -> str:
        return next((widget.objectName() for widget in self.findChildren(QWidget) if widget.hasFocus()), "")

    def _focus(self, name: str) -> None:
        found = self.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)


def _empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setObjectName("")
            widget.hide()
            for inside in widget.findChildren(QWidget):
                inside.setObjectName("")
            widget.deleteLater()
