"""What the label page reads from the store, always in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from leaderdesk.features.desk import Desk
from leaderdesk.features.labels.queries import RoundLabels, round_labels
from leaderdesk.features.labels.screen.slots import LabelSlots

TABLES = frozenset(
    {
        "orders", "line", "building", "printed_label", "label_stock", "label_layout", "neighbour", "household",
        "product", "round", "setting",
    }
)  # fmt: skip
"""A change of these changes what the page shows."""


class LabelBook:
    """Reads for one page; what comes back is handed over on the window's thread."""

    def __init__(self, desk: Desk, owner: QObject, slots: LabelSlots) -> None:
        self._desk = desk
        self._owner = owner
        self._slots = slots

    def read_round(self, round_id: int, stock: str, done: Callable[[RoundLabels], None]) -> None:
        """Read the round with the layouts of that paper; of several requests only the newest delivers."""
        store, slots = self._desk.store, self._slots

        def work() -> RoundLabels:
            with store.read() as connection:
                return round_labels(connection, round_id, stock, slots.gifts)

        self._desk.tasks.read(self._owner, work, done, latest="round")

    def read_printers(self, done: Callable[[list[str]], None]) -> None:
        """Read which printers there are; the system may take its time."""

        def work() -> list[str]:
            from PySide6.QtPrintSupport import QPrinterInfo

            return list(QPrinterInfo.availablePrinterNames())

        self._desk.tasks.read(self._owner, work, done, latest="printers")
