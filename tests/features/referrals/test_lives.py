"""Random lives of a neighbourhood: no gift twice, none without cause, the stock comes out even, undo restores."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from leaderdesk.slots import guards, neighbour_ties
from leaderdesk.core.clock import today
from leaderdesk.core.errors import UserError
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import Grant, Wish
from leaderdesk.features.neighbours.actions import merge_neighbours
from leaderdesk.features.neighbours.rules.merging import Merge
from leaderdesk.features.orders.actions import cancel_order, revive_order
from leaderdesk.features.orders.queries import order_by_id, orders_of_round
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.pickups.actions import take_back
from leaderdesk.features.referrals.actions import (
    buy_gifts,
    decide,
    give_referral,
    name_referral,
    put_to_round,
    return_gifts,
    spoil_gifts,
    withdraw_referral,
    write_programme,
)
from leaderdesk.features.referrals.queries import Trust, trust
from leaderdesk.features.referrals.queries.stock import entries_of_award
from leaderdesk.features.referrals.rules import MILESTONES, Reason, Terms, Verdict
from tests.features.referrals.village import Village, open_village
from tests.features.undoing import done, dump

_OWN = (
    "award", "gift", "handover_line", "line", "neighbour", "orders", "programme", "referral", "referral_decision",
)  # fmt: skip
_STEPS = 80


class Life:
    """Does one thing after the other by chance, and looks after each whether all still holds."""

    def __init__(self, village: Village, seed: int, *, merging: bool) -> None:
        self.village = village
        self.chance = random.Random(seed)
        # Looking must not change what happens.
        self.glances = random.Random(seed)
        self.merging = merging
        self.people = list(village.old)
        self.merged = False
        self.took = Counter[str]()

    def go(self) -> None:
        """Live."""
        doings: list[tuple[int, Callable[[], object]]] = [
            (12, self.arrive), (25, self.bag), (2, self.come), (6, self.name), (6, self.order), (6, self.pay),
            (8, self.hand), (8, self.wait),
            (5, self.put), (6, self.give), (2, self.cancel), (3, self.refund), (1, self.take_back), (2, self.decide),
            (1, self.withdraw), (3, self.change_mind),
            (2, self.bring_back), (2, self.buy), (1, self.spoil), (2, self.change_rules), (2, self.merge),
        ]  # fmt: skip
        for _step in range(_STEPS):
            doing = self.chance.choices([each for _weight, each in doings], [weight for weight, _each in doings])[0]
            before, count = self.village.trust(), len(done(self.village.store))
            rows = dump(self.village.store, _OWN)
            try:
                doing()
            except UserError:
                if len(done(self.village.store)) == count:
                    assert dump(self.village.store, _OWN) == rows
                continue
            self.took[doing.__name__] += 1
            if doing != self.arrive:
                self.check(before)
            if len(done(self.village.store)) == count + 1 and self.chance.random() < 0.4:
                self.undo_and_redo(rows)

    def undo_and_redo(self, rows: dict[str, list[tuple[object, ...]]]) -> None:
        """Take the last step back, see that all is as before it, and take it again."""
        store, after = self.village.store, dump(self.village.store, _OWN)
        stood = self.village.trust()
        undo = store.undo(done(store)[0])
        assert dump(store, _OWN) == rows
        self.hold(self.village.trust())
        store.undo(undo)
        assert dump(store, _OWN) == after
        assert self.village.trust() == stood

    def check(self, before: Trust) -> None:
        """See that what was given now was due before, and that all holds."""
        after = self.village.trust()
        had = {award.id for award in before.awards if award.is_given}
        by_id = {one.id: one for one in before.standings}
        for award in after.awards:
            if award.is_given and award.id not in had:
                cause = by_id[award.referral_id or 0]
                assert cause.is_due
                assert not cause.asks
        self.hold(after)

    def hold(self, whole: Trust) -> None:
        """See that nobody has a gift twice, and that the book comes out even and says what the gifts say."""
        assert whole.is_even
        assert all(one.left_milli >= 0 for one in whole.balances)
        self.hold_around(self.glances.choice(self.people), whole)
        with self.village.store.read() as connection:
            for award in whole.awards:
                assert entries_of_award(connection, award.id) == (1000 if award.is_given else 0)
        given = [award for award in whole.awards if award.is_given]
        assert len({(award.referral_id, award.reason) for award in given}) == len(given)
        if not self.merged:
            newcomer = {one.id: one.newcomer.id for one in whole.standings}
            whose = Counter(
                (award.neighbour_id if award.reason in MILESTONES else newcomer[award.referral_id or 0], award.reason)
                for award in given
            )
            assert all(count == 1 for count in whose.values())

    # What can happen.

    def come(self) -> None:
        """Somebody new comes, now and then behind a door where somebody lives."""
        number = len(self.people)
        self.people.append(
            self.village.newcomer(f"新邻居{number}", f"9-{self.chance.choice((901, 902, 910 + number))}")
        )

    def arrive(self) -> None:
        """Somebody new comes, is brought, and buys at once."""
        self.come()
        self.village.brought(self.chance.choice(self.people[:3]), self.people[-1])
        self.village.buys(self.people[-1])

    def bag(self) -> None:
        """Somebody for whom a gift was put to the round orders something more, and her bag goes out."""
        waiting = [award for award in self.village.trust().awards if not award.is_given]
        if not waiting:
            raise UserError("nothing was put to the round")
        neighbour_id = self.chance.choice(waiting).neighbour_id
        order = self.village.order(neighbour_id, place=self.chance.choice((1, 2, 3)))
        self.took["gift waits"] += 1
        self.village.hand(order)

    def refund(self) -> None:
        """Goods were bad, and all the money for them goes back."""
        with self.village.store.read() as connection:
            order = order_by_id(connection, self.some_order())
        if order is None or not order.lines or order.cancelled_at_ms is not None:
            raise UserError("nothing to give back")
        line = order.lines[0]
        claim = new_claim(
            self.village.store, order_id=order.id, offer_id=line.offer_id, amount_milli=line.amount_milli,
            wish=Wish.REFUND,
        )  # fmt: skip
        answer_claim(self.village.store, claim.id, Grant(Wish.REFUND, refund_fen=line.total_fen, way=Account.WECHAT))

    def name(self) -> None:
        """Somebody names who brought her."""
        one, two = self.somebody(), self.chance.choice([*self.people[-3:], self.somebody()])
        name_referral(self.village.store, referrer_id=one, newcomer_id=two)

    def order(self) -> None:
        """Somebody orders."""
        self.village.order(self.somebody(late=True), self.chance.choice((1, 2)))

    def pay(self) -> None:
        """Somebody pays."""
        self.village.pay(self.some_order())

    def hand(self) -> None:
        """A bag goes out, and gifts with it."""
        try:
            self.village.hand(self.some_order())
        except AssertionError as nothing:
            raise UserError("nothing to hand over") from nothing

    def wait(self) -> None:
        """Time goes by."""
        self.village.wait(self.chance.choice((1, 4)))

    def put(self) -> None:
        """All that is due is put to the round."""
        found = [one.id for one in self.village.trust().standings if one.is_due]
        put_to_round(self.village.store, self.village.shop.round_id, found[: self.chance.choice((1, 2, 9))])

    def give(self) -> None:
        """One gets her gift without a bag, whether it is due or not."""
        due = [one.id for one in self.village.trust().standings if one.is_due]
        wanted = self.chance.choice(due) if due and self.chance.random() < 0.8 else self.some_referral()
        give_referral(self.village.store, wanted)

    def cancel(self) -> None:
        """An order is cancelled or comes back."""
        order = self.some_order()
        if self.chance.random() < 0.5:
            cancel_order(self.village.store, order, guards=guards())
        else:
            revive_order(self.village.store, order)

    def take_back(self) -> None:
        """A bag comes back."""
        take_back(self.village.store, self.some_order(), dues=dues)

    def decide(self) -> None:
        """The leader decides something."""
        decide(self.village.store, self.some_referral(), self.chance.choice(list(Verdict)))

    def withdraw(self) -> None:
        """Somebody takes back what she said."""
        withdraw_referral(self.village.store, self.some_referral())

    def change_mind(self) -> None:
        """Somebody who has her gift says that another one brought her, from the same day on."""
        had = [one for one in self.village.trust().standings if one.why is None and any(a.is_given for a in one.awards)]
        if not had:
            raise UserError("nobody has a gift yet")
        one = self.chance.choice(had)
        withdraw_referral(self.village.store, one.id)
        others = [id_ for id_ in self.people if id_ != one.referrer.id]
        name_referral(
            self.village.store,
            referrer_id=self.chance.choice(others),
            newcomer_id=one.newcomer.id,
            said_at_ms=one.referral.said_at_ms,
        )

    def bring_back(self) -> None:
        """Gifts come back."""
        return_gifts(self.village.store, self.some_referral())

    def buy(self) -> None:
        """The leader buys gifts."""
        buy_gifts(self.village.store, self.chance.choice((self.village.cup, self.village.soap)), pieces=2, paid_fen=50)

    def spoil(self) -> None:
        """A gift breaks."""
        spoil_gifts(self.village.store, self.village.soap, pieces=1)

    def change_rules(self) -> None:
        """The leader writes other rules."""
        reasons = self.chance.sample(list(Reason)[:3], 2)
        terms = Terms(window_days=self.chance.choice((0, 1, 3)), monthly_cap=self.chance.choice((0, 2)))
        start = today(self.village.clock) + dt.timedelta(self.chance.choice((0, 0, 2)))
        gifts = dict.fromkeys(reasons, self.village.cup)
        write_programme(self.village.store, starts_on=start, terms=terms, gifts=gifts)

    def merge(self) -> None:
        """Two turn out to be one."""
        if not self.merging:
            raise UserError("nobody is merged in this life")
        kept, gone = self.chance.sample(self.people, 2)
        merge_neighbours(self.village.store, Merge(kept, gone), ties=neighbour_ties())
        self.merged = True

    def hold_around(self, id_: int, whole: Trust) -> None:
        """See that what bears on one neighbour is the same when only that is looked at, as at the pickup table."""
        with self.village.store.read() as connection:
            near = trust(connection, whole.now_ms, around=[id_])
        assert [one for one in near.live if one.neighbour_id == id_] == [
            one for one in whole.live if one.neighbour_id == id_
        ]
        assert [one for one in near.standings if id_ in (one.referrer.id, one.newcomer.id)] == [
            one for one in whole.standings if id_ in (one.referrer.id, one.newcomer.id)
        ]

    def somebody(self, *, late: bool = False) -> int:
        """Return a neighbour, rather a late one if asked for."""
        return self.chance.choice(self.people[-4:] if late else self.people)

    def some_order(self) -> int:
        """Return an order of the round."""
        with self.village.store.read() as connection:
            orders = orders_of_round(connection, self.village.shop.round_id, with_cancelled=True)
        return self.chance.choice(orders).id

    def some_referral(self) -> int:
        """Return a referral."""
        found = self.village.trust().standings
        if not found:
            raise UserError("nobody was brought yet")
        return self.chance.choice(found).id


def live(home: Path, seed: int, *, merging: bool) -> Counter[str]:
    """Let one life go by in a village of its own and return how often each thing happened in it."""
    village = open_village(home, pieces=9, third=True)
    life = Life(village, seed, merging=merging)
    try:
        life.go()
    finally:
        village.store.close()
    return life.took


@pytest.mark.slow
@pytest.mark.parametrize("merging", [False, True])
def test_whatever_happens_gifts_come_out_right(tmp_path: Path, merging: bool) -> None:
    took = Counter[str]()
    for seed in (1, 3, 5):
        took += live(tmp_path / str(seed), seed, merging=merging)
    # Else nothing was looked at.
    assert took["give"] + took["put"] > 3
    assert took["bag"] > 0
    assert took["refund"] > 0
    assert took["change_mind"] > 0


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(100, 130))
def test_many_more_lives(tmp_path: Path, seed: int) -> None:
    live(tmp_path / "village", seed, merging=seed % 2 == 0)
