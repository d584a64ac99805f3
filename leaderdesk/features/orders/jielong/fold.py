"""One line as it is compared: one width, one script, lower case, and the way back to every original sign."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from leaderdesk.features.orders.jielong.hanzi import SIMPLIFIED

_DASHES = frozenset("➖‐‑‒–—―−─━﹣")
_TIMES = frozenset("×✕✖╳⨯✗")
_PLUS = frozenset("➕﹢✚")
_DROPPED = frozenset("\u00ad\u034f\u061c\u180e\ufeff")
_KEPT = frozenset("½¼¾℃℉㎡")
"""Halves and quarters are read as numbers, degrees are no letter: not taken apart."""
_KEYCAP = "\u20e3"
_TEN = "\U0001f51f"
_SPOKEN = {"唔": "不", "嚟": "来", "喇": "啦", "冇": "没", "啲": "些", "畀": "给", "俾": "给"}
"""Cantonese words as they are said in the north."""
_ONE_SCRIPT = str.maketrans(SIMPLIFIED)


@dataclass(frozen=True, slots=True)
class Folded:
    """A line folded for reading; `origin` gives each folded sign's original position, None where they are the same."""

    source: str
    text: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original start and end of the folded part [start, end)."""
        if self.origin is None or start >= end:
            at = start if self.origin is None else self.origin[start]
            return (start, end) if start < end else (at, at)
        last = end
        while last < len(self.text) and self.origin[last] == self.origin[end - 1]:
            last += 1
        return self.origin[start], self._after(last)

    def written(self, start: int, end: int) -> str:
        """Return what stands in the original line for the folded part [start, end)."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def _after(self, end: int) -> int:
        assert self.origin is not None
        return self.origin[end]


def fold(line: str) -> Folded:
    """Return `line` folded; any text is possible, no error."""
    text = line.translate(_SIGNS)
    if _SIGNS.odd.isdisjoint(line) and "  " not in text:
        return Folded(line, text, None)
    pieces = [_folded_sign(sign) for sign in line]
    text = "".join(pieces)
    if "  " in text:
        pieces = _single_blanks(pieces)
        text = "".join(pieces)
    if len(text) == len(pieces) and all(pieces):
        return Folded(line, text, None)
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    return Folded(line, text, (*origin, len(line)))


def _single_blanks(pieces: list[str]) -> list[str]:
    """Return the folded signs with every blank behind a blank left out."""
    kept, blank = [], False
    for piece in pieces:
        again = blank and piece == " "
        kept.append("" if again else piece)
        blank = piece == " " or (blank and not piece)
    return kept


def folded_text(text: str) -> str:
    """Return `text` folded, without the way back."""
    return text.translate(_SIGNS)


def name_key(text: str) -> str:
    """Return what is compared of a name: one width, one script, no spaces, no variation selectors; case stays."""
    folded = unicodedata.normalize("NFKC", text).translate(_ONE_SCRIPT)
    if folded.isalnum():
        return folded
    return "".join(sign for sign in folded if not sign.isspace() and not _invisible(sign))


def _invisible(sign: str) -> bool:
    return (
        "\ufe00" <= sign <= "\ufe0f"
        or "\u200b" <= sign <= "\u200f"
        or "\u202a" <= sign <= "\u202e"
        or ("\u2060" <= sign <= "\u2069" or sign in _DROPPED or "\U0001f3fb" <= sign <= "\U0001f3ff")
    )


@cache
def _folded_sign(sign: str) -> str:
    """Return what one sign is read as: often itself, nothing for invisible ones."""
    if sign in SIMPLIFIED:
        return SIMPLIFIED[sign]
    if sign in _SPOKEN:
        return _SPOKEN[sign]
    if "一" <= sign <= "鿿" or sign in _KEPT:
        return sign
    if _invisible(sign):
        return ""
    for signs, read in ((_DASHES, "-"), (_TIMES, "x"), (_PLUS, "+")):
        if sign in signs:
            return read
    return _folded_other(sign)


class _Signs(dict[int, str]):
    """What every sign met so far is read as, by its code; `odd` are those that are not read as one sign."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_sign(chr(code))
        if len(folded) != 1:
            self.odd.add(chr(code))
        return folded


_SIGNS = _Signs()


def _folded_other(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign.isspace() or category == "Cc":
        return " "
    if category == "Cs":
        return "\ufffd"
    if sign == _KEYCAP:
        return sign
    if sign == _TEN:
        return "(10)"
    if category == "No" and "CIRCLED" in unicodedata.name(sign, ""):
        return f"({int(unicodedata.numeric(sign))})"
    folded = unicodedata.normalize("NFKC", sign).lower()
    return "".join(SIMPLIFIED.get(part, part) for part in folded)
