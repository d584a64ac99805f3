"""What the leader answers is learnt in the step of the list, applied where it means one thing, and taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from leaderdesk.features.neighbours.actions import add_alias
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import change_meaning, read_paste, take_back, take_orders
from leaderdesk.features.orders.queries.memory import Remembered, remembered
from leaderdesk.features.orders.rules.answers import (
    PART,
    TEXT,
    Agreed,
    Answer,
    Answers,
    IsNeighbour,
    LivesIn,
    NamesBuilding,
    NamesGoods,
    Wants,
)
from leaderdesk.features.orders.rules.asks import Ask
from leaderdesk.features.orders.rules.memory import Kind, goods_words, unit_words
from leaderdesk.features.orders.rules.review import Review, Row, Taken
from tests.features.orders.estate import Estate
from tests.features.orders.lists import HEAD

ONLY: Answers = {TEXT: (Agreed(PART),)}


def paste(estate: Estate, text: str, answers: Answers | None = None) -> Review:
    return read_paste(estate.store, estate.round_id, text, answers={**ONLY, **(answers or {})})


def row(review: Review, name: str) -> Row:
    return next(each for each in review.rows if each.name == name)


def asked(estate: Estate, text: str) -> Ask | None:
    (one,) = paste(estate, text).rows
    return one.ask


def teach(estate: Estate, text: str, *given: Answer) -> Taken:
    """Take a list of one line with these answers to it."""
    (one,) = paste(estate, text).rows
    return take_orders(estate.store, paste(estate, text, {one.key: given}))


def chosen(ask: Ask | None, label: str) -> tuple[Answer, ...]:
    assert ask is not None
    return ask.remembered(next(fix for fix in ask.fixes if fix.label == label))


def memory(estate: Estate) -> tuple[Remembered, ...]:
    with estate.store.read() as connection:
        return remembered(connection)


def room_of(estate: Estate, neighbour_id: int) -> str | None:
    with estate.store.read() as connection:
        return next(one.room for one in known_neighbours(connection) if one.id == neighbour_id)


def test_a_unit_is_learnt_with_its_line_and_holds_for_everybody(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 草莓2箱\n"
    taken = teach(estate, text, *chosen(asked(estate, text), "2 盒"))
    assert taken.learnt == 1
    (one,) = memory(estate)
    assert (one.kind, one.words, one.line, one.paste_text, one.uses) == (Kind.UNIT, "箱", 4, text, 0)
    other = paste(estate, HEAD + "1. 王哥 2-803 草莓3箱\n")
    assert (other.questions, dict(other.rows[0].after)) == (0, {estate.offers["A"]: 3000})
    # Of other goods a box may hold anything.
    assert asked(estate, HEAD + "1. 王哥 2-803 酸奶3箱\n") is not None
    take_orders(estate.store, other)
    assert memory(estate)[0].uses == 1
    # Its line stands in the next list too, and counts once.
    take_orders(estate.store, paste(estate, HEAD + "1. 王哥 2-803 草莓3箱\n2. 刘老师 5-1201 草莓1\n"))
    assert memory(estate)[0].uses == 1


def test_a_learnt_thing_goes_with_the_step_it_was_learnt_in(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 草莓2箱\n"
    before = estate.dump()
    taken = teach(estate, text, *chosen(asked(estate, text), "2 盒"))
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    after = estate.dump()
    assert {table for table in before if before[table] != after[table]} <= {"ledger_entry", "ledger_line"}
    assert asked(estate, text) is not None


def test_taking_back_asks_again_and_undo_remembers(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 草莓2箱\n"
    teach(estate, text, *chosen(asked(estate, text), "2 盒"))
    other = HEAD + "1. 王哥 2-803 草莓3箱\n"
    action = take_back(estate.store, memory(estate)[0].id)
    assert memory(estate) == ()
    assert asked(estate, other) is not None
    estate.store.undo(action)
    assert asked(estate, other) is None


def test_words_for_goods_hold_in_later_rounds_without_the_amount(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 红果果2\n"
    ask = asked(estate, text)
    assert ask is not None
    teach(estate, text, Wants(((estate.offers["A"], 2000),)), NamesGoods("红果果", estate.offers["A"]))
    other = paste(estate, HEAD + "1. 王哥 2-803 红果果5\n")
    assert (other.questions, dict(other.rows[0].after)) == (0, {estate.offers["A"]: 5000})


def test_a_picture_is_learnt_as_goods(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 🫧2\n"
    assert asked(estate, text) is not None
    teach(estate, text, Wants(((estate.offers["A"], 2000),)), NamesGoods("🫧", estate.offers["A"]))
    assert memory(estate)[0].picture
    assert asked(estate, HEAD + "1. 王哥 2-803 🫧3\n") is None


def test_a_name_is_learnt_for_one_neighbour_and_never_where_two_bear_it(estate: Estate) -> None:
    text = HEAD + "1. Lily 3-502 草莓1\n"
    teach(estate, text, IsNeighbour(estate.neighbours[0], remember="Lily"))
    assert memory(estate)[0].meaning == "3-502 张阿姨"
    later = paste(estate, HEAD + "1. Lily 草莓3\n").rows[0]
    assert (later.neighbour_id, later.ask) == (estate.neighbours[0], None)
    add_alias(estate.store, estate.neighbours[4], "Lily")
    ask = asked(estate, HEAD + "1. Lily 草莓3\n")
    assert ask is not None
    assert len(ask.fixes) >= 2


def test_a_name_that_another_bears_is_not_learnt(estate: Estate) -> None:
    text = HEAD + "1. 王哥 1-777 草莓1\n"
    taken = teach(estate, text, IsNeighbour(estate.neighbours[0], remember="王哥"))
    assert (taken.learnt, memory(estate)) == (0, ())


def test_a_building_is_called_otherwise(estate: Estate) -> None:
    text = HEAD + "1. 小李 9-502 草莓2\n"
    ask = asked(estate, text)
    assert ask is not None
    assert ask.code == "room"
    teach(estate, text, LivesIn("3-502"), NamesBuilding("9", "3"))
    other = paste(estate, HEAD + "1. 新来的 9栋601 草莓2\n")
    assert (other.questions, other.rows[0].room) == (0, "3-601")
    # The evidence is what was pasted.
    (entry,) = other.reading.entries
    assert entry.room_piece is not None
    assert entry.room_piece.text == "9栋601"
    assert memory(estate)[0].meaning.startswith("3")


def test_a_building_name_that_somebody_bears_is_not_applied(estate: Estate) -> None:
    text = HEAD + "1. 小李 9-502 草莓2\n"
    teach(estate, text, LivesIn("3-502"), NamesBuilding("桂花苑", "3"))
    called = HEAD + "1. 桂花苑602 小赵 草莓1\n"
    assert paste(estate, called).rows[0].room == "3-602"
    add_alias(estate.store, estate.neighbours[4], "桂花苑")
    assert paste(estate, called).rows[0].room != "3-602"


def test_who_has_moved_is_asked_and_moves_undoably(estate: Estate) -> None:
    text = HEAD + "1. 王哥 5-601 草莓1\n"
    ask = asked(estate, text)
    assert ask is not None
    assert ask.code == "moved"
    taken = teach(estate, text, *ask.fixes[1].answers)
    assert room_of(estate, estate.neighbours[4]) == "5-601"
    assert memory(estate)[0].kind is Kind.MOVED
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    assert room_of(estate, estate.neighbours[4]) == "2-803"


def test_taking_back_a_move_moves_back_and_asks_again(estate: Estate) -> None:
    text = HEAD + "1. 王哥 5-601 草莓1\n"
    ask = asked(estate, text)
    assert ask is not None
    teach(estate, text, *ask.fixes[1].answers)
    take_back(estate.store, memory(estate)[0].id)
    assert room_of(estate, estate.neighbours[4]) == "2-803"
    again = asked(estate, HEAD + "1. 王哥 5-601 草莓2\n")
    assert again is not None
    assert again.code == "moved"


def test_two_people_of_a_name_are_asked_about_once(estate: Estate) -> None:
    text = HEAD + "1. 王哥 5-601 草莓1\n"
    ask = asked(estate, text)
    assert ask is not None
    teach(estate, text, *ask.fixes[0].answers)
    (one,) = memory(estate)
    assert one.kind is Kind.APART
    assert asked(estate, HEAD + "1. 王哥 5-601 草莓2\n") is None
    take_back(estate.store, one.id)
    again = asked(estate, HEAD + "1. 王哥 5-601 草莓3\n")
    assert again is not None
    assert again.code == "moved"
    # Said to have moved after all, she is one person again, and the goods are hers.
    taken = teach(estate, HEAD + "1. 王哥 5-601 草莓3\n", *again.fixes[1].answers)
    assert taken.action_id is not None
    assert room_of(estate, estate.neighbours[4]) == "5-601"


def test_nobody_is_asked_about_who_still_stands_at_her_old_door(estate: Estate) -> None:
    review = paste(estate, HEAD + "1. 王哥 2-803 草莓1\n2. 王哥 5-601 草莓1\n")
    assert review.questions == 0


def test_a_meaning_can_be_changed(estate: Estate) -> None:
    text = HEAD + "1. Lily 3-502 草莓1\n"
    teach(estate, text, IsNeighbour(estate.neighbours[0], remember="Lily"))
    action = change_meaning(estate.store, memory(estate)[0].id, estate.neighbours[4])
    assert paste(estate, HEAD + "1. Lily 草莓3\n").rows[0].neighbour_id == estate.neighbours[4]
    assert action is not None
    estate.store.undo(action)
    assert paste(estate, HEAD + "1. Lily 草莓3\n").rows[0].neighbour_id == estate.neighbours[0]


@pytest.mark.parametrize(
    ("words", "milli", "goods", "unit"),
    [
        ("莓子2", 2000, "莓子", ""),
        ("莓子２盒", 2000, "莓子", "盒"),
        ("莓子 x3", 3000, "莓子", ""),
        ("两盒莓子", 2000, "莓子", ""),
        ("莓子两盒", 2000, "莓子", "盒"),
        ("🫧2", 2000, "🫧", ""),
        ("桂花苑502", 502000, "桂花苑", ""),
        ("米糕", None, "米糕", ""),
        ("24味", None, "24味", ""),
    ],
)
def test_the_amount_is_not_part_of_the_words(words: str, milli: int | None, goods: str, unit: str) -> None:
    assert goods_words(words, milli) == goods
    assert unit_words(words, milli) == unit


def test_when_it_was_learnt_is_told(estate: Estate) -> None:
    estate.clock.advance(dt.timedelta(days=1))
    text = HEAD + "1. 张阿姨 3-502 草莓2箱\n"
    teach(estate, text, *chosen(asked(estate, text), "2 盒"))
    (one,) = memory(estate)
    assert one.at_ms == estate.clock.now_ms()
    assert one.paste_at_ms == one.at_ms
