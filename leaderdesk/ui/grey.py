"""Pictures as codes are read from them: a byte of brightness for each pixel, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Grey:
    """A grey picture: a byte for each pixel, row by row."""

    pixels: bytes
    width: int
    height: int


def grey_of_image(image: QImage) -> Grey | None:
    """Return the brightness of every pixel; None for a picture that is none."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        return None
    rows = bytes(grey.constBits())
    return Grey(packed(rows, grey.width(), grey.height(), grey.bytesPerLine()), grey.width(), grey.height())


def packed(rows: bytes, width: int, height: int, stride: int) -> bytes:
    """Return the rows without what lies between them, where each begins `stride` bytes after the one before."""
    if stride == width:
        return rows[: width * height]
    return b"".join(rows[start : start + width] for start in range(0, stride * height, stride))
