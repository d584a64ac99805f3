"""What a price list holds that hangs in the stairwell: its head, its goods, and how to order them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One product: its code, its name, what it is like, what it costs, and the word for how cold it must be kept."""

    code: str
    name: str
    detail: str
    price: str
    per: str
    limit: str = ""
    cold: str = ""


@dataclass(frozen=True, slots=True)
class PriceFact:
    """One thing everybody must know, as until when one can order."""

    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class PriceList:
    """A whole list: who sells, the name of the round, a word from the leader, the facts, the goods, how to order."""

    seller: str
    title: str
    word: str
    facts: tuple[PriceFact, ...]
    lines: tuple[PriceLine, ...]
    how: str
    printed: str = ""
