"""What a phone shows of an order: whose it is, masked, what to hand over, where it lies and what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leaderdesk.core.report import Json
from leaderdesk.features.pickups.rules.spots import Spot

Tone = Literal["ready", "done", "look", "stop"]
"""Green with something to hand over, green with nothing left to do, amber, red; `say` tells the same in words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several orders that fit; `words` name it without naming anybody."""

    order_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """An answer for the phone. `order_id` stands only where something can be handed over, `line_ids` say what.

    `due` is what is owed as text, empty if nothing is; `due_fen` the same in fen. No phone number and no full name is
    ever in it.
    """

    tone: Tone
    title: str
    say: str
    name: str = ""
    code: str = ""
    order_id: int | None = None
    line_ids: tuple[int, ...] = ()
    goods: tuple[tuple[str, str], ...] = ()
    spots: tuple[Spot, ...] = ()
    due: str = ""
    due_fen: int = 0
    gift: str = ""
    notes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


def card_words(card: Card) -> dict[str, Json]:
    """Return the card as the page reads it."""
    return {
        "tone": card.tone,
        "title": card.title,
        "say": card.say,
        "name": card.name,
        "code": card.code,
        "order": card.order_id,
        "lines": list(card.line_ids),
        "goods": [list(each) for each in card.goods],
        "spots": [{"words": spot.words, "place": spot.place, "cold": spot.is_cold} for spot in card.spots],
        "due": card.due,
        "fen": card.due_fen,
        "gift": card.gift,
        "notes": list(card.notes),
        "choices": [{"order": each.order_id, "words": each.words} for each in card.choices],
    }
