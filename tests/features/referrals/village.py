"""A shop with rules of referrals, gifts on the shelf, and short words for what neighbours and the leader do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.slots import guards
from leaderdesk.core.clock import FixedClock
from leaderdesk.features.neighbours.actions import add_building, add_neighbour
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.pickups.queries import pickup_by_id
from leaderdesk.features.referrals.actions import add_gift, buy_gifts, name_referral, write_programme
from leaderdesk.features.referrals.queries import Trust, trust
from leaderdesk.features.referrals.rules import GiftKind, Reason, Standing, Terms
from leaderdesk.features.referrals.rules.stock import Balance
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store
from tests.practice import TODAY, Shop, open_shop

DAYS = 3


@dataclass(frozen=True, slots=True)
class Village:
    """The shop, its two gifts, and who is in it: `old` have bought before."""

    shop: Shop
    cup: int
    soap: int
    old: tuple[int, ...]

    @property
    def store(self) -> Store:
        """The open store."""
        return self.shop.store

    @property
    def clock(self) -> FixedClock:
        """The clock of the store."""
        return self.shop.clock

    def newcomer(self, name: str, room: str = "9-901") -> int:
        """Let somebody new come into the list and return her id."""
        return add_neighbour(self.store, name=name, room=room).id

    def brought(self, referrer_id: int, newcomer_id: int) -> int:
        """Note that one brought the other and return the referral."""
        return name_referral(self.store, referrer_id=referrer_id, newcomer_id=newcomer_id).id

    def order(self, neighbour_id: int, amount: int = 2, *, place: int = 0) -> int:
        """Let a neighbour order what stands at that place of the open round and return the order."""
        with self.store.read() as connection:
            offer = offers_of_round(connection, self.shop.round_id)[place]
        amounts = {offer.id: amount * 1000}
        round_id = self.shop.round_id
        return order_for(self.store, round_id=round_id, neighbour_id=neighbour_id, amounts=amounts, guards=guards())[0]

    def pay(self, order_id: int) -> int:
        """Let what is open of an order be paid and return the action."""
        return book_payment(self.store, order_id=order_id, method="wechat")

    def hand(self, order_id: int) -> int:
        """Hand the whole order over and return the action."""
        with self.store.read() as connection:
            found = pickup_by_id(connection, order_id, dues=dues)
        assert found is not None
        lines = [line.id for line in found.open_lines]
        action = hand_over(self.store, order_id, dues=dues, line_ids=lines).action_id
        assert action is not None
        return action

    def buys(self, neighbour_id: int) -> int:
        """Let a neighbour order, pay and fetch; return the order."""
        order_id = self.order(neighbour_id)
        self.pay(order_id)
        self.hand(order_id)
        return order_id

    def wait(self, days: float = DAYS) -> None:
        """Let days go by."""
        self.clock.advance(dt.timedelta(days=days))

    def arrive(self, referrer_id: int, name: str, room: str = "9-901") -> int:
        """Let a newcomer be brought, buy, and keep what she bought; return the referral, whose gifts are due."""
        newcomer_id = self.newcomer(name, room)
        referral_id = self.brought(referrer_id, newcomer_id)
        self.buys(newcomer_id)
        self.wait()
        return referral_id

    def trust(self) -> Trust:
        """Return the whole network as it stands."""
        with self.store.read() as connection:
            return trust(connection, self.clock.now_ms())

    def standing(self, referral_id: int) -> Standing:
        """Return where one referral stands."""
        return next(one for one in self.trust().standings if one.id == referral_id)

    def balance(self, gift_id: int) -> Balance:
        """Return what became of one gift."""
        return next(one for one in self.trust().balances if one.gift_id == gift_id)


def open_village(home: Path, *, pieces: int = 20, cap: int = 5, third: bool = False) -> Village:
    """Return a village in `home` with `pieces` of either gift, of which so many were paid for."""
    shop = open_shop(home, orders=0)
    for number in "789":
        add_building(shop.store, name=number)
    cup = add_gift(shop.store, name="草莓尝鲜杯", kind=GiftKind.ARTICLE, cost_fen=300).id
    soap = add_gift(shop.store, name="手工皂小样", kind=GiftKind.ARTICLE, cost_fen=200).id
    for gift_id in (cup, soap):
        if pieces:
            buy_gifts(shop.store, gift_id, pieces=pieces)
    gifts = {Reason.REFERRER: cup, Reason.NEWCOMER: soap} | ({Reason.THIRD: cup} if third else {})
    write_programme(
        shop.store, starts_on=TODAY, terms=Terms(minimum_fen=1000, window_days=DAYS, monthly_cap=cap), gifts=gifts
    )
    village = Village(shop, cup, soap, ())
    old = tuple(
        add_neighbour(shop.store, name=f"老邻居{sign}", room=f"8-{801 + n}").id for n, sign in enumerate("甲乙丙丁")
    )
    for neighbour_id in old[:2]:
        village.buys(neighbour_id)
    village.wait(1 / 24)
    return Village(shop, cup, soap, old)
