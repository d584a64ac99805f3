"""What the pickup station shows when nobody is named: several fit, none does, or nobody was looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.rules import PickupOrder
from leaderdesk.features.pickups.rules.texts import pickup_time
from leaderdesk.features.pickups.screen.table_book import AtTable
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.cards import Box
from leaderdesk.ui.drawer import Scroll
from leaderdesk.ui.labels import IconLabel, Label
from leaderdesk.ui.states import EmptyState

MOST = 9


class ChoicePanel(Box):
    """Several orders fit: each has a number to press."""

    chosen = Signal(int)

    def __init__(self, choices: Sequence[PickupOrder]) -> None:
        super().__init__(line="warnLine", padding=24)
        self._choices = tuple(choices[:MOST])
        self.body.addWidget(Label(_("Which one is it?"), role="title"))
        self.body.addWidget(Label(_("Press its number, or click it."), ink="text2"))
        area = Box(line=None, padding=0)
        for number, choice in enumerate(self._choices, start=1):
            area.body.addWidget(self._answer(number, choice))
        area.body.addStretch(1)
        self.body.addWidget(Scroll(area), 1)

    @property
    def count(self) -> int:
        """How many numbers there are to choose from."""
        return len(self._choices)

    def choose(self, number: int) -> bool:
        """Choose the `number`-th, counted from 1; return whether there is one."""
        if not 1 <= number <= len(self._choices):
            return False
        self.chosen.emit(self._choices[number - 1].order.id)
        return True

    def _answer(self, number: int, choice: PickupOrder) -> Button:
        order = choice.order
        parts = [order.room, order.neighbour_name, _("code {code}").format(code=order.pickup_text)]
        if choice.is_done:
            parts.append(_("picked up"))
        button = Button("   ".join(part for part in parts if part), size=44, keys=str(number))
        button.clicked.connect(lambda: self.chosen.emit(order.id))
        return button


def nothing_open(table: AtTable | None, *, settle: Callable[[], None]) -> EmptyState:
    """Return what shows while nobody stands at the table; once all have picked up, with the way to `settle`."""
    if table is not None and table.pickups and all(each.is_done for each in table.pickups):
        button = Button(_("Go to Settle"), kind="primary", end_icon="arrow-right")
        button.clicked.connect(settle)
        return EmptyState("check", _("All {count} have picked up").format(count=len(table.pickups)), buttons=(button,))
    hours = pickup_time(table.round) if table and table.round else ""
    reason = _("Scan one after the other; no mouse is needed.")
    return EmptyState("barcode", _("Scan a code, or type a room"), " · ".join(part for part in (hours, reason) if part))


class RefusalPanel(Box):
    """Nothing to hand over: what was not found, and what to do."""

    def __init__(self, title: str, reason: str, *, typed: str) -> None:
        super().__init__(fill="dangerTint", line="dangerLine", padding=24)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        self.body.addWidget(IconLabel("warning", ink="dangerText", side=56), 0, middle)
        for words, role in ((title, "display"), (reason, "lead")):
            label = Label(words, role="display" if role == "display" else "lead", ink="dangerText", wrap=True)
            label.setAlignment(middle)
            self.body.addWidget(label)
        said = Label(_("Read: {text}").format(text=typed), role="small", ink="dangerText", wrap=True)
        said.setAlignment(middle)
        said.setVisible(bool(typed))
        self.body.addWidget(said)
        self.body.addStretch(1)
        self.setAccessibleName(f"{title} {reason}")
