"""One line of an order at the pickup table: ticked it goes along, unticked it says why it stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.orders.papers import times_text
from leaderdesk.features.orders.rules import Line
from leaderdesk.features.pickups.rules import NotTakenReason
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import IconLine, Label
from leaderdesk.ui.pills import Chip

_REASONS: dict[str, NotTakenReason] = {"missing": "missing", "bad": "bad", "later": "later"}


class ItemRow(QWidget):
    """A line with its tick; what was handed over before has none."""

    changed = Signal()

    def __init__(self, line: Line, *, handed: bool, reason: str = "") -> None:
        super().__init__()
        self.line = line
        self._handed = handed
        spec = f" {line.spec}" if line.spec else ""
        self.tick = CheckBox(f"{line.product_label}{spec}", large=True)
        self.tick.setChecked(not reason)
        self.tick.setEnabled(not handed)
        self.tick.toggled.connect(self._tick_changed)
        self.why = Combo(
            _("Why it stays: {product}").format(product=line.product_label),
            [("missing", _("out of stock")), ("bad", _("damaged")), ("later", _("next time"))],
            size=28,
        )
        self.why.choose(reason)
        self.why.setVisible(bool(reason))
        self.why.chosen.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(12)
        row.addWidget(self.tick, 1)
        row.addWidget(self.why)
        if handed:
            row.addWidget(IconLine("check", _("handed over"), ink="brandTintText"))
        if line.is_cold:
            row.addWidget(Chip(_("frozen") if line.storage == "frozen" else _("chilled"), look="cold"))
        amount = Label(times_text(line), role="title")
        amount.setMinimumWidth(64)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(amount)

    def is_taken(self) -> bool:
        """Return whether the line is handed over now."""
        return self.tick.isChecked() and not self._handed

    def reason(self) -> NotTakenReason | None:
        """Return why the line stays; None if it goes or has gone."""
        if self._handed or self.tick.isChecked():
            return None
        return _REASONS[self.why.current()]

    def _tick_changed(self, ticked: bool) -> None:
        self.why.setVisible(not ticked)
        self.changed.emit()
