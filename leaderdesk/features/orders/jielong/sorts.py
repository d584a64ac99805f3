"""What a line is made of: tokens, each of one sort, with its place."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import NamedTuple

from leaderdesk.features.orders.jielong.goods import Fits

ROOM_SIGN = "\x1f"
"""Stands in the text where a room was found and taken out."""


class Sort(IntEnum):
    """What a token is; a number, since it is looked up for every token."""

    WORD = auto()
    GOOD = auto()
    AMOUNT = auto()
    UNCLEAR = auto()
    TIMES = auto()
    PLUS = auto()
    EACH = auto()
    ADD = auto()
    SET = auto()
    CANCEL = auto()
    PAID = auto()
    TIME = auto()
    PRICE = auto()
    SPACE = auto()
    WEAK = auto()
    STRONG = auto()
    STOP = auto()
    OPEN = auto()
    CLOSE = auto()
    ROOM = auto()


GAPS = frozenset({Sort.SPACE, Sort.WEAK, Sort.STRONG, Sort.ROOM})
PLAIN = frozenset({Sort.WORD, Sort.STOP, Sort.TIME})


class Token(NamedTuple):
    """A piece of a folded line, signs [start, end); amounts carry thousandths of their unit (None: not readable)."""

    sort: Sort
    start: int
    end: int
    text: str
    fits: Fits = ()
    milli: int | None = None
    unit: str = ""
    packed: bool = False
    firm: bool = True
