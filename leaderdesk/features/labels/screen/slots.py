"""What the label page shows of the features beside and above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.pickups.queries import GiftsOfOrders


class RoundButton(Protocol):
    """A button, a QWidget, that does something with the round in view."""

    def show_round(self, round_id: int) -> None:
        """Do it with that round from now on."""
        ...


Buttons = Callable[[Desk], Sequence[RoundButton]]


def widget_of(button: RoundButton) -> QWidget:
    """Return the button as the widget it is."""
    return cast("QWidget", button)


def _no_buttons(_desk: Desk) -> Sequence[RoundButton]:
    return ()


@dataclass(frozen=True, slots=True)
class LabelSlots:
    """What other features add: gifts on labels, buttons of the header, and buttons of lists below the label.

    `tables` are the tables a change of which changes the gifts.
    """

    gifts: GiftsOfOrders | None = None
    header: Buttons = _no_buttons
    lists: Buttons = _no_buttons
    tables: frozenset[str] = frozenset()
