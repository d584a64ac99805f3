"""Which printer the labels go to, a label to try it with, and how it was set right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.documents.calibration import Correction
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.labels import IconLine


class PrinterChoice(QWidget):
    """Tells `chosen` with another printer, `try_wanted` for one label, `calibration_wanted` to set it right."""

    chosen = Signal(str)
    try_wanted = Signal()
    calibration_wanted = Signal()

    def __init__(self, printer: str) -> None:
        super().__init__()
        self._printer = printer
        self._combo = Combo(_("Printer for labels"))
        self._combo.chosen.connect(self._choose)
        self._try = Button(_("Try one"))
        self._try.clicked.connect(self.try_wanted)
        self._line = IconLine("crosshair", "")
        self._again = Button("", kind="link", size=28)
        self._again.clicked.connect(self.calibration_wanted)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._combo, 1)
        first.addWidget(self._try)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._line, 1)
        second.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)
        self.show_printers(())
        self.show_correction(Correction())

    def printer(self) -> str:
        """Return the name of the printer; empty when the system is to choose."""
        return self._printer

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers; the one in use stays, even while it is switched off."""
        known = [*names, self._printer] if self._printer and self._printer not in names else list(names)
        self._combo.set_choices([("", _("The system's printer")), *((name, name) for name in known)])
        self._combo.choose(self._printer)

    def show_correction(self, correction: Correction) -> None:
        """Say how the printer was set right for the paper in use."""
        self._line.show_line("crosshair", correction_words(correction), "text2")
        self._again.set_text(_("Calibrate") if correction.is_none else _("Calibrate again"))

    def words(self) -> str:
        """Return what is said of how the printer was set right."""
        return self._line.text()

    def _choose(self, name: str) -> None:
        self._printer = name
        self.chosen.emit(name)


def correction_words(correction: Correction) -> str:
    """Return how print is moved and stretched, in words."""
    if correction.is_none:
        return _("Not calibrated yet")
    right, down = correction.right_mm, correction.down_mm
    across = _("right {mm} mm") if right >= 0 else _("left {mm} mm")
    below = _("down {mm} mm") if down >= 0 else _("up {mm} mm")
    words = [across.format(mm=f"{abs(right):.1f}"), below.format(mm=f"{abs(down):.1f}")]
    if (correction.scale_x, correction.scale_y) != (1.0, 1.0):
        words.append(
            _("size {across}/{down} %").format(
                across=f"{correction.scale_x * 100:.1f}", down=f"{correction.scale_y * 100:.1f}"
            )
        )
    return _("Moved {where}").format(where=_(", ").join(words))
