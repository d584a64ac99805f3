"""Names as people give themselves in address books: A.房产小李 to stand first, A0装修小陈, 404 not found."""

from __future__ import annotations

import re

from leaderdesk.features.orders.jielong.goods import Goods
from leaderdesk.features.orders.jielong.runs import Place, whole
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.wishes import strip_polite

_LATIN_WORDS = re.compile(r"[a-z]{2,}(?: [a-z]+)*")


def begins_with_letter(segment: list[Token], goods: Goods) -> bool:
    """Return whether what looks like the code of goods stands before a name, to have it first in address books."""
    return _letter_and_dot(segment, goods) or _letter_and_nought(segment)


def _letter_and_dot(segment: list[Token], goods: Goods) -> bool:
    """Return whether a letter and a dot stand before a name (A.房产小李)."""
    if [token.sort for token in segment[:3]] != [Sort.GOOD, Sort.STOP, Sort.WORD]:
        return False
    letter, word = segment[0].text, segment[2].text
    named = "一" <= word[0] <= "鿿" and not goods.parts_in(strip_polite(word))
    return len(letter) == 1 and letter.isascii() and named


def _letter_and_nought(segment: list[Token]) -> bool:
    """Return whether a letter and 0 stand before a name (A0装修小陈), where nobody orders nothing of something."""
    if len(segment) < 3 or [token.sort for token in segment[:3]] != [Sort.GOOD, Sort.AMOUNT, Sort.WORD]:
        return False
    return len(segment[0].text) == 1 and segment[0].text.isascii() and segment[1].milli == 0


def with_latin(segment: list[Token], rest: list[Token]) -> Place:
    """Return a number in a name's place with the Latin words behind it (404 not found)."""
    start, end = whole(segment)
    for token in rest:
        if token.sort is not Sort.SPACE and not (token.sort is Sort.WORD and _LATIN_WORDS.fullmatch(token.text)):
            break
        end = token.end if token.sort is Sort.WORD else end
    return start, end
