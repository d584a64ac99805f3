"""Closing the table: who has not come, which bag is missing, another day, and the texts for those who wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over, keep_day, move_pickups
from leaderdesk.features.pickups.queries import pickups_of_round
from leaderdesk.features.pickups.rules import WHOLE_ORDER, PickupOrder, bags_of
from leaderdesk.features.pickups.rules.closing import check_bags, left_by_building, waiting_bags
from leaderdesk.features.pickups.rules.texts import building_text, moved_message, neighbour_text
from tests.practice import Shop, open_shop

DAY = dt.date(2026, 2, 2)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = open_shop(tmp_path_factory.mktemp("closing") / "shop", orders=20)
    yield shop
    shop.store.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=20)
    yield shop
    shop.store.close()


def pickups(shop: Shop) -> tuple[PickupOrder, ...]:
    with shop.store.read() as connection:
        return pickups_of_round(connection, shop.round_id, dues=dues)


@given(st.data())
def test_every_bag_is_either_here_or_gone(whole: Shop, data: st.DataObject) -> None:
    found = pickups(whole)
    keys = [(each.order.id, bag.number) for each in found for bag in bags_of(each.order)]
    seen = data.draw(st.sets(st.sampled_from(keys)))
    check = check_bags(found, seen)
    assert {each.key for each in check.here} == seen
    assert {each.key for each in check.gone} == set(keys) - seen
    assert check.back == ()
    assert check.is_complete == (seen == set(keys))


def test_a_bag_that_should_be_gone_is_named_and_the_whole_order_counts_for_its_bags(shop: Shop) -> None:
    first, second, *rest = shop.orders()
    hand_over(shop.store, first.id, dues=dues, line_ids=[line.id for line in first.lines])
    found = pickups(shop)
    assert len(waiting_bags(found)) == sum(len(bags_of(order)) for order in (second, *rest))
    seen = {(first.id, 1), *((order.id, WHOLE_ORDER) for order in (second, *rest))}
    check = check_bags(found, seen)
    assert [each.order.id for each in check.back] == [first.id]
    assert check.gone == ()
    assert not check.is_complete


def test_who_has_not_come_by_building_and_who_comes_another_day(shop: Shop) -> None:
    first, second, third, *_rest = shop.orders()
    hand_over(shop.store, first.id, dues=dues, line_ids=[line.id for line in first.lines])
    moved = move_pickups(shop.store, [second.id, third.id], DAY, dues=dues)
    ids = {each.order.id for left in left_by_building(pickups(shop), day="2026-02-01") for each in left.pickups}
    assert ids == {order.id for order in shop.orders()} - {first.id, second.id, third.id}
    late = {each.order.id for left in left_by_building(pickups(shop), day="2026-02-02") for each in left.pickups}
    assert late == ids | {second.id, third.id}
    kept = keep_day(shop.store, third.id, dues=dues)
    assert {each.order.id: each.moved_to for each in pickups(shop) if each.moved_to} == {second.id: "2026-02-02"}
    shop.store.undo(kept)
    shop.store.undo(moved)
    assert not any(each.moved_to for each in pickups(shop))


def test_a_day_before_the_round_or_far_off_is_refused_and_changes_nothing(shop: Shop) -> None:
    first = shop.orders()[0]
    for day in (dt.date(2026, 1, 1), dt.date(2027, 1, 1)):
        with pytest.raises(UserError):
            move_pickups(shop.store, [first.id], day, dues=dues)
    hand_over(shop.store, first.id, dues=dues, line_ids=[line.id for line in first.lines])
    with pytest.raises(UserError):
        move_pickups(shop.store, [first.id], DAY, dues=dues)
    assert not any(each.moved_to for each in pickups(shop))


def test_texts_name_rooms_to_a_building_and_goods_to_a_neighbour(shop: Shop) -> None:
    with language("zh_CN"):
        found = pickups(shop)
        left = left_by_building(found)[0]
        text = building_text(left.building, left.pickups, place="3 号楼一层")
        assert all(each.order.room in text for each in left.pickups)
        assert not any(each.order.neighbour_name in text for each in left.pickups)
        one = next(each for each in found if any(line.is_cold for line in each.open_lines))
        said = neighbour_text(one, place="3 号楼一层")
        assert one.order.pickup_text in said
        assert all(line.product_label in said for line in one.open_lines)
        assert "冰箱" in said
        move_pickups(shop.store, [one.order.id], DAY, dues=dues)
        moved = next(each for each in pickups(shop) if each.order.id == one.order.id)
        assert "2 月 2 日" in moved_message(moved, place="3 号楼一层")
