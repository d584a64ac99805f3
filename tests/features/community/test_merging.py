"""Answers to polls follow neighbours who are merged or split, and come back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.community.actions import new_poll, paste_again
from leaderdesk.features.community.queries import own_answers, voices_of
from leaderdesk.features.community.rules.tally import State, Voice
from leaderdesk.features.neighbours.actions import add_alias, split_neighbour
from leaderdesk.features.neighbours.rules import Added
from leaderdesk.features.neighbours.rules.merging import Split
from leaderdesk.features.orders.actions import read_paste, take_orders
from leaderdesk.slots import guards, neighbour_ties
from tests.features.merges import Two, rows_of, two_neighbours

QUESTION = "下期想团A草莓还是B蓝莓？\n"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    built = two_neighbours(tmp_path / "shop")
    yield built
    built.store.close()


def poll(two: Two, *lines: str) -> int:
    return new_poll(two.store, QUESTION + "\n".join(lines)).poll_id


def voices(two: Two, poll_id: int) -> list[Voice]:
    with two.store.read() as connection:
        return [one for one in voices_of(connection, poll_id) if one.state is State.CLEAR]


def test_her_answer_is_that_of_who_stays_and_the_next_paste_knows_it(two: Two) -> None:
    text = ("1. 王秀兰 3-602 A", "2. 张三 B")
    poll_id = poll(two, *text)
    before = rows_of(two.store)
    action = two.merge()
    assert next((one.neighbour_id, one.picks) for one in voices(two, poll_id)) == (two.kept_id, (("A",),))
    assert paste_again(two.store, poll_id, QUESTION + "\n".join(text)).action_id is None
    changed = paste_again(two.store, poll_id, QUESTION + "1. 王秀兰 3-602 B\n2. 张三 B")
    assert (changed.new, changed.changed) == (0, 1)
    assert changed.action_id is not None
    two.store.undo(changed.action_id)
    two.store.undo(action)
    assert rows_of(two.store) == before


@pytest.mark.parametrize("last", ["王秀兰", "王阿姨"])
def test_where_both_answered_what_was_said_last_counts(two: Two, last: str) -> None:
    first = "王阿姨" if last == "王秀兰" else "王秀兰"
    poll_id = poll(two, f"1. {first} 3-602 A", f"2. {last} 3-602 B")
    two.merge()
    assert [(one.neighbour_id, one.picks) for one in voices(two, poll_id)] == [(two.kept_id, (("B",),))]


def split_off(two: Two, split: Split) -> Added:
    return split_neighbour(two.store, split, ties=neighbour_ties())


def of_whom(two: Two, poll_id: int) -> dict[int | None, tuple[tuple[str, ...], ...]]:
    return {one.neighbour_id: one.picks for one in voices(two, poll_id)}


def test_an_answer_whose_line_names_her_goes_with_the_split_and_the_next_paste_knows_it(two: Two) -> None:
    by_alias = poll(two, "1. 兰姐 3-602 A", "2. 张三 B")
    by_name = poll(two, "1. 王秀兰 3-602 B")
    before = rows_of(two.store)
    added = split_off(two, Split(two.gone_id, "兰姐", "3-702", aliases=("兰姐",)))
    assert of_whom(two, by_alias)[added.id] == (("A",),)
    assert of_whom(two, by_name) == {two.gone_id: (("B",),)}
    assert next(one.who for one in voices(two, by_alias) if one.neighbour_id == added.id) == "兰姐"
    again = paste_again(two.store, by_alias, QUESTION + "1. 兰姐 3-702 B\n2. 张三 B")
    assert (again.new, again.changed) == (0, 1)
    assert again.action_id is not None
    two.store.undo(again.action_id)
    two.store.undo(added.action_id)
    assert rows_of(two.store) == before


def test_an_answer_from_the_line_of_her_order_goes_with_that_order(two: Two) -> None:
    goods = "#接龙\n下期想团A草莓还是B蓝莓？\n\n1. 王秀兰 3-602 王大叔草莓3 A\n"
    review = read_paste(two.store, two.shop.round_id, goods, answers={}, guards=guards())
    asked = {row.key: fix.answers for row in review.rows if row.ask is not None for fix in row.ask.fixes[:1]}
    review = read_paste(two.store, two.shop.round_id, goods, answers=asked, guards=guards())
    take_orders(two.store, review, guards=guards())
    taken = new_poll(two.store, goods).poll_id
    (answer,) = (one for one in voices(two, taken) if one.neighbour_id == two.gone_id)
    with two.store.read() as connection:
        (own,) = (one for one in own_answers(connection, two.gone_id) if one.id == answer.id)
    assert own.order_ids == {two.gone_order}
    stays = split_off(two, Split(two.gone_id, "小兰", "3-702"))
    assert of_whom(two, taken).keys() == {two.gone_id}
    two.store.undo(stays.action_id)
    added = split_off(two, Split(two.gone_id, "小兰", "3-702", order_ids=(two.gone_order,)))
    assert of_whom(two, taken).keys() == {added.id}


def test_the_leader_says_which_answers_go_and_stale_ones_are_refused(two: Two) -> None:
    first, second = poll(two, "1. 王秀兰 3-602 A"), poll(two, "1. 王秀兰 3-602 B")
    with two.store.read() as connection:
        ids = {one.said: one.id for one in own_answers(connection, two.gone_id)}
    picked = next(id_ for said, id_ in ids.items() if said.endswith("B"))
    added = split_off(two, Split(two.gone_id, "小兰", "3-702", answer_ids=(picked,)))
    assert of_whom(two, first).keys() == {two.gone_id}
    assert of_whom(two, second).keys() == {added.id}
    before = rows_of(two.store)
    with pytest.raises(UserError):
        split_off(two, Split(two.gone_id, "小菊", "3-802", answer_ids=(picked,)))
    assert rows_of(two.store) == before


def test_a_shorter_name_within_a_longer_one_takes_no_answer_along(two: Two) -> None:
    add_alias(two.store, two.gone_id, "秀兰")
    taken = poll(two, "1. 王秀兰 3-602 A")
    split_off(two, Split(two.gone_id, "秀兰", "3-702", aliases=("秀兰",)))
    assert of_whom(two, taken).keys() == {two.gone_id}
