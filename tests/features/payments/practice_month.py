"""A month of orders and the bill that pays them, and how well the matching of it does against the truth."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from typing_extensions import override

from leaderdesk.documents.incoming import read_sheets
from leaderdesk.documents.sheet_rows import Limits
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.payments.rules.bills import Bill, Way, read_bill
from leaderdesk.features.payments.rules.matching import Answer, Due, Ground, Matching, OpenLine
from leaderdesk.features.payments.rules.matching_lines import match_bill
from leaderdesk.features.practice.rules import invent
from leaderdesk.features.practice.rules.bill import InventedBill, Owed, Truth, bill_text, invent_bill

TODAY = dt.date(2026, 2, 2)
ORDERS, ROUNDS = 300, 4
WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class Month:
    """Everybody's orders of four rounds, and the bill with its truth."""

    people: tuple[KnownNeighbour, ...]
    phones: Mapping[int, str]
    owed: tuple[Owed, ...]
    bill: InventedBill

    def ground(self) -> Ground:
        """Return what the bill is compared with."""
        dues = [
            Due(each.order_id, each.neighbour_id, f"{each.opened:%m-%d}", each.pickup_code, each.due_fen,
                from_ms=_ms(each.opened), until_ms=_ms(each.opened + 8 * WEEK))
            for each in self.owed
        ]  # fmt: skip
        habits = {f"wechat:{payer}": {who: 3} for payer, who in self.bill.known_payers.items()}
        return Ground(self.people, self.phones, (), tuple(dues), habits=habits)

    def read(self, folder: Path) -> Bill:
        """Return the bill, written to a file and read again."""
        path = folder / "bill.csv"
        path.write_text(bill_text(self.bill), encoding="utf-8-sig", newline="")
        return read_bill(read_sheets(path, Limits()), path.name)


@dataclass
class Score:
    """How many lines that pay an order came to the right ones: by themselves, by one key, or not at all."""

    payments: int = 0
    sure: int = 0
    offered: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def matched(self) -> float:
        """The share that came to the right orders, asked or not."""
        return (self.sure + self.offered) / self.payments

    @override
    def __str__(self) -> str:
        """Return the score in one line."""
        return (
            f"{self.payments} payments: {self.sure / self.payments:.1%} sure, {self.offered / self.payments:.1%} by one"
            f" key, {self.matched:.1%} in all, {len(self.wrong)} wrong; missed {dict(self.missed)}"
        )


def practice_month(seed: int, *, orders: int = ORDERS) -> Month:
    """Return a month of so many orders in four rounds, some neighbours in several of them."""
    chance = random.Random(f"month-{seed}")
    invented = invent(seed=seed, today=TODAY, rounds=0)
    people = tuple(
        KnownNeighbour(place, person.name, person.room, ()) for place, person in enumerate(invented.people, start=1)
    )
    prices = [int(product["price"].replace(".", "").ljust(4, "0")) for product in invented.data["products"]]
    owed: list[Owed] = []
    for number in range(ROUNDS):
        opened = dt.datetime.combine(TODAY, dt.time(20)) - (ROUNDS - number) * WEEK
        for code, person in enumerate(chance.sample(people, orders // ROUNDS), start=1):
            due = sum(chance.choice(prices) * chance.choice((1, 1, 2)) for _ in range(chance.randint(1, 4)))
            owed.append(Owed(len(owed) + 1, person.id, person.name, person.room or "", code, due, opened))
    bill = invent_bill(owed, seed=seed, until=dt.datetime.combine(TODAY, dt.time(12)))
    return Month(people, dict.fromkeys((), ""), tuple(owed), bill)


def open_lines(bill: Bill) -> tuple[OpenLine, ...]:
    """Return the lines of money that came in, as if they were stored."""
    return tuple(OpenLine(place, line) for place, line in enumerate(bill.lines, start=1) if line.way is Way.IN)


def score(month: Month, bill: Bill) -> Score:
    """Return how the matching of the bill compares with the truth."""
    return score_of(match_bill(open_lines(bill), month.ground()), month.bill.truth)


def score_of(matching: Matching, truths: Mapping[str, Truth]) -> Score:
    """Return how a matching compares with the truth: a sure line that books anything else is wrong."""
    found = Score(payments=sum(1 for truth in truths.values() if truth.paid))
    for match in matching.sure:
        truth = truths[match.open.line.key]
        if is_true(match.answer, truth):
            found.sure += 1
        else:
            found.wrong.append(f"{truth.mess}: {match.open.line.payer} {match.reason} {match.answer.shares} {truth}")
    for doubt in matching.doubts:
        truth = truths[doubt.open.line.key]
        if truth.paid and any(is_true(answer, truth) for answer in doubt.answers):
            found.offered += 1
        elif truth.paid:
            found.missed[f"asked: {truth.mess}"] += 1
    for alone in matching.alone:
        truth = truths[alone.open.line.key]
        if truth.paid:
            found.missed[f"alone: {truth.mess}"] += 1
    return found


def is_true(answer: Answer, truth: Truth) -> bool:
    """Return whether the answer books for the right orders what they got, and the rest for the same neighbour."""
    booked: Counter[int] = Counter()
    for share in answer.shares:
        if share.order_id is not None:
            booked[share.order_id] += share.amount_fen
    return {share.neighbour_id for share in answer.shares} <= truth.neighbours and dict(booked) == dict(truth.paid)


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
