"""What is seen of the audience window: the last good frame, and how one becomes the next."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from leaderdesk.features.streams.screen.audience.ink import PAPER
from leaderdesk.ui.theme import theme

FADE_MS = 180
_MOST_FADED = 2560 * 1440
"""Pixels up to which a fade is smooth without a graphics card; larger screens cut."""


class Stage(QWidget):
    """Shows frames that were painted elsewhere: putting one up costs a copy of its pixels."""

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame = QImage()
        self._before = QImage()
        self._share = 1.0
        self._moving = QImage()
        self._moving_rect = QRectF()
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._step)
        self._motion.finished.connect(self._settle)

    def frame(self) -> QImage:
        """Return the frame in view."""
        return self._frame

    def is_fading(self) -> bool:
        """Return whether one frame still becomes the next."""
        return self._motion.state() is QVariantAnimation.State.Running

    def put_up(self, frame: QImage, *, cut: bool = False) -> None:
        """Show the frame: faded in over the one before, at once with `cut` or where motion is not wanted."""
        self._motion.stop()
        self._settle()
        length = theme().duration(FADE_MS)
        fits = not self._frame.isNull() and self._frame.size() == frame.size()
        large = frame.width() * frame.height() > _MOST_FADED
        self._before, self._frame = self._frame, frame
        if cut or length == 0 or not fits or large:
            self._settle()
            return
        self._share = 0.0
        self._motion.setDuration(length)
        self._motion.start()

    def show_moving(self, image: QImage, rect: QRectF) -> None:
        """Show a picture of a video within `rect`, in pixels of the frame; an empty one takes it away."""
        self._moving, self._moving_rect = image, rect
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._frame.isNull():
            painter.fillRect(self.rect(), QColor(PAPER))
            return
        if self._share < 1.0:
            painter.drawImage(QPointF(0, 0), self._before)
            painter.setOpacity(self._share)
            painter.drawImage(QPointF(0, 0), self._frame)
            painter.setOpacity(1.0)
        else:
            painter.drawImage(QPointF(0, 0), self._frame)
        self._paint_moving(painter)

    def _paint_moving(self, painter: QPainter) -> None:
        if self._moving.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._moving.size().toSizeF()
        scale = min(self._moving_rect.width() / size.width(), self._moving_rect.height() / size.height())
        target = QRectF(0, 0, size.width() * scale, size.height() * scale)
        target.moveCenter(self._moving_rect.center())
        painter.drawImage(target, self._moving)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _step(self, share: float) -> None:
        self._share = share
        self.update()

    def _settle(self) -> None:
        self._share, self._before = 1.0, QImage()
        self.update()
