"""What else waits for the same household, to go along with one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.pickups.rules import PickupOrder, count_pieces
from leaderdesk.features.pickups.screen.words import who
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.labels import ElidedLabel, IconLabel, Label


class HouseholdStrip(Box):
    """Names the other open orders of the household; `toggled` tells whether they go along."""

    toggled = Signal(bool)

    def __init__(self, others: Sequence[PickupOrder], *, round_id: int) -> None:
        super().__init__(fill="brandTint", line=None, radius=6, padding=8)
        self.others = tuple(others)
        self.together = False
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = Label("", role="strong", ink="brandTintText")
        words.addWidget(self._title)
        for other in self.others:
            words.addWidget(ElidedLabel(_line(other, round_id), ink="brandTintText", least=80))
        self._button = Button("", keys="F4")
        self._button.clicked.connect(self.toggle)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addSpacing(8)
        row.addWidget(IconLabel("people", ink="brandTintText", side=20))
        row.addLayout(words, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self._show()

    def toggle(self) -> None:
        """Let them go along, or not any more."""
        self.together = not self.together
        self._show()
        self.toggled.emit(self.together)

    def _show(self) -> None:
        self.set_colors("brandTint", "brand" if self.together else None)
        self._title.setText(
            _("Goes along for the same household:") if self.together else _("Also waits for the same household:")
        )
        self._button.set_text(_("Only this order") if self.together else _("Hand over together"))


def _line(other: PickupOrder, round_id: int) -> str:
    parts = [who(other), _("code {code}").format(code=other.order.pickup_text)]
    if other.order.round_id != round_id:
        parts.append(other.round_name)
    parts.append(_("{count} pcs").format(count=count_pieces(other.open_lines)))
    if other.due_fen > 0:
        parts.append(_("owes {sum}").format(sum=format_yuan(other.due_fen)))
    if any(line.is_cold for line in other.open_lines):
        parts.append(_("cold bag"))
    return " · ".join(parts)
