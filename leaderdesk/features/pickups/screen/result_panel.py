"""The large answer of the pickup station: who it is, what to hand over, what is owed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.pickups.actions import Part
from leaderdesk.features.pickups.queries import AtHand
from leaderdesk.features.pickups.rules import Kind, NotTakenReason, PickupOrder
from leaderdesk.features.pickups.screen.collector import Collector
from leaderdesk.features.pickups.screen.household_strip import HouseholdStrip
from leaderdesk.features.pickups.screen.item_row import ItemRow
from leaderdesk.features.pickups.screen.result_head import READY, ResultHead
from leaderdesk.features.pickups.screen.tiles import GiftTile, spot_tiles
from leaderdesk.storage.business import Business
from leaderdesk.ui.buttons import Button, IconButton
from leaderdesk.ui.cards import Box, Rule
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import ElidedLabel, IconLabel, IconLine, Label

from leaderdesk.ui.showing import show_if


class ResultPanel(Box):
    """One order at the table, with the button that hands it over."""

    handed = Signal()
    paid = Signal(str)
    credit_wanted = Signal()
    """What the neighbour has to her credit is to pay for the order."""

    reopened = Signal()
    changed = Signal()
    """A tick or a reason was changed by hand."""

    labels_wanted = Signal(int)
    """The labels of the order, by its id, are to be printed again."""

    scanned = Signal(str)
    """A code that was fired into the name of who has come."""

    def __init__(self, hand: AtHand, found: PickupOrder, *, business: Business) -> None:
        kind = hand.answer.kind
        super().__init__(line="brand" if kind in READY else "warnLine", padding=1)
        self.kind = kind
        self.found = found
        self.hand = hand
        self.touched = False
        reasons = dict(found.not_taken)
        self.items = [
            ItemRow(line, handed=line.id in found.handed_line_ids, reason=reasons.get(line.id, ""))
            for line in found.order.lines
        ]
        gives = hand.gift is not None and (kind in READY or kind is Kind.ALREADY)
        self.gift = GiftTile(hand.gift) if gives and hand.gift is not None else None
        self.household = HouseholdStrip(hand.household, round_id=found.order.round_id)
        self.collector = Collector()
        self.body.setSpacing(0)
        self._head = ResultHead(kind, found)
        self.body.addWidget(self._head)
        self.body.addWidget(Scroll(self._items()), 1)
        foot = self._foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(10)
        self._tiles = self._tile_row(business)
        if self._tiles is not None:
            foot.addWidget(self._tiles)
        if found.due_fen > 0:
            foot.addWidget(self._money(found))
        foot.addWidget(self.household)
        show_if(self.household, bool(hand.household) and kind is not Kind.CANCELLED)
        self._hand = self._hand_row(found)
        self.labels_button = IconButton("printer", _("Print the labels again"), size=44, framed=True)
        self.labels_button.clicked.connect(lambda: self.labels_wanted.emit(found.order.id))
        self.labels_button.hide()
        foot.addLayout(self._last_row())
        self.body.addLayout(foot)

    def offer_labels(self) -> None:
        """Let the labels of the order be printed again, as long as it stands."""
        show_if(self.labels_button, self.kind is not Kind.CANCELLED)

    @property
    def usable_fen(self) -> int:
        """What the neighbour's credit could pay of the order, in fen."""
        return max(0, min(self.hand.credit_fen, self.found.due_fen))

    @property
    def is_ready(self) -> bool:
        """Whether something can be handed over: goods, or a gift that stayed behind when they went."""
        return self.kind in READY or self.household.together or self._gift_waits

    @property
    def _gift_waits(self) -> bool:
        return self.gift is not None and self.kind is Kind.ALREADY and self.gift.tick.isChecked()

    def taken_line_ids(self) -> frozenset[int]:
        """Return the lines that are ticked to go."""
        return frozenset(item.line.id for item in self.items if item.is_taken())

    def reasons(self) -> dict[int, NotTakenReason]:
        """Return why each line that stays does."""
        kept = ((item.line.id, item.reason()) for item in self.items)
        return {line_id: reason for line_id, reason in kept if reason is not None}

    def parts(self) -> tuple[Part, ...]:
        """Return what Enter hands over: the ticked lines, and all of the household's other orders if they go along."""
        gift = "along" if self.gift is None else self.gift.goes()
        open_ = self.kind in READY or self._gift_waits
        parts = [Part(self.found.order.id, self.taken_line_ids(), self.reasons(), gift)] if open_ else []
        if self.household.together:
            parts += [
                Part(other.order.id, frozenset(line.id for line in other.open_lines)) for other in self.hand.household
            ]
        return tuple(parts)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tiles()

    def _place_tiles(self) -> None:
        """Let the tiles scroll with the goods where the foot would leave them no room."""
        if self._tiles is None or not self.items:
            return
        tiles = self._tiles.sizeHint().height() + self._foot.spacing()
        foot = self._foot.sizeHint().height() + (tiles if self._column.indexOf(self._tiles) >= 0 else 0)
        goods = min(2, len(self.items)) * self.items[0].sizeHint().height()
        fits = self._head.sizeHint().height() + goods + foot + 16 <= self.height()
        if fits and self._foot.indexOf(self._tiles) < 0:
            self._foot.insertWidget(0, self._tiles)
        elif not fits and self._column.indexOf(self._tiles) < 0:
            self._column.addWidget(self._tiles)

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
        if self.hand.credit_fen and not self.usable_fen:
            words = _("Her balance is {sum}").format(sum=format_yuan(self.hand.credit_fen))
            column.addWidget(IconLine("wallet", words, ink="text2", role="body"))
        for sentence in self.hand.shortages:
            column.addWidget(IconLine("info", sentence, ink="warnText", role="body"))
        column.addStretch(1)
        return area

    def _tile_row(self, business: Business) -> QWidget | None:
        tiles = spot_tiles(self.found, business) if self.kind in READY else ()
        if self.gift is not None:
            self.gift.changed.connect(self._touch)
            tiles = (*tiles, self.gift)
        if not tiles:
            return None
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for tile in tiles:
            row.addWidget(tile, 1)
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
        if self.usable_fen:
            use = Button(_("Use {sum} of her balance").format(sum=format_yuan(self.usable_fen)), keys="F7")
            use.clicked.connect(self.credit_wanted)
            row.addWidget(use)
        for method, words, keys in (("wechat", _("By WeChat"), "F2"), ("cash", _("In cash"), "F3")):
            button = Button(words, keys=keys)
            button.clicked.connect(lambda _checked=False, method=method: self.paid.emit(method))
            row.addWidget(button)
        box.body.addLayout(row)
        return box

    def _hand_row(self, found: PickupOrder) -> QWidget:
        button = Button(self._hand_words(found), kind="primary", size=60, icon="check", keys="Enter")
        button.clicked.connect(self.handed)
        self.household.toggled.connect(lambda _together: self._follow(button))
        if self.gift is not None:
            self.gift.changed.connect(lambda: self._follow(button))
        self.collector.done.connect(self.changed)
        self.collector.scanned.connect(self.scanned)
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(button, 1)
        row.addWidget(self.collector)
        return area

    def _last_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._hand, 1)
        show_if(self._hand, self.is_ready)
        if self.kind is Kind.ALREADY:
            row.addWidget(self._back_button(), 1)
        row.addStretch(0)
        row.addWidget(self.labels_button)
        return row

    def _follow(self, button: Button) -> None:
        button.set_text(self._hand_words(self.found))
        self._hand.setVisible(self.is_ready)

    def _hand_words(self, found: PickupOrder) -> str:
        name = found.order.neighbour_name
        if not self.household.together and self._gift_waits:
            promise = self.hand.gift is not None and self.hand.gift.is_promise
            return (_("Handed to {name}") if promise else _("Gift handed to {name}")).format(name=name)
        if not self.household.together:
            return _("Handed to {name}").format(name=name)
        count = len(self.hand.household) + 1
        return _("Handed to {name}, all {count} orders").format(name=name, count=count)

    def _back_button(self) -> QWidget:
        button = Button(_("Change back to not picked up"), icon="undo", size=44)
        button.clicked.connect(self.reopened)
        return button
