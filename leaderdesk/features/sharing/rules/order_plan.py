"""What an import of orders changes in a round: goods and people found or asked, each amount counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.sharing.rules import Outcome, ReviewRow
from leaderdesk.features.sharing.rules.addresses import find_room
from leaderdesk.features.sharing.rules.goods import GoodsIndex, Wanted
from leaderdesk.features.sharing.rules.incoming_orders import (
    IncomingFile,
    IncomingOrder,
    numbers_of_key,
    sum_or_none,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """So much of one offer that an earlier import brought into an order, under the platform's key."""

    id: int
    kind: str
    key: str
    neighbour_id: int
    offer_id: int
    amount_milli: int


@dataclass(frozen=True, slots=True)
class ImportGround:
    """What stands before the import; amounts are thousandths by neighbour and offer, cancelled orders left out."""

    round_id: int
    offers: tuple[Offer, ...]
    known: tuple[KnownNeighbour, ...]
    phones: Mapping[str, tuple[int, ...]]
    buildings: tuple[str, ...]
    standing: Mapping[tuple[int, int], int]
    before: tuple[TakenBefore, ...]
    handed: frozenset[tuple[int, int]]
    paid: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order to write: `change` is added to what stands, `taken` is remembered under `key` instead of `replaced`."""

    key: str
    row: int
    neighbour_id: int | None
    name: str
    room: str | None
    phone: str
    note: str
    change: Mapping[int, int]
    taken: Mapping[int, int]
    replaced: tuple[int, ...]


@dataclass
class Plan:
    """Everything an import of orders does, and what is to be said about it."""

    kind: str
    orders: list[PlannedOrder] = field(default_factory=list)
    rows: list[ReviewRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    same: int = 0

    def note_row(self, row: int, outcome: Outcome, what: str, reason: str = "") -> None:
        """Say something about a row."""
        self.rows.append(ReviewRow(row, outcome, what, reason))


@dataclass(frozen=True, slots=True)
class _Person:
    neighbour_id: int | None
    room: str | None
    unclear: str = ""


class _Planner:
    """Goes through the orders of one file with the ground at hand."""

    def __init__(self, file: IncomingFile, ground: ImportGround) -> None:
        self.plan = Plan(file.kind, rows=list(file.left_out), notices=list(file.notices))
        self._ground = ground
        self._goods = GoodsIndex(ground.offers)
        self._by_name: dict[str, list[KnownNeighbour]] = defaultdict(list)
        for person in ground.known:
            for key in {compare_key(name) for name in (person.name, *person.aliases)}:
                self._by_name[key].append(person)
        self._before = [(numbers_of_key(each.key), each) for each in ground.before if each.kind == file.kind]
        self._by_kind: dict[tuple[int, int], int] = defaultdict(int)
        for _key, each in self._before:
            self._by_kind[each.neighbour_id, each.offer_id] += each.amount_milli
        self._odd_prices: list[int] = []

    def run(self, orders: Sequence[IncomingOrder]) -> Plan:
        for order in orders:
            self._order(order)
        if self._odd_prices:
            self.plan.notices.append(
                _("The prices in these rows differ from those of the round, which count: {rows}").format(
                    rows="、".join(map(str, self._odd_prices[:20]))
                )
            )
        return self.plan

    def _order(self, order: IncomingOrder) -> None:
        earlier = self._earlier(order)
        amounts, unread = self._amounts(order)
        # An amount that cannot be read says nothing about what was taken over before.
        amounts |= {each.offer_id: each.amount_milli for each in earlier if each.offer_id in unread}
        if not amounts:
            return
        person = self._person(order, earlier)
        if person.unclear:
            self.plan.note_row(order.rows[0], Outcome.SKIPPED, order.name, person.unclear)
            return
        taken: dict[int, int] = defaultdict(int)
        for each in earlier:
            taken[each.offer_id] += each.amount_milli
        wanted = self._without_doubles(order, person, amounts, taken)
        change = {
            offer: wanted.get(offer, 0) - taken.get(offer, 0)
            for offer in (*wanted, *(offer for offer in taken if offer not in wanted))
            if wanted.get(offer, 0) != taken.get(offer, 0)
        }
        if not change:
            self.plan.same += bool(earlier)
            return
        kept = self._kept_back(person, change)
        if kept:
            self.plan.note_row(order.rows[0], Outcome.SKIPPED, order.name, kept)
            return
        self._take(order, person, change=change, wanted=wanted, earlier=earlier)

    def _take(
        self,
        order: IncomingOrder,
        person: _Person,
        *,
        change: Mapping[int, int],
        wanted: Mapping[int, int],
        earlier: Sequence[TakenBefore],
    ) -> None:
        unplaced = order.place.text if person.room is None and person.neighbour_id is None else ""
        note = "；".join(part for part in (order.note, unplaced) if part)
        self.plan.orders.append(
            PlannedOrder(
                key=order.key,
                row=order.rows[0],
                neighbour_id=person.neighbour_id,
                name=order.name,
                room=person.room,
                phone=_phone(order.phone),
                note=note,
                change=change,
                taken={offer: milli for offer, milli in wanted.items() if milli},
                replaced=tuple(each.id for each in earlier),
            )
        )
        outcome = Outcome.CHANGED if earlier else Outcome.NEW
        reason = _("No clear room: “{text}” is kept in the note.").format(text=unplaced[:40]) if unplaced else ""
        self.plan.note_row(order.rows[0], outcome, f"{person.room or ''} {order.name}".strip(), reason)

    def _amounts(self, order: IncomingOrder) -> tuple[dict[int, int], set[int]]:
        amounts, unread = defaultdict[int, int](int), set[int]()
        for wanted in order.goods:
            match = self._goods.find(wanted.product, wanted.spec)
            offer = match.offer
            if offer is None:
                self.plan.note_row(wanted.row, Outcome.ASKED, wanted.text, _unknown(match.near))
            elif offer.price_fen is None:
                reason = _("It has no price in this round yet. Set it first.")
                self.plan.note_row(wanted.row, Outcome.ASKED, wanted.text, reason)
            else:
                milli = self._milli(wanted, offer, offer.price_fen)
                amounts[offer.id] += milli
                unread |= set() if milli else {offer.id}
        return {offer_id: milli for offer_id, milli in amounts.items() if milli}, unread

    def _milli(self, wanted: Wanted, offer: Offer, price_fen: int) -> int:
        try:
            milli = parse_amount(wanted.amount)
        except UserError as trouble:
            self.plan.note_row(wanted.row, Outcome.SKIPPED, wanted.text, str(trouble))
            return 0
        if milli == 0 or milli % offer.step_milli:
            reason = _("It is ordered in steps of {step}.").format(step=amount_text(offer.step_milli))
            self.plan.note_row(wanted.row, Outcome.SKIPPED, wanted.text, reason)
            return 0
        money = sum_or_none(wanted.money)
        if money is not None and money != line_total(price_fen, milli):
            self._odd_prices.append(wanted.row)
        return milli

    def _earlier(self, order: IncomingOrder) -> list[TakenBefore]:
        numbers = set(order.numbers)
        return [each for (had, who), each in self._before if who == order.who and had & numbers]

    def _person(self, order: IncomingOrder, earlier: Sequence[TakenBefore]) -> _Person:
        found = find_room(order.place, self._ground.buildings)
        room = None if found.room is None else found.room.text
        if found.other is not None:
            self.plan.notices.append(
                _("Row {row}: {room} was taken; the address says {other}.").format(
                    row=order.rows[0], room=room, other=found.other.text
                )
            )
        if earlier:
            return _Person(earlier[0].neighbour_id, room)
        named = {
            person.id: person
            for name in (order.name, order.recipient)
            for person in self._by_name.get(compare_key(name), ())
        }
        if room is not None:
            here = [person for person in named.values() if person.room == room] or self._called(order, room)
            return _Person(here[0].id if len(here) == 1 else None, room)
        by_phone = [one for one in self._ground.phones.get(_phone(order.phone), ()) if one in named]
        if len(by_phone) == 1:
            return _Person(by_phone[0], None)
        if not named or (len(named) == 1 and not order.place.text):
            return _Person(next(iter(named), None), None)
        return _Person(None, None, _("There is already somebody of this name, and the room is not clear."))

    def _called(self, order: IncomingOrder, room: str) -> list[KnownNeighbour]:
        """Return who has this phone at this room: a nickname may change, the number stays."""
        ids = self._ground.phones.get(_phone(order.phone), ())
        return [person for person in self._ground.known if person.id in ids and person.room == room] if ids else []

    def _without_doubles(
        self, order: IncomingOrder, person: _Person, amounts: Mapping[int, int], taken: Mapping[int, int]
    ) -> dict[int, int]:
        """Leave out goods that the neighbour already has from another source: those are asked, not counted twice."""
        wanted = dict(amounts)
        if person.neighbour_id is None:
            return wanted
        labels = {offer.id: offer.label for offer in self._ground.offers}
        for offer_id in amounts:
            place = (person.neighbour_id, offer_id)
            elsewhere = self._ground.standing.get(place, 0) - self._by_kind.get(place, 0)
            if elsewhere > 0 and not taken.get(offer_id):
                del wanted[offer_id]
                reason = _("{product} ×{amount} is there from another source already. Add it if both are meant.")
                self.plan.note_row(
                    order.rows[0],
                    Outcome.SKIPPED,
                    order.name,
                    reason.format(product=labels[offer_id], amount=amount_text(elsewhere)),
                )
        return wanted

    def _kept_back(self, person: _Person, change: Mapping[int, int]) -> str:
        if person.neighbour_id is None:
            return ""
        if any((person.neighbour_id, offer_id) in self._ground.handed for offer_id in change):
            return _("Goods of this order were handed over already. Change it by hand.")
        if person.neighbour_id in self._ground.paid:
            return _("This order is paid already. Change it by hand.")
        return ""


def plan_orders(file: IncomingFile, ground: ImportGround) -> Plan:
    """Return what taking the file into the round means; nothing is written by it."""
    return _Planner(file, ground).run(file.orders)


def _unknown(near: Sequence[Offer]) -> str:
    if not near:
        return _("Nothing in this round is called that. Put it on offer, or teach the product this name.")
    return _("The spec fits none of the round: {offers}. Teach the product this name.").format(
        offers="、".join(f"{offer.name} {offer.spec}".strip() for offer in near)
    )


def _phone(text: str) -> str:
    try:
        return parse_phone(text)
    except UserError:
        return ""
