"""What a name can be found by: its signs, its pinyin in full and the initials of every reading."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from leaderdesk.core.text import compare_key

_MOST_READINGS = 24
"""Beyond this many spellings of one name the rarer ones are left out."""


def search_key(names: Iterable[str], *, exact: Iterable[str] = ()) -> str:
    """Return the stored text that `matches` looks into: each of `names` with its readings, and `exact` as it is."""
    parts: list[str] = []
    for name in names:
        parts += [compare_key(name), *_spellings(name)]
    parts += [compare_key(word) for word in exact]
    return " ".join(dict.fromkeys(part for part in parts if part))


def like_pattern(typed: str) -> str:
    """Return the LIKE pattern (escape sign: backslash) that finds `typed` in a search key."""
    escaped = compare_key(typed).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def initials(name: str) -> str:
    """Return the first letters of a name's signs, lower case, each by its most usual reading: "cm" for 草莓."""
    from pypinyin import Style, lazy_pinyin

    letters = (_latin(way) for way in lazy_pinyin(name, style=Style.FIRST_LETTER))
    return "".join(way[:1] for way in letters if "a" <= way[:1] <= "z")


def _spellings(name: str) -> list[str]:
    # pypinyin takes 150 ms to import and is needed only when a name is written.
    from pypinyin import Style, pinyin

    if not any(sign >= "\u3400" for sign in name):
        return []
    readings = [sorted({_latin(way) for way in ways}) for ways in pinyin(name, style=Style.NORMAL, heteronym=True)]
    full = itertools.islice(itertools.product(*readings), _MOST_READINGS)
    initials = itertools.islice(
        itertools.product(*[sorted({way[:1] for way in ways}) for ways in readings]), _MOST_READINGS
    )
    return list(dict.fromkeys("".join(way) for way in (*full, *initials)))


def _latin(way: str) -> str:
    return compare_key(way).replace("ü", "v")
