"""The short codes by which neighbours may name an offer."""

from __future__ import annotations


def next_code(codes: frozenset[str]) -> str:
    """Return the code for one more offer, A, B … Z, AA, AB … after the last in use, so that none moves."""
    last = max((_ordinal(code) for code in codes), default=0)
    return _letters(last + 1)


def _ordinal(code: str) -> int:
    number = 0
    for letter in code:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    code = ""
    while number:
        number, place = divmod(number - 1, 26)
        code = chr(ord("A") + place) + code
    return code
