"""One typed line becomes an order, or says what is not clear."""

from __future__ import annotations

import datetime as dt

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import add_quick_line
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.orders.queries.ground import ground_of_round
from leaderdesk.features.orders.queries.quick_line import quick_line
from leaderdesk.features.orders.rules.quick_line import QuickLine, completions
from tests.features.orders.estate import Estate


def said(estate: Estate, text: str) -> tuple[str, dict[str, int]]:
    taken = add_quick_line(estate.store, estate.round_id, text)
    codes = {offer_id: code for code, offer_id in estate.offers.items()}
    with estate.store.read() as connection:
        order = order_by_id(connection, taken.order_id)
    assert order is not None
    return order.room, {codes[line.offer_id]: line.amount_milli for line in order.lines}


def parsed(estate: Estate, text: str) -> QuickLine:
    with estate.store.read() as connection:
        ground = ground_of_round(connection, estate.round_id, today=dt.date(2026, 1, 25))
        assert ground is not None
        return quick_line(connection, text, ground)


@pytest.mark.parametrize(
    "text",
    [
        "3502 草莓2 酸奶1",
        "3-502 草莓2 酸奶1",
        "张阿姨 草莓2 酸奶1",
        "zay 草莓2 酸奶1",
        "3502 cm2 酸奶1",
        "３５０２ 草莓２ 酸奶1",
    ],
)
def test_room_name_and_initials_mean_the_same(estate: Estate, text: str) -> None:
    assert said(estate, text) == ("3-502", {"A": 2000, "B": 1000})


def test_a_second_line_adds_and_a_change_sets(estate: Estate) -> None:
    said(estate, "3502 草莓2")
    assert said(estate, "3502 草莓1 面包1") == ("3-502", {"A": 3000, "C": 1000})
    assert said(estate, "3502 改成草莓1") == ("3-502", {"A": 1000, "C": 1000})


def test_a_new_neighbour_needs_room_and_name(estate: Estate) -> None:
    assert said(estate, "3-1502 新来的 草莓2") == ("3-1502", {"A": 2000})
    line = parsed(estate, "没见过 草莓2")
    assert not line.clear
    assert line.doubts


@pytest.mark.parametrize(
    "text", ["", "小王 草莓2", "3502", "3502 奶茶1", "草莓2", "9999 草莓1", "3502 排骨0.7", "x" * 5000]
)
def test_what_is_not_clear_saves_nothing(estate: Estate, text: str) -> None:
    before = estate.dump()
    with pytest.raises(UserError):
        add_quick_line(estate.store, estate.round_id, text)
    assert estate.dump() == before


def test_two_of_one_name_are_offered(estate: Estate) -> None:
    assert [person.room for person in parsed(estate, "小王 草莓2").candidates] == ["2-306", "4-1104"]


def test_the_last_word_is_completed_with_goods(estate: Estate) -> None:
    with estate.store.read() as connection:
        ground = ground_of_round(connection, estate.round_id, today=dt.date(2026, 1, 25))
    assert ground is not None
    assert completions("3502 酸", ground) == ("无蔗糖酸奶",)
    assert completions("3502 2", ground) == ()
