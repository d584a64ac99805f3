"""A closed practice round with what purchasing says of it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leaderdesk.core.clock import local_now
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.purchasing.actions import note_wishes, send_versions, take_wish
from leaderdesk.features.purchasing.queries import (
    desired_of_round,
    expected_of_round,
    sent_versions,
    spare_of_round,
    supplier_orders_of_round,
)
from leaderdesk.features.purchasing.queries.late import (
    NewWish,
    WishesRead,
    read_wishes,
    stands_of_round,
    wishes_of_round,
)
from leaderdesk.features.purchasing.rules.late import Stand, Wish, fit_of
from leaderdesk.features.purchasing.rules.versions import Desired, SentVersion, Way
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.storage.database import Store
from tests.practice import Shop, open_shop


class Bench:
    """A closed round: its offers by name, and the verbs a leader has."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.round_id = shop.round_id

    @property
    def store(self) -> Store:
        return self.shop.store

    def offer(self, name: str) -> Offer:
        with self.store.read() as connection:
            return next(each for each in offers_of_round(connection, self.round_id) if name in each.name)

    def order(self, place: int = 0) -> Order:
        return self.shop.orders()[place]

    def ordered(self, offer_id: int) -> int:
        return sum(
            line.amount_milli for order in self.shop.orders() for line in order.lines if line.offer_id == offer_id
        )

    def top_up(self, name: str, to_milli: int) -> None:
        """Let the first neighbour take what is missing to `to_milli` of the offer."""
        offer = self.offer(name)
        missing = to_milli - self.ordered(offer.id)
        assert missing >= 0
        if missing:
            person = self.order().neighbour_id
            order_for(self.store, round_id=self.round_id, neighbour_id=person, amounts={offer.id: missing})

    def suppliers(self) -> tuple[Desired, ...]:
        with self.store.read() as connection:
            return desired_of_round(connection, self.round_id)

    def supplier_of(self, offer: Offer) -> Desired:
        return next(each for each in self.suppliers() if each.order.supplier_id == offer.supplier_id)

    def send(self, *names: str, way: Way = "file") -> int:
        """Send what was not sent yet to the suppliers of these offers, or to all."""
        wanted = {self.offer(name).supplier_id for name in names}
        slips = [
            each.slip for each in self.suppliers() if each.slip and (not wanted or each.order.supplier_id in wanted)
        ]
        return send_versions(self.store, self.round_id, slips, way=way)

    def versions(self) -> tuple[SentVersion, ...]:
        with self.store.read() as connection:
            return sent_versions(connection, self.round_id)

    def need(self) -> dict[int, int]:
        with self.store.read() as connection:
            orders = supplier_orders_of_round(connection, self.round_id)
        return {line.offer.id: line.to_order_milli for order in orders for line in order.lines}

    def expected(self) -> dict[int, int]:
        with self.store.read() as connection:
            return dict(expected_of_round(connection, self.round_id))

    def spare(self) -> dict[int, int]:
        with self.store.read() as connection:
            return dict(spare_of_round(connection, self.round_id))

    def read(self, text: str) -> WishesRead:
        now = local_now(self.shop.clock)
        with self.store.read() as connection:
            return read_wishes(connection, self.round_id, text, today=now.date())

    def wish(self, name: str, milli: int, *, place: int = 1) -> Wish:
        """Note that a neighbour wants so much more of an offer, and return it."""
        person = self.order(place)
        wish = NewWish(person.neighbour_id, person.neighbour_name, person.room, self.offer(name).id, milli, "加一点")
        note_wishes(self.store, self.round_id, [wish])
        return self.wishes()[-1]

    def wishes(self) -> tuple[Wish, ...]:
        with self.store.read() as connection:
            return wishes_of_round(connection, self.round_id)

    def stand(self, offer_id: int) -> Stand:
        with self.store.read() as connection:
            return stands_of_round(connection, self.round_id, now=local_now(self.shop.clock))[offer_id]

    def take(self, wish: Wish) -> int:
        fit = fit_of(self.stand(wish.offer_id), wish.amount_milli)
        return take_wish(self.store, wish, opens=fit.opens)


@contextmanager
def closed_round(home: Path, *, orders: int = 12, rounds: int = 1) -> Iterator[Bench]:
    """Give a practice round that was cut off; afterwards its store is closed."""
    shop = open_shop(home, orders=orders, rounds=rounds)
    close_round(shop.store, shop.round_id)
    try:
        yield Bench(shop)
    finally:
        shop.store.close()
