"""One round with several sources: nobody is counted twice unasked, and each amount says where it came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import add_quick_line, order_for, read_paste, take_orders
from leaderdesk.features.orders.queries import order_of
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.queries.sources import shares_of_orders, shares_text
from leaderdesk.features.orders.rules.answers import OTHER, PART, TEXT, WHOLE, Agreed, Answers, with_answer
from leaderdesk.features.orders.rules.asks import Ask
from leaderdesk.features.orders.rules.review import Became, Review, Row
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, HEAD

EAST = """#接龙 东区群
1. 豆豆妈 3-1001 草莓2
2. 老葛 5-506 面包1
3. 小赵 5-603 鸡蛋1
"""


def paste(estate: Estate, text: str, answers: Answers | None = None, guards: Guards | None = None) -> Review:
    return read_paste(estate.store, estate.round_id, text, answers=answers or {}, guards=guards or Guards())


def row(review: Review, name: str) -> Row:
    return next(each for each in review.rows if each.name == name)


def ask(review: Review, name: str) -> Ask:
    found = row(review, name).ask
    assert found is not None
    return found


def goods(estate: Estate, name: str) -> dict[str, int]:
    codes = {offer_id: code for code, offer_id in estate.offers.items()}
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
        order = order_of(connection, estate.round_id, person.id)
    assert order is not None
    return {codes[line.offer_id]: line.amount_milli for line in order.lines}


def shares(estate: Estate, name: str, code: str, files: dict[int, dict[int, int]] | None = None) -> str:
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
        order = order_of(connection, estate.round_id, person.id)
        assert order is not None
        found = shares_of_orders(connection, [order.id], imported=lambda _connection, _ids: files or {})
    return shares_text(found[order.id][estate.offers[code]])


def beside(estate: Estate, text: str, index: int) -> Review:
    """Return the list of another group read, with the answer of that index to what is asked of 豆豆妈."""
    other: Answers = {TEXT: (Agreed(OTHER),)}
    asked = ask(paste(estate, text, other), "豆豆妈")
    return paste(estate, text, with_answer(other, asked.key, *asked.fixes[index].answers))


def test_the_list_of_another_group_cancels_nobody_and_is_asked_about(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    review = paste(estate, EAST)
    assert review.ask is not None
    assert [fix.answers for fix in review.ask.fixes][2] == (Agreed(OTHER),)
    assert not any(each.works for each in review.rows if each.missing)
    other = paste(estate, EAST, {TEXT: (Agreed(OTHER),)})
    assert not any(each.missing for each in other.rows)
    asked = ask(other, "豆豆妈")
    assert asked.code == "source"
    with pytest.raises(UserError):
        take_orders(estate.store, other)


@pytest.mark.parametrize(
    ("index", "milli", "said"),
    [(0, 2000, "接龙1 1 + 接龙2 1"), (1, 3000, "接龙1 1 + 接龙2 2"), (2, 1000, "接龙1 1")],
)
def test_two_lists_are_counted_as_the_leader_says(estate: Estate, index: int, milli: int, said: str) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    take_orders(estate.store, beside(estate, EAST, index))
    assert goods(estate, "豆豆妈")["A"] == milli
    assert shares(estate, "豆豆妈", "A").replace(" ", "") == said.replace(" ", "")


def test_each_list_goes_on_by_itself(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    take_orders(estate.store, beside(estate, EAST, 0))
    # The first group writes on; the second is not missing from it, and the other way round.
    first = paste(estate, FIRST.replace("豆豆妈 3栋1001 草莓1", "豆豆妈 3栋1001 草莓3") + "7. 周姐 2-204 酸奶1\n")
    assert (first.questions, [each.name for each in first.rows if each.missing]) == (0, [])
    take_orders(estate.store, first)
    assert goods(estate, "豆豆妈")["A"] == 4000
    second = paste(estate, EAST.replace("2. 老葛 5-506 面包1\n", ""))
    assert [each.name for each in second.rows if each.missing] == ["老葛"]
    # Taken out of the second list, what the first one brought stays.
    without = paste(estate, EAST.replace("1. 豆豆妈 3-1001 草莓2\n", ""), {TEXT: (Agreed(WHOLE),)})
    take_orders(estate.store, without)
    assert goods(estate, "豆豆妈")["A"] == 3000


def test_the_same_texts_again_do_nothing(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    taken = beside(estate, EAST, 0)
    take_orders(estate.store, taken)
    before = estate.dump()
    assert take_orders(estate.store, paste(estate, EAST)).action_id is None
    assert take_orders(estate.store, taken).action_id is None
    assert estate.dump() == before
    # The first list again: nothing changes but which of its pastes was the last.
    again = paste(estate, FIRST)
    assert {each.became for each in again.rows} == {Became.SAME}


def test_a_typed_order_and_then_the_list(estate: Estate) -> None:
    doudou = estate.neighbours[3]
    order_for(estate.store, round_id=estate.round_id, neighbour_id=doudou, amounts={estate.offers["A"]: 1000})
    review = paste(estate, FIRST)
    asked = ask(review, "豆豆妈")
    assert asked.code == "source"
    assert review.questions == 1
    take_orders(estate.store, paste(estate, FIRST, {asked.key: asked.fixes[0].answers}))
    assert goods(estate, "豆豆妈") == {"A": 1000, "B": 2000}


def test_a_file_and_then_the_list_says_where_it_came_from(estate: Estate) -> None:
    doudou, strawberries = estate.neighbours[3], estate.offers["A"]
    order_for(estate.store, round_id=estate.round_id, neighbour_id=doudou, amounts={strawberries: 1000})
    files = {1: {strawberries: 1000}}
    guards = Guards(imported=lambda _connection, _ids: files)
    text = HEAD + "1. 豆豆妈 3-1001 草莓2\n"
    asked = ask(paste(estate, text, guards=guards), "豆豆妈")
    assert "表格" in asked.reason
    take_orders(estate.store, paste(estate, text, {asked.key: asked.fixes[1].answers}, guards), guards=guards)
    assert shares(estate, "豆豆妈", "A", files) == "接龙 2 + 表格 1"


def test_the_list_and_then_a_typed_line_is_asked(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    before = estate.dump()
    with pytest.raises(UserError, match="草莓"):
        add_quick_line(estate.store, estate.round_id, "豆豆妈 草莓2")
    assert estate.dump() == before
    add_quick_line(estate.store, estate.round_id, "豆豆妈 再加草莓2")
    assert goods(estate, "豆豆妈")["A"] == 3000
    assert shares(estate, "豆豆妈", "A") == "接龙 1 + 手记 2"


def test_a_change_in_between_is_stale(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    review = beside(estate, EAST, 1)
    add_quick_line(estate.store, estate.round_id, "老葛 5-506 面包1")
    before = estate.dump()
    with pytest.raises(UserError):
        take_orders(estate.store, review)
    assert estate.dump() == before


def test_a_part_of_a_list_is_no_other_list(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    part = paste(estate, "6. 阿敏 1-1102 草莓4 面包1\n", {TEXT: (Agreed(PART),)})
    assert (part.ground.strand, replace(part.rows[0]).became) == (1, Became.CHANGED)


def by_hand(estate: Estate, name: str, **amounts: int) -> None:
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
    wanted = {estate.offers[code]: milli for code, milli in amounts.items()}
    order_for(estate.store, round_id=estate.round_id, neighbour_id=person.id, amounts=wanted)


def standing(estate: Estate, name: str) -> bool:
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
        order = order_of(connection, estate.round_id, person.id)
    return order is not None and order.cancelled_at_ms is None


def answered(estate: Estate, text: str, name: str, index: int) -> Review:
    asked = ask(paste(estate, text), name)
    return paste(estate, text, with_answer({}, asked.key, *asked.fixes[index].answers))


@pytest.mark.parametrize("line", ["王哥不要了", "王哥草莓不要了"])
def test_who_cancels_what_came_another_way_is_asked_about_and_then_followed(estate: Estate, line: str) -> None:
    by_hand(estate, "王哥", A=2000)
    review = paste(estate, line)
    assert ask(review, "王哥").code == "taken_back"
    with pytest.raises(UserError):
        take_orders(estate.store, review)
    taken = take_orders(estate.store, answered(estate, line, "王哥", 0))
    assert (taken.cancelled, standing(estate, "王哥")) == (1, False)
    again = paste(estate, line)
    assert not again.questions
    assert not again.works
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    assert goods(estate, "王哥") == {"A": 2000}


def test_what_stays_after_a_cancelling_line_is_not_asked_about_again(estate: Estate) -> None:
    by_hand(estate, "王哥", A=2000)
    text = "王哥不要了\n张阿姨 草莓1"
    take_orders(estate.store, answered(estate, text, "王哥", 1))
    assert goods(estate, "王哥") == {"A": 2000}
    assert not paste(estate, text).questions


def test_a_cancelling_line_asks_about_what_stands_beside_the_list(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    by_hand(estate, "王哥", C=1000)
    text = FIRST + "王哥不要了\n"
    assert "全麦面包" in ask(paste(estate, text), "王哥").reason
    take_orders(estate.store, answered(estate, text, "王哥", 1))
    assert goods(estate, "王哥") == {"C": 1000}


@pytest.mark.parametrize(
    ("line", "hand", "index", "left"),
    [
        ("王哥不要了", {"C": 1000}, 0, {}),
        ("王哥不要了", {"A": 2000}, 0, {}),
        ("王哥不要了", {"A": 2000}, 1, {"A": 2000}),
        ("王哥草莓不要了", {"A": 2000, "C": 1000}, 0, {"C": 1000}),
        ("王哥草莓不要了", {"A": 2000, "C": 1000}, 1, {"A": 2000, "C": 1000}),
    ],
)
def test_who_cancels_has_goods_from_the_list_and_from_elsewhere(
    estate: Estate, line: str, hand: dict[str, int], index: int, left: dict[str, int]
) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    by_hand(estate, "王哥", **hand)
    had = goods(estate, "王哥")
    text = FIRST + line + "\n"
    with pytest.raises(UserError):
        take_orders(estate.store, paste(estate, text))
    taken = take_orders(estate.store, answered(estate, text, "王哥", index))
    assert standing(estate, "王哥") == bool(left)
    if left:
        assert goods(estate, "王哥") == left
    again = paste(estate, text)
    assert not again.questions
    assert not again.works
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    assert goods(estate, "王哥") == had


def test_who_cancels_in_one_group_is_asked_about_the_list_of_the_other(estate: Estate) -> None:
    take_orders(estate.store, paste(estate, FIRST))
    take_orders(estate.store, beside(estate, EAST, 1))
    text = FIRST + "豆豆妈不要了\n"
    assert ask(paste(estate, text), "豆豆妈").code == "taken_back"
    take_orders(estate.store, answered(estate, text, "豆豆妈", 1))
    assert goods(estate, "豆豆妈") == {"A": 2000}
    assert not paste(estate, text).questions


def test_an_amount_that_is_set_anew_is_all_she_has_if_the_leader_says_so(estate: Estate) -> None:
    by_hand(estate, "王哥", A=3000)
    text = "王哥 草莓改成1"
    with language("en"):
        assert [fix.label for fix in ask(paste(estate, text), "王哥").fixes] == ["1 盒 in all", "more, 4 盒 in all"]
    take_orders(estate.store, answered(estate, text, "王哥", 0))
    assert goods(estate, "王哥") == {"A": 1000}
    assert not paste(estate, text).questions


def test_goods_of_a_paid_order_that_are_taken_back_are_only_proposed(estate: Estate) -> None:
    by_hand(estate, "王哥", A=2000)
    paid = Guards(paid_orders=lambda _connection, ids: ids)
    asked = ask(paste(estate, "王哥不要了", guards=paid), "王哥")
    review = paste(estate, "王哥不要了", with_answer({}, asked.key, *asked.fixes[0].answers), guards=paid)
    assert ask(review, "王哥").code == "paid"
