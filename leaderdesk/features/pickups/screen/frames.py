"""The grey picture in a frame of the camera, and the codes in it; meant for a background lane."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from leaderdesk.documents.qr import read_grey
from leaderdesk.ui.grey import Grey, grey_of_image, packed

_PixelFormat = QVideoFrameFormat.PixelFormat
_PLANE_OF_GREY = frozenset(
    {
        _PixelFormat.Format_YUV420P,
        _PixelFormat.Format_YUV422P,
        _PixelFormat.Format_YV12,
        _PixelFormat.Format_NV12,
        _PixelFormat.Format_NV21,
        _PixelFormat.Format_IMC1,
        _PixelFormat.Format_IMC2,
        _PixelFormat.Format_IMC3,
        _PixelFormat.Format_IMC4,
        _PixelFormat.Format_Y8,
    }
)
"""What cameras deliver with the brightness of every pixel in a plane of its own, which is all a code needs."""

_GREY_BETWEEN = {_PixelFormat.Format_YUYV: 0, _PixelFormat.Format_UYVY: 1}
"""What they deliver with the brightness in every second byte, and which byte is the first."""

_LOOK_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Seen:
    """What one frame showed: the codes in it, and a small picture to aim by."""

    codes: tuple[str, ...]
    look: QImage


def see(frame: QVideoFrame) -> Seen:
    """Return the codes in the frame and what it looks like; nothing for one that cannot be read."""
    grey = grey_of(frame)
    if grey is None:
        return Seen((), QImage())
    image = QImage(grey.pixels, grey.width, grey.height, grey.width, QImage.Format.Format_Grayscale8)
    return Seen(read_grey(grey.pixels, grey.width, grey.height), image.scaledToWidth(_LOOK_WIDTH))


def grey_of(frame: QVideoFrame) -> Grey | None:
    """Return the brightness of every pixel; None for a frame that cannot be read."""
    kind = frame.pixelFormat()
    if kind in _PLANE_OF_GREY or kind in _GREY_BETWEEN:
        return _mapped(frame, step=2 if kind in _GREY_BETWEEN else 1, first=_GREY_BETWEEN.get(kind, 0))
    return grey_of_image(frame.toImage())


def _mapped(frame: QVideoFrame, *, step: int, first: int) -> Grey | None:
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        plane, stride = bytes(frame.bits(0)), frame.bytesPerLine(0)
    finally:
        frame.unmap()
    width, height = frame.width(), frame.height()
    if step > 1:
        plane, stride = plane[first::step], stride // step
    return Grey(packed(plane, width, height, stride), width, height) if len(plane) >= stride * height else None
