"""Below the count: which batches of the goods that are looked at came, and how they came."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.actions import note_care
from leaderdesk.features.arrivals.queries import Arrival
from leaderdesk.features.arrivals.rules.counting import Count
from leaderdesk.features.arrivals.screen.care_line import CareLine
from leaderdesk.features.batches.queries import BatchSlots
from leaderdesk.features.batches.screen.batch_choice import BatchPicker
from leaderdesk.features.desk import Desk
from leaderdesk.ui.labels import ElidedLabel


class BatchFoot(QWidget):
    """Names the goods and lets their batch be chosen or written down; hidden until any are looked at."""

    def __init__(self, desk: Desk, slots: BatchSlots, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._offer_id: int | None = None
        self._title = ElidedLabel("", role="small", ink="text2")
        self.picker = BatchPicker(desk, slots)
        self.care = CareLine()
        self.care.noted.connect(self._note_care)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.picker)
        column.addWidget(self.care)
        self.hide()

    def show_count(self, count: Count | None) -> None:
        """Show the batches of these goods and how they came; of none, nothing."""
        self.setVisible(count is not None)
        self.care.show_count(count)
        if count is not None and count.offer.id != self._offer_id:
            self._offer_id = count.offer.id
            self._title.setText(_("Batch of {product}").format(product=count.offer.label))
            self.picker.show_offer(count.offer.id)

    def refresh(self, arrival: Arrival | None) -> None:
        """Show what is known by now of the goods that are looked at."""
        if self._offer_id is not None and not self.isHidden():
            self.show_count(arrival.count_of(self._offer_id) if arrival else None)

    def _note_care(self, offer_id: int, temperature: str, note: str) -> None:
        store = self._desk.store
        self._desk.tasks.write(self, lambda: note_care(store, offer_id, temperature=temperature, note=note))
