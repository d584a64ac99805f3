"""The question on an amber row: its reason, and real buttons for the answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.ui.buttons import Button
from leaderdesk.ui.columns import Fix
from leaderdesk.ui.icons import SMALL, paint_icon
from leaderdesk.ui.labels import plain_tooltip
from leaderdesk.ui.painting import line_height, text_width
from leaderdesk.ui.theme import theme

GAP, REASON_GAP = 8, 12
MOST_ANSWERS = 3
FIX_LINE, LAP = 37, 7
"""The line below the cells of a row that asks, and how far it reaches up between them."""

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class FixBar(QWidget):
    """The question of one row with its answers; a child of the table's viewport."""

    chosen = Signal(object, int)

    def __init__(self, viewport: QWidget, row_id: int, fix: Fix) -> None:
        super().__init__(viewport)
        self.row_id = row_id
        self.fix = fix
        self._reason = QRect()
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
        self._reason, places = self._arranged(rect.width())
        for button, place in zip(self.buttons, places, strict=True):
            button.setGeometry(place)
        self.update()
        self.show()

    def more_height(self, width: int) -> int:
        """Return how much taller than one line the question is where it has so much room."""
        reason, places = self._arranged(width)
        lowest = max((place.bottom() + 1 for place in places), default=reason.bottom() + 1)
        return max(0, lowest + self._top() - self._line_height())

    def wanted_width(self) -> int:
        """Return how wide the buttons are together."""
        return sum(button.sizeHint().width() + GAP for button in self.buttons) - GAP

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fix.beside:
            return
        look, painter = theme(), QPainter(self)
        top = self._reason.y() + (self._text_line() - SMALL) / 2
        paint_icon(painter, QRectF(0, top, SMALL, SMALL), "warning", look.color("warn"))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("warnText"))
        painter.drawText(self._reason, _WRAPPED, self.fix.reason)

    def _arranged(self, width: int) -> tuple[QRect, list[QRect]]:
        """Return where the reason and the buttons lie: in one line if they fit, else the buttons flow below."""
        if self.fix.beside:
            return QRect(), self._flowed(0, max(0, (self._line_height() - self._tallest()) // 2), width)
        left, font = SMALL + GAP, theme().font("small")
        room = max(1, width - left)
        end = left + text_width(self.fix.reason, font) + REASON_GAP
        tallest, top = self._tallest(), self._top()
        if end + self.wanted_width() <= width:
            line = QRect(left, top + (tallest - self._text_line()) // 2, room, self._text_line())
            return line, self._flowed(end, top, width)
        wrapped = QFontMetrics(font).boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, self.fix.reason).height()
        return QRect(left, top, room, wrapped), self._flowed(0, top + wrapped + GAP // 2, width)

    def _flowed(self, x: int, y: int, width: int) -> list[QRect]:
        begin, places = x, []
        for button in self.buttons:
            size = button.sizeHint()
            wide = min(size.width(), width)
            if x > begin and x + wide > width:
                begin, x, y = 0, 0, y + size.height() + GAP // 2
            places.append(QRect(x, y, wide, size.height()))
            x += wide + GAP
        return places

    def _tallest(self) -> int:
        return max((button.sizeHint().height() for button in self.buttons), default=self._text_line())

    def _text_line(self) -> int:
        return line_height(theme().font("small"))

    def _line_height(self) -> int:
        return self.height() if self.fix.beside else theme().grown(FIX_LINE, "small") + LAP - 1

    def _top(self) -> int:
        return max(0, (self._line_height() - self._tallest()) // 2)

    def _teller(self, place: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(self.row_id, place)
