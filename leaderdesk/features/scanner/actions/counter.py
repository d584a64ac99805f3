"""What phones do at the pickup table: look, hand over, take money; one at a time, in the store of the laptop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from leaderdesk.core.i18n import _
from leaderdesk.features.pickups.actions import check_off
from leaderdesk.features.pickups.actions.handing import who
from leaderdesk.features.pickups.queries import pickup_by_id
from leaderdesk.features.scanner.queries import (
    Table,
    changed_card,
    code_of_order,
    find,
    find_order,
    handed_card,
    meant_by_photo,
)
from leaderdesk.features.scanner.rules.card import Card
from leaderdesk.storage.database import Store

Cash = Literal["cash", "wechat"]
ReadPhoto = Callable[[bytes], tuple[str, ...]]
"""Gives the codes on a photo, a JPEG, PNG or WebP; UserError if it is none."""

_MOST_KEPT = 300


class Book(Protocol):
    """Books all that is open of an order and returns the id of the action."""

    def __call__(self, store: Store, *, order_id: int, method: Cash) -> int:
        """Book it as paid that way."""
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """What a phone has done and what it is told; `action_id` is None where nothing was done now."""

    card: Card
    who: str = ""
    action_id: int | None = None


class Counter:
    """Serves phones from threads of their own; whoever comes while another is served waits a moment."""

    def __init__(self, store: Store, table: Table, *, book: Book | None, read_photo: ReadPhoto) -> None:
        self._store = store
        self._table = table
        self._book = book
        self._read_photo = read_photo
        self._turn = threading.Lock()
        self._photo_turn = threading.Lock()
        self._paid: dict[str, Card] = {}

    @property
    def takes_money(self) -> bool:
        """Whether money can be booked here."""
        return self._book is not None

    def find(self, typed: str) -> Card:
        """Return what the text means; nothing is handed over."""
        with self._turn, self._store.read() as connection:
            return find(connection, typed, self._table)

    def find_order(self, order_id: int) -> Card:
        """Return how the order stands."""
        with self._turn, self._store.read() as connection:
            return find_order(connection, order_id, self._table)

    def photo(self, content: bytes) -> Card:
        """Return what the label on a photo means. UserError for what is no picture, or too large."""
        with self._photo_turn:
            codes = self._read_photo(content)
        with self._turn, self._store.read() as connection:
            meant = meant_by_photo(connection, codes)
            if meant:
                return find(connection, meant, self._table)
        if meant is None:
            return Card("stop", _("Several labels on one photo"), _("Take one label alone."))
        return Card("stop", _("No code to be seen"), _("Go closer and hold still, or type the room."))

    def hand_over(self, order_id: int, line_ids: Collection[int], *, nonce: str, by: str) -> Done:
        """Hand over these lines of the order, once; the same `nonce` gives the same answer again."""
        with self._turn:
            with self._store.read() as connection:
                code = code_of_order(connection, order_id)
            answer = check_off(
                self._store, code, dues=self._table.dues, nonce=nonce, only_lines=frozenset(line_ids), by=by
            )
        if answer.found is None or not answer.handed:
            return Done(handed_card(answer))
        return Done(handed_card(answer), who(answer.found), answer.action_id)

    def take_money(self, order_id: int, method: Cash, *, fen: int, nonce: str) -> Done:
        """Book what the order owes as paid, if it still is the sum that the phone has seen."""
        with self._turn:
            if nonce in self._paid:
                return Done(self._paid[nonce])
            card = self._now(order_id)
            if self._book is None or card.due_fen != fen or fen <= 0:
                return Done(changed_card(card))
            action_id = self._book(self._store, order_id=order_id, method=method)
            card = self._now(order_id)
            card = replace(card, notes=(_("Payment booked"), *card.notes))
            whose = self._whose(order_id)
            self._paid[nonce] = card
            while len(self._paid) > _MOST_KEPT:
                del self._paid[next(iter(self._paid))]
        return Done(card, whose, action_id)

    def _now(self, order_id: int) -> Card:
        with self._store.read() as connection:
            return find_order(connection, order_id, self._table)

    def _whose(self, order_id: int) -> str:
        with self._store.read() as connection:
            found = pickup_by_id(connection, order_id, dues=self._table.dues)
        return "" if found is None else who(found)
