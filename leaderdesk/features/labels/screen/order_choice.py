"""In which order labels come: buildings as they are walked, rooms inside one, and whether only one building."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.labels.rules import RoomOrder
from leaderdesk.features.neighbours.rules import Building
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import SectionHead
from leaderdesk.ui.choices import Segments
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import Label
from leaderdesk.ui.reorder_list import ReorderList, ReorderRow


class OrderChoice(QWidget):
    """Tells `changed`, and `kept` with the buildings when the order is to hold for every round."""

    changed = Signal()
    kept = Signal(list)

    def __init__(self, room_order: RoomOrder) -> None:
        super().__init__()
        self._buildings: tuple[Building, ...] = ()
        self._list = ReorderList(_("Walking order of this round"))
        self._list.reordered.connect(self._reordered)
        self._keep = Button(_("Always like this"), kind="link", size=28)
        self._keep.clicked.connect(self._say_kept)
        self._keep.hide()
        ways = [("up", _("Up")), ("down", _("Down")), ("unit", _("By unit"))]
        self._rooms = Segments(_("Rooms of a building"), ways)
        self._rooms.choose(room_order)
        self._rooms.chosen.connect(lambda _key: self.changed.emit())
        self._only = Combo(_("Which buildings"))
        self._only.chosen.connect(lambda _key: self.changed.emit())
        head = SectionHead(_("In walking order"), _("drag to change"))
        head.add_right(self._keep)
        rooms = QHBoxLayout()
        rooms.setSpacing(8)
        rooms.addWidget(Label(_("Floors"), ink="text2"))
        rooms.addWidget(self._rooms)
        rooms.addStretch(1)
        only = QHBoxLayout()
        only.setSpacing(8)
        only.addWidget(Label(_("Print"), ink="text2"))
        only.addWidget(self._only, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self._list)
        column.addLayout(rooms)
        column.addLayout(only)

    def room_order(self) -> RoomOrder:
        """Return how the rooms of a building follow each other."""
        ways: dict[str, RoomOrder] = {"up": "up", "down": "down", "unit": "unit"}
        return ways[self._rooms.current()]

    def only(self) -> tuple[str, ...]:
        """Return the buildings whose labels are printed; none stands for all."""
        key = self._only.current()
        return tuple(building.name for building in self._buildings if str(building.id) == key)

    def places(self) -> dict[str, int]:
        """Return the place of each building in the order of this round."""
        names = {str(building.id): building.name for building in self._buildings}
        return {names[key]: place for place, key in enumerate(self._list.keys()) if key in names}

    def show_buildings(self, buildings: Sequence[Building], bags: Mapping[str, int]) -> None:
        """Show the buildings in walking order with their bags; an order set by hand for this round stays."""
        kept = self._list.keys() if self._keep.isVisibleTo(self) else []
        self._buildings = tuple(buildings)
        ordered = sorted(buildings, key=lambda each: kept.index(str(each.id)) if str(each.id) in kept else len(kept))
        rows = []
        for building in ordered:
            name = _("Building {name}").format(name=building.name)
            figure = _("{count} bags").format(count=bags.get(building.name, 0))
            rows.append(ReorderRow(str(building.id), name, building.note, figure))
        self._list.set_rows(rows)
        self._only.set_choices(
            [("", _("All buildings")), *((row.key, _("Only {name}").format(name=row.name)) for row in rows)]
        )

    def forget_own_order(self) -> None:
        """Follow the leader's walking order again."""
        self._keep.hide()

    def _say_kept(self) -> None:
        keys = self._list.keys()
        self.kept.emit([int(key) for key in keys])

    def _reordered(self, _keys: list[str]) -> None:
        self._keep.show()
        self.changed.emit()
