"""Orders changed by hand, and what is read of them."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import cancel_order, order_for, revive_order, set_lines, set_note
from leaderdesk.features.orders.queries import (
    find_orders,
    order_by_id,
    order_of,
    orders_by_ids,
    orders_of_round,
    round_sum,
    round_totals,
)
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.rounds.actions import edit_offer
from tests.features.orders.estate import Estate


def order(estate: Estate, person: int, **amounts: int) -> int:
    """Order for neighbour number `person`: A=2000 is two of offer A."""
    goods = {estate.offers[code]: milli for code, milli in amounts.items()}
    order_id, _action = order_for(
        estate.store, round_id=estate.round_id, neighbour_id=estate.neighbours[person], amounts=goods
    )
    return order_id


def read(estate: Estate, order_id: int) -> Order:
    with estate.store.read() as connection:
        found = order_by_id(connection, order_id)
    assert found is not None
    return found


def amounts(estate: Estate, order_id: int) -> dict[str, int]:
    codes = {offer_id: code for code, offer_id in estate.offers.items()}
    return {codes[line.offer_id]: line.amount_milli for line in read(estate, order_id).lines}


def test_one_order_for_each_neighbour_with_codes_from_one(estate: Estate) -> None:
    first, second = order(estate, 0, A=2000), order(estate, 1, B=1000)
    assert order(estate, 0, B=1000) == first
    assert amounts(estate, first) == {"A": 2000, "B": 1000}
    assert [read(estate, each).pickup_code for each in (first, second)] == [1, 2]
    assert read(estate, first).pickup_text == "001"
    cancel_order(estate.store, second)
    assert read(estate, order(estate, 2, A=1000)).pickup_code == 3


def test_what_was_ordered_keeps_its_price(estate: Estate) -> None:
    order_id = order(estate, 0, A=1000)
    edit_offer(estate.store, estate.offers["A"], {"price_fen": 3900})
    set_lines(estate.store, order_id, {estate.offers["A"]: 2000})
    assert read(estate, order_id).total_fen == 7200
    assert read(estate, order(estate, 1, A=1000)).total_fen == 3900


def test_totals_are_the_sums_of_the_lines_and_cancelled_orders_do_not_count(estate: Estate) -> None:
    first, second = order(estate, 0, A=2000, E=1500), order(estate, 1, A=1000)
    with estate.store.read() as connection:
        totals = round_totals(connection, estate.round_id)
        assert round_sum(connection, estate.round_id) == (2, 10800 + 3675)
    total = totals[estate.offers["A"]]
    assert (total.ordered_milli, total.orders, total.fen) == (3000, 2, 10800)
    assert totals[estate.offers["E"]].fen == 3675
    cancel_order(estate.store, second)
    with estate.store.read() as connection:
        assert round_totals(connection, estate.round_id)[estate.offers["A"]].orders == 1
        assert [each.id for each in orders_of_round(connection, estate.round_id)] == [first]
        assert len(orders_of_round(connection, estate.round_id, with_cancelled=True)) == 2


def test_orders_come_in_walking_order(estate: Estate) -> None:
    for person in range(7):
        order(estate, person, A=1000)
    with estate.store.read() as connection:
        rooms = [each.room for each in orders_of_round(connection, estate.round_id)]
        ids = [each.id for each in orders_by_ids(connection, [3, 1, 2])]
    assert rooms == ["1-301", "2-306", "2-803", "3-502", "3-1001", "4-1104", "5-1201"]
    assert ids == [2, 1, 3]


def test_an_order_is_found_by_name_initials_room_and_code(estate: Estate) -> None:
    first = order(estate, 0, A=1000)
    order(estate, 4, A=1000)
    with estate.store.read() as connection:
        for typed in ("张阿姨", "zay", "3-502", "3502", "1"):
            assert first in [each.id for each in find_orders(connection, typed)], typed
        assert find_orders(connection, "没有这个人") == ()
        assert find_orders(connection, "%") == ()


def test_taking_everything_out_cancels_and_reviving_brings_it_back(estate: Estate) -> None:
    order_id = order(estate, 0, A=2000)
    set_lines(estate.store, order_id, {estate.offers["A"]: 0})
    assert read(estate, order_id).cancelled_at_ms is not None
    assert read(estate, order_id).total_fen == 0
    revive_order(estate.store, order_id)
    assert amounts(estate, order_id) == {"A": 2000}
    with estate.store.read() as connection:
        assert dues(connection, [order_id]) == {order_id: 7200}


def test_lines_not_named_stay_and_zero_takes_out(estate: Estate) -> None:
    order_id = order(estate, 0, A=2000, B=1000)
    set_lines(estate.store, order_id, {estate.offers["A"]: 0, estate.offers["C"]: 3000})
    assert amounts(estate, order_id) == {"B": 1000, "C": 3000}


@pytest.mark.parametrize("wrong", [{"E": 700}, {"A": -1000}, {"A": 10**12}])
def test_an_amount_that_does_not_fit_changes_nothing(estate: Estate, wrong: dict[str, int]) -> None:
    order_id = order(estate, 0, A=1000)
    before = estate.dump()
    with pytest.raises(UserError):
        set_lines(estate.store, order_id, {estate.offers[code]: milli for code, milli in wrong.items()})
    assert estate.dump() == before


def test_goods_handed_over_are_never_changed(estate: Estate) -> None:
    order_id = order(estate, 0, A=1000, B=1000)
    handed = read(estate, order_id).lines[0].id
    guards = Guards(locked_lines=lambda _connection, _ids: [handed])
    before = estate.dump()
    with pytest.raises(UserError, match="草莓"):
        set_lines(estate.store, order_id, {estate.offers["A"]: 2000}, guards=guards)
    with pytest.raises(UserError, match="草莓"):
        cancel_order(estate.store, order_id, guards=guards)
    assert estate.dump() == before
    set_lines(estate.store, order_id, {estate.offers["B"]: 2000}, guards=guards)
    assert amounts(estate, order_id)["B"] == 2000


def test_every_step_can_be_undone_by_name(estate: Estate) -> None:
    states = [estate.dump()]
    order_id = order(estate, 0, A=2000)
    with estate.store.read() as connection:
        found = order_of(connection, estate.round_id, estate.neighbours[0])
    assert found is not None
    steps = [set_note(estate.store, order_id, "冷的单独装\0")]
    assert read(estate, order_id).note == "冷的单独装"
    steps.append(set_lines(estate.store, order_id, {estate.offers["A"]: 1000}))
    steps.append(cancel_order(estate.store, order_id))
    for step in reversed(steps):
        estate.store.undo(step)
    assert amounts(estate, order_id) == {"A": 2000}
    assert read(estate, order_id).note == ""
    assert len(states) == 1
