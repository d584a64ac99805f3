"""What is written out by hand says whose a line is and what is wanted, and teaches what its words mean."""

from __future__ import annotations

import pytest

from leaderdesk.features.orders.actions import read_paste, take_orders
from leaderdesk.features.orders.rules.answers import IsNeighbour, NamesBuilding, NamesGoods, Wants
from leaderdesk.features.orders.rules.correction import person_answers, read_person, teachings
from leaderdesk.features.orders.rules.quick_line import read_goods
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, HEAD


@pytest.mark.parametrize("typed", ["张阿姨", "3-502", "3502", "3-502 张阿姨", "张阿姨 3-502"])
def test_a_known_neighbour_is_found(estate: Estate, typed: str) -> None:
    ground = read_paste(estate.store, estate.round_id, FIRST).ground
    found = read_person(typed, ground).known
    assert found is not None
    assert found.id == estate.neighbours[0]


@pytest.mark.parametrize("typed", ["", "小王", "没见过", "9999"])
def test_who_is_not_clear_is_a_doubt(estate: Estate, typed: str) -> None:
    ground = read_paste(estate.store, estate.round_id, FIRST).ground
    assert read_person(typed, ground).doubt


def test_somebody_new_has_room_and_name(estate: Estate) -> None:
    person = read_person("3-909 新来的", read_paste(estate.store, estate.round_id, FIRST).ground)
    assert (person.name, person.room, person.doubt) == ("新来的", "3-909", "")


def test_a_name_a_building_and_goods_are_taught_at_once(estate: Estate) -> None:
    text = HEAD + "1. Lily 桂花苑502 红果果3\n"
    review = read_paste(estate.store, estate.round_id, text)
    row = review.rows[0]
    person, goods = read_person("3-502", review.ground), read_goods("草莓3", review.ground)
    found = [each.answer for each in teachings(review, row, person, goods.amounts)]
    assert found == [
        IsNeighbour(estate.neighbours[0], remember="Lily"),
        NamesBuilding("桂花苑", "3"),
        NamesGoods("红果果", estate.offers["A"]),
    ]
    answers = {row.key: (*person_answers(person), Wants(tuple(goods.amounts.items())), *found)}
    taken = take_orders(estate.store, read_paste(estate.store, estate.round_id, text, answers=answers))
    assert taken.learnt == 3
    later = read_paste(estate.store, estate.round_id, HEAD + "1. Lily 桂花苑502 红果果1\n2. 小赵 桂花苑 903 草莓1\n")
    assert [(each.neighbour_id, each.room, each.ask) for each in later.rows] == [
        (estate.neighbours[0], "3-502", None),
        (None, "3-903", None),
    ]


def test_what_was_understood_teaches_nothing(estate: Estate) -> None:
    review = read_paste(estate.store, estate.round_id, HEAD + "1. 张阿姨 3-502 草莓3\n")
    goods = read_goods("草莓5", review.ground)
    assert teachings(review, review.rows[0], None, goods.amounts) == ()
