"""Goods by one sign each with their number, all in one run: 1兔1柑, 兔2柑1."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.numerals import milli_of
from leaderdesk.features.orders.jielong.sorts import ROOM_SIGN, Sort, Token

_NUMBER = "(?:[0-9]{1,2}|[一二两三四五六七八九])"
_RUN = re.compile(
    rf"(?:^|(?<=[ ,;:({ROOM_SIGN}]))(?:(?:{_NUMBER}[一-鿿]){{2,6}}|(?:[一-鿿]{_NUMBER}){{2,6}})(?=$|[ ,;。!~)])"
)
_TELLING = re.compile(rf"{_NUMBER}[一-鿿]{_NUMBER}")
"""Without this no run stands in a text."""
_ONE = re.compile(rf"(?P<n>{_NUMBER})|(?P<word>[一-鿿])")


def runs_in(text: str, goods: Goods) -> list[tuple[int, list[Token]]]:
    """Return each run whose every sign fits just one offer, with the place behind it.

    A numeral that is part of an offer's name (腊八豆1) counts nothing.
    """
    if _TELLING.search(text) is None:
        return []
    found = []
    for match in _RUN.finditer(text):
        tokens = _tokens(text, match.start(), match.end(), goods)
        if tokens:
            found.append((match.start(), tokens))
    return found


def _tokens(text: str, start: int, end: int, goods: Goods) -> list[Token]:
    tokens: list[Token] = []
    if any(text[at : at + 2] in goods.pairs and text[at : at + 2].isalpha() for at in range(start, end - 1)):
        return []
    for match in _ONE.finditer(text, start, end):
        if match["n"] is not None:
            tokens.append(Token(Sort.AMOUNT, match.start(), match.end(), match.group(), milli=milli_of(match.group())))
            continue
        fits = goods.containing(match.group())
        if len(fits) != 1 or match.group() in goods.units or match.group() in goods.exact:
            return []
        tokens.append(Token(Sort.GOOD, match.start(), match.end(), match.group(), fits))
    return tokens
