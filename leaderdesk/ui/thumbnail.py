"""A small picture with rounded corners; the drawn basket where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.ui.icons import paint_icon
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme


class Thumbnail(QWidget):
    """A square of `side` pixels."""

    def __init__(self, side: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def is_empty(self) -> bool:
        """Whether the basket stands for a picture."""
        return self._image.isNull()

    def show_image(self, image: QImage) -> None:
        """Show the picture; an empty one shows the basket."""
        self._image = image
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_picture(QPainter(self), QRectF(0, 0, self._side, self._side), self._image)


def paint_picture(painter: QPainter, frame: QRectF, image: QImage) -> None:
    """Draw the picture so that it fills the rounded frame; the drawn basket where there is none."""
    look = theme()
    if image.isNull():
        paint_box(painter, frame, radius=6, fill=look.color("sunken"))
        side = min(frame.width(), frame.height()) / 2
        icon = QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side)
        paint_icon(painter, icon, "basket", look.color("text3"))
        return
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(frame, 6, 6)
    painter.save()
    painter.setClipPath(path)
    scale = max(frame.width() / image.width(), frame.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    middle = frame.center()
    painter.drawImage(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height), image)
    painter.restore()
    painter.setPen(QPen(look.color("border"), 1))
    painter.drawPath(path)
