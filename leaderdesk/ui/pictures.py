"""Pictures that come in from files: read under limits, shrunk, stripped, and shown small."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _

LONGEST = 1600
"""Pixels of the longer side of a stored picture."""

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".svg", ".heic", ".tif", ".tiff"})
_MOST_BYTES = 64 * 1024 * 1024
_MOST_PIXELS = 100_000_000
_QUALITY = 85
_KINDS = {
    b"jpeg": re.compile(rb"\xff\xd8\xff"),
    b"png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    b"webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_END_OF_JPEG = b"\xff\xd9"
# In the data of a JPEG, FF is followed by 00, by a restart mark or by more FF; anything else begins a new part.
_NEXT_PART = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def looks_like_picture(path: Path) -> bool:
    """Return whether the file is named like a picture, of whatever kind: one that cannot be taken is told so."""
    return path.suffix.casefold() in _SUFFIXES


def read_picture(path: Path) -> bytes:
    """Return the picture of the file as JPEG, at most LONGEST pixels, upright, without where and when it was taken.

    UserError if the file is no whole JPG, PNG or WebP, or too large to be a photo.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _cannot_open()
        content = path.read_bytes()
    except OSError as error:
        raise _cannot_open() from error
    return encoded(decoded(content))


def thumbnail(jpeg: bytes, side: int) -> QImage:
    """Return a stored picture, filling a square of `side` pixels; works on any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    left, top = max(0, (image.width() - side) // 2), max(0, (image.height() - side) // 2)
    return image.copy(left, top, min(side, image.width()), min(side, image.height()))


def decoded(content: bytes, *, most_pixels: int = _MOST_PIXELS) -> QImage:
    """Return the picture upright, at most twice LONGEST pixels; works on any thread.

    UserError if it is no whole JPG, PNG or WebP, or has more than `most_pixels`, which is known before it is read.
    """
    # Told by its first bytes before any decoder sees it: an SVG could name other files.
    kind = next((kind for kind, begins in _KINDS.items() if begins.match(content)), None)
    if kind is None or (kind == b"jpeg" and not _is_whole_jpeg(content)):
        raise _cannot_open()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > most_pixels:
        raise _cannot_open()
    if max(size.width(), size.height()) > 2 * LONGEST:
        # A JPEG can be read at half or quarter size, which saves most of the memory and time.
        reader.setScaledSize(size.scaled(2 * LONGEST, 2 * LONGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull() or reader.error() != QImageReader.ImageReaderError.UnknownError:
        raise _cannot_open()
    return image


def encoded(image: QImage) -> bytes:
    """Return the picture as JPEG: shrunk, on white where it is clear, with nothing but its pixels."""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    size = image.size()
    if max(size.width(), size.height()) > LONGEST:
        size = size.scaled(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    # A new image carries none of the words that came with the old one.
    clean = QImage(size, QImage.Format.Format_RGB32)
    clean.fill(Qt.GlobalColor.white)
    painter = QPainter(clean)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    if not writer.write(clean):
        raise _cannot_open()
    return bytes(buffer.data().data())


def _is_whole_jpeg(content: bytes) -> bool:
    """Return whether the data ends where it should; the decoder paints what is missing grey and is content."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        if content[place : place + 2] == _END_OF_JPEG:
            return True
        scan = content[place + 1] == 0xDA
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if scan:
            found = _NEXT_PART.search(content, place)
            if found is None:
                return False
            place = found.start()
    return content[place : place + 2] == _END_OF_JPEG


def _cannot_open() -> UserError:
    return UserError(_("This picture cannot be opened. Take a JPG or PNG instead."))
