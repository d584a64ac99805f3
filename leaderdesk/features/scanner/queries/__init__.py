"""Looks up for a phone what stands at the pickup table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.features.neighbours.queries import building_names
from leaderdesk.features.pickups.actions import look_up
from leaderdesk.features.pickups.queries import AtHand, Dues, StationSlots, at_hand, pickup_by_id
from leaderdesk.features.pickups.rules import Answer, Kind, code_of, read_code, standing_of
from leaderdesk.features.scanner.queries.cards import changed_card, found_card, handed_card, masked_who
from leaderdesk.features.scanner.rules.card import Card
from leaderdesk.storage.business import read_business

__all__ = [
    "Table",
    "changed_card",
    "code_of_order",
    "find",
    "find_order",
    "handed_card",
    "letters_of_rooms",
    "masked_who",
    "meant_by_photo",
]

_MOST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Table:
    """The pickup table as the features around it know it: what is owed, and what lies around an order."""

    dues: Dues
    slots: StationSlots
    round_id: int | None = None


def find(connection: Connection, typed: str, table: Table) -> Card:
    """Return what a scanned or typed text means, as the station would; nothing is handed over."""
    answer = look_up(connection, typed, dues=table.dues, round_id=table.round_id)
    return _card(connection, answer, table, typed=typed)


def find_order(connection: Connection, order_id: int, table: Table) -> Card:
    """Return how that order stands now."""
    found = pickup_by_id(connection, order_id, dues=table.dues)
    answer = Answer(Kind.UNKNOWN) if found is None else Answer(standing_of(found), found=found)
    return _card(connection, answer, table)


def meant_by_photo(connection: Connection, codes: Sequence[str]) -> str | None:
    """Return the one code that a photo is about; empty if there is none on it, None if it shows several orders.

    Codes of our own labels come before whatever else lay on the table.
    """
    key = read_business(connection).shop_key
    ours: dict[int, str] = {}
    for code in codes:
        read = read_code(code, key)
        if read is not None and read.genuine:
            ours.setdefault(read.order_id, code)
    if ours:
        return next(iter(ours.values())) if len(ours) == 1 else None
    return codes[0] if codes else ""


def code_of_order(connection: Connection, order_id: int) -> str:
    """Return the code of the whole order, as it would stand on a label."""
    return code_of(order_id, 0, read_business(connection).shop_key)


def letters_of_rooms(connection: Connection) -> str:
    """Return the letters that the names of the buildings begin with, for the keys of the phone: A, B."""
    firsts = dict.fromkeys(name[:1].upper() for name in building_names(connection))
    return "".join(sign for sign in firsts if sign.isascii() and sign.isalpha())[:_MOST_LETTERS]


def _card(connection: Connection, answer: Answer, table: Table, *, typed: str = "") -> Card:
    hand: AtHand = at_hand(connection, answer, dues=table.dues, slots=table.slots)
    return found_card(hand, read_business(connection), typed=typed)
