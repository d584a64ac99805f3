"""Orders, money and what the list said follow neighbours who are merged or split, and come back by undo."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.actions import split_neighbour
from leaderdesk.features.neighbours.rules.merging import Split
from leaderdesk.features.orders.actions import order_for, read_paste, take_orders
from leaderdesk.features.orders.actions.orders import set_lines
from leaderdesk.features.orders.queries import order_by_id, order_of, orders_of_neighbour
from leaderdesk.features.orders.queries.merging import own_orders
from leaderdesk.features.orders.queries.slots import order_counts
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import balance_of, dues, ledger_of, neighbour_figures
from leaderdesk.features.pickups.actions import check_off
from leaderdesk.features.pickups.queries import order_ids_meant
from leaderdesk.features.rounds.actions import close_round, edit_offer
from leaderdesk.slots import guards, neighbour_ties
from tests.features.merges import Two, books_close, ledger_sum, rows_of, two_neighbours


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    built = two_neighbours(tmp_path / "shop")
    yield built
    built.store.close()


def hand_over(two: Two, order_id: int) -> None:
    with two.store.read() as connection:
        order = order_by_id(connection, order_id)
    assert order is not None
    check_off(two.store, order.pickup_text, dues=dues, round_id=two.shop.round_id)


def test_two_orders_become_one_with_what_was_paid(two: Two) -> None:
    before = sum(two.balances())
    everything = ledger_sum(two.store)
    two.merge()
    with two.store.read() as connection:
        order = order_of(connection, two.shop.round_id, two.kept_id)
        record = order_by_id(connection, two.gone_order)
        open_fen = dues(connection, [two.kept_order, two.gone_order])
    assert order is not None
    assert {line.offer_id: line.amount_milli for line in order.lines} == {
        two.offers[0]: 3000,
        two.offers[1]: 1000,
        two.offers[2]: 1000,
    }
    assert record is not None
    assert record.cancelled_at_ms is not None
    assert open_fen == {two.kept_order: order.total_fen - 1234, two.gone_order: 0}
    assert two.balances() == (before, 0)
    assert ledger_sum(two.store) == everything
    assert books_close(two.store)


def test_both_orders_can_stay_and_count_for_her(two: Two) -> None:
    before = sum(two.balances())
    rows = rows_of(two.store)["ledger"]
    two.merge(together=False)
    assert two.balances() == (before, 0)
    assert rows_of(two.store)["ledger"] == rows
    with two.store.read() as connection:
        assert {order.id for order in orders_of_neighbour(connection, two.kept_id)} == {two.kept_order, two.gone_order}
        assert order_counts(connection)[two.kept_id].count == 2
        assert neighbour_figures(connection, two.kept_id)[0].value == "2"
        assert {entry.order_id for entry in ledger_of(connection, two.kept_id)} == {two.kept_order, two.gone_order}
        record = order_by_id(connection, two.gone_order)
    assert record is not None
    assert record.neighbour_name == "王秀兰"
    assert books_close(two.store)


def test_what_was_handed_over_is_not_put_together(two: Two) -> None:
    hand_over(two, two.gone_order)
    with two.store.read() as connection:
        (shared,) = neighbour_ties().belongings(connection, two.kept_id, two.gone_id).shared
    assert shared.hindrance
    before = rows_of(two.store)
    with pytest.raises(UserError):
        two.merge()
    assert rows_of(two.store) == before
    two.merge(together=False)
    assert books_close(two.store)


def test_lines_of_another_price_are_not_put_together(two: Two) -> None:
    offer = two.offers[0]
    edit_offer(two.store, offer, {"price_fen": 99})
    set_lines(two.store, two.gone_order, {offer: 0})
    set_lines(two.store, two.gone_order, {offer: 1000})
    with two.store.read() as connection:
        (shared,) = neighbour_ties().belongings(connection, two.kept_id, two.gone_id).shared
    assert shared.hindrance


def test_an_order_alone_in_its_round_goes_over_as_it_is(two: Two) -> None:
    set_lines(two.store, two.kept_order, {two.offers[0]: 0, two.offers[1]: 0})
    other, _action = order_for(
        two.store, round_id=two.shop.round_id, neighbour_id=two.kept_id, amounts={two.offers[1]: 1000}
    )
    assert other == two.kept_order
    rows = rows_of(two.store)["order_source"]
    two.merge(together=False)
    assert rows_of(two.store)["order_source"] == rows


def test_a_list_reads_the_second_name_as_her_and_changes_nothing(two: Two) -> None:
    two.merge()
    text = "#接龙\n\n1. 王阿姨 3-602 王大叔草莓1\n2. 王秀兰 3-602 王大叔草莓2\n"
    review = read_paste(two.store, two.shop.round_id, text, guards=guards())
    assert {row.neighbour_id for row in review.rows if row.neighbour_id is not None} == {two.kept_id}


def test_where_both_orders_stay_the_list_still_means_each_by_its_name(two: Two) -> None:
    two.merge(together=False)
    text = "#接龙\n\n1. 王阿姨 3-602 王大叔草莓1\n2. 王秀兰 3-602 王大叔草莓2\n"
    review = read_paste(two.store, two.shop.round_id, text, guards=guards())
    assert [row.neighbour_id for row in review.rows] == [two.kept_id, two.gone_id]


def test_a_list_compared_before_the_merge_is_refused_after_it(two: Two) -> None:
    text = "#接龙\n\n1. 王秀兰 3-602 王大叔草莓2\n"
    review = read_paste(two.store, two.shop.round_id, text, guards=guards())
    two.merge()
    before = rows_of(two.store)
    with pytest.raises(UserError):
        take_orders(two.store, review, certain_only=True, guards=guards())
    assert rows_of(two.store) == before


def test_orders_of_a_split_go_with_their_money(two: Two) -> None:
    two.merge()
    with two.store.read() as connection:
        ids = [order.id for order in own_orders(connection, two.kept_id)]
    before, everything = two.balances()[0], rows_of(two.store)
    assert two.kept_order in ids
    split = Split(two.kept_id, "小兰", "3-702", order_ids=(two.kept_order,))
    added = split_neighbour(two.store, split, ties=neighbour_ties())
    with two.store.read() as connection:
        assert balance_of(connection, added.id) == before
        assert balance_of(connection, two.kept_id) == 0
    assert books_close(two.store)
    two.store.undo(added.action_id)
    assert rows_of(two.store) == everything


def test_two_orders_of_one_round_do_not_go_to_one_new_neighbour(two: Two) -> None:
    two.merge(together=False)
    before = rows_of(two.store)
    with pytest.raises(UserError):
        split_neighbour(
            two.store,
            Split(two.kept_id, "小兰", "3-702", order_ids=(two.kept_order, two.gone_order)),
            ties=neighbour_ties(),
        )
    assert rows_of(two.store) == before


def test_the_pickup_table_finds_both_orders_by_either_name(two: Two) -> None:
    two.merge(together=False)
    close_round(two.store, two.shop.round_id)
    with two.store.read() as connection:
        for typed in ("王阿姨", "王秀兰", "3-602", "13900000001"):
            found = order_ids_meant(connection, typed, round_ids=[two.shop.round_id])
            assert set(found) == {two.kept_order, two.gone_order}, typed


def test_the_pickup_table_finds_the_one_order_that_was_put_together(two: Two) -> None:
    with two.store.read() as connection:
        assert all(each.is_open for each in neighbour_ties().belongings(connection, two.kept_id, two.gone_id).shared)
    two.merge()
    with two.store.read() as connection:
        for typed in ("王阿姨", "王秀兰", "3-602", "13900000001"):
            assert order_ids_meant(connection, typed, round_ids=[two.shop.round_id]) == (two.kept_order,), typed


steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.booleans(), st.integers(1, 9000)),
        st.tuples(st.just("set"), st.booleans(), st.integers(0, 5)),
        st.tuples(st.just("hand"), st.booleans(), st.just(0)),
    ),
    max_size=4,
)


def act(two: Two, step: tuple[str, bool, int]) -> None:
    kind, first, number = step
    order_id = two.kept_order if first else two.gone_order
    if kind == "pay":
        book_payment(two.store, order_id=order_id, method="wechat", amount_fen=number)
    elif kind == "set":
        set_lines(two.store, order_id, {two.offers[0]: number * 1000, two.offers[3]: 2000}, guards=guards())
    else:
        hand_over(two, order_id)


@given(steps, st.booleans(), st.sampled_from(["kept", "gone"]), steps)
@settings(max_examples=25, deadline=None)
def test_undoing_a_merge_restores_every_table(
    before: list[tuple[str, bool, int]], together: bool, name: str, after: list[tuple[str, bool, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        two = two_neighbours(Path(folder) / "shop")
        try:
            for step in before:
                try_to(two, step)
            rows, total = rows_of(two.store), sum(two.balances())
            try:
                action = two.merge(together=together, sides={"name": name, "note": "both"})  # type: ignore[dict-item]
            except UserError:
                assert rows_of(two.store) == rows
                return
            assert two.balances() == (total, 0)
            assert books_close(two.store)
            two.store.undo(action)
            assert rows_of(two.store) == rows
            assert books_close(two.store)
            again = two.merge(together=together, sides={"name": name, "note": "both"})  # type: ignore[dict-item]
            for step in after:
                try_to(two, step)
                assert books_close(two.store)
            with suppress(UserError):
                two.store.undo(again)
            assert books_close(two.store)
        finally:
            two.store.close()


def try_to(two: Two, step: tuple[str, bool, int]) -> None:
    with suppress(UserError):
        act(two, step)
