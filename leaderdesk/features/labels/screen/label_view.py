"""One label as it will look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from leaderdesk.core.i18n import _
from leaderdesk.ui.painting import paint_box
from leaderdesk.ui.theme import theme


class LabelView(QWidget):
    """One label as it will be printed, as large as there is room; white in every theme, as paper is.

    The arrow keys walk through the bags, which `stepped` tells.
    """

    stepped = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._ratio = 1.5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setAccessibleName(_("Label as it will be printed"))

    def show_image(self, image: QImage | None, ratio: float) -> None:
        """Show the picture of a label that is `ratio` times as wide as high."""
        self._image, self._ratio = image, ratio
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_box(painter, self.rect().toRectF(), radius=10, fill=look.color("sunken"), line=look.color("border"))
        if self._image is None:
            return
        height = max(20.0, min(self.height() - 36.0, (self.width() - 80.0) / self._ratio))
        target = QRectF(0, 0, height * self._ratio, height)
        target.moveCenter(self.rect().toRectF().center())
        paint_box(
            painter,
            target.adjusted(-6, -6, 6, 6),
            radius=8,
            fill=QColor(Qt.GlobalColor.white),
            line=look.color("border"),
        )
        painter.drawImage(target, self._image)
