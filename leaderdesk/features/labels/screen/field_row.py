"""One field of a label in the editor: whether it is printed, how large, where in the order, and whether it fits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import N_, _
from leaderdesk.documents.label_layout import FieldName, FieldSize, LayoutField
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.choices import CheckBox, Segments
from leaderdesk.ui.labels import Label

FIELD_WORDS: dict[FieldName, str] = {
    "room": N_("Room"),
    "code": N_("Pickup code"),
    "name": N_("Name"),
    "tail": N_("End of the phone number"),
    "cold": N_("Cold bar"),
    "bag": N_("Which bag of how many"),
    "goods": N_("Goods"),
    "gift": N_("Gift"),
    "note": N_("Note"),
    "footer": N_("Round and day"),
    "shop": N_("Line of the shop"),
    "qr": N_("Code to scan"),
}


class FieldRow(QWidget):
    """Tells `changed`, and `moved` with -1 or 1; Alt with the arrow keys moves too."""

    changed = Signal()
    moved = Signal(int)

    def __init__(self, field: LayoutField, *, on: bool) -> None:
        super().__init__()
        self.name: FieldName = field.name
        words = _(FIELD_WORDS[field.name])
        self.check = CheckBox(words)
        self.check.setChecked(on)
        self.check.toggled.connect(lambda _on: self._say())
        sizes: list[tuple[FieldSize, str]] = [("s", _("S")), ("m", _("M")), ("l", _("L")), ("xl", _("XL"))]
        self.sizes = Segments(_("How large: {field}").format(field=words), sizes)
        self.sizes.choose(field.size)
        self.sizes.chosen.connect(lambda _key: self._say())
        self.up = IconButton("chevron-up", _("{field}: further up").format(field=words), size=28)
        self.down = IconButton("chevron-down", _("{field}: further down").format(field=words), size=28)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        # The code stands in its corner wherever it is in the order.
        for button in (self.up, self.down):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setVisible(field.name != "qr")
        self._note = Label("", role="caption", ink="warnText", wrap=True)
        self._note.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.check, 1)
        for widget in (self.sizes, self.up, self.down):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._note)
        self._enable()

    def field(self) -> LayoutField | None:
        """Return the field as it is to be printed; None if it is not."""
        size: FieldSize = {"s": "s", "m": "m", "l": "l", "xl": "xl"}[self.sizes.current()]  # type: ignore[assignment]
        return LayoutField(self.name, size) if self.check.isChecked() else None

    def show_note(self, words: str) -> None:
        """Say in place what does not fit; nothing where all does."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self.check.setAccessibleDescription(words)

    def note(self) -> str:
        """Return what is said of the field."""
        return self._note.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def _say(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self.sizes.setEnabled(self.check.isChecked())
