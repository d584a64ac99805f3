"""Who brought a newcomer, as the pasted list says, is noted in the same step as her first order."""

from __future__ import annotations

import pytest

from leaderdesk.core.i18n import N_
from leaderdesk.features.neighbours.actions import add_neighbour
from leaderdesk.features.orders.actions import read_paste, take_orders
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Recommended
from leaderdesk.features.orders.rules.review import Review, Taken
from leaderdesk.features.referrals.actions import name_referral
from leaderdesk.features.referrals.rules import How, Standing
from tests.features.referrals.village import Village

HEAD = "#接龙\n草莓季\n\n"


def paste(village: Village, text: str) -> Review:
    return read_paste(village.store, village.shop.round_id, HEAD + text)


def take(village: Village, text: str) -> Taken:
    return take_orders(village.store, paste(village, text))


def standings(village: Village) -> tuple[Standing, ...]:
    return tuple(village.trust().standings)


def ordered(village: Village) -> set[str]:
    with village.store.read() as connection:
        return {order.neighbour_name for order in orders_of_round(connection, village.shop.round_id)}


def test_a_newcomer_and_who_brought_her(village: Village) -> None:
    taken = take(village, "1. 9-701 小鱼 草莓2（老邻居甲推荐）")
    (standing,) = standings(village)
    assert (standing.referrer.id, standing.newcomer.name) == (village.old[0], "小鱼")
    assert (standing.referral.how, standing.referral.words) == (How.LIST, "老邻居甲推荐")
    assert standing.newcomer.first is not None
    assert taken.order_ids == (standing.newcomer.first.id,)


def test_taking_the_list_back_takes_it_back_too(village: Village) -> None:
    taken = take(village, "1. 9-701 小鱼 草莓2 老邻居甲推荐")
    assert taken.action_id is not None
    undone = village.store.undo(taken.action_id)
    assert standings(village) == ()
    assert "小鱼" not in ordered(village)
    village.store.undo(undone)
    assert [one.newcomer.name for one in standings(village)] == ["小鱼"]


def test_the_list_pasted_again_names_nobody_twice(village: Village) -> None:
    take(village, "1. 9-701 小鱼 草莓2 老邻居甲推荐")
    take(village, "1. 9-701 小鱼 草莓3 老邻居甲推荐\n2. 9-702 小虾 草莓1 推荐人：老邻居乙")
    names = {(one.referrer.name, one.newcomer.name) for one in standings(village)}
    assert names == {("老邻居甲", "小鱼"), ("老邻居乙", "小虾")}


def test_nobody_brings_who_has_long_been_here(village: Village) -> None:
    review = paste(village, "1. 老邻居丙 草莓2 老邻居甲推荐")
    assert review.rows[0].brought_by is None
    take_orders(village.store, review)
    assert standings(village) == ()
    assert "老邻居丙" in ordered(village)


@pytest.mark.parametrize("who", ["老邻居甲", "孙大娘阿姨"], ids=["two of that name", "nobody of that name"])
def test_who_is_not_sure_stays_with_the_leader(village: Village, who: str) -> None:
    add_neighbour(village.store, name="老邻居甲", room="7-101")
    review = paste(village, f"1. 9-701 小鱼 草莓2 推荐人：{who}")
    (row,) = review.rows
    assert row.brought_by is not None
    assert (row.brought_by.neighbour_id, row.brought_by.name, row.ask) == (None, who, None)
    take_orders(village.store, review)
    assert standings(village) == ()
    assert "小鱼" in ordered(village)


def test_what_cannot_be_noted_never_stands_in_the_way_of_an_order(village: Village) -> None:
    newcomer = village.newcomer("小鱼")
    name_referral(village.store, referrer_id=village.old[0], newcomer_id=newcomer)
    order_id = village.order(newcomer)
    with village.store.write(N_("Take orders from the list of {when}"), about={"when": "20:00"}) as writing:
        writing.tell(Recommended(order_id, newcomer, village.old[0], "老邻居甲推荐"))
    assert len(standings(village)) == 1
    assert "小鱼" in ordered(village)
