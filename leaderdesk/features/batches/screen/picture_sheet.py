"""A picture as large as there is room, so that the words of a paper can be read."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.theme import theme


def stored_image(jpeg: bytes) -> QImage:
    """Return a stored picture in full; works on any thread."""
    image = QImage()
    image.loadFromData(QByteArray(jpeg), "JPEG")
    return image


class PictureSheet(QDialog):
    """Shows one picture over its window until Esc."""

    def __init__(self, asker: QWidget, image: QImage, *, title: str) -> None:
        super().__init__(asker.window())
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        close = Button(_("Close the picture"), kind="quiet", keys="Esc")
        close.clicked.connect(self.reject)
        row = self._buttons = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Canvas(image, title), 1)
        column.addLayout(row)
        self.finished.connect(self.deleteLater)
        self.resize(QSize(900, 680).boundedTo(asker.window().size()))

    def add_button(self, button: QWidget) -> None:
        """Put a button at the left, beside the one that closes."""
        self._buttons.insertWidget(0, button)


class _Canvas(QWidget):
    def __init__(self, image: QImage, title: str) -> None:
        super().__init__()
        self._image = image
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunken"))
        if self._image.isNull():
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        target = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
        target.moveCenter(self.rect().toRectF().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
