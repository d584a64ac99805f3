"""A small practice shop for tests: real store, real features, orders in its open round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from leaderdesk.app import features
from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.practice.actions import fill_with_practice
from leaderdesk.features.practice.rules import invent
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store, open_store

TODAY = dt.date(2026, 1, 25)
SEED = 7


@dataclass(frozen=True, slots=True)
class Shop:
    """An open store and the round that is open in it."""

    store: Store
    round_id: int
    clock: FixedClock

    def orders(self) -> tuple[Order, ...]:
        """Return the orders of the open round in walking order."""
        with self.store.read() as connection:
            return orders_of_round(connection, self.round_id)

    def order_of(self, room: str) -> Order:
        """Return the order of that room."""
        return next(order for order in self.orders() if order.room == room)


def open_shop(home: Path, *, orders: int = 12, rounds: int = 1, neighbours: int = 40) -> Shop:
    """Return a practice shop in `home` whose open round has so many orders of two or three goods each."""
    clock = FixedClock(dt.datetime.combine(TODAY, dt.time(14, 0)))
    reactions = [reaction for feature in features() for reaction in feature.reactions]
    store = open_store(StorePaths(home), clock=clock, reactions=reactions)
    invented = invent(seed=SEED, today=TODAY, neighbours=neighbours, rounds=rounds)
    round_id = fill_with_practice(store, invented, seed=SEED)
    with store.read() as connection:
        offers = offers_of_round(connection, round_id)
        people = known_neighbours(connection)
    for place, person in enumerate(people[:orders]):
        goods = {
            offers[(place + step) % len(offers)].id: 1000 * (1 + (place + step) % 2) for step in range(2 + place % 2)
        }
        order_for(store, round_id=round_id, neighbour_id=person.id, amounts=goods)
    return Shop(store=store, round_id=round_id, clock=clock)
