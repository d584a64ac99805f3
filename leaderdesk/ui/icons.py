"""The program's own line icons, tinted with a colour of the theme and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from leaderdesk.core.resources import resource

IconName = Literal[
    "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "bag", "barcode", "basket", "box", "bulb",
    "calendar", "case", "chart", "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "clipboard",
    "clock", "close", "copy", "crosshair", "database", "download", "drag", "eye", "eye-off", "file", "filter",
    "fridge", "gift", "grip", "help", "history", "house", "image", "info", "label", "link", "list", "lock", "message",
    "minus", "monitor", "moon", "more", "note", "pen", "people", "person", "phone", "pin", "play", "plus", "printer",
    "redo", "refresh", "search", "shield", "skip", "sliders", "snowflake", "sound", "sound-off", "stop", "sun", "tag",
    "text-size", "trash", "truck", "undo", "upload", "video", "wallet", "warning",
]  # fmt: skip

SMALL, MIDDLE, LARGE, HUGE = 16, 20, 24, 40
"""The sizes icons are drawn at, in pixels."""

_STROKE = 'stroke="currentColor"'
_RATIOS = (1.0, 1.5, 2.0, 3.0)


def paint_icon(painter: QPainter, rect: QRectF, name: IconName, color: QColor) -> None:
    """Draw the icon into the middle of `rect`, as large as its shorter side, in the device's own pixels."""
    side = int(min(rect.width(), rect.height()))
    image = icon_image(name, side, color, painter.device().devicePixelRatioF())
    left = round(rect.x() + (rect.width() - side) / 2)
    top = round(rect.y() + (rect.height() - side) / 2)
    painter.drawImage(left, top, image)


def icon_image(name: IconName, side: int, color: QColor, ratio: float) -> QImage:
    """Return the icon `side` pixels wide in `color` for a screen with `ratio` device pixels to one; drawn once only."""
    return _image(name, side, color.rgba(), ratio)


def icon_pixmap(name: IconName, side: int, color: QColor) -> QPixmap:
    """Return the icon as a pixmap for the sharpest screen there is."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return QPixmap.fromImage(icon_image(name, side, color, ratio))


def icon(name: IconName, color: QColor) -> QIcon:
    """Return a QIcon for menus and item views, in `color` as it is now."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(QPixmap.fromImage(icon_image(name, SMALL, color, ratio)))
    return made


@lru_cache(maxsize=1024)
def _image(name: IconName, side: int, rgba: int, ratio: float) -> QImage:
    pixels = max(1, round(side * ratio))
    image = QImage(QSize(pixels, pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _drawing(name, rgba).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _drawing(name: IconName, rgba: int) -> QSvgRenderer:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    color = QColor.fromRgba(rgba)
    tint = f'stroke="{color.name()}" stroke-opacity="{color.alphaF():.3f}"'
    return QSvgRenderer(text.replace(_STROKE, tint).encode())
