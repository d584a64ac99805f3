"""Pictures as phones and strangers send them: whole, huge, cut short, and with where they were taken."""

from __future__ import annotations

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

PLACE = b"GPSLatitude 31.2304"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'


def picture(width: int = 400, height: int = 300, kind: bytes = b"jpeg") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor("tomato"))
    for step in range(0, width, 9):
        painter.setPen(QColor(step % 256, 90, 200))
        painter.drawLine(step, 0, width - step, height)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def with_place(jpeg: bytes) -> bytes:
    """Return the JPEG with an EXIF part that says where it was taken and that it lies on its side."""
    entry = struct.pack(">HHI", 0x0112, 3, 1) + struct.pack(">HH", 6, 0)
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + b"\x00\x00\x00\x00" + PLACE
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def huge_png(side: int) -> bytes:
    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * 64))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def with_words(png: bytes) -> bytes:
    """Return the PNG with a part of text that says where it was taken."""
    data = b"Comment\x00" + PLACE
    part = struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))
    return png[:33] + part + png[33:]
