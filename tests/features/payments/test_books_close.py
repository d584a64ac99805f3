"""Whatever is taken, changed, cancelled, paid and undone, and in whatever order: the books close."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import cancel_order, order_for, revive_order, set_lines
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.payments.actions import book_payment, take_back_payments
from leaderdesk.features.payments.queries import balance_of, dues, entries_of_order, paid_orders, unbalanced_orders
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage import journal
from tests.practice import Shop, open_shop

PEOPLE = 6


class Hand:
    """One who does things to the orders of the open round, as chance says."""

    def __init__(self, shop: Shop, chance: random.Random) -> None:
        self._shop, self._store, self._chance = shop, shop.store, chance
        with self._store.read() as connection:
            self._offers = [offer.id for offer in offers_of_round(connection, shop.round_id)]
            self._people = [each.id for each in known_neighbours(connection)[:PEOPLE]]

    def act(self) -> None:
        """Do one thing; what is refused changes nothing."""
        acts = (self.take, self.change, self.cancel, self.revive, self.pay, self.take_back, self.undo, self.redo)
        try:
            self._chance.choice((*acts, self.undo_any, self.undo))()
        except UserError:
            return

    def take(self) -> None:
        person, offer = self._chance.choice(self._people), self._chance.choice(self._offers)
        amounts = {offer: self._chance.choice((1000, 2000, 3000))}
        order_for(self._store, round_id=self._shop.round_id, neighbour_id=person, amounts=amounts)

    def change(self) -> None:
        amounts = {offer: self._chance.choice((0, 0, 1000, 5000)) for offer in self._chance.sample(self._offers, 2)}
        set_lines(self._store, self._order(), amounts)

    def cancel(self) -> None:
        cancel_order(self._store, self._order())

    def revive(self) -> None:
        revive_order(self._store, self._order())

    def pay(self) -> None:
        book_payment(
            self._store, order_id=self._order(), method="cash", amount_fen=self._chance.choice((None, None, 1, 5000))
        )

    def take_back(self) -> None:
        take_back_payments(self._store, order_id=self._order())

    def undo(self) -> None:
        self._step(redo=False)

    def redo(self) -> None:
        self._step(redo=True)

    def undo_any(self) -> None:
        with self._store.read() as connection:
            recent = journal.recent_actions(connection, 8)
        self._store.undo(self._chance.choice(recent).id)

    def _step(self, *, redo: bool) -> None:
        with self._store.read() as connection:
            found = journal.next_redo(connection) if redo else journal.next_undo(connection)
        if found is not None:
            self._store.undo(found.id)

    def _order(self) -> int:
        with self._store.read() as connection:
            orders = orders_of_round(connection, self._shop.round_id, with_cancelled=True)
        if not orders:
            raise UserError("no order yet")
        return self._chance.choice(orders).id


def check(shop: Shop) -> None:
    """See that every ledger fits its order, and that the orders are what the store holds."""
    with shop.store.read() as connection:
        orders = orders_of_round(connection, shop.round_id, with_cancelled=True)
        open_fen = dues(connection, [order.id for order in orders])
        assert unbalanced_orders(connection) == {}
        for order in orders:
            entries = entries_of_order(connection, order.id)
            given = sum(entry.amount_fen for entry in entries if entry.kind != "order")
            total = 0 if order.cancelled_at_ms is not None else order.total_fen
            assert open_fen[order.id] == total - given == -sum(entry.amount_fen for entry in entries)
        people = connection.exec_driver_sql("SELECT DISTINCT neighbour_id FROM ledger_entry").scalars().all()
        total_balance = sum(balance_of(connection, person) for person in people)
        everything = connection.exec_driver_sql("SELECT coalesce(sum(amount_fen), 0) FROM ledger_entry").scalar()
        assert total_balance == everything
        orphans = (
            "SELECT order_id FROM ledger_entry WHERE order_id NOT IN (SELECT id FROM orders)"
            " GROUP BY order_id HAVING sum(amount_fen) <> 0"
        )
        assert connection.exec_driver_sql(orphans).all() == []


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000))
def test_the_books_close_after_anything(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    shop = open_shop(tmp_path_factory.mktemp("shop") / "store", orders=0, rounds=0, neighbours=12)
    hand = Hand(shop, random.Random(seed))
    try:
        for _step in range(40):
            hand.act()
            check(shop)
    finally:
        shop.store.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=3)
    with language("en"):
        yield shop
    shop.store.close()


def test_a_new_order_is_undone_and_done_again_with_its_debit(shop: Shop) -> None:
    with shop.store.read() as connection:
        offer, person = offers_of_round(connection, shop.round_id)[0], known_neighbours(connection)[30]
    order_id, action = order_for(shop.store, round_id=shop.round_id, neighbour_id=person.id, amounts={offer.id: 2000})
    undone = shop.store.undo(action)
    assert order_id not in {order.id for order in shop.orders()}
    check(shop)
    shop.store.undo(undone)
    with shop.store.read() as connection:
        assert dues(connection, [order_id]) == {order_id: next(o for o in shop.orders() if o.id == order_id).total_fen}
    check(shop)


def test_an_order_that_was_paid_is_not_undone_under_the_payment(shop: Shop) -> None:
    with shop.store.read() as connection:
        offer, person = offers_of_round(connection, shop.round_id)[0], known_neighbours(connection)[30]
    order_id, action = order_for(shop.store, round_id=shop.round_id, neighbour_id=person.id, amounts={offer.id: 2000})
    paid = book_payment(shop.store, order_id=order_id, method="wechat")
    with pytest.raises(UserError, match="Undo that first"):
        shop.store.undo(action)
    check(shop)
    shop.store.undo(paid)
    shop.store.undo(action)
    check(shop)


def test_a_change_undone_under_a_cancelled_order_leaves_no_debit(shop: Shop) -> None:
    order = shop.orders()[0]
    change = set_lines(shop.store, order.id, {order.lines[0].offer_id: 5000})
    cancel_order(shop.store, order.id)
    shop.store.undo(change)
    check(shop)


def test_a_payment_is_booked_taken_back_and_told(shop: Shop) -> None:
    order = shop.orders()[0]
    book_payment(shop.store, order_id=order.id, method="cash")
    with shop.store.read() as connection:
        assert paid_orders(connection, [each.id for each in shop.orders()]) == {order.id}
    with pytest.raises(UserError, match="Nothing is open here"):
        book_payment(shop.store, order_id=order.id, method="cash")
    take_back_payments(shop.store, order_id=order.id)
    with pytest.raises(UserError, match="Nothing has been paid"):
        take_back_payments(shop.store, order_id=order.id)
    for amount in (0, -5):
        with pytest.raises(UserError, match="above zero"):
            book_payment(shop.store, order_id=order.id, method="cash", amount_fen=amount)
    with pytest.raises(UserError):
        book_payment(shop.store, order_id=999_999, method="cash", amount_fen=5)
    check(shop)
