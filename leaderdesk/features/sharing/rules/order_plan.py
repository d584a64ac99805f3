"""What an import of orders changes in a round: goods and people found or asked, each amount counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leaderdesk.core.amount import amount_text, parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import line_total
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import (
    Answers,
    CountBoth,
    CountOnce,
    LeaveOut,
    Question,
)
from leaderdesk.features.sharing.rules.goods import GoodsIndex, Wanted
from leaderdesk.features.sharing.rules.incoming_orders import (
    IncomingFile,
    IncomingOrder,
    numbers_of_key,
    sum_or_none,
)  # fmt: skip
from leaderdesk.features.sharing.rules.order_asks import (
    ask_double,
    ask_goods,
    ask_who,
    double_key,
    goods_key,
    offers_with,
    who_key,
)
from leaderdesk.features.sharing.rules.order_ground import ImportGround, Plan, PlannedOrder, TakenBefore
from leaderdesk.features.sharing.rules.order_people import PeopleIndex, Person, known_phone
from leaderdesk.features.sharing.rules.preview import Piece, PreviewRow


@dataclass
class _Entry:
    """What is found out about one order while it is gone through."""

    order: IncomingOrder
    amounts: dict[int, int] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    question: Question | None = None
    pieces: list[Piece] = field(default_factory=list)
    fen: int = 0
    waived: dict[int, int] = field(default_factory=dict)
    doubtful: list[Piece] = field(default_factory=list)

    def ask(self, question: Question) -> None:
        """Keep the first question; the next one comes when it is answered."""
        self.question = self.question or question


class _Planner:
    """Goes through the orders of one file with the ground and the answers at hand."""

    def __init__(self, file: IncomingFile, ground: ImportGround, answers: Answers) -> None:
        self.plan = Plan(file.kind, rows=list(file.left_out), notices=list(file.notices))
        self.plan.seen = [PreviewRow(row.row, row.outcome, row.what, remark=row.reason) for row in file.left_out]
        self._answers = answers
        self._offers = offers_with(ground.offers, answers)
        self._labels = {offer.id: offer.label for offer in self._offers}
        self._prices = {offer.id: offer.price_fen or 0 for offer in self._offers}
        self._ground = ground
        self._goods = GoodsIndex(self._offers)
        self._people = PeopleIndex(ground)
        self._before = [(numbers_of_key(each.key), each) for each in ground.before if each.kind == file.kind]
        self._by_kind: dict[tuple[int, int], int] = defaultdict(int)
        for _key, each in self._before:
            self._by_kind[each.neighbour_id, each.offer_id] += each.amount_milli if each.counted else 0
        self._odd_prices: list[int] = []

    def run(self, orders: Sequence[IncomingOrder]) -> Plan:
        for order in orders:
            self._order(order)
        self.plan.seen.sort(key=lambda row: row.row)
        if self._odd_prices:
            self.plan.notices.append(
                _("The prices in these rows differ from those of the round, which count: {rows}").format(
                    rows="、".join(map(str, self._odd_prices[:20]))
                )
            )
        return self.plan

    def _order(self, order: IncomingOrder) -> None:
        earlier = self._earlier(order)
        entry = _Entry(order)
        self._read_amounts(entry)
        # An amount that cannot be read says nothing about what was taken over before.
        entry.amounts |= {each.offer_id: each.amount_milli for each in earlier if each.offer_id in entry.unread}
        answer = self._answers.get(who_key(order))
        person = self._people.find(order, earlier, answer)
        if person.other is not None:
            self.plan.notices.append(
                _("Row {row}: {room} was taken; the address says {other}.").format(
                    row=order.rows[0], room=person.room, other=person.other.text
                )
            )
        if person.unclear and entry.amounts and not isinstance(answer, LeaveOut):
            self.plan.note_row(order.rows[0], Outcome.SKIPPED, order.name, person.unclear)
            entry.ask(ask_who(order, person.unclear, person.candidates))
        if entry.question is not None:
            self._see(entry, person, Outcome.ASKED)
        elif isinstance(answer, LeaveOut):
            self._leave_out(entry, person, _("Left out as you said."))
        elif not entry.amounts:
            self._leave_out(entry, person, "")
        else:
            self._compare(entry, person, earlier)

    def _compare(self, entry: _Entry, person: Person, earlier: Sequence[TakenBefore]) -> None:
        order = entry.order
        taken: dict[int, int] = defaultdict(int)
        for each in earlier:
            taken[each.offer_id] += each.amount_milli if each.counted else 0
        wanted = self._without_doubles(entry, person, taken, earlier)
        if entry.doubtful:
            entry.pieces = [self._piece(offer, milli, None) for offer, milli in wanted.items()]
        change = {
            offer: wanted.get(offer, 0) - taken.get(offer, 0)
            for offer in (*wanted, *(offer for offer in taken if offer not in wanted))
            if wanted.get(offer, 0) != taken.get(offer, 0)
        }
        waived_before = {each.offer_id: each.amount_milli for each in earlier if not each.counted}
        if not change and entry.waived == waived_before:
            self.plan.same += bool(earlier)
            self._see(entry, person, Outcome.SAME if earlier else Outcome.SKIPPED)
            return
        kept = self._kept_back(person, change)
        if kept:
            self.plan.note_row(order.rows[0], Outcome.SKIPPED, order.name, kept)
            self._leave_out(entry, person, kept)
            return
        self._take(entry, person, change=change, wanted=wanted, earlier=earlier)

    def _take(
        self,
        entry: _Entry,
        person: Person,
        *,
        change: Mapping[int, int],
        wanted: Mapping[int, int],
        earlier: Sequence[TakenBefore],
    ) -> None:
        order = entry.order
        unplaced = order.place.text if person.room is None and person.neighbour_id is None else ""
        note = "；".join(part for part in (order.note, unplaced) if part)
        self.plan.orders.append(
            PlannedOrder(
                key=order.key,
                row=order.rows[0],
                neighbour_id=person.neighbour_id,
                name=order.name,
                room=person.room,
                phone=known_phone(order.phone),
                note=note,
                change=change,
                taken={offer: milli for offer, milli in wanted.items() if milli},
                replaced=tuple(each.id for each in earlier),
                waived=entry.waived,
                is_new_person=person.is_new,
            )
        )
        outcome = Outcome.SAME if not change else Outcome.CHANGED if earlier else Outcome.NEW
        reason = _("No clear room: “{text}” is kept in the note.").format(text=unplaced[:40]) if unplaced else ""
        self.plan.note_row(order.rows[0], outcome, f"{person.room or ''} {order.name}".strip(), reason)
        if reason:
            entry.remarks.append(reason)
        before = {each.offer_id: each.amount_milli for each in earlier if each.counted}
        entry.pieces = [self._piece(offer, milli, before.get(offer)) for offer, milli in wanted.items()]
        entry.pieces += [
            Piece(self._labels.get(offer, ""), "", _times(milli))
            for offer, milli in before.items()
            if offer not in wanted
        ]
        self._see(entry, person, outcome)

    # The goods.

    def _read_amounts(self, entry: _Entry) -> None:
        amounts = defaultdict[int, int](int)
        for wanted in entry.order.goods:
            offer = self._meant(entry, wanted)
            if offer is None or offer.price_fen is None:
                continue
            milli = self._milli(entry, wanted, offer, offer.price_fen)
            amounts[offer.id] += milli
            entry.unread |= set() if milli else {offer.id}
        entry.amounts = {offer_id: milli for offer_id, milli in amounts.items() if milli}
        entry.pieces = [self._piece(offer, milli, None) for offer, milli in entry.amounts.items()] + entry.pieces
        entry.fen = sum(line_total(self._prices[offer], milli) for offer, milli in entry.amounts.items())

    def _meant(self, entry: _Entry, wanted: Wanted) -> Offer | None:
        match = self._goods.find(wanted.product, wanted.spec)
        offer = match.offer
        if offer is not None and offer.price_fen is not None:
            return offer
        if isinstance(self._answers.get(goods_key(wanted)), LeaveOut):
            reason = _("{goods} is left out as you said.").format(goods=wanted.text)
            self.plan.note_row(wanted.row, Outcome.SKIPPED, wanted.text, reason)
            entry.remarks.append(reason)
            return None
        question = ask_goods(entry.order, wanted, match, self._offers)
        self.plan.note_row(wanted.row, Outcome.ASKED, wanted.text, question.reason)
        entry.ask(question)
        entry.pieces.append(Piece(wanted.text, f"×{wanted.amount}" if wanted.amount else "", is_open=True))
        return None

    def _milli(self, entry: _Entry, wanted: Wanted, offer: Offer, price_fen: int) -> int:
        try:
            milli = parse_amount(wanted.amount)
            if milli == 0 or milli % offer.step_milli:
                raise UserError(_("It is ordered in steps of {step}.").format(step=amount_text(offer.step_milli)))
        except UserError as trouble:
            self.plan.note_row(wanted.row, Outcome.SKIPPED, wanted.text, str(trouble))
            entry.remarks.append(
                _("Row {row}, {what}: {reason}").format(row=wanted.row, what=wanted.text, reason=trouble)
            )
            return 0
        money = sum_or_none(wanted.money)
        if money is not None and money != line_total(price_fen, milli):
            self._odd_prices.append(wanted.row)
        return milli

    def _earlier(self, order: IncomingOrder) -> list[TakenBefore]:
        numbers = set(order.numbers)
        return [each for (had, who), each in self._before if who == order.who and had & numbers]

    # What stands already.

    def _without_doubles(
        self, entry: _Entry, person: Person, taken: Mapping[int, int], earlier: Sequence[TakenBefore]
    ) -> dict[int, int]:
        """Leave out goods that the neighbour already has from another source: those are asked, not counted twice."""
        wanted = dict(entry.amounts)
        if person.neighbour_id is None:
            return wanted
        waived = {each.offer_id: each.amount_milli for each in earlier if not each.counted}
        for offer_id, milli in entry.amounts.items():
            place = (person.neighbour_id, offer_id)
            elsewhere = self._ground.standing.get(place, 0) - self._by_kind.get(place, 0)
            if elsewhere <= 0 or taken.get(offer_id):
                continue
            answer = self._answers.get(double_key(entry.order, offer_id))
            if isinstance(answer, CountBoth):
                continue
            del wanted[offer_id]
            if isinstance(answer, CountOnce) or waived.get(offer_id) == milli:
                entry.waived[offer_id] = milli
                entry.remarks.append(_("{product} is counted once.").format(product=self._labels[offer_id]))
                continue
            entry.doubtful.append(Piece(self._labels[offer_id], _times(milli), is_open=True))
            question = ask_double(entry.order, offer_id, label=self._labels[offer_id], milli=elsewhere)
            said = _("{product} ×{amount} is there from another source already. Add it if both are meant.").format(
                product=self._labels[offer_id], amount=amount_text(elsewhere)
            )
            self.plan.note_row(entry.order.rows[0], Outcome.SKIPPED, entry.order.name, said)
            entry.ask(question)
        return wanted

    def _kept_back(self, person: Person, change: Mapping[int, int]) -> str:
        if person.neighbour_id is None:
            return ""
        if any((person.neighbour_id, offer_id) in self._ground.handed for offer_id in change):
            return _("Goods of this order were handed over already. Change it by hand.")
        if person.neighbour_id in self._ground.paid:
            return _("This order is paid already. Change it by hand.")
        return ""

    # Seeing.

    def _leave_out(self, entry: _Entry, person: Person, remark: str) -> None:
        if remark:
            entry.remarks.append(remark)
        self._see(entry, person, Outcome.SKIPPED)

    def _see(self, entry: _Entry, person: Person, outcome: Outcome) -> None:
        order = entry.order
        self.plan.seen.append(
            PreviewRow(
                row=order.rows[0],
                outcome=outcome,
                name=order.name,
                place=person.room or self._people.room_of(person.neighbour_id),
                pieces=(*entry.pieces, *entry.doubtful),
                money_fen=entry.fen or None,
                remark=" ".join(dict.fromkeys(entry.remarks)),
                question=entry.question,
                rows=order.rows,
            )
        )

    def _piece(self, offer_id: int, milli: int, before: int | None) -> Piece:
        old = "" if before is None or before == milli else _times(before)
        return Piece(self._labels[offer_id], _times(milli), old)


def plan_orders(file: IncomingFile, ground: ImportGround, answers: Answers | None = None) -> Plan:
    """Return what taking the file into the round means with these answers; nothing is written by it."""
    return _Planner(file, ground, answers or {}).run(file.orders)


def _times(milli: int) -> str:
    return f"×{amount_text(milli)}"
