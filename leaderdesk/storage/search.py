"""What a name can be found by: its signs, its pinyin in full and the initials of every reading."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

from leaderdesk.core.text import compare_key

_MOST_READINGS = 24
"""Beyond this many spellings of one name, those that differ most from the usual one are left out."""


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
    if not any("\u3400" <= sign <= "\U0003ffff" and sign.isalpha() for sign in name):
        return []
    # pypinyin takes 150 ms to import and is needed only when a name is written.
    from pypinyin import Style, lazy_pinyin, pinyin

    # Sign by sign: of a word it knows, pypinyin gives no other reading than the word's.
    every = [{_latin(way) for way in pinyin(sign, style=Style.NORMAL, heteronym=True)[0]} for sign in name]
    # What it does not know comes back sign by sign too; its own notes on types allow text only.
    usual = [_latin(way) for way in lazy_pinyin(name, errors=cast("Callable[[str], str]", list))]
    if len(usual) != len(every):
        usual = [min(ways) for ways in every]
    full = _ways(usual, every)
    initials = _ways([way[:1] for way in usual], [{way[:1] for way in ways} for ways in every])
    return list(dict.fromkeys("".join(way) for way in (*full, *initials)))


def _ways(usual: Sequence[str], every: Sequence[set[str]]) -> Iterator[tuple[str, ...]]:
    """Give the ways to read a name: the usual one, then those with one sign read otherwise, then with two, and so on.

    So whoever reads just her surname otherwise is found, however many signs with several readings follow it.
    """
    others = [sorted(ways - {way}) for way, ways in zip(usual, every, strict=True)]
    places = [place for place, ways in enumerate(others) if ways]
    chosen = (
        tuple(instead.get(place, way) for place, way in enumerate(usual))
        for count in range(len(places) + 1)
        for some in itertools.combinations(places, count)
        for ways in itertools.product(*(others[place] for place in some))
        for instead in (dict(zip(some, ways, strict=True)),)
    )
    return itertools.islice(chosen, _MOST_READINGS)


def _latin(way: str) -> str:
    return compare_key(way).replace("ü", "v")
