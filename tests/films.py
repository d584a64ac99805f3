"""A short film as a camera writes it: pictures as JPEG, one after the other, in an AVI."""

from __future__ import annotations

import struct

from PySide6.QtGui import QColor, QImage

from leaderdesk.ui.pictures import encoded

_PER_SECOND = 10
_KEY_FRAME = 0x10


def film(color: str, *, frames: int = 5, width: int = 64, height: int = 48) -> bytes:
    """Return a film of so many pictures of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    jpeg = encoded(image)
    movie, index = b"movi", b""
    for _frame in range(frames):
        index += b"00dc" + struct.pack("<III", _KEY_FRAME, len(movie), len(jpeg))
        movie += _chunk(b"00dc", jpeg)
    head = struct.pack(
        "<14I", 1_000_000 // _PER_SECOND, 0, 0, _KEY_FRAME, frames, 0, 1, len(jpeg), width, height, 0, 0, 0, 0
    )
    stream = struct.pack(
        "<4s4sIHHIIIIIIII4H",
        b"vids",
        b"MJPG",
        0,
        0,
        0,
        0,
        1,
        _PER_SECOND,
        0,
        frames,
        len(jpeg),
        0,
        0,
        0,
        0,
        width,
        height,
    )
    shape = struct.pack("<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
    strl = _chunk(b"LIST", b"strl" + _chunk(b"strh", stream) + _chunk(b"strf", shape))
    body = _chunk(b"LIST", b"hdrl" + _chunk(b"avih", head) + strl) + _chunk(b"LIST", movie) + _chunk(b"idx1", index)
    return _chunk(b"RIFF", b"AVI " + body)


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
