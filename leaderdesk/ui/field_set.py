"""Named fields that are read, written and refused one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaderdesk.core.errors import UserError
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.edits import LineEdit, TextArea
from leaderdesk.ui.forms import Field

MOST_TYPED = 2000
"""What is pasted into a line beyond this is cut at once, so that no paste can make the window wait."""

Reader = Callable[[str], object]


class FieldSet(QWidget):
    """Fields in rows. `left` tells which was left or chosen from, `entered` in which Enter was pressed."""

    left = Signal(str)
    entered = Signal(str)

    def __init__(
        self, fields: Mapping[str, Field], rows: Sequence[Sequence[str]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.fields = dict(fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for names in rows:
            row = QHBoxLayout()
            row.setSpacing(12)
            for name in names:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        for name, field in self.fields.items():
            self._connect(name, field.control)

    def text(self, name: str) -> str:
        """Return what stands in a field; of a choice its key."""
        control = self.fields[name].control
        if isinstance(control, Combo):
            return control.current()
        return control.plain_text() if isinstance(control, LineEdit | TextArea) else ""

    def write(self, name: str, value: str) -> None:
        """Let `value` stand in a field, with nothing wrong about it."""
        control = self.fields[name].control
        if isinstance(control, TextArea):
            control.setPlainText(value)
        elif isinstance(control, LineEdit):
            control.setText(value)
        elif isinstance(control, Combo):
            control.choose(value)
        self.fields[name].clear_error()

    def clear(self) -> None:
        """Empty every field in which one writes; choices go back to their first answer."""
        for name, field in self.fields.items():
            if isinstance(field.control, Combo):
                field.control.setCurrentIndex(0)
            self.write(name, "")

    def error(self, name: str) -> str:
        """Return the sentence at a field; empty when nothing is wrong."""
        return self.fields[name].error()

    def refuse(self, name: str, error: Exception) -> None:
        """Show at a field why it was not kept."""
        self.fields[name].show_error(str(error))

    def check(self, name: str, read: Reader) -> bool:
        """Read a field now; False, with its sentence shown, if it cannot be kept."""
        try:
            read(self.text(name))
        except UserError as error:
            self.refuse(name, error)
            return False
        return True

    def check_all(self, readers: Mapping[str, Reader]) -> bool:
        """Read these fields; False, with the keyboard on the first wrong one, if one cannot be kept."""
        wrong = [name for name, read in readers.items() if not self.check(name, read)]
        if wrong:
            self.focus(wrong[0])
        return not wrong

    def focus(self, name: str) -> None:
        """Put the keyboard into a field."""
        self.fields[name].control.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self, name: str, control: QWidget) -> None:
        if isinstance(control, LineEdit):
            control.setMaxLength(MOST_TYPED)
            control.editingFinished.connect(partial(self.left.emit, name))
            control.returnPressed.connect(partial(self.entered.emit, name))
        elif isinstance(control, TextArea):
            control.left.connect(partial(self.left.emit, name))
        elif isinstance(control, Combo):
            control.chosen.connect(lambda _key: self.left.emit(name))


def line_field(label: str, placeholder: str = "", *, hint: str = "") -> Field:
    """Return a field to write one line in."""
    return Field(label, LineEdit(label, placeholder=placeholder), hint=hint)
