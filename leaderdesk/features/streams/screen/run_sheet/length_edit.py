"""A length with a minus and a plus beside it, typed as people write it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.features.streams.rules.durations import LONGEST_S, read_length, short_length_text
from leaderdesk.ui.buttons import IconButton
from leaderdesk.ui.edits import ParsedEdit
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme

_STEP_S, _SMALL_STEP_S, _SMALL_BELOW_S = 60, 30, 120


class LengthEdit(QWidget):
    """Tells `changed` with the seconds; Up and Down move by a minute, below two minutes by half of one.

    `refused` carries the sentence about what could not be read, `accepted` that it was mended.
    """

    changed = Signal(object)
    refused = Signal(str)
    accepted = Signal()

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._less = IconButton("minus", _("{name}: shorter").format(name=name), size=28)
        self._more = IconButton("plus", _("{name}: longer").format(name=name), size=28)
        self.edit: ParsedEdit[int] = ParsedEdit(name, read=read_length, write=short_length_text)
        self.edit.setProperty("bare", True)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.edited.connect(self.changed)
        self.edit.refused.connect(self.refused)
        self.edit.accepted.connect(self.accepted)
        self._less.clicked.connect(lambda: self._move(-1))
        self._more.clicked.connect(lambda: self._move(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        for part in (self._less, self.edit, self._more):
            row.addWidget(part, 1 if part is self.edit else 0)
        self.setFocusProxy(self.edit)

    def show_length(self, seconds: int) -> None:
        """Show that length, unless another is being typed."""
        if not self.edit.isModified() or not self.edit.hasFocus():
            self.edit.set_value(seconds)
        self._less.setEnabled(seconds > _SMALL_STEP_S)
        self._more.setEnabled(seconds < LONGEST_S)

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
        focused, refused = self.edit.hasFocus(), bool(self.edit.property("refused"))
        line = look.color("danger" if refused else "focus" if focused else "borderInput")
        width = 2 if focused or refused else 1
        paint_box(QPainter(self), self.rect().toRectF(), radius=6, fill=look.color("surface"), line=line, width=width)

    def _move(self, by: int) -> None:
        now = self.edit.value() or 0
        step = _SMALL_STEP_S if now < _SMALL_BELOW_S or (by < 0 and now == _SMALL_BELOW_S) else _STEP_S
        seconds = min(max(_SMALL_STEP_S, now + by * step), LONGEST_S)
        if seconds != now:
            self.show_length(seconds)
            self.changed.emit(seconds)
