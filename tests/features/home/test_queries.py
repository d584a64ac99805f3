"""Every figure of Today, compared with the orders behind it."""

from __future__ import annotations

import datetime as dt

from leaderdesk.core.clock import local_now, plan
from leaderdesk.features.home.glance import earlier_round, pasteable_rounds, round_at_hand, takings, todos
from leaderdesk.features.home.queries import list_state
from leaderdesk.features.orders.actions import keep_paste
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import check_off
from leaderdesk.features.rounds.actions import close_round, new_round
from leaderdesk.slots import guards, round_slots
from tests.practice import Shop


def now_of(shop: Shop) -> str:
    return plan(local_now(shop.clock))


def test_what_was_paid_is_what_was_booked(shop: Shop) -> None:
    first = shop.orders()[0]
    book_payment(shop.store, order_id=first.id, amount_fen=None, method="wechat")
    with shop.store.read() as connection:
        found = round_at_hand(connection, round_slots(), now=now_of(shop))
    assert found is not None
    assert found.listed.round.id == shop.round_id
    assert found.paid_fen == first.total_fen
    assert found.listed.figures is not None
    assert found.listed.figures.orders == len(shop.orders())


def test_who_has_not_paid_is_counted_with_the_sum(shop: Shop) -> None:
    orders = shop.orders()
    book_payment(shop.store, order_id=orders[0].id, amount_fen=None, method="cash")
    with shop.store.read() as connection:
        unpaid = todos(connection, now=now_of(shop)).unpaid
        owed = {order_id: fen for order_id, fen in dues(connection, [order.id for order in orders]).items() if fen > 0}
    assert unpaid is not None
    assert (unpaid.orders, unpaid.open_fen) == (len(owed), sum(owed.values()))
    assert (unpaid.round.id, unpaid.elsewhere) == (shop.round_id, 0)


def test_nobody_waits_before_the_round_is_closed_and_the_pickup_has_begun(shop: Shop) -> None:
    with shop.store.read() as connection:
        before = todos(connection, now=now_of(shop))
    assert (before.pickup, before.labels) == (None, None)
    close_round(shop.store, shop.round_id)
    with shop.store.read() as connection:
        closed = todos(connection, now=now_of(shop))
    assert closed.pickup is None
    assert closed.labels is not None
    assert closed.labels.orders == len(shop.orders())


def test_who_waits_is_counted_by_building_and_goes_when_it_is_handed_over(shop: Shop) -> None:
    close_round(shop.store, shop.round_id)
    shop.clock.advance(dt.timedelta(days=30))
    order = shop.orders()[0]
    check_off(shop.store, order.room or order.neighbour_name, round_id=shop.round_id, dues=dues)
    with shop.store.read() as connection:
        waiting = todos(connection, now=now_of(shop)).pickup
    assert waiting is not None
    assert waiting.orders == len(shop.orders()) - 1
    assert sum(count for _building, count in waiting.buildings) == waiting.orders
    assert [count for _building, count in waiting.buildings] == sorted(
        (count for _building, count in waiting.buildings), reverse=True
    )


def test_the_earlier_round_is_the_closed_one_beside_the_one_at_hand(shop: Shop) -> None:
    close_round(shop.store, shop.round_id)
    made = new_round(shop.store)
    with shop.store.read() as connection:
        found = earlier_round(connection, but_id=made.round_id)
        none = earlier_round(connection, but_id=shop.round_id)
    assert found is not None
    assert (found.round.id, found.fetched, found.orders) == (shop.round_id, 0, len(shop.orders()))
    assert none is None


def test_a_list_goes_to_the_round_at_hand_first(shop: Shop) -> None:
    with shop.store.read() as connection:
        assert [one.id for one in pasteable_rounds(connection, now=now_of(shop))] == [shop.round_id]


def test_the_list_pasted_last_says_what_it_leaves_open(shop: Shop) -> None:
    assert list_state(shop.store, shop.round_id, guards=guards()) is None
    keep_paste(shop.store, round_id=shop.round_id, text="#接龙\n1. 谁呀 9-999 草莓 两三盒吧")
    found = list_state(shop.store, shop.round_id, guards=guards())
    assert found is not None
    assert found.questions >= 1
    assert found.round_id == shop.round_id


def test_a_list_that_cannot_be_read_any_more_is_no_trouble(shop: Shop) -> None:
    keep_paste(shop.store, round_id=shop.round_id, text="明天下雨")
    assert list_state(shop.store, shop.round_id, guards=guards()) is None


def test_the_latest_rounds_stand_from_old_to_new(shop: Shop) -> None:
    with shop.store.read() as connection:
        found = takings(connection, round_slots())
    assert len(found.names) == 2
    assert found.names == tuple(sorted(found.names, key=int))
    assert found.orders[-1] == len(shop.orders())
    assert found.fen[-1] == sum(order.total_fen for order in shop.orders())
