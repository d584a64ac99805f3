"""What somebody chose, in the words of one line: A, AB, 草莓, 1A 2B, 都要, 改选B, 要."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.features.community.rules.model import NO, YES, Picks, Question
from leaderdesk.features.orders.jielong.fold import folded_text

_YES = re.compile(
    r"想要|需要|可以|同意|支持|赞成|参加|好的|要|去|好|行|yes|ok|\+ ?1(?![0-9])|(?<![0-9\-.])1(?![0-9.\-])"
)
_NO = re.compile(
    r"不想要|不需要|不可以|不同意|不支持|不赞成|没兴趣|不参加|不想|不用|不要|不去|不行|不了|算了|反对|不|-1(?![0-9])"
)
_ALL = re.compile(r"全都要|都要|全要|都想要?|全选|都选|两个都|[ab]{2}都要")
_ANY = re.compile(r"都行|都可以|都好|随便|随意|无所谓|听大家的|哪个都")
_AGAINST = re.compile(r"不要|不想|除了|不吃|不选|不喜欢|别|不是|没有")
_CHANGE = re.compile(r"(?:改|换)(?:选|成|投|为|到|个)?")
_NUMBERED = re.compile(r"(?<![0-9])(?P<q>[1-9]) ?[.、:)选]? ?(?P<key>[a-h])(?![a-z])")
_LETTERS = re.compile(r"(?<![a-z])[a-h]+(?![a-z])")
_DIGITS = re.compile(r"(?<![0-9.\-+:])(?P<key>[1-9])(?![0-9.\-:]|[份盒箱斤个袋瓶人大小])")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class ChoiceFound:
    """The keys chosen for each question and the signs they were read from; `keys` in doubt where `picks` is None."""

    picks: Picks | None
    spans: tuple[tuple[int, int], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    question: int | None
    key: str


def find_choice(text: str, questions: Sequence[Question]) -> ChoiceFound | None:
    """Return what a folded text chooses of these questions, None if it chooses nothing."""
    if not questions:
        return None
    if len(questions) == 1 and set(questions[0].keys) <= {YES, NO}:
        return _yes_or_no(text)
    sweeping = _sweeping(text, questions)
    if sweeping is not None:
        return sweeping
    hits = _hits(text, questions)
    if not hits:
        return None
    change = list(_CHANGE.finditer(text))
    if change and any(hit.start >= change[-1].end() for hit in hits):
        hits = [hit for hit in hits if hit.start >= change[-1].end()]
    spans = tuple((hit.start, hit.end) for hit in hits)
    if _AGAINST.search(_without(text, hits)):
        return ChoiceFound(None, spans, questions[0].keys)
    return _placed(hits, spans, questions)


def _yes_or_no(text: str) -> ChoiceFound | None:
    noes = [match.span() for match in _NO.finditer(text)]
    yeses = [
        match.span()
        for match in _YES.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in noes)
    ]
    if noes and yeses:
        return ChoiceFound(None, (*yeses, *noes), (YES, NO))
    if not noes and not yeses:
        return None
    return ChoiceFound((((YES if yeses else NO),),), tuple(yeses or noes))


def _sweeping(text: str, questions: Sequence[Question]) -> ChoiceFound | None:
    """Return the answer of who wants all of them, or does not mind."""
    labels = [folded_text(option.label) for question in questions for option in question.options]
    for pattern in (_ALL, _ANY):
        match = pattern.search(text)
        if match is None or any(match.group() in label for label in labels) or len(questions) > 1:
            continue
        if _AGAINST.search(text):
            return ChoiceFound(None, (match.span(),), questions[0].keys)
        if questions[0].several:
            return ChoiceFound((questions[0].keys,), (match.span(),))
        return ChoiceFound(None, (match.span(),), questions[0].keys)
    return None


def _hits(text: str, questions: Sequence[Question]) -> list[_Hit]:
    found: list[_Hit] = []
    if len(questions) > 1:
        for match in _NUMBERED.finditer(text):
            place = int(match["q"]) - 1
            if place < len(questions) and match["key"].upper() in questions[place].keys:
                found.append(_Hit(match.start(), match.end(), place, match["key"].upper()))
    _by_label(text, questions, found)
    keys = {key for question in questions for key in question.keys}
    for match in _LETTERS.finditer(text):
        letters = match.group().upper()
        apart = len(questions) > 1 or len(set(letters)) == len(letters)
        if apart and set(letters) <= keys:
            for at, key in enumerate(letters, start=match.start()):
                _keep(found, _Hit(at, at + 1, None, key))
    if any(key.isdecimal() for key in keys):
        for match in _DIGITS.finditer(text):
            if match["key"] in keys:
                _keep(found, _Hit(match.start(), match.end(), None, match["key"]))
    return sorted(found, key=lambda hit: hit.start)


def _by_label(text: str, questions: Sequence[Question], found: list[_Hit]) -> None:
    """Find options by their words: the whole of them, or a part of two signs and more that only one option has."""
    words: list[tuple[str, int, str]] = []
    every = [
        (folded_text(option.label), place, option.key)
        for place, question in enumerate(questions)
        for option in question.options
        if option.label != option.key
    ]
    for label, place, key in every:
        parts = {label[start:end] for start in range(len(label)) for end in range(start + _LEAST, len(label) + 1)}
        others = [other for other, at, name in every if (at, name) != (place, key)]
        words += [(part, place, key) for part in {*parts, label} if part.strip() and not _shared(part, label, others)]
    for part, place, key in sorted(words, key=lambda word: -len(word[0])):
        at = text.find(part)
        while at >= 0:
            _keep(found, _Hit(at, at + len(part), place, key))
            at = text.find(part, at + 1)


def _shared(part: str, label: str, others: Sequence[str]) -> bool:
    return any(part in other if part != label else part == other for other in others)


def _keep(found: list[_Hit], hit: _Hit) -> None:
    if not any(hit.start < other.end and other.start < hit.end for other in found):
        found.append(hit)


def _without(text: str, hits: Sequence[_Hit]) -> str:
    kept = list(text)
    for hit in hits:
        kept[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(kept)


def _placed(hits: Sequence[_Hit], spans: tuple[tuple[int, int], ...], questions: Sequence[Question]) -> ChoiceFound:
    """Give each hit to its question: by its number, its words, else in order where there is one for each."""
    chosen: list[list[str]] = [[] for _question in questions]
    loose = [hit for hit in hits if hit.question is None]
    for hit in hits:
        if hit.question is not None:
            _choose(chosen[hit.question], hit.key)
    free = [place for place, keys in enumerate(chosen) if not keys]
    if len(questions) == 1:
        for hit in loose:
            _choose(chosen[0], hit.key)
    elif loose:
        if len(loose) != len(free) or any(
            hit.key not in questions[at].keys for hit, at in zip(loose, free, strict=True)
        ):
            return ChoiceFound(None, spans, questions[0].keys)
        for hit, place in zip(loose, free, strict=True):
            _choose(chosen[place], hit.key)
    for keys, question in zip(chosen, questions, strict=True):
        if len(keys) > 1 and not question.several:
            return ChoiceFound(None, spans, tuple(keys))
    return ChoiceFound(
        tuple(_in_order(keys, question) for keys, question in zip(chosen, questions, strict=True)), spans
    )


def _choose(keys: list[str], key: str) -> None:
    if key not in keys:
        keys.append(key)


def _in_order(keys: Sequence[str], question: Question) -> tuple[str, ...]:
    return tuple(key for key in question.keys if key in keys)
