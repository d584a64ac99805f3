"""The large answer of the pickup station: who it is, what to hand over, what is owed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.core.money import format_yuan
from leaderdesk.features.pickups.rules import Kind, NotTakenReason, PickupOrder, bags_of
from leaderdesk.features.pickups.screen.item_row import ItemRow
from leaderdesk.features.pickups.screen.result_head import READY, ResultHead
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box, Rule
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label


class ResultPanel(Box):
    """One order at the table, with the button that hands it over."""

    handed = Signal()
    paid = Signal(str)
    reopened = Signal()
    changed = Signal()
    """A tick or a reason was changed by hand."""

    def __init__(self, kind: Kind, found: PickupOrder, *, cold_place: str) -> None:
        super().__init__(line="brand" if kind in READY else "warnLine", padding=1)
        self.kind = kind
        self.found = found
        self.touched = False
        reasons = dict(found.not_taken)
        self.items = [
            ItemRow(line, handed=line.id in found.handed_line_ids, reason=reasons.get(line.id, ""))
            for line in found.order.lines
        ]
        self.body.setSpacing(0)
        self._head = ResultHead(kind, found)
        self.body.addWidget(self._head)
        self.body.addWidget(Scroll(self._items()), 1)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(10)
        self._cold: QWidget | None = None
        if kind in READY and any(line.is_cold for line in found.open_lines):
            self._cold = _cold_box(found, cold_place)
            foot.addWidget(self._cold)
        if found.due_fen > 0:
            foot.addWidget(self._money(found))
        if kind in READY:
            foot.addWidget(self._hand_button(found))
        elif kind is Kind.ALREADY:
            foot.addWidget(self._back_button())
        self.body.addLayout(foot)

    @property
    def is_ready(self) -> bool:
        """Whether something can be handed over."""
        return self.kind in READY

    def taken_line_ids(self) -> frozenset[int]:
        """Return the lines that are ticked to go."""
        return frozenset(item.line.id for item in self.items if item.is_taken())

    def reasons(self) -> dict[int, NotTakenReason]:
        """Return why each line that stays does."""
        kept = ((item.line.id, item.reason()) for item in self.items)
        return {line_id: reason for line_id, reason in kept if reason is not None}

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cold()

    def _place_cold(self) -> None:
        """Let the place of the cold bag scroll with the goods where the foot would leave them no room."""
        if self._cold is None or not self.items:
            return
        cold = self._cold.sizeHint().height() + self._foot.spacing()
        foot = self._foot.sizeHint().height() + (cold if self._column.indexOf(self._cold) >= 0 else 0)
        goods = min(2, len(self.items)) * self.items[0].sizeHint().height()
        fits = self._head.sizeHint().height() + goods + foot + 16 <= self.height()
        if fits and self._foot.indexOf(self._cold) < 0:
            self._foot.insertWidget(0, self._cold)
        elif not fits and self._column.indexOf(self._cold) < 0:
            self._column.addWidget(self._cold)

    def _items(self) -> QWidget:
        area = QWidget()
        column = self._column = QVBoxLayout(area)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(0)
        for place, item in enumerate(self.items):
            if place:
                column.addWidget(Rule(Qt.Orientation.Horizontal))
            item.changed.connect(self._touch)
            column.addWidget(item)
        if self.found.order.note:
            column.addWidget(Label(_("Note: {note}").format(note=self.found.order.note), ink="text2", wrap=True))
        column.addStretch(1)
        return area

    def _touch(self) -> None:
        self.touched = True
        self.changed.emit()

    def _money(self, found: PickupOrder) -> QWidget:
        box = Box(fill="warnTint", line="warnLine", radius=6, padding=8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addSpacing(8)
        row.addWidget(IconLabel("wallet", ink="warnText", side=20))
        sentence = _("{sum} to pay").format(sum=format_yuan(found.due_fen))
        row.addWidget(Label(sentence, role="lead", ink="warnText", bold=True))
        row.addWidget(
            ElidedLabel(_("it stays on the list if nothing is paid now"), role="small", ink="warnText", least=0), 1
        )
        for method, words, keys in (("wechat", _("By WeChat"), "F2"), ("cash", _("In cash"), "F3")):
            button = Button(words, keys=keys)
            button.clicked.connect(lambda _checked=False, method=method: self.paid.emit(method))
            row.addWidget(button)
        box.body.addLayout(row)
        return box

    def _hand_button(self, found: PickupOrder) -> QWidget:
        words = _("Handed to {name}").format(name=found.order.neighbour_name)
        button = Button(words, kind="primary", size=60, icon="check", keys="Enter")
        button.clicked.connect(self.handed)
        return button

    def _back_button(self) -> QWidget:
        button = Button(_("Change back to not picked up"), icon="undo", size=44)
        button.clicked.connect(self.reopened)
        return button


def _cold_box(found: PickupOrder, cold_place: str) -> QWidget:
    bags = sum(1 for bag in bags_of(found.order) if bag.is_cold)
    box = Box(fill="infoTint", line=None, radius=6, padding=10)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addSpacing(6)
    row.addWidget(IconLabel("snowflake", ink="infoText", side=24))
    words = QVBoxLayout()
    words.setSpacing(0)
    counted = ngettext("{count} cold bag", "{count} cold bags", bags).format(count=bags)
    words.addWidget(Label(counted, role="lead", ink="infoText", bold=True))
    where = _("{place} · labelled {code}").format(place=cold_place or _("Fridge"), code=found.order.pickup_text)
    words.addWidget(ElidedLabel(where, role="small", ink="infoText"))
    row.addLayout(words, 1)
    box.body.addLayout(row)
    return box
