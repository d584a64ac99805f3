"""Below the count: which batches of the goods that are looked at came."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.batches.queries import BatchSlots
from leaderdesk.features.batches.screen.batch_choice import BatchPicker
from leaderdesk.features.desk import Desk
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.ui.labels import ElidedLabel


class BatchFoot(QWidget):
    """Names the goods and lets their batch be chosen or written down; hidden until any are looked at."""

    def __init__(self, desk: Desk, slots: BatchSlots, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer_id: int | None = None
        self._title = ElidedLabel("", role="small", ink="text2")
        self.picker = BatchPicker(desk, slots)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.picker)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Show the batches of these goods; of none, nothing."""
        self.setVisible(offer is not None)
        if offer is not None and offer.id != self._offer_id:
            self._offer_id = offer.id
            self._title.setText(_("Batch of {product}").format(product=offer.label))
            self.picker.show_offer(offer.id)
