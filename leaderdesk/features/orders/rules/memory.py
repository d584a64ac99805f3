"""What the leader explained once: words and what they mean, applied only where they can mean one thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.orders.jielong.emoji import is_emoji
from leaderdesk.features.orders.jielong.numerals import milli_of
from leaderdesk.features.rounds.rules import Offer

_NUMBER = r"(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二两三四五六七八九十半]+)"
_AT_THE_END = re.compile(rf"\s*[xX×*＊+＋]?\s*(?P<number>{_NUMBER})\s*(?P<unit>[^\W\d_]{{0,3}})\s*$")
_IN_FRONT = re.compile(rf"^\s*(?P<number>{_NUMBER})\s*(?P<unit>[份盒箱板提条袋瓶只包个桶罐颗杯套斤件]?)\s*")


class Kind(StrEnum):
    """What the words name: somebody, goods, a building, a unit of goods; or who moved, and who are two people."""

    NEIGHBOUR = "neighbour"
    PRODUCT = "product"
    BUILDING = "building"
    UNIT = "unit"
    MOVED = "moved"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Learnt:
    """One thing learnt; what does not belong to its kind is None or empty.

    `milli` is what one of the unit `words` of the product comes to. `neighbour_id` is apart from `other_id`; with
    `doubted` the leader took that back, and it is asked once more.
    """

    id: int
    kind: Kind
    words: str
    neighbour_id: int | None = None
    other_id: int | None = None
    product_id: int | None = None
    building: str = ""
    milli: int | None = None
    room: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an answer teaches: to be kept when the list is confirmed. `key` and `line` say where it was answered."""

    kind: Kind
    words: str
    key: str
    line: int
    neighbour_id: int | None = None
    product_id: int | None = None
    building: str = ""
    milli: int | None = None
    room: str = ""


def buildings_called(
    memory: Iterable[Learnt],
    buildings: Sequence[str],
    people: Iterable[KnownNeighbour],
    offers: Iterable[Offer],
) -> dict[str, str]:
    """Return the buildings by what they are called, as written; words that can mean anything else are left out."""
    meant: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for one in memory:
        if one.kind is Kind.BUILDING and one.building in buildings:
            meant.setdefault(compare_key(one.words), set()).add(one.building)
            spelled.setdefault(compare_key(one.words), one.words)
    if not meant:
        return {}
    others = {compare_key(name) for name in buildings}
    others |= {compare_key(name) for one in people for name in (one.name, *one.aliases)}
    others |= {compare_key(name) for one in offers for name in names_of_goods(one)}
    return {spelled[key]: next(iter(found)) for key, found in meant.items() if len(found) == 1 and key not in others}


def unit_milli(memory: Iterable[Learnt], *, product_id: int, unit: str) -> int | None:
    """Return what one of that unit of the product comes to; None if that was not said, or said in two ways."""
    key = compare_key(unit)
    found = {
        one.milli
        for one in memory
        if one.kind is Kind.UNIT and one.product_id == product_id and compare_key(one.words) == key
    }
    return next(iter(found)) if len(found) == 1 else None


def teaches_name(words: str, people: Iterable[KnownNeighbour]) -> bool:
    """Whether a name can be kept for somebody: nobody bears it yet, she herself included."""
    key = compare_key(words)
    return bool(key) and all(key != compare_key(name) for one in people for name in (one.name, *one.aliases))


def teaches_goods(words: str, *, offer: Offer, offers: Iterable[Offer]) -> bool:
    """Whether words can be kept for these goods: they are not among its names, and no other goods bear them."""
    key = compare_key(words)
    return bool(key) and all(key != compare_key(name) for one in (offer, *offers) for name in names_of_goods(one))


def names_of_goods(offer: Offer) -> tuple[str, ...]:
    """Return everything that means this offer exactly."""
    return tuple(name for name in (offer.name, offer.short_name, offer.code, *offer.aliases) if name)


def goods_words(words: str, milli: int | None) -> str:
    """Return the words for goods without the amount that was read with them ("莓子2盒" → "莓子")."""
    said = words.strip()
    for pattern in (_AT_THE_END, _IN_FRONT):
        match = pattern.search(said)
        rest = said[: match.start()] if pattern is _AT_THE_END and match else said[match.end() :] if match else ""
        if match is not None and rest.strip() and milli is not None and number_of(match["number"]) == milli:
            return rest.strip(" :：,，、")
    return said


def unit_words(words: str, milli: int | None) -> str:
    """Return the unit behind the amount ("草莓2箱" → "箱"); empty if none stands there."""
    match = _AT_THE_END.search(words.strip())
    if match is None or not match.start() or milli is None or number_of(match["number"]) != milli:
        return ""
    return match["unit"]


def number_of(text: str) -> int | None:
    """Return a number as written, in thousandths."""
    return milli_of(unicodedata.normalize("NFKC", text))


def is_picture(words: str) -> bool:
    """Whether the words are emoji and nothing else."""
    return bool(words) and all(is_emoji(sign) or sign in "\ufe0f\u200d" for sign in words.strip())
