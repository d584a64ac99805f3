"""The round's goods by every word that can mean them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leaderdesk.features.orders.jielong.emoji import WORDS as EMOJI_WORDS
from leaderdesk.features.orders.jielong.fold import folded_text
from leaderdesk.features.orders.jielong.initials import spellings
from leaderdesk.features.orders.jielong.model import Offer
from leaderdesk.features.orders.jielong.numerals import milli_of
from leaderdesk.features.orders.jielong.words import COUNTED, MEASURES, WEIGHTS

Fits = tuple[int, ...]
"""Places of the offers that a word can mean, in the order of the round."""

_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_SIZE = re.compile(
    r"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+|半)\s*(人份|市斤|公斤|千克|毫升|厘米|kg|ml|[一-鿿]|g|l)",
    re.IGNORECASE,
)
_MORE_LETTERS = re.compile(r"[-_.'][a-z]{2}")
_BETWEEN_PARTS = frozenset("和跟与及的种样款味口各二两三四五六23456")
_INITIAL = re.compile(r"[.'_-](?P<next>[a-z])(?![a-z])")
_UNIT_TAIL = re.compile(r"^[0-9./ ]*|\(.*\)$")


@dataclass(frozen=True, slots=True)
class Good:
    """One offer, with what reading needs: its unit folded, its unit of weight in milligrams, the sizes of its spec."""

    offer: Offer
    unit: str
    weight: int | None
    sizes: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Goods:
    """All goods of a round, indexed once; `lengths` are those of whole words by their first sign, longest first.

    `pairs` are the words with their offers by any two signs in a row that they hold.
    """

    all: tuple[Good, ...]
    exact: dict[str, Fits]
    lengths: dict[str, tuple[int, ...]]
    initials: dict[str, Fits]
    parts: tuple[tuple[str, int], ...]
    units: tuple[str, ...]
    codes: frozenset[str]
    pairs: dict[str, list[tuple[str, int]]]
    part_memory: dict[str, Fits] = field(default_factory=dict, compare=False)

    @property
    def single(self) -> bool:
        """Whether the round has one offer."""
        return len(self.all) == 1

    def longest_at(self, text: str, at: int) -> str | None:
        """Return the longest whole word of an offer that stands at `at`, None if none does."""
        for length in self.lengths.get(text[at], ()):
            word = text[at : at + length]
            free = word in self.exact and _stands_free(text, at, word)
            if free and not self._initial(text, at + length, word):
                return word
        return None

    def _initial(self, text: str, end: int, word: str) -> bool:
        """Return whether a letter is the first of a name's initials (A in A.L), no code."""
        match = _INITIAL.match(text, end) if len(word) == 1 and word in _ASCII_LETTERS else None
        return match is not None and match["next"] not in self.codes

    def containing(self, part: str) -> Fits:
        """Return the offers whose name or alias holds `part`; all of them where it is no whole word."""
        found = self.part_memory.get(part)
        if found is None:
            near = self.parts if len(part) < 2 else self.pairs.get(part[:2], ())
            found = tuple(sorted({place for word, place in near if part in word}))
            self.part_memory[part] = found
        return found

    def parts_in(self, text: str) -> list[str]:
        """Return the parts of offers' names `text` is made of (两种馄饨); none if it holds other words."""
        found, at = [], 0
        while at < len(text):
            if text[at : at + 2] not in self.pairs:
                if text[at] not in _BETWEEN_PARTS:
                    return []
                at += 1
                continue
            end = at + 2
            while end < len(text) and text[end - 1 : end + 1] in self.pairs and self.containing(text[at : end + 1]):
                end += 1
            found.append(text[at:end])
            at = end
        return found

    def emoji(self, sign: str) -> Fits:
        """Return the offers an emoji can mean: by its own alias, else by the first of its words that names any."""
        words = EMOJI_WORDS.get(sign, ())
        for word in words:
            if word in self.exact:
                return self.exact[word]
        for word in words:
            fits = self.containing(word)
            if fits:
                return fits
        return ()


