"""The code of a bag reads back as what was put in, and the quick way of making it gives the same as the long one."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from leaderdesk.documents import qr
from leaderdesk.documents.render import PageImage

CHANCE = random.Random(23)
SAMPLES = ["0" * 20, "9" * 20, "71000004710123456789", *(f"{CHANCE.randrange(10**20):020d}" for _ in range(300))]


def test_the_quick_way_gives_the_same_modules() -> None:
    assert [digits for digits in SAMPLES if qr.modules(digits) != qr.encoded(digits)] == []


@pytest.mark.parametrize("digits", SAMPLES[:20])
def test_a_code_reads_back(digits: str) -> None:
    assert qr.read_codes(_magnified(qr.modules(digits), 4)) == (digits,)


def test_a_picture_without_a_code_holds_none() -> None:
    assert qr.read_codes(PageImage(80, 80, b"\xff" * 80 * 80 * 4)) == ()


@pytest.mark.parametrize("digits", ["", "7" * 19, "7" * 21, "a" * 20, "٣" * 20, "３" * 20, " " * 20])
def test_only_twenty_plain_digits_are_taken(digits: str) -> None:
    with pytest.raises(ValueError, match="20 digits"):
        qr.modules(digits)


@pytest.mark.parametrize("digits", SAMPLES[:20])
def test_the_path_fills_the_dark_modules_and_no_others(digits: str) -> None:
    """What rectangles wind around as often one way as the other stays white."""
    rows = qr.modules(digits)
    numbers = [int(number) for number in qr.path(rows).replace(" re", "").split()]
    turns: Counter[tuple[int, int]] = Counter()
    for x, y, width, height in zip(*(iter(numbers),) * 4, strict=True):
        for column in range(min(x, x + width), max(x, x + width)):
            for row in range(y, y + height):
                turns[column, qr.MODULES - 1 - row] += 1 if width > 0 else -1
    dark = {(x, y) for y, row in enumerate(rows) for x in range(qr.MODULES) if row >> qr.MODULES - 1 - x & 1}
    assert {module for module, count in turns.items() if count} == dark


def _magnified(rows: tuple[int, ...], times: int) -> PageImage:
    """Return the code as a picture, `times` pixels a module, with its quiet zone."""
    side = (qr.MODULES + 2 * qr.QUIET_MODULES) * times
    margin = b"\xff" * qr.QUIET_MODULES * times
    lines = [margin * (side // len(margin)) + b"\xff" * (side % len(margin))] * qr.QUIET_MODULES * times
    for row in rows:
        bits = f"{row:0{qr.MODULES}b}"
        line = margin + b"".join((b"\x00" if bit == "1" else b"\xff") * times for bit in bits) + margin
        lines.extend([line] * times)
    lines.extend([b"\xff" * side] * qr.QUIET_MODULES * times)
    grey = b"".join(lines)
    return PageImage(side, side, b"".join(bytes((tone, tone, tone, 255)) for tone in grey))
