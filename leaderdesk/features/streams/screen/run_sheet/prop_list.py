"""What has to lie ready for a cue, with boxes to tick, and a field for one thing more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules import Prop
from leaderdesk.features.streams.rules.planning import MOST_LINE
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.choices import CheckBox
from leaderdesk.ui.edits import LineEdit


class PropList(QWidget):
    """Tells `ticked` with the id of a thing and whether it lies ready, `changed` with all lines as they shall be."""

    ticked = Signal(int, bool)
    changed = Signal(list)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._props: tuple[Prop, ...] = ()
        self._rows: list[QWidget] = []
        self.field = LineEdit(_("Something to prepare"), placeholder=_("One thing more, then Enter"), size=28)
        self.field.setMaxLength(MOST_LINE)
        self.field.returnPressed.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.field)

    def show_props(self, props: Sequence[Prop]) -> None:
        """Show these things; what is being typed stays."""
        if tuple(props) == self._props and self._rows:
            return
        self._props = tuple(props)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(prop) for prop in props]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)
        self.updateGeometry()

    def _row(self, prop: Prop) -> QWidget:
        row = QWidget()
        box = CheckBox(prop.text)
        box.setChecked(prop.ready)
        box.toggled.connect(lambda ready: self.ticked.emit(prop.id, ready))
        remove = IconButton("close", _("Take off: {thing}").format(thing=prop.text), size=28)
        remove.clicked.connect(lambda: self._remove(prop))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(box, 1)
        line.addWidget(remove)
        return row

    def _add(self) -> None:
        text = self.field.plain_text()
        if text:
            self.field.clear()
            self.changed.emit([*(prop.text for prop in self._props), text])

    def _remove(self, gone: Prop) -> None:
        self.changed.emit([prop.text for prop in self._props if prop.id != gone.id])
