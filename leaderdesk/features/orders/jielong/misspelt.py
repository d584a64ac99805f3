"""Goods that nobody offers, one sign away from goods that are on offer: asked about with what was perhaps meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leaderdesk.features.orders.jielong.goods import Fits, Goods

_RUN = re.compile(r"[一-鿿a-z]{3,}")
_SHORTEST = 3
"""Names of two signs differ by one from too many others."""


def near_goods(goods: Goods, text: str) -> Fits:
    """Return the one offer that some words of `text` miss by a single sign, () where it is none or more than one."""
    found = {place for run in _RUN.findall(text) for word in _without_unit(goods, run) for place in _near(goods, word)}
    return tuple(found) if len(found) == 1 else ()


def _without_unit(goods: Goods, run: str) -> Iterable[str]:
    yield run
    if len(run) > _SHORTEST:
        yield from (run[len(unit) :] for unit in goods.units if run.startswith(unit))


def _near(goods: Goods, word: str) -> set[int]:
    """Return the places of the offers that `word` misses by one sign; two signs in a row are right."""
    if len(word) < _SHORTEST:
        return set()
    first, last, size = word[0], word[-1], len(word)
    return {
        place
        for pair in {word[:2], word[-2:]}
        for name, place in goods.pairs.get(pair, ())
        if -1 <= len(name) - size <= 1 and (name[0] == first or name[-1] == last) and _one_off(name, word)
    }


def _one_off(name: str, word: str) -> bool:
    """Return whether one sign of `name` is another one in `word`; in names of four signs it may be missing too."""
    longer = len(name) - len(word)
    if len(name) < _SHORTEST + (longer != 0):
        return False
    both = zip(name, word, strict=False)
    at = next((at for at, (mine, theirs) in enumerate(both) if mine != theirs), min(len(name), len(word)))
    return name != word and name[at + (longer >= 0) :] == word[at + (longer <= 0) :]
