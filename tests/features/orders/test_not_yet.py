"""Who has not ordered yet: who counts, who is left out, and what is said to the group."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.actions import (
    add_neighbour,
    add_tag,
    archive_neighbour,
    merge_neighbours,
)
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.neighbours.rules.merging import Merge
from leaderdesk.features.orders.actions import cancel_order, order_for
from leaderdesk.features.orders.feature import list_missing
from leaderdesk.features.orders.queries.not_yet import who_has_not_ordered, words_for
from leaderdesk.features.orders.rules.not_yet import (
    NotYet,
    Part,
    Waiting,
    group_text,
    is_new,
    least_of,
    name_in_group,
    personal_text,
    rests,
    times_ordered,
)
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.slots import neighbour_ties
from tests.practice import TODAY, Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_shop(tmp_path / "shop", rounds=4, neighbours=60)
    yield opened
    opened.store.close()


def waiting(shop: Shop) -> Waiting:
    with shop.store.read() as connection:
        found = who_has_not_ordered(connection, shop.round_id, today=TODAY)
    assert found is not None
    return found


def ids(people: tuple[NotYet, ...]) -> set[int]:
    return {one.id for one in people}


def test_everybody_who_is_in_the_list_is_either_ordering_or_waiting(shop: Shop) -> None:
    ordered = {order.neighbour_id for order in shop.orders()}
    with shop.store.read() as connection:
        known = {one.id for one in known_neighbours(connection)}
    found = waiting(shop)
    assert ids(found.people) == known - ordered
    assert (found.looked_at, found.least) == (4, 2)
    assert all(one.is_regular == (one.ordered >= 2) for one in found.people)
    assert 0 < len(found.of(Part.REGULAR)) < len(found.of(Part.ALL))


def test_a_cancelled_order_is_none(shop: Shop) -> None:
    order = shop.orders()[0]
    cancel_order(shop.store, order.id)
    assert order.neighbour_id in ids(waiting(shop).people)


def test_who_rests_or_was_put_away_is_not_asked(shop: Shop) -> None:
    first, second, *_rest = waiting(shop).people
    add_tag(shop.store, first.id, "歇着")
    archive_neighbour(shop.store, second.id)
    found = waiting(shop)
    assert ids(found.people) & {first.id, second.id} == set()
    assert found.resting == 1
    with language("zh_CN"):
        assert "标了“歇着”的 1 位不在里面" in found.definition


def test_who_ordered_under_a_name_that_was_merged_has_ordered(shop: Shop) -> None:
    order = shop.orders()[0]
    other = waiting(shop).of(Part.REGULAR)[0]
    merge_neighbours(shop.store, Merge(other.id, order.neighbour_id), ties=neighbour_ties())
    assert ids(waiting(shop).people) & {other.id, order.neighbour_id} == set()


def test_an_order_that_stayed_under_a_merged_name_is_hers(shop: Shop) -> None:
    first, second, *_rest = shop.orders()
    merge_neighbours(shop.store, Merge(first.neighbour_id, second.neighbour_id), ties=neighbour_ties())
    cancel_order(shop.store, first.id)
    assert first.neighbour_id not in ids(waiting(shop).people)
    cancel_order(shop.store, second.id)
    assert first.neighbour_id in ids(waiting(shop).people)


def test_of_one_building_only(shop: Shop) -> None:
    found = waiting(shop)
    building = found.people[0].building
    assert building in found.buildings
    assert {one.building for one in found.of(Part.ALL, building)} == {building}


def test_a_new_neighbour_is_new_for_a_month() -> None:
    today = dt.date(2026, 1, 25)
    assert is_new("2026-01-25", today=today)
    assert is_new("2025-12-26", today=today)
    assert not is_new("2025-12-25", today=today)
    assert not is_new("", today=today)


def test_half_of_the_rounds_make_a_regular() -> None:
    assert [least_of(count) for count in (0, 1, 2, 3, 5, 6)] == [1, 1, 1, 2, 3, 3]
    assert times_ordered([(1, 7), (1, 8), (2, 8)], {8: 7}) == {7: {1, 2}}
    assert rests(["老邻居", "歇着"])
    assert not rests(["老邻居"])


@pytest.mark.parametrize(
    ("name", "room", "said"),
    [
        ("张阿姨", "3-502", "张阿姨"),
        ("张阿姨3-502", "3-502", "张阿姨"),
        ("3502 张阿姨", "3-502", "张阿姨"),
        ("张阿姨 13800001234", "", "张阿姨"),
        ("小鹿138-0000-1234", "", "小鹿"),
        ("豆豆妈2018", "", "豆豆妈2018"),
    ],
)
def test_no_room_and_no_phone_goes_to_the_group(name: str, room: str, said: str) -> None:
    assert name_in_group(name, room) == said


def test_the_words_for_the_group_are_polite_and_hold_names_only(shop: Shop) -> None:
    found = waiting(shop)
    people = found.of(Part.REGULAR)
    with language("zh_CN"):
        text = group_text(found, people)
        assert all(name_in_group(one.name, one.room) in text for one in people)
        assert not any(one.room and one.room in text for one in people)
        assert re.search(r"\d{7}", text) is None
        assert "没关系" in text
        assert found.cutoff in text


def test_the_words_for_one_name_goods_of_this_round_that_she_likes(shop: Shop) -> None:
    found = waiting(shop)
    with shop.store.read() as connection, language("zh_CN"):
        labels = [offer.label for offer in offers_of_round(connection, shop.round_id)]
        one = found.of(Part.REGULAR)[0]
        text = words_for(connection, shop.round_id, found, one)
        assert text.startswith(one.name)
        assert any(label in text for label in labels)
        assert "没关系" in personal_text(found, one, ())


def test_who_orders_now_is_waited_for_no_more(shop: Shop) -> None:
    one = waiting(shop).people[0]
    with shop.store.read() as connection:
        offer = offers_of_round(connection, shop.round_id)[0]
    order_for(shop.store, round_id=shop.round_id, neighbour_id=one.id, amounts={offer.id: 1000})
    assert one.id not in ids(waiting(shop).people)


def test_in_the_first_round_nobody_is_a_regular(tmp_path: Path) -> None:
    opened = open_shop(tmp_path / "first", rounds=0, orders=0, neighbours=5)
    add_neighbour(opened.store, name="小鹿")
    found = waiting(opened)
    assert found.of(Part.REGULAR) == ()
    assert len(found.of(Part.NEW)) >= 1
    assert found.definition
    opened.store.close()


def test_orders_are_not_read_themselves(shop: Shop) -> None:
    """Or half a million lines would be felt."""
    with shop.store.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT round_id, neighbour_id FROM orders"
            " WHERE round_id IN (1, 2, 3) AND cancelled_at_ms IS NULL"
        ).all()
    assert "COVERING INDEX orders_standing" in str(plan)


def test_the_command_line_lists_them_with_the_words(shop: Shop) -> None:
    arguments = argparse.Namespace(round_id=shop.round_id, part="all")
    report = list_missing(shop.store, arguments)
    people = waiting(shop).people
    assert isinstance(report.data, dict)
    assert [each["id"] for each in report.data["neighbours"]] == [one.id for one in people]
    assert report.data["text"]
    with pytest.raises(UserError):
        list_missing(shop.store, argparse.Namespace(round_id=999, part="all"))
