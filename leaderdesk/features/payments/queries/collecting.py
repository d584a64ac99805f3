"""What the page of collecting shows of a round: who paid, who owes, what the bill says, and what goes back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourRow
from leaderdesk.features.orders.tables import LineRow, OrderRow
from leaderdesk.features.payments.queries.accounts import balances_of
from leaderdesk.features.payments.queries.bills import (
    BillFacts,
    RememberedPayer,
    StoredLine,
    latest_bill,
    matching_of,
    remembered_payers,
    settled_lines,
)
from leaderdesk.features.payments.queries.dues import payments_of_round
from leaderdesk.features.payments.rules import Payment
from leaderdesk.features.payments.rules.chasing import Owing, Quiet, kept_quiet
from leaderdesk.features.payments.rules.matching import Deed, Matching
from leaderdesk.features.payments.tables import ReminderRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.business import read_business


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything about collecting the money of one round; `labels` name neighbours by id, `credits` what they have.

    In the hours of `quiet` nobody is reminded.
    """

    round: Round | None
    payments: tuple[Payment, ...]
    owing: tuple[Owing, ...]
    bill: BillFacts | None
    matching: Matching
    loose: tuple[StoredLine, ...]
    booked: tuple[StoredLine, ...]
    labels: dict[int, tuple[str, str]]
    credits: dict[int, int]
    quiet: Quiet
    payers: tuple[RememberedPayer, ...] = ()

    @property
    def total_fen(self) -> int:
        """What the round comes to."""
        return sum(payment.total_fen for payment in self.payments)

    @property
    def open_fen(self) -> int:
        """What is open, booked or not."""
        return sum(each.due_fen for each in self.owing)

    @property
    def sure_fen(self) -> int:
        """What sure payments of the bill would pay of this round."""
        return sum(self._sure().values())

    @property
    def waiting(self) -> tuple[Owing, ...]:
        """Who has not paid, those left out whose payment the bill is sure of."""
        sure = self._sure()
        left = ((each, each.due_fen - sure.get(each.order_id, 0)) for each in self.owing)
        return tuple(replace(each, due_fen=fen) for each, fen in left if fen > 0)

    @property
    def asked_about(self) -> frozenset[int]:
        """The orders that an answer to a question would pay."""
        return frozenset(
            share.order_id
            for doubt in self.matching.doubts
            for answer in doubt.answers
            for share in answer.shares
            if share.order_id is not None
        )

    @property
    def matched_orders(self) -> int:
        """How many orders are paid, or are with what the bill is sure of."""
        sure = self._sure()
        return sum(1 for each in self.payments if each.due_fen - sure.get(each.order_id, 0) <= 0)

    @property
    def doubtful_fen(self) -> int:
        """What is open of the orders that the questions are about, as far as the payments in question go."""
        asked = self.asked_about
        open_fen = sum(each.due_fen for each in self.waiting if each.order_id in asked)
        orders = {each.order_id for each in self.waiting}
        offered = sum(
            doubt.open.line.net_fen
            for doubt in self.matching.doubts
            if any(share.order_id in orders for answer in doubt.answers for share in answer.shares)
        )
        return min(open_fen, offered)

    def _sure(self) -> dict[int, int]:
        here = {each.order_id for each in self.payments}
        sums: dict[int, int] = defaultdict(int)
        for match in self.matching.sure:
            for share in match.answer.shares if match.answer.deed is Deed.BOOK else ():
                if share.order_id is not None and share.order_id in here:
                    sums[share.order_id] += share.amount_fen
        return sums


def collection_of(connection: Connection, round_id: int) -> Collection:
    """Return everything about collecting the money of the round, with the bill matched anew."""
    payments = payments_of_round(connection, round_id)
    matching = matching_of(connection)
    people = {share.neighbour_id for match in matching.sure for share in match.answer.shares}
    booked = settled_lines(connection, ("booked", "known"))
    people |= {line.neighbour_id for line in booked if line.neighbour_id is not None}
    balances = balances_of(connection, sorted({payment.neighbour_id for payment in payments}))
    return Collection(
        round=round_row(connection, round_id),
        payments=payments,
        owing=_owing(connection, round_id, payments),
        bill=latest_bill(connection),
        matching=matching,
        loose=settled_lines(connection, ("loose",)),
        booked=booked,
        labels=_labels(connection, people),
        payers=remembered_payers(connection),
        quiet=kept_quiet(read_business(connection).quiet_hours),
        credits={neighbour_id: fen for neighbour_id, fen in balances.items() if fen > 0},
    )


def collecting_round(connection: Connection) -> int | None:
    """Return the round in which money is collected now: the newest that is cut off and not settled, else the newest."""
    order = (
        RoundRow.closed_at_ms.is_(None) | RoundRow.settled_at_ms.is_not(None),
        RoundRow.opened_at_ms.is_(None),
        RoundRow.number.desc(),
    )
    return connection.scalar(select(RoundRow.id).where(RoundRow.archived_at_ms.is_(None)).order_by(*order).limit(1))


def _owing(connection: Connection, round_id: int, payments: tuple[Payment, ...]) -> tuple[Owing, ...]:
    short = [payment for payment in payments if payment.due_fen > 0]
    if not short:
        return ()
    goods: dict[int, list[str]] = defaultdict(list)
    lines = (
        select(LineRow.order_id, ProductRow.short_name, ProductRow.name)
        .join(OfferRow, OfferRow.id == LineRow.offer_id)
        .join(ProductRow, ProductRow.id == OfferRow.product_id)
        .where(OfferRow.round_id == round_id)
        .order_by(LineRow.order_id, OfferRow.position)
    )
    for order_id, short_name, name in connection.execute(lines):
        goods[order_id].append(short_name or name)
    made = select(OrderRow.id, OrderRow.created_at_ms).where(OrderRow.round_id == round_id)
    since = dict(connection.execute(made).all())
    latest = select(ReminderRow.neighbour_id, func.max(ReminderRow.at_ms)).group_by(ReminderRow.neighbour_id)
    reminded = dict(connection.execute(latest).all())
    found = [
        Owing(
            payment.neighbour_id,
            payment.order_id,
            payment.neighbour_name,
            payment.room,
            payment.due_fen,
            since[payment.order_id],
            tuple(goods[payment.order_id]),
            reminded.get(payment.neighbour_id),
            is_short=payment.paid_fen > 0,
        )
        for payment in short
    ]
    return tuple(sorted(found, key=lambda each: (each.since_ms, each.order_id)))


def _labels(connection: Connection, people: set[int]) -> dict[int, tuple[str, str]]:
    query = select(NeighbourRow.id, NeighbourRow.name, func.coalesce(HouseholdRow.label, "").label("room")).outerjoin(
        HouseholdRow, HouseholdRow.id == NeighbourRow.household_id
    )
    return {row.id: (row.name, row.room) for row in connection.execute(query) if row.id in people}
