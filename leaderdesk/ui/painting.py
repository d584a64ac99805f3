"""The few strokes that painted widgets share: rounded boxes, icons in place, lines of text, key caps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from leaderdesk.ui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter

# Cut and shown as written: no letter after & is underlined, no line breaks.
_PLAIN = int(Qt.TextFlag.TextSingleLine)


def paint_box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1,
) -> None:
    """Fill a rounded box and draw its line inside `rect`, `width` pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if line is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(line, width))
        half = width / 2
        rect = rect.adjusted(half, half, -half, -half)
    radius = min(radius, rect.height() / 2, rect.width() / 2)
    painter.drawRoundedRect(rect, radius, radius)


def paint_text(
    painter: QPainter, rect: QRectF, text: str, *, font: QFont, color: QColor, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Write one line of plain text inside `rect`; what does not fit ends in an ellipsis."""
    painter.setFont(font)
    painter.setPen(color)
    shown = text
    if text_width(text, font) > rect.width():
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
    painter.drawText(rect, int(align) | _PLAIN, shown)


def text_width(text: str, font: QFont) -> int:
    """Return the pixels that `text` takes in one line."""
    return QFontMetrics(font).horizontalAdvance(text)


def line_height(font: QFont) -> int:
    """Return the pixels one line of `font` takes."""
    return QFontMetrics(font).height()


def paint_dot(painter: QPainter, center: QPointF, *, color: QColor, radius: float = 3) -> None:
    """Draw a filled dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(center, radius, radius)


def key_cap_size(keys: str) -> QSizeF:
    """Return the size of the cap that shows `keys`, in the text size in force."""
    font = theme().font("caption")
    return QSizeF(text_width(keys, font) + 11, line_height(font) + 1)


def paint_key_cap(
    painter: QPainter, rect: QRectF, keys: str, *, ink: QColor, line: QColor, fill: QColor | None = None
) -> None:
    """Draw the cap of `keys` (as `Ctrl Z`) into `rect`."""
    paint_box(painter, rect, radius=4, fill=fill, line=line)
    painter.setFont(theme().font("caption"))
    painter.setPen(ink)
    painter.drawText(rect, int(CENTER) | _PLAIN, keys)


def paint_dashed_box(
    painter: QPainter, rect: QRectF, *, radius: float, fill: QColor, line: QColor, width: float = 1
) -> None:
    """Fill a rounded box with a dashed line: a place where something can be put."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, width, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(fill)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
