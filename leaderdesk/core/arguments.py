"""Kinds of arguments of the command line, for argparse: what is not of the kind is wrong usage."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

MOST_ID = 2**63 - 1
"""The largest number a row can have."""


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return the kind of the whole numbers from `least` to `most`, written in plain or full-width digits."""

    def number(text: str) -> int:
        folded = unicodedata.normalize("NFKC", text[:40]).strip()
        digits = folded.removeprefix("-")
        # `int` alone would also take 1_000 and the digits of every script.
        if not (digits.isascii() and digits.isdecimal()) or not least <= int(folded) <= most:
            raise ValueError(text)
        return int(folded)

    return number


row_id = whole(1, MOST_ID)
"""The number of a round or of another row."""
