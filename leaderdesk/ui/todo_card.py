"""One thing to do on Today: the whole card opens it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.icons import MIDDLE, IconName, paint_icon
from leaderdesk.ui.painted_button import ActingButton
from leaderdesk.ui.painting import RIGHT, line_height, paint_box, paint_text, text_width
from leaderdesk.ui.theme import theme
from leaderdesk.ui.tokens import INK, TINT, ColorName, Tone


class TodoCard(ActingButton):
    """An icon tile, a label, a figure with its unit, one line of detail and the word of where it leads.

    With nothing to do the card stays in its place, grey, and says so.
    """

    def __init__(self, icon: IconName, tone: Tone, label: str, link: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._icon: IconName = icon
        self._tone: Tone = tone
        self._label, self._link = label, link
        self._figure, self._unit, self._detail = "", "", ""
        self._idle = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_todo("", "", "")

    def show_todo(self, figure: str, unit: str, detail: str) -> None:
        """Show how many there are and what they are about."""
        self._figure, self._unit, self._detail, self._idle = figure, unit, detail, False
        self._changed()

    def show_nothing(self) -> None:
        """Show that all of it is done."""
        self._figure, self._unit, self._detail, self._idle = "0", "", _("All done"), True
        self._changed()

    @override
    def sizeHint(self) -> QSize:
        look = theme()
        lines = line_height(look.font("small")) + line_height(look.font("figure")) + line_height(look.font("caption"))
        return QSize(240, max(98, lines + 24))

    @override
    def minimumSizeHint(self) -> QSize:
        look = theme()
        head = text_width(self._label, look.font("small")) + 12 + text_width(self._link, look.font("small"))
        return QSize(max(200, 62 + head + 14), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = theme(), QPainter(self), self.rect().toRectF()
        fill = look.color("hover" if self.underMouse() else "surface")
        paint_box(painter, rect, radius=10, fill=fill, line=look.color("border"))
        tone: Tone = "neutral" if self._idle else self._tone
        tile = QRectF(14, 12, 36, 36)
        paint_box(painter, tile, radius=6, fill=look.color(TINT[tone]))
        paint_icon(painter, tile.adjusted(8, 8, 8 - 36 + MIDDLE, 8 - 36 + MIDDLE), self._icon, look.color(INK[tone]))
        self._paint_words(painter, QRectF(62, 12, rect.width() - 62 - 14, rect.height() - 22))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        look = theme()
        small, caption, figure = look.font("small"), look.font("caption"), look.font("figure")
        head = QRectF(room.x(), room.y(), room.width(), line_height(small))
        paint_text(painter, head, self._link, font=small, color=look.color("brand"), align=RIGHT)
        label = head.adjusted(0, 0, -text_width(self._link, small) - 8, 0)
        paint_text(painter, label, self._label, font=small, color=look.color("text2"))
        ink: ColorName = "text3" if self._idle else "text"
        middle = QRectF(room.x(), head.bottom() - 1, room.width(), line_height(figure))
        paint_text(painter, middle, self._figure, font=figure, color=look.color(ink))
        unit = middle.adjusted(text_width(self._figure, figure) + 7, 5, 0, 5)
        paint_text(painter, unit, self._unit, font=small, color=look.color("text2"))
        last = QRectF(room.x(), middle.bottom() - 1, room.width(), line_height(caption))
        paint_text(painter, last, self._detail, font=caption, color=look.color("text2"))

    def _changed(self) -> None:
        parts = (self._label, f"{self._figure} {self._unit}".strip(), self._detail, self._link)
        self.setAccessibleName("，".join(part for part in parts if part))
        self.update()