def index_goods(offers: Sequence[Offer]) -> Goods:
    """Return the offers indexed by name, alias, code, parts of names and initials."""
    exact: dict[str, list[int]] = {}
    initials: dict[str, list[int]] = {}
    parts: list[tuple[str, int]] = []
    for place, offer in enumerate(offers):
        words = dict.fromkeys(_spaceless(folded_text(word)) for word in (offer.name, *offer.aliases))
        for word in words:
            _put(exact, word, place)
            _put(exact, re.sub(r"[()\[\]【】·]", "", word), place)
            parts.append((word, place))
            for spelling in spellings(re.sub(r"[^一-鿿]", "", word)):
                _put(initials, spelling, place)
        _put(exact, _spaceless(folded_text(offer.code)), place)
    lengths: dict[str, set[int]] = {}
    for word in exact:
        lengths.setdefault(word[0], set()).add(len(word))
    all_goods = tuple(_good(offer) for offer in offers)
    measures = {measure for good in all_goods for _, measure in good.sizes}
    printed = {measure for measure in measures if not any(measure in word for word in exact)}
    units = dict.fromkeys((*(good.unit for good in all_goods), *WEIGHTS, *COUNTED, *MEASURES, *printed))
    return Goods(
        all=all_goods,
        exact={word: tuple(places) for word, places in exact.items()},
        lengths={sign: tuple(sorted(found, reverse=True)) for sign, found in lengths.items()},
        initials={spelling: tuple(places) for spelling, places in initials.items() if spelling not in exact},
        parts=tuple(parts),
        units=tuple(sorted(filter(None, units), key=len, reverse=True)),
        codes=frozenset(_spaceless(folded_text(offer.code)) for offer in offers),
        pairs=_pairs_in(parts),
    )


def _pairs_in(parts: Sequence[tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """Return the words that hold two signs in a row, by these signs."""
    pairs: dict[str, list[tuple[str, int]]] = {}
    for word, place in parts:
        for at in range(len(word) - 1):
            pairs.setdefault(word[at : at + 2], []).append((word, place))
    return pairs


def _good(offer: Offer) -> Good:
    unit = _unit_of(offer)
    sizes = {
        (milli, measure)
        for text in (offer.spec, offer.name, *offer.aliases)
        for number, measure in _SIZE.findall(folded_text(text))
        if (milli := milli_of(number)) is not None
    }
    return Good(offer, unit, WEIGHTS.get(unit), frozenset(sizes))


def _unit_of(offer: Offer) -> str:
    unit = _UNIT_TAIL.sub("", _spaceless(folded_text(offer.unit)))
    return "份" if unit == "分" else unit


def _spaceless(text: str) -> str:
    return "".join(text.split())


def _put(index: dict[str, list[int]], word: str, place: int) -> None:
    if word and place not in index.setdefault(word, []):
        index[word].append(place)


def _stands_free(text: str, at: int, word: str) -> bool:
    """Return whether a word of letters is no part of a longer run (A in A2, not in Ann); x before a number is free."""
    if word[0] in _ASCII_LETTERS and at > 0 and text[at - 1] in _ASCII_LETTERS:
        return False
    end = at + len(word)
    if word[-1] in _ASCII_LETTERS and _MORE_LETTERS.match(text, end):
        return False
    if word[0].isdigit() and at > 0 and text[at - 1] in "0123456789.":
        return False
    if word[-1].isdigit() and end < len(text) and text[end] in "0123456789":
        return False
    if word[-1] in _ASCII_LETTERS and end < len(text) and text[end] in _ASCII_LETTERS:
        return text[end] == "x" and text[end + 1 : end + 2].isdigit()
    return True


def words_of(goods: Goods, places: Iterable[int]) -> tuple[str, ...]:
    """Return the codes of the offers at `places`."""
    return tuple(goods.all[place].offer.code for place in places)
