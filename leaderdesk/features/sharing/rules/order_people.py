"""Whose order it is: found by room, name and phone, or asked; never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rooms import Room
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.sharing.rules.addresses import find_room
from leaderdesk.features.sharing.rules.answers import Answer, IsNeighbour, NewNeighbour
from leaderdesk.features.sharing.rules.incoming_orders import IncomingOrder
from leaderdesk.features.sharing.rules.order_ground import ImportGround, TakenBefore


@dataclass(frozen=True, slots=True)
class Person:
    """Whose order it is, None for somebody new, and where she lives, None if that is not clear.

    `other` is a different room that the address names. While it is `unclear`, the `candidates` may be meant.
    """

    neighbour_id: int | None
    room: str | None
    other: Room | None = None
    unclear: str = ""
    candidates: tuple[KnownNeighbour, ...] = ()
    is_new: bool = False


class PeopleIndex:
    """The neighbours by everything that an order says of them."""

    def __init__(self, ground: ImportGround) -> None:
        self._ground = ground
        self._by_id = {person.id: person for person in ground.known}
        self._by_name: dict[str, list[KnownNeighbour]] = defaultdict(list)
        for person in ground.known:
            for key in {compare_key(name) for name in (person.name, *person.aliases)}:
                self._by_name[key].append(person)

    def room_of(self, neighbour_id: int | None) -> str:
        """Return where a known neighbour lives, "" if that is not known."""
        known = None if neighbour_id is None else self._by_id.get(neighbour_id)
        return "" if known is None else known.room or ""

    def find(self, order: IncomingOrder, earlier: Sequence[TakenBefore], answer: Answer | None) -> Person:
        """Return whose order it is; what was taken over before and what was answered go before what it says."""
        found = find_room(order.place, self._ground.buildings)
        room = None if found.room is None else found.room.text
        if earlier:
            return Person(earlier[0].neighbour_id, room, found.other)
        if isinstance(answer, IsNeighbour):
            return Person(answer.neighbour_id, room, found.other)
        if isinstance(answer, NewNeighbour):
            return Person(None, room, found.other, is_new=True)
        named = {
            person.id: person
            for name in (order.name, order.recipient)
            for person in self._by_name.get(compare_key(name), ())
        }
        if room is not None:
            here = [person for person in named.values() if person.room == room] or self._called(order, room)
            return Person(here[0].id if len(here) == 1 else None, room, found.other)
        by_phone = [one for one in self._ground.phones.get(known_phone(order.phone), ()) if one in named]
        if len(by_phone) == 1:
            return Person(by_phone[0], None)
        if not named or (len(named) == 1 and not order.place.text):
            return Person(next(iter(named), None), None)
        unclear = _("There is already somebody of this name, and the room is not clear.")
        return Person(None, None, None, unclear, tuple(named.values()))

    def _called(self, order: IncomingOrder, room: str) -> list[KnownNeighbour]:
        """Return who has this phone at this room: a nickname may change, the number stays."""
        ids = self._ground.phones.get(known_phone(order.phone), ())
        return [self._by_id[one] for one in ids if one in self._by_id and self._by_id[one].room == room]


def known_phone(text: str) -> str:
    """Return a phone as it is kept, "" for what is none."""
    try:
        return parse_phone(text)
    except UserError:
        return ""
