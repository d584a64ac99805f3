"""A paper as one picture for a chat: its pages below each other, without the white that paper leaves between."""

from __future__ import annotations

import struct
import zlib

from leaderdesk.documents.render import PageImage, Pages

WIDTH_PX = 1620
"""As wide as the sharpest phones show without making it smaller."""

_WHITE = 0xFF
_MARGIN_MM = 8.0
_MOST_PAGES = 6


def paper_png(pdf: bytes) -> bytes:
    """Return the first pages of `pdf` as one PNG of `WIDTH_PX` pixels, long stretches of white cut short."""
    with Pages(pdf) as pages:
        parts = [_used(pages, place) for place in range(min(len(pages), _MOST_PAGES))]
    width = max(width for width, _rows in parts)
    rows = b"".join(row for each, lines in parts for row in _padded(lines, each, width))
    return _png(width, len(rows) // (1 + 3 * width), rows)


def _used(pages: Pages, place: int) -> tuple[int, list[bytes]]:
    width_mm, _height_mm = pages.size_mm(place)
    px_per_mm = WIDTH_PX / width_mm
    image = pages.image(place, px_per_mm=px_per_mm)
    blank, most = bytes([_WHITE]) * (3 * image.width), round(_MARGIN_MM * px_per_mm)
    kept, white = list[bytes](), 0
    for row in _rgb_rows(image):
        white = white + 1 if row == blank else 0
        if white <= most:
            kept.append(row)
    return image.width, kept


def _rgb_rows(image: PageImage) -> list[bytes]:
    step = image.width * 4
    rows = []
    for start in range(0, step * image.height, step):
        row = image.rgba[start : start + step]
        rgb = bytearray(3 * image.width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[0::4], row[1::4], row[2::4]
        rows.append(bytes(rgb))
    return rows


def _padded(rows: list[bytes], width: int, wanted: int) -> list[bytes]:
    """Return the rows as PNG stores them: a filter of 0 in front, white behind."""
    white = bytes([_WHITE]) * (3 * (wanted - width))
    return [b"\0" + row + white for row in rows]


def _png(width: int, height: int, rows: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )
