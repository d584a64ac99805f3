"""The right side where more came than was ordered: where the rest goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.arrivals.queries import Surplus
from leaderdesk.features.arrivals.rules.counting import Count, quantity
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Card
from leaderdesk.ui.edits import AmountEdit, LineEdit
from leaderdesk.ui.flow_layout import FlowLayout
from leaderdesk.ui.icons import IconName
from leaderdesk.ui.labels import IconLabel, Label

GOES = {
    "late": N_("Keep for late orders"),
    "gift": N_("To the gifts"),
    "waste": N_("Write off"),
}
SAID = {
    "late": N_("{amount} for late orders"),
    "gift": N_("{amount} to the gifts"),
    "waste": N_("{amount} written off"),
}
_ICONS: dict[str, IconName] = {"late": "clock", "gift": "gift", "waste": "trash"}


class SurplusPane(QWidget):
    """`placed` tells amount, where it goes and a note; `taken_back` which decision is open again."""

    placed = Signal(int, str, str)
    taken_back = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._free_milli = 0
        self._title = Label("", role="lead", bold=True, wrap=True)
        self._hint = Label("", role="small", ink="text2", wrap=True)
        self.amount = AmountEdit(_("How much of it"))
        self.amount.setFixedWidth(96)
        self._unit = Label("", ink="text2")
        self.note = LineEdit(_("A word about it"), placeholder=_("for example: two crushed"))
        self.buttons: dict[str, Button] = {}
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        for goes, words in GOES.items():
            button = Button(_(words), icon=_ICONS[goes])
            button.clicked.connect(lambda _checked=False, goes=goes: self._place(goes))
            self.buttons[goes] = button
            flow.addWidget(button)
        card = Card()
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.amount)
        fields.addWidget(self._unit)
        fields.addWidget(self.note, 1)
        card.body.addLayout(fields)
        card.body.addWidget(line)
        self._decided = QVBoxLayout()
        self._decided.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("info", ink="infoText", side=20))
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(card)
        column.addLayout(self._decided)
        column.addStretch(1)

    def show_surplus(self, count: Count, decided: Sequence[Surplus]) -> None:
        """Show what lies beyond the orders and what was decided about it."""
        unit = count.offer.unit
        self._free_milli = count.free_milli
        self._title.setText(
            _("{product}: {amount} beyond the orders").format(
                product=count.offer.label, amount=quantity(count.spare_milli, unit)
            )
        )
        ask = _("It counts as spare. Say where it goes, or leave it.")
        if count.difference_milli > 0:
            more = quantity(count.difference_milli, unit)
            ask = _("{amount} more than due came, it counts as spare. Say where it goes, or leave it.").format(
                amount=more
            )
        self._hint.setText(ask)
        self._unit.setText(unit)
        self.amount.set_value(self._free_milli)
        for button in self.buttons.values():
            button.setEnabled(self._free_milli > 0)
        self._show_decided(count, decided)

    def _show_decided(self, count: Count, decided: Sequence[Surplus]) -> None:
        unit, left = count.offer.unit, quantity(count.kept_milli, count.offer.unit)
        while (item := self._decided.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in decided:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(4, 0, 0, 0)
            row.setSpacing(8)
            words = _(SAID[each.goes]).format(amount=quantity(each.amount_milli, unit))
            back = Button(_("Take back"), kind="link", size=28)
            back.setAccessibleName(_("Take back: {what}").format(what=words))
            back.clicked.connect(lambda _checked=False, id_=each.id: self.taken_back.emit(id_))
            row.addWidget(IconLabel(_ICONS[each.goes]))
            still = _("{amount} of it still there").format(amount=left) if each.goes == "late" else ""
            row.addWidget(Label(_(" · ").join(part for part in (words, still, each.note) if part), wrap=True), 1)
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
            self._decided.addWidget(line)

    def _place(self, goes: str) -> None:
        if self.amount.check():
            self.placed.emit(self.amount.value() or 0, goes, self.note.plain_text())
            self.note.clear()
