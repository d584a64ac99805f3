"""What can happen to orders and people in a history, done by the real actions and tallied by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection

from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.actions import apply_shortage, apply_weights, note_receipt
from leaderdesk.features.arrivals.queries import ground_of
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.neighbours.actions import merge_neighbours, split_neighbour
from leaderdesk.features.neighbours.rules.merging import Merge, Split
from leaderdesk.features.orders.actions import cancel_order, order_for, revive_order, set_lines
from leaderdesk.slots import neighbour_ties
from leaderdesk.storage.business import read_business
from leaderdesk.storage.database import Store, Writing
from tests.features.payments.model import Tally
from tests.features.payments.world import World, standings


class Doings:
    """What happens to orders and to people; `people` are all who are in the store by id, merged or not."""

    def __init__(self, store: Store, world: World, chance: random.Random) -> None:
        self.store, self.world, self.chance = store, world, chance
        self.people: list[int] = []
        self.tally = Tally()
        self._uses_credit = True
        self.read()

    # Orders.

    def take(self) -> None:
        """Order something."""
        round_id = self.chance.choice(self.world.rounds)
        amounts = {self.chance.choice(self.world.offers[round_id]): self._amount() for _good in range(2)}
        order_id, step = order_for(
            self.store, round_id=round_id, neighbour_id=self.chance.choice(self.people), amounts=amounts
        )
        self._ordered(step, (order_id,))

    def change(self) -> None:
        """Change how much is ordered."""
        order_id = self.order()
        goods = self.world.offers[self.tally.orders[order_id].round_id]
        amounts = {offer: self.chance.choice((0, 0, self._amount())) for offer in self.chance.sample(goods, 2)}
        self._ordered(set_lines(self.store, order_id, amounts), (order_id,))

    def cancel(self) -> None:
        """Cancel an order."""
        order_id = self.order(cancelled=False)
        self._ordered(cancel_order(self.store, order_id), (order_id,))

    def revive(self) -> None:
        """Let a cancelled order stand again."""
        order_id = self.order(cancelled=True)
        self._ordered(revive_order(self.store, order_id), (order_id,))

    def shortage(self) -> None:
        """Let goods come short and share out what came."""
        offer_id = self.chance.choice(self._goods(weighed=False))
        with self.store.read() as connection:
            found = ground_of(connection, offer_id)
        ordered = 0 if found is None else sum(party.ordered_milli for party in found.parties)
        note_receipt(self.store, offer_id, self.chance.randrange(0, 1 + ordered // 1000) * 1000)
        policy = self.chance.choice((Policy.FIRST_COME, Policy.IN_PROPORTION, Policy.ONE_EACH))
        self._cut(apply_shortage(self.store, offer_id, policy=policy, refund=self.chance.random() < 0.4))

    def weigh(self) -> None:
        """Weigh the lines of goods that are sold by weight."""
        offer_id = self.chance.choice(self._goods(weighed=True))
        with self.store.read() as connection:
            found = ground_of(connection, offer_id)
        parties = () if found is None else found.parties
        weights = {party.line_id: party.ordered_milli + self.chance.randrange(-300, 300) for party in parties}
        self._cut(apply_weights(self.store, offer_id, weights, refund=self.chance.random() < 0.4))

    # People.

    def merge(self) -> None:
        """Find out that two are one."""
        kept, gone = self.chance.sample(self.people, 2)
        here, there = self._rounds_of(kept), self._rounds_of(gone)
        joined = [round_id for round_id in sorted(here.keys() & there.keys()) if self.chance.random() < 0.7]
        merge = Merge(kept, gone, {"room": "kept"}, frozenset(), frozenset(joined))
        step = merge_neighbours(self.store, merge, ties=neighbour_ties())
        self.read()
        for round_id in joined:
            self.tally.move(step, there[round_id], here[round_id])
        for round_id in joined:
            self.follow(step, (there[round_id], here[round_id]))

    def split(self) -> None:
        """Find out that one is two."""
        person = self.chance.choice(self.people)
        some = tuple(order_id for order_id in self._rounds_of(person).values() if self.chance.random() < 0.5)
        split = Split(person, f"新邻居{self.chance.randrange(10**9)}", "3-502", order_ids=some)
        split_neighbour(self.store, split, ties=neighbour_ties())
        self.read()

    # What the tally learns.

    def _ordered(self, step: int, order_ids: Collection[int]) -> None:
        self.read()
        self.follow(step, order_ids)

    def follow(self, step: int, order_ids: Collection[int]) -> None:
        """Keep what follows when orders changed: nothing too much is let go, and credit is used."""
        self.tally.fit(step)
        if self._uses_credit:
            for order_id in [each for each in order_ids if self.tally.due(each) > 0]:
                self.tally.use_credit(step, order_id)

    def _cut(self, step: int) -> None:
        self.read()
        with self.store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT order_id, waived_fen, refunded_fen FROM line_change WHERE id IN (SELECT row_id FROM"
                " journal_change WHERE action_id = ? AND table_name = 'line_change') ORDER BY id",
                (step,),
            ).all()
        for order_id, waived, refunded in rows:
            if refunded:
                self.tally.pay(step, [(("given", order_id), -refunded)], "wechat", "refund")
            if waived:
                self.tally.add(step, {("waived", order_id): waived})
        self.follow(step, [row.order_id for row in rows])

    def read(self) -> None:
        """Read whose the orders are and what their lines come to; nothing of it is in the ledger."""
        with self.store.read() as connection:
            self._uses_credit = read_business(connection).uses_credit
            self.tally.orders = standings(connection, self.world.rounds)
            rows = connection.exec_driver_sql(
                "SELECT id, coalesce(merged_into_id, id) FROM neighbour WHERE id >= ?", (self.world.people[0],)
            )
            self.tally.now_is = {row[0]: row[1] for row in rows}
        self.people = list(self.tally.now_is)

    # What chance chooses.

    def order(self, *, cancelled: bool | None = None) -> int:
        """Return one of the orders, or one that is cancelled or stands. UserError if there is none."""
        found = [id_ for id_, each in self.tally.orders.items() if cancelled in (None, each.is_cancelled)]
        if not found:
            raise UserError("no such order")
        return self.chance.choice(found)

    def write(self, act: Callable[[Writing], object]) -> int:
        """Do something within a step of its own and return the step."""
        with self.store.write("Test") as writing:
            act(writing)
        return writing.action_id

    def _amount(self) -> int:
        return self.chance.choice((1000, 2000, 3000))

    def _goods(self, *, weighed: bool) -> list[int]:
        return [offer for offers in self.world.offers.values() for offer in (offers[-1:] if weighed else offers[:-1])]

    def _rounds_of(self, person: int) -> dict[int, int]:
        """Return the orders that are booked for somebody, by round."""
        with self.store.read() as connection:
            rows = connection.exec_driver_sql("SELECT round_id, id FROM orders WHERE neighbour_id = ?", (person,))
            return {row.round_id: row.id for row in rows}
