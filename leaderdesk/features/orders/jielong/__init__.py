"""Reads a pasted 接龙: `read` takes the text apart, `match` says who ordered what, `changes_since` compares two pastes.

    draft = read(text, offers, Rules(), today)
    reading = match(draft, Known(neighbours, buildings))
    changes = changes_since(match(read(last_text, offers, Rules(), today), known), reading)

Everything is pure and frozen; amounts are whole thousandths of the offer's unit; any text can be read, nothing raises.
`index_known` prepares the neighbours once for several readings; `write` writes a list that reads back the same.
"""

from __future__ import annotations

from leaderdesk.features.orders.jielong.changes import changes_since, pair_people
from leaderdesk.features.orders.jielong.match import KnownIndex, index_known, match
from leaderdesk.features.orders.jielong.model import (
    Action,
    Change,
    ChangeKind,
    Code,
    Entry,
    Item,
    Kind,
    Known,
    LineReading,
    Neighbour,
    Offer,
    Person,
    Piece,
    Question,
    Reading,
    Rules,
    Span,
)
from leaderdesk.features.orders.jielong.read import Draft, read
from leaderdesk.features.orders.jielong.write import Listed, write

__all__ = [
    "Action",
    "Change",
    "ChangeKind",
    "Code",
    "Draft",
    "Entry",
    "Item",
    "Kind",
    "Known",
    "KnownIndex",
    "LineReading",
    "Listed",
    "Neighbour",
    "Offer",
    "Person",
    "Piece",
    "Question",
    "Reading",
    "Rules",
    "Span",
    "changes_since",
    "index_known",
    "match",
    "pair_people",
    "read",
    "write",
]
