"""Lines that put the goods in front and everybody who wants them behind (丝瓜：3-1002秦姨2斤、小满1斤)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from leaderdesk.features.orders.jielong.body import Bit, blanked, join
from leaderdesk.features.orders.jielong.lines import Row
from leaderdesk.features.orders.jielong.said import Said
from leaderdesk.features.orders.jielong.sorts import Sort, Token
from leaderdesk.features.orders.jielong.spoken import Spoken, Surroundings, hear

_PARTED = re.compile(r"[、,;，；]")
_EDGE = (Sort.SPACE, Sort.WEAK, Sort.OPEN, Sort.CLOSE)
_AMOUNTS = (Sort.AMOUNT, Sort.UNCLEAR)


def said_by_goods(row: Row, start: int, end: int, around: Surroundings) -> list[Said]:
    """Return the entries of the signs [start, end) of a line of this kind; none if it is of another.

    Somebody in it must be known or say where she lives: else what is counted there are sorts (草莓：大果2盒、小果1盒).
    """
    colon = row.text.find(":", start, end)
    front = _solid(around.scanner.scan(row.text[start:colon])) if colon > start else []
    sorts = [token.sort for token in front]
    if sorts not in ([Sort.GOOD], [Sort.GOOD, Sort.AMOUNT]) or not front[0].firm:
        return []
    goods = Bit(row.line, row.folded, start, colon)
    found = [_said(row, goods, place, around, each=len(front) > 1) for place in _pieces(row.text, colon + 1, end)]
    entries = [each for each in found if each is not None]
    if not entries or len(entries) < len(found) or not any(_is_sure(each.spoken, around) for each in entries):
        return []
    return entries


def _solid(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.sort not in _EDGE]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between the marks, blank ones left out."""
    edges = [start, *(match.end() for match in _PARTED.finditer(text, start, end)), end + 1]
    pieces = [(first, last - 1) for first, last in pairwise(edges)]
    return [(first, last) for first, last in pieces if text[first:last].strip()]


def _said(row: Row, goods: Bit, place: tuple[int, int], around: Surroundings, *, each: bool) -> Said | None:
    """Return the entry of one piece: who stands in front of the amount; None where that cannot be.

    With an amount at the goods (`each`) the piece has none of its own. Without any, who stands there must be sure.
    """
    start, end = place
    text = row.text[start:end]
    room = hear(join([Bit(row.line, row.folded, start, end)]), around).rooms
    for found in room:
        text = blanked(text, found.start, found.end)
    tokens = around.scanner.scan(text)
    last = next((token for token in reversed(tokens) if token.sort in _AMOUNTS), None)
    stop = end if last is None else start + last.start
    if not row.text[start:stop].strip() or any(token.sort is Sort.GOOD for token in tokens) or (each and last):
        return None
    bits = [Bit(row.line, row.folded, start, stop), goods]
    if last is not None:
        bits.append(Bit(row.line, row.folded, stop, end))
    spoken = hear(join(bits), around)
    named = spoken.named if last is not None else _is_sure(spoken, around)
    return Said([row.line], None, bits, spoken) if named else None


def _is_sure(spoken: Spoken, around: Surroundings) -> bool:
    if spoken.room is not None and spoken.room.full:
        return True
    return spoken.name is not None and around.book.holds(spoken.body.text[slice(*spoken.name)].replace(" ", ""))
