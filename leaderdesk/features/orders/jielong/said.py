"""An entry on its way: its lines, what was said there, and who said it where the chat tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leaderdesk.features.neighbours.rooms import Room
from leaderdesk.features.orders.jielong.body import Bit, join
from leaderdesk.features.orders.jielong.lines import Row
from leaderdesk.features.orders.jielong.model import Piece
from leaderdesk.features.orders.jielong.spoken import Spoken, Surroundings, hear

_PLACE_BEHIND = re.compile(r"[0-9]室? (?P<who>[一-鿿]{2,8}) *$")
"""Behind a room a sender's name is a name, even where it sounds like a place (4-1205 神农公园)."""


@dataclass(slots=True)
class Said:
    """An entry on its way: its lines and bits, who said it (from the chat), what was said."""

    lines: list[int]
    number: int | None
    bits: list[Bit]
    spoken: Spoken
    speaker: Piece | None = None
    speaker_room: Room | None = None
    speaker_doubt: tuple[Room, ...] = ()


def speaker_of(row: Row, start: int, end: int, around: Surroundings) -> Said | None:
    """Return who the signs [start, end) of a sender line name, None where they are blank; the name is learnt."""
    if not row.text[start:end].strip():
        return None
    bit = Bit(row.line, row.folded, start, end)
    spoken = hear(join([bit]), around)
    left = spoken.body.text
    for found in spoken.rooms:
        left = left[: found.start] + " " * (found.end - found.start) + left[found.end :]
    bare = left.strip(" ,:-_/()")
    if not bare:
        place = _PLACE_BEHIND.search(spoken.body.text)
        left, bare = (spoken.body.text, place["who"]) if place is not None else (left, bare)
    piece = None
    if bare:
        begin = left.index(bare)
        piece = spoken.body.piece(begin, begin + len(bare))
        around.book.learn(bare)
    return Said([row.line], None, [bit], spoken, piece, spoken.room, spoken.doubtful_rooms)
