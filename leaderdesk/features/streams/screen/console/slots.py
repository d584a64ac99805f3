"""What the console is handed of the features above streams: their facts, and the line for quick orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtWidgets import QWidget

from leaderdesk.features.desk import Desk
from leaderdesk.features.streams.queries.slots import StreamSlots


class QuickOrders(Protocol):
    """The line at which orders are typed while the stream is live."""

    def widget(self) -> QWidget:
        """Return the line itself."""
        ...

    def take_keyboard(self) -> None:
        """Let what is typed from now on be an order."""
        ...

    def show_sum(self, words: str) -> None:
        """Show what the stream has brought so far."""
        ...


@dataclass(frozen=True, slots=True)
class ConsoleSlots:
    """`quick_orders` makes the line for orders of a round; without it none are taken in the console."""

    streams: StreamSlots = field(default_factory=StreamSlots)
    quick_orders: Callable[[Desk, int], QuickOrders] | None = None
