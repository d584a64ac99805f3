"""What the leader chooses for her labels: paper, walking order, what stands on them, and how the printer is off."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.documents.stock import STOCKS
from leaderdesk.features.neighbours.rules import Building
from leaderdesk.features.pickups.papers import LabelChoices
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import ChoiceCard, SwitchRow
from leaderdesk.ui.drawer import Pane, Scroll
from leaderdesk.ui.edits import ParsedEdit
from leaderdesk.ui.forms import Field
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow
from leaderdesk.ui.theme import theme

_MOST_TENTHS = 200


class LabelControls(Pane):
    """The left side of the label page; `changed` tells that the labels or the sheet look different now."""

    changed = Signal()
    order_kept = Signal(list)
    offset_changed = Signal(str, str)

    def __init__(self, *, stock_key: str, offset: tuple[str, str]) -> None:
        super().__init__("surface")
        self._dress()
        self._buildings: tuple[Building, ...] = ()
        self._stocks = {each.key: ChoiceCard(_(each.name)) for each in STOCKS}
        chosen = self._stocks.get(stock_key, next(iter(self._stocks.values())))
        chosen.setChecked(True)
        self._order = ReorderList(_("Walking order of this round"))
        self._order.reordered.connect(self._reordered)
        self._keep = Button(_("Always like this"), kind="link", size=28)
        self._keep.clicked.connect(self._keep_order)
        self._keep.hide()
        self._cold = SwitchRow(_("Cold goods in a bag of their own"))
        self._names = SwitchRow(_("Name on the label"))
        self._tails = SwitchRow(_("End of the phone number"))
        for row, first in ((self._cold, True), (self._names, True), (self._tails, True)):
            row.switch.setChecked(first)
            row.switch.toggled.connect(self._say_changed)
        self._right = _offset_edit(_("Right, mm"), offset[0])
        self._down = _offset_edit(_("Down, mm"), offset[1])
        for edit in (self._right, self._down):
            edit.edited.connect(self._say_offset)
        for card in self._stocks.values():
            card.toggled.connect(self._paper_chosen)
        self._lay_out()

    def stock_key(self) -> str:
        """Return the key of the label paper."""
        return next((key for key, card in self._stocks.items() if card.isChecked()), "60x40")

    def choices(self) -> LabelChoices:
        """Return what is to stand on the labels."""
        return LabelChoices(
            cold_apart=self._cold.switch.isChecked(),
            names=self._names.switch.isChecked(),
            phone_tails=self._tails.switch.isChecked(),
        )

    def offset_mm(self) -> tuple[float, float]:
        """Return how far print is moved to the right and down."""
        return (self._right.value() or 0) / 10, (self._down.value() or 0) / 10

    def offset_edits(self) -> tuple[ParsedEdit[int], ParsedEdit[int]]:
        """Return the fields of how far print moves right and down."""
        return self._right, self._down

    def building_places(self) -> dict[str, int]:
        """Return the place of each building in the order of this round."""
        names = {str(building.id): building.name for building in self._buildings}
        return {names[key]: place for place, key in enumerate(self._order.keys()) if key in names}

    def show_buildings(self, buildings: Sequence[Building], bags: Mapping[str, int]) -> None:
        """Show the buildings in walking order with their bags; an order set by hand for this round stays."""
        kept = self._order.keys() if self._keep.isVisibleTo(self) else []
        self._buildings = tuple(buildings)
        ordered = sorted(buildings, key=lambda each: kept.index(str(each.id)) if str(each.id) in kept else len(kept))
        self._order.set_rows(
            [
                ReorderRow(
                    str(building.id),
                    _("Building {name}").format(name=building.name),
                    building.note,
                    _("{count} bags").format(count=bags.get(building.name, 0)),
                )
                for building in ordered
            ]
        )

    def forget_own_order(self) -> None:
        """Follow the leader's walking order again."""
        self._keep.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        self.setFixedWidth(328 + (theme().zoom_percent - 100) * 3 // 2)

    def _lay_out(self) -> None:
        area = QWidget()
        column = QVBoxLayout(area)
        column.setContentsMargins(20, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(SectionHead(_("Label paper")))
        for start in range(0, len(STOCKS), 2):
            row = QHBoxLayout()
            for each in STOCKS[start : start + 2]:
                row.addWidget(self._stocks[each.key], 1)
            column.addLayout(row)
        order = SectionHead(_("In walking order"), _("drag to change"))
        order.add_right(self._keep)
        column.addWidget(order)
        column.addWidget(self._order)
        for switch in (self._cold, self._names, self._tails):
            column.addWidget(switch)
        column.addWidget(SectionHead(_("If the print is off")))
        shift = QHBoxLayout()
        shift.addWidget(Field(_("Right, mm"), self._right))
        shift.addWidget(Field(_("Down, mm"), self._down))
        column.addLayout(shift)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(Scroll(area))

    def _reordered(self, _keys: list[str]) -> None:
        self._keep.show()
        self.changed.emit()

    def _keep_order(self) -> None:
        keys = self._order.keys()
        self.order_kept.emit([int(key) for key in keys])

    def _say_changed(self, _on: bool) -> None:
        self.changed.emit()

    def _paper_chosen(self, on: bool) -> None:
        # The card that was left tells too; one word is enough.
        if on:
            self.changed.emit()

    def _say_offset(self, _value: object) -> None:
        self.offset_changed.emit(_tenths_text(self._right.value() or 0), _tenths_text(self._down.value() or 0))
        self.changed.emit()


def _offset_edit(name: str, first: str) -> ParsedEdit[int]:
    edit = ParsedEdit(name, read=read_tenths, write=_tenths_text)
    try:
        edit.set_value(read_tenths(first))
    except UserError:
        edit.set_value(0)
    return edit


def read_tenths(text: str) -> int:
    """Return the tenths of a millimetre that `text` names ("0.5", "-1"); UserError beyond 20 mm."""
    words = unicodedata.normalize("NFKC", text).strip().replace(",", ".").removeprefix("+")
    sign = -1 if words.startswith("-") else 1
    whole, _point, part = words.removeprefix("-").partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or len(part) > 1:
        raise UserError(_("Write millimetres, like 0.5 or -1."))
    tenths = sign * (int(whole or "0") * 10 + int(part or "0"))
    if abs(tenths) > _MOST_TENTHS:
        raise UserError(_("More than 20 mm off: check the paper in the printer."))
    return tenths


def _tenths_text(tenths: int) -> str:
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}".removesuffix(".0")
