"""Debits follow the orders, through cancelling and undoing, and no payment loses its order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import cancel_order, order_for, set_lines
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.payments.actions import book_payment, take_back_payments
from leaderdesk.features.payments.queries import balance_of, books_close, dues, entries_of_order, paid_orders
from leaderdesk.features.rounds.queries import offers_of_round
from tests.practice import Shop, open_shop


def check(shop: Shop) -> None:
    """See that every ledger fits its order, and that the orders are what the store holds."""
    with shop.store.read() as connection:
        orders = orders_of_round(connection, shop.round_id, with_cancelled=True)
        open_fen = dues(connection, [order.id for order in orders])
        assert books_close(connection).breaches == ()
        for order in orders:
            entries = entries_of_order(connection, order.id)
            given = sum(entry.amount_fen for entry in entries if entry.kind != "order")
            total = 0 if order.cancelled_at_ms is not None else order.total_fen
            assert open_fen[order.id] == total - given == -sum(entry.amount_fen for entry in entries)
        people = connection.exec_driver_sql("SELECT id FROM neighbour").scalars().all()
        booked = "SELECT coalesce(sum(amount_fen), 0) FROM ledger_line WHERE account = 'neighbour'"
        everything = connection.exec_driver_sql(booked).scalar_one()
        assert sum(balance_of(connection, person) for person in people) == everything


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
