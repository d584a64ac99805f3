"""The right side of the label page: the sheet with the places that are used already, or the roll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.documents.stock import LabelStock
from leaderdesk.features.labels.papers import BagLabel
from leaderdesk.features.labels.screen.leafing import LeafingHead
from leaderdesk.features.labels.screen.sheet_view import SheetView
from leaderdesk.ui.drawer import Pane
from leaderdesk.ui.labels import Label
from leaderdesk.ui.stepper import NumberStepper

WIDTH = 346


class SheetPane(Pane):
    """Tells `label_chosen` with the place of a label, and `start_changed` when the first place is another one."""

    label_chosen = Signal(int)
    start_changed = Signal()

    def __init__(self) -> None:
        super().__init__("canvas")
        self._stock: LabelStock | None = None
        self._head = LeafingHead(_("This sheet"))
        self._head.turned.connect(self._turn)
        self._sheet = SheetView()
        self._sheet.label_chosen.connect(self.label_chosen)
        self._sheet.start_chosen.connect(lambda place: self.start_at(place + 1))
        self._start = NumberStepper(_("First label on the sheet"), least=1, most=1)
        self._start.changed.connect(self.start_at)
        self._used = Label("", role="small", ink="text2", wrap=True)
        self._start_row = QWidget()
        row = QHBoxLayout(self._start_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("Begin at label"), ink="text2"))
        row.addWidget(self._start)
        row.addWidget(self._used, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 20, 12)
        column.setSpacing(10)
        column.addWidget(self._head)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._start_row)
        self.setFixedWidth(WIDTH)

    def skip(self) -> int:
        """Return how many places of the first sheet stay empty."""
        return 0 if self._stock is None or self._stock.roll else self._start.value() - 1

    def start_at(self, number: int) -> None:
        """Let the first label lie at place `number` of the first sheet, counted from 1."""
        self._start.set_value(number)
        self._sheet.skip_places(self.skip())
        self._show_page()
        self.start_changed.emit()

    def show_labels(self, labels: Sequence[BagLabel], stock: LabelStock) -> None:
        """Show these labels on that paper."""
        self._stock = stock
        self._start.set_limits(1, stock.per_page)
        self._start_row.setVisible(not stock.roll)
        self._sheet.show_labels(labels, stock, skip=self.skip())
        self._show_page()

    def show_label(self, place: int) -> None:
        """Mark the label at `place`, counted from 0, and turn to its page."""
        self._sheet.show_label(place)
        self._show_page()

    def _turn(self, step: int) -> None:
        self._sheet.turn(step)
        self._show_page()

    def _show_page(self) -> None:
        page, count = self._sheet.page(), self._sheet.page_count()
        self._head.show_place(page, count, _("page {number} of {count}").format(number=page + 1, count=count))
        used = ngettext("{count} place is used", "{count} places are used", self.skip()).format(count=self.skip())
        self._used.setText(used if self.skip() else "")
