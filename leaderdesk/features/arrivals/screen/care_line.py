"""How the goods came: how warm they were, and a few words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.arrivals.rules.counting import Count
from leaderdesk.ui.edits import LineEdit
from leaderdesk.ui.labels import Label
from leaderdesk.ui.showing import show_if

_TEMPERATURE = 84


class CareLine(QWidget):
    """Two fields that save themselves; shown once the goods are counted. `noted` tells offer, temperature and words."""

    noted = Signal(int, str, str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: Count | None = None
        self.temperature = LineEdit(_("How warm it came"), placeholder=_("4.2℃"))
        self.temperature.setFixedWidth(_TEMPERATURE)
        self.note = LineEdit(_("A word about how it came"), placeholder=_("for example: two boxes crushed"))
        for field in (self.temperature, self.note):
            field.editingFinished.connect(self._keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("It came"), role="small", ink="text2"))
        row.addWidget(self.temperature)
        row.addWidget(self.note, 1)

    def show_count(self, count: Count | None) -> None:
        """Show what is known of these goods; what is being typed about the same ones stays."""
        same = count is not None and self._count is not None and count.offer.id == self._count.offer.id
        self._count = count
        show_if(self, count is not None and count.is_counted)
        for field, text in ((self.temperature, count.temperature), (self.note, count.note)) if count else ():
            if not (same and field.hasFocus()):
                field.setText(text)

    def _keep(self) -> None:
        count = self._count
        said = self.temperature.plain_text(), self.note.plain_text()
        if count is not None and count.is_counted and said != (count.temperature, count.note):
            self.noted.emit(count.offer.id, *said)
