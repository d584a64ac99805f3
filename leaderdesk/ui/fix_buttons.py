"""The question on an amber row: its reason, and real buttons for the answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.columns import Fix
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import paint_text, text_width
from leaderdesk.ui.theme import theme

GAP, REASON_GAP = 8, 12
MOST_ANSWERS = 3


class FixBar(QWidget):
    """The question of one row with its answers; a child of the table's viewport."""

    chosen = Signal(object, int)

    def __init__(self, viewport: QWidget, row_id: int, fix: Fix) -> None:
        super().__init__(viewport)
        self.row_id = row_id
        self.fix = fix
        self.setAccessibleName(fix.reason)
        answers = fix.answers[:MOST_ANSWERS]
        self.buttons = [
            Button(text, kind="warn", size=28, keys=str(place + 1), bold=fix.suggests and place == 0, parent=self)
            for place, text in enumerate(answers)
        ]
        self.buttons += [Button(text, kind="quiet", size=28, parent=self) for text in fix.links]
        for place, button in enumerate(self.buttons):
            button.setToolTip(plain_tooltip(button.plain_text()))
            button.clicked.connect(self._teller(place))

    def place(self, rect: QRect) -> None:
        """Lie over `rect` of the viewport, the buttons behind the reason or at the right end."""
        self.setGeometry(rect)
        last = max(0, rect.width() - self.wanted_width())
        x = last if self.fix.beside else min(self._reason_end(), last)
        for button in self.buttons:
            size = button.sizeHint()
            width = max(0, min(size.width(), rect.width() - x))
            button.setGeometry(x, (rect.height() - size.height()) // 2, width, size.height())
            x += width + GAP
        self.show()

    def wanted_width(self) -> int:
        """Return how wide the buttons are together."""
        return sum(button.sizeHint().width() + GAP for button in self.buttons) - GAP

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fix.beside:
            return
        look, painter = theme(), QPainter(self)
        top = (self.height() - SMALL) / 2
        paint_icon(painter, QRectF(0, top, SMALL, SMALL), "warning", look.color("warn"))
        end = self.buttons[0].x() - REASON_GAP if self.buttons else self.width()
        rect = QRectF(SMALL + GAP, 0, max(0, end - SMALL - GAP + 1), self.height())
        paint_text(painter, rect, self.fix.reason, font=look.font("small"), color=look.color("warnText"))

    def _reason_end(self) -> int:
        return SMALL + GAP + text_width(self.fix.reason, theme().font("small")) + REASON_GAP

    def _teller(self, place: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(self.row_id, place)
