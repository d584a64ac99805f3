"""What is wanted, while it is being read: goods with amounts, what became of them, and how units fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.goods import Fits, Good
from leaderdesk.features.orders.jielong.sorts import Token


@dataclass(slots=True)
class Wish:
    """One good being read: which offers fit, how much, and what became of it. Lives only while an entry is read."""

    fits: Fits
    start: int
    end: int
    milli: int | None = None
    unit: str = ""
    given: bool = False
    unclear: bool = False
    split: bool = False
    zero: bool = False
    cancelled: bool = False
    swapped_milli: int | None = None
    sized: bool = False
    times: int = 0
    unknown: bool = False
    broad: bool = False
    soft: bool = False
    said_from: int = 0
    more: bool = False
    paid_for: bool = False
    """Whether a sum of money stood behind it."""

    @property
    def open(self) -> bool:
        """Whether its amount is still to come."""
        return not (self.given or self.unclear or self.split or self.zero)


@dataclass(slots=True)
class Wishes:
    """Everything read from one entry's goods: wishes, what they do, and the signs left over as a note."""

    all: list[Wish] = field(default_factory=list)
    strays: list[Token] = field(default_factory=list)
    glued_strays: list[Token] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    paid: Token | None = None
    add: bool = False
    plus: bool = False
    set: bool = False
    cancel: bool = False
    minus: bool = False
    swapped_in: bool = False
    corrects: bool = False
    set_at: int = 0
    odd_nouns: list[tuple[int, int]] = field(default_factory=list)
    same: tuple[int, int] | None = None
    summed: Token | None = None

    @property
    def changes(self) -> bool:
        """Whether a word for a change was said."""
        return self.add or self.plus or self.set or self.cancel


@lru_cache(maxsize=4096)
def is_polite(text: str) -> bool:
    """Return whether `text` says nothing but 我要, 给我来, 谢谢 and the like."""
    rest = "".join(sign for sign in words.BRACKETS.sub("", text) if not is_emoji(sign)).strip()
    if not rest:
        return not text.strip()
    while rest:
        match = words.POLITE.match(rest)
        if match is None:
            return False
        rest = rest[match.end() :].lstrip()
    return True


def weighed(good: Good, token_unit: str, milli: int) -> int | None:
    """Return `milli` of `token_unit` in thousandths of the good's own unit; None if the units do not fit.

    No unit fits everything, 份 fits every counted unit, weights are converted, anything else does not fit.
    """
    if not token_unit or token_unit == good.unit:
        return milli
    if token_unit in words.LIKE_PORTION:
        return milli if good.weight is None else None
    weight = words.WEIGHTS.get(token_unit)
    if weight is None or good.weight is None:
        return None
    grams = milli * weight
    return grams // good.weight if grams % good.weight == 0 else round(grams / good.weight)


@lru_cache(maxsize=4096)
def strip_polite(text: str) -> str:
    """Return `text` without polite words in front and 要, 来 … behind."""
    rest = text.strip(" .!~?。")
    while (match := words.POLITE.match(rest)) is not None:
        rest = rest[match.end() :].lstrip()
    return re.sub(r"(?:也要|还要|想要|需要|我要|要|来|订|各|共|:|的)+$", "", rest)
