"""What is left of an entry when its goods are taken out: a note, or something that leaves open what is ordered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from leaderdesk.features.orders.jielong import words
from leaderdesk.features.orders.jielong.chat import is_chatter
from leaderdesk.features.orders.jielong.spoken import Spoken
from leaderdesk.features.orders.jielong.wishes import Wish

_EDGES = " ,.;:~!。、()"
_WORDS_LEFT = re.compile(r"[^0-9a-z一-鿿]")
_HANZI = re.compile("[一-鿿]{2}|pass|skip")


def left_of(text: str, notes: Iterable[tuple[int, int]]) -> list[str]:
    """Return what is left of an entry, stretches that touch each other as one."""
    left: list[str] = []
    stop = -1
    for start, end in sorted(notes):
        if start == stop:
            left[-1] += text[start:end]
        else:
            left.append(text[start:end])
        stop = end
    return [each.strip(_EDGES) for each in left]


def leaves_open(left: Iterable[str], *, changed: bool) -> bool:
    """Return whether words left over leave open what is ordered: not yet decided, a deed or a number unexplained."""
    for each in left:
        if words.UNSURE.search(each):
            return True
        if not changed and (words.LEFT_DEED.search(each) or words.LEFT_COUNT.fullmatch(each)):
            return True
    return False


def says_more(spoken: Spoken, left: Iterable[str]) -> bool:
    """Return whether a line that names no goods says something that is no wish about them (出差了)."""
    if spoken.wishes.all or spoken.wishes.strays:
        return False
    plain = (each for each in left if not words.NOTE_SIGNS & set(each) and not is_chatter(each))
    return any(_HANZI.search(each) for each in plain)


def words_left(spoken: Spoken, amounts: Mapping[str, int], *, single: bool) -> list[Wish]:
    """Return words that stand where goods stand and were not understood, as goods to be asked for.

    Whoever says that she orders nothing is asked only where she ordered before: then it may take that back.
    """
    if single:
        return []
    text = spoken.body.text
    left = [
        (start, end)
        for start, end in spoken.wishes.notes
        if len(_WORDS_LEFT.sub("", text[start:end])) > 1 and not is_chatter(text[start:end])
    ]
    said = " ".join(text[start:end] for start, end in left)
    told = words.NO_ORDER.search(said) if "各" not in said and not words.LEFT_NUMBER.search(said) else None
    if told is not None and any(amounts.values()) and words.LEFT_DEED.search(said):
        told = None
    return [Wish((), *left[0], unknown=True)] if left and told is None else []


def without_used(notes: Iterable[tuple[int, int]], read: Iterable[Wish]) -> Iterator[tuple[int, int]]:
    """Yield the notes without amounts that were taken as the order's own."""
    used = sorted({(wish.start, wish.end) for wish in read if wish.end > wish.start})
    for start, end in notes:
        begin = start
        for taken, over in used:
            if begin <= taken and over <= end:
                if taken > begin:
                    yield begin, taken
                begin = over
        if begin < end:
            yield begin, end
