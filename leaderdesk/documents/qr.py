"""The QR code of a bag: 20 digits as a square of modules, as one path on paper, and read back from a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_NUMBER, QRData

if TYPE_CHECKING:
    from leaderdesk.documents.render import PageImage

DIGITS = 20
MODULES = 21
"""Modules on a side: 20 digits at level M fit the smallest code."""

QUIET_MODULES = 4
"""Clear space that belongs around a code, in modules."""

_VERSION = 1
_MASK = 2
_FINDER = 7
_BESIDE_LEFT = (1 << MODULES - _FINDER) - 1
_BETWEEN = _BESIDE_LEFT ^ (1 << _FINDER) - 1
_BESIDE_FINDERS = (
    *(_BETWEEN,) * _FINDER,
    *((1 << MODULES) - 1,) * (MODULES - 2 * _FINDER),
    *(_BESIDE_LEFT,) * _FINDER,
)
# A square that is wound the other way round makes a hole.
_FINDERS = " ".join(
    f"{x} {y} 7 7 re {x + 6} {y + 1} -5 5 re {x + 2} {y + 2} 3 3 re" for x, y in ((0, 0), (0, 14), (14, 14))
)
# The digits are written in groups of three; a group of three takes 10 bits, the last two digits take 7.
_GROUPS = tuple((start, min(start + 3, DIGITS)) for start in range(0, DIGITS, 3))


def modules(digits: str) -> tuple[int, ...]:
    """Return the code of 20 digits: 21 rows from the top, each a number of 21 bits, its highest bit the left module.

    With version, level and mask fixed, every module is the exclusive or of payload bits: the code of a payload is the
    code of zeros with the differences of its set bits applied, which costs a twentieth of encoding it anew.
    """
    if len(digits) != DIGITS or not digits.isascii() or not digits.isdigit():
        raise ValueError(f"a bag's code has {DIGITS} digits, not {digits!r}")
    zeros, differences = _differences()
    square = zeros
    for (start, end), group in zip(_GROUPS, differences, strict=True):
        value = int(digits[start:end])
        for bit, difference in enumerate(group):
            if value >> bit & 1:
                square ^= difference
    row = (1 << MODULES) - 1
    return tuple(square >> MODULES * up & row for up in range(MODULES - 1, -1, -1))


def encoded(digits: str) -> tuple[int, ...]:
    """Return the same rows as `modules`, by encoding from the ground up."""
    code = qrcode.QRCode(version=_VERSION, error_correction=ERROR_CORRECT_M, mask_pattern=_MASK, border=0)
    code.add_data(QRData(digits, mode=MODE_NUMBER, check_data=False))
    code.make(fit=False)
    return tuple(int("".join("1" if dark else "0" for dark in row), 2) for row in code.get_matrix())


def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code of any text, as of an address that a phone shall open: rows from the top, dark where True."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def path(rows: tuple[int, ...]) -> str:
    """Return the dark modules as PDF rectangles to be filled, in a square of 21 × 21 above 0, 0.

    The three finders are three squares each, one in the other; all else is one rectangle for each run in a row.
    """
    runs = (
        f"{x} {MODULES - 1 - y} {length} 1 re"
        for y, (row, data) in enumerate(zip(rows, _BESIDE_FINDERS, strict=True))
        for x, length in _runs(row & data)
    )
    return " ".join((_FINDERS, *runs))


def squares_path(rows: Sequence[Sequence[bool]]) -> str:
    """Return the dark modules of a code of any size as PDF rectangles to be filled, in a square above 0, 0."""
    return " ".join(
        f"{x} {len(rows) - 1 - y} {length} 1 re"
        for y, row in enumerate(rows)
        for x, length in _dark_runs("".join("1" if dark else "0" for dark in row))
    )


def read_codes(image: PageImage) -> tuple[str, ...]:
    """Return the text of every QR code in the picture of a page, from the top down and left to right."""
    import zxingcpp

    grey = memoryview(image.rgba[1::4]).cast("B", (image.height, image.width))
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    placed = sorted((code.position.top_left.y, code.position.top_left.x, code.text) for code in found)
    return tuple(text for _y, _x, text in placed)


def read_grey(grey: bytes, width: int, height: int) -> tuple[str, ...]:
    """Return the text of every QR code in a grey picture, a byte for each pixel, row by row; as a camera sees it."""
    import zxingcpp

    seen = memoryview(grey).cast("B", (height, width))
    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    # Labels are dark on light; looking for the reverse as well would take twice as long.
    return tuple(code.text for code in zxingcpp.read_barcodes(seen, formats=kinds, try_invert=False))


@cache
def _differences() -> tuple[int, tuple[tuple[int, ...], ...]]:
    zeros = _square("0" * DIGITS)
    groups = []
    for start, end in _GROUPS:
        bits = 10 if end - start == 3 else 7
        payloads = (f"{1 << bit:0{end - start}}".rjust(end, "0").ljust(DIGITS, "0") for bit in range(bits))
        groups.append(tuple(_square(payload) ^ zeros for payload in payloads))
    return zeros, tuple(groups)


def _square(digits: str) -> int:
    square = 0
    for row in encoded(digits):
        square = square << MODULES | row
    return square


@cache
def _runs(row: int) -> tuple[tuple[int, int], ...]:
    return tuple(_dark_runs(f"{row:0{MODULES}b}"))


def _dark_runs(bits: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (start := bits.find("1", start)) >= 0:
        end = bits.find("0", start)
        end = len(bits) if end < 0 else end
        yield start, end - start
        start = end
