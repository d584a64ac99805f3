"""A whole number with a minus and a plus beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.painting import paint_box, text_width
from leaderdesk.ui.theme import theme


class NumberStepper(QWidget):
    """A number between `least` and `most`; `changed` tells a new one. Up and Down count too."""

    changed = Signal(int)

    def __init__(self, name: str, *, least: int = 0, most: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most, self._number = least, most, least
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._less = IconButton("minus", _("{name}: one less").format(name=name), size=28)
        self._more = IconButton("plus", _("{name}: one more").format(name=name), size=28)
        self._edit = QLineEdit()
        self._edit.setProperty("bare", True)
        self._edit.setAccessibleName(name)
        self._edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._edit.setValidator(QIntValidator(least, most, self._edit))
        self._edit.editingFinished.connect(self._read)
        self._less.clicked.connect(lambda: self._move(-1))
        self._more.clicked.connect(lambda: self._move(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for part in (self._less, self._edit, self._more):
            row.addWidget(part)
        self._dress()
        self._show()

    def value(self) -> int:
        """Return the number."""
        return self._number

    def set_value(self, number: int) -> None:
        """Show `number`, brought between the limits, without telling anybody."""
        self._number = min(max(number, self._least), self._most)
        self._show()

    def set_limits(self, least: int, most: int) -> None:
        """Allow other numbers from now on."""
        self._least, self._most = least, most
        self._edit.setValidator(QIntValidator(least, most, self._edit))
        self.set_value(self._number)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(step)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        focused = self._edit.hasFocus()
        line = look.color("focus" if focused else "borderInput")
        rect = self.rect().toRectF()
        paint_box(QPainter(self), rect, radius=6, fill=look.color("surface"), line=line, width=2 if focused else 1)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme().grown(32)))

    def _dress(self) -> None:
        font = theme().font("strong")
        self._edit.setFont(font)
        self._edit.setFixedWidth(max(28, text_width("0" * len(str(self._most)), font) + 12))
        self.updateGeometry()

    def _move(self, by: int) -> None:
        self._take(self._number + by)

    def _read(self) -> None:
        self._take(int(self._edit.text() or self._number))

    def _take(self, number: int) -> None:
        before = self._number
        self.set_value(number)
        if self._number != before:
            self.changed.emit(self._number)

    def _show(self) -> None:
        self._edit.setText(str(self._number))
        self._less.setEnabled(self._number > self._least)
        self._more.setEnabled(self._number < self._most)
