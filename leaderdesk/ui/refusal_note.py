"""The sentence at a cell that was not taken."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.painting import paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme

GAP, ICON = 8, 16


class RefusalNote(QWidget):
    """The sentence why a cell was not taken, just below the cell."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._sentence = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_below(self, cell: QRect, sentence: str) -> None:
        """Stand below `cell` (above it where there is no room) and say `sentence`."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        look, room = theme(), self._viewport.rect()
        width = min(text_width(sentence, look.font("small")) + ICON + GAP + 20, max(80, room.width() - 8))
        height = look.grown(30, "small")
        y = cell.bottom() + 1 if cell.bottom() + 1 + height <= room.height() else cell.top() - height
        x = max(
            4, min(cell.right() - width if cell.right() > room.width() - width else cell.x(), room.width() - width - 4)
        )
        self.setGeometry(x, y, width, height)
        self.raise_()
        self.show()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, radius=6, fill=look.color("dangerTint"), line=look.color("dangerLine"))
        paint_icon(painter, QRectF(10, rect.center().y() - 8, ICON, ICON), "warning", look.color("danger"))
        inner = rect.adjusted(10 + ICON + GAP, 0, -8, 0)
        paint_text(painter, inner, self._sentence, font=look.font("small"), color=look.color("dangerText"))
        painter.end()
