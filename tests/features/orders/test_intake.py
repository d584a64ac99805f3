"""Taking a list into the orders of a round, and comparing the next one with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import keep_paste, read_paste, set_lines, set_note, take_orders
from leaderdesk.features.orders.queries import order_of, orders_of_round
from leaderdesk.features.orders.queries.guards import Guards
from leaderdesk.features.orders.queries.history import sources_of_order
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.orders.rules.answers import (
    PART,
    TEXT,
    WHOLE,
    Agreed,
    Answers,
    Means,
    NotAnOrder,
    with_answer,
)
from leaderdesk.features.orders.rules.asks import Fix
from leaderdesk.features.orders.rules.review import Became, Review, Row, Taken
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.rounds.actions import close_round, edit_offer
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, HEAD, SECOND


def paste(estate: Estate, text: str, answers: Answers | None = None, guards: Guards | None = None) -> Review:
    return read_paste(estate.store, estate.round_id, text, answers=answers or {}, guards=guards or Guards())


def take(estate: Estate, text: str) -> Taken:
    return take_orders(estate.store, paste(estate, text))


def row(review: Review, name: str) -> Row:
    return next(each for each in review.rows if each.name == name)


def order(estate: Estate, name: str) -> Order:
    with estate.store.read() as connection:
        person = next(each for each in known_neighbours(connection) if each.name == name)
        found = order_of(connection, estate.round_id, person.id)
    assert found is not None
    return found


def goods(estate: Estate, name: str) -> dict[str, int]:
    codes = {offer_id: code for code, offer_id in estate.offers.items()}
    return {codes[line.offer_id]: line.amount_milli for line in order(estate, name).lines}


def test_a_first_list_becomes_orders_in_one_step(estate: Estate) -> None:
    before = estate.dump()
    taken = take(estate, FIRST)
    assert (taken.orders, taken.added, taken.milli, taken.late) == (6, 6, 17_000, 0)
    assert goods(estate, "豆豆妈") == {"A": 1000, "B": 2000}
    assert [order(estate, "豆豆妈").pickup_code, order(estate, "豆豆妈").list_number] == [4, 4]
    assert order(estate, "阿敏").room == "1-1102"
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    after = estate.dump()
    # The ledger is never edited: its entries stand and are reversed, and so do the people they are about.
    assert {table: rows for table, rows in after.items() if not table.startswith("ledger_")} == {
        table: rows for table, rows in before.items() if not table.startswith("ledger_")
    }


def test_the_same_list_again_does_nothing(estate: Estate) -> None:
    review = paste(estate, FIRST)
    take_orders(estate.store, review)
    before = estate.dump()
    assert take_orders(estate.store, review).action_id is None
    again = paste(estate, FIRST)
    assert {each.became for each in again.rows} == {Became.SAME}
    assert take_orders(estate.store, again).action_id is None
    assert estate.dump() == before


def test_a_later_list_is_compared_by_neighbour(estate: Estate) -> None:
    take(estate, FIRST)
    review = paste(estate, SECOND)
    became = {each.name: each.became for each in review.rows}
    assert became["张阿姨"] is became["阿敏"] is Became.SAME
    assert became["小陈妈妈"] is became["豆豆妈"] is Became.CHANGED
    assert became["王哥"] is Became.CANCELLED
    assert became["周姐"] is Became.ADDED
    gone = row(review, "王哥")
    assert (gone.missing, gone.ghost_text) == (True, "5. 王哥 2-803 草莓1")
    assert [each.name for each in review.rows].index("王哥") == 4
    assert review.questions == 1
    assert row(review, "小王").ask is not None


def test_open_questions_refuse_and_change_no_byte(estate: Estate) -> None:
    take(estate, FIRST)
    review = paste(estate, SECOND)
    before = estate.dump()
    with pytest.raises(UserError):
        take_orders(estate.store, review)
    assert estate.dump() == before


def test_only_what_is_certain_is_taken_and_the_rest_is_new_next_time(estate: Estate) -> None:
    take(estate, FIRST)
    taken = take_orders(estate.store, paste(estate, SECOND), certain_only=True)
    assert (taken.added, taken.changed, taken.cancelled, taken.waiting) == (2, 2, 1, 1)
    assert order(estate, "王哥").cancelled_at_ms is not None
    again = paste(estate, SECOND)
    assert [each.name for each in again.rows if each.became is not Became.SAME] == ["小王"]
    assert row(again, "小王").ask is not None


def test_what_was_answered_once_is_not_asked_again_for_the_same_line(estate: Estate) -> None:
    take(estate, FIRST)
    review = paste(estate, SECOND)
    ask = row(review, "小王").ask
    assert ask is not None
    answers = with_answer({}, ask.key, *ask.fixes[1].answers)
    answered = paste(estate, SECOND, answers)
    assert (answered.questions, row(answered, "小王").room) == (0, "4-1104")
    take_orders(estate.store, answered)
    moved = SECOND.replace("6. 小王", "9. 小王")
    again = paste(estate, moved)
    assert again.questions == 0
    assert row(again, "小王").became is Became.SAME


def test_what_the_leader_changed_by_hand_stays(estate: Estate) -> None:
    take(estate, FIRST)
    mine = order(estate, "豆豆妈")
    by_hand = {estate.offers["A"]: 4000, estate.offers["B"]: 5000, estate.offers["C"]: 1000}
    set_lines(estate.store, mine.id, by_hand)
    set_note(estate.store, mine.id, "送到门口")
    take_orders(estate.store, paste(estate, SECOND), certain_only=True)
    # The list says one more than before, and so does the order.
    assert goods(estate, "豆豆妈") == {"A": 5000, "B": 5000, "C": 1000}
    assert order(estate, "豆豆妈").note == "送到门口"


def test_a_stale_comparison_is_refused_and_changes_nothing(estate: Estate) -> None:
    review = paste(estate, FIRST)
    edit_offer(estate.store, estate.offers["A"], {"price_fen": 3900})
    before = estate.dump()
    with pytest.raises(UserError):
        take_orders(estate.store, review)
    assert estate.dump() == before
    assert take(estate, FIRST).orders == 6


def test_a_paid_mark_is_booked_once(estate: Estate) -> None:
    take(estate, HEAD + "1. 周姐 2-204 酸奶3 已付\n2. 老葛 1-506 草莓1\n")
    paid, open_order = order(estate, "周姐"), order(estate, "老葛")
    with estate.store.read() as connection:
        assert dues(connection, [paid.id, open_order.id]) == {paid.id: 0, open_order.id: 3600}
    take(estate, HEAD + "1. 周姐 2-204 酸奶4 已付\n2. 老葛 1-506 草莓1 已付\n")
    with estate.store.read() as connection:
        # The mark stood there before the fourth one: nobody paid for that yet.
        assert dues(connection, [paid.id, open_order.id]) == {paid.id: 2800, open_order.id: 0}


def test_each_order_keeps_the_lines_it_came_from(estate: Estate) -> None:
    take(estate, FIRST)
    estate.clock.advance(dt.timedelta(hours=3))
    take_orders(estate.store, paste(estate, SECOND), certain_only=True)
    with estate.store.read() as connection:
        sources = sources_of_order(connection, order(estate, "阿敏").id)
    assert [source.lines for source in sources] == [(9,), (8,)]
    assert [source.text for source in sources] == [FIRST, SECOND]


def test_after_the_cutoff_new_orders_are_late(estate: Estate) -> None:
    take(estate, FIRST)
    close_round(estate.store, estate.round_id)
    review = paste(estate, FIRST + "7. 老葛 1-506 草莓1\n")
    assert review.ground.closed
    assert take_orders(estate.store, review).late == 1


def test_a_part_of_the_list_cancels_nobody_before_that_is_said(estate: Estate) -> None:
    take(estate, FIRST)
    part = "6. 阿敏 1-1102 草莓4 面包1\n"
    review = paste(estate, part)
    assert review.ask is not None
    assert not any(each.works for each in review.rows if each.missing)
    only = paste(estate, part, {TEXT: (Agreed(PART),)})
    assert [each.name for each in only.rows] == ["阿敏"]
    whole = paste(estate, part, {TEXT: (Agreed(WHOLE),)})
    assert sum(each.became is Became.CANCELLED and each.works for each in whole.rows) == 5
    take_orders(estate.store, only)
    assert goods(estate, "阿敏") == {"A": 4000, "C": 1000}
    with estate.store.read() as connection:
        assert len(orders_of_round(connection, estate.round_id)) == 6


def test_words_of_the_chat_stand_on_what_was_there(estate: Estate) -> None:
    take(estate, FIRST)
    chat = "张阿姨 再加草莓1\n"
    review = paste(estate, chat, {TEXT: (Agreed(PART),)})
    assert row(review, "张阿姨").after[estate.offers["A"]] == 3000
    take_orders(estate.store, review)
    assert goods(estate, "张阿姨") == {"A": 3000, "B": 1000}
    again = paste(estate, chat, {TEXT: (Agreed(PART),)})
    assert take_orders(estate.store, again).action_id is None


def test_cancelling_with_words_behind_it_is_asked(estate: Estate) -> None:
    take(estate, FIRST)
    part = {TEXT: (Agreed(PART),)}
    chat = "1. 张阿姨 3-502 取消 出差了\n"
    ask = row(paste(estate, chat, part), "张阿姨").ask
    assert ask is not None
    assert ask.code == "everything"
    agreed = paste(estate, chat, with_answer(part, ask.key, *ask.fixes[0].answers))
    assert row(agreed, "张阿姨").became is Became.CANCELLED
    plain = row(paste(estate, "1. 张阿姨 3-502 取消\n", part), "张阿姨")
    assert (plain.ask, plain.became) == (None, Became.CANCELLED)


def test_a_paid_order_is_only_proposed_and_goods_handed_over_stay(estate: Estate) -> None:
    take(estate, FIRST)
    mine, other = order(estate, "豆豆妈"), order(estate, "小陈妈妈")
    handed = other.lines[0].id
    guards = Guards(
        paid_orders=lambda _connection, ids: [each for each in ids if each == mine.id],
        locked_lines=lambda _connection, _ids: [handed],
    )
    changed = SECOND.replace("酸奶x2 全麦面包1 鸡蛋1", "酸奶x1 全麦面包1").replace("6. 小王 草莓1 酸奶1\n", "")
    review = paste(estate, changed, guards=guards)
    asked = {each.name: each.ask.code for each in review.open_rows if each.ask is not None}
    assert asked == {"豆豆妈": "paid", "小陈妈妈": "handed_over"}
    ask, kept = row(review, "豆豆妈").ask, row(review, "小陈妈妈").ask
    assert ask is not None
    assert kept is not None
    answers = with_answer(with_answer({}, ask.key, *ask.fixes[0].answers), kept.key, *kept.fixes[0].answers)
    take_orders(estate.store, paste(estate, changed, answers, guards), guards=guards)
    assert goods(estate, "豆豆妈")["A"] == 2000
    assert goods(estate, "小陈妈妈") == {"B": 2000, "C": 1000}


def test_a_line_that_orders_nothing_is_let_be(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 草莓2\n2. 王哥 2-803 蛋糕2\n"
    ask = row(paste(estate, text), "王哥").ask
    assert ask is not None
    left = paste(estate, text, with_answer({}, ask.key, NotAnOrder()))
    assert (left.questions, left.order_count) == (0, 1)


def test_an_answer_is_remembered_only_when_asked(estate: Estate) -> None:
    text = HEAD + "1. 张阿姨 3-502 莓子2\n"
    ask = row(paste(estate, text), "张阿姨").ask
    assert ask is not None
    fix = Fix("草莓", (Means(0, offer_id=estate.offers["A"], milli=2000),))
    take_orders(estate.store, paste(estate, text, with_answer({}, ask.key, *fix.answers)))
    assert row(paste(estate, text.replace("张阿姨 3-502", "王哥 2-803")), "王哥").ask is not None
    remembered = replace(ask, alias="莓子").remembered(fix)
    other = text.replace("张阿姨 3-502", "王哥 2-803")
    review = paste(estate, other, {**with_answer({}, row(paste(estate, other), "王哥").key, *remembered)})
    take_orders(estate.store, paste(estate, other, {**review.answers, TEXT: (Agreed(PART),)}))
    third = row(paste(estate, text.replace("张阿姨 3-502", "豆豆妈 3-1001")), "豆豆妈")
    assert (third.ask, dict(third.after)) == (None, {estate.offers["A"]: 2000})


def test_goods_over_the_limit_and_sold_out_are_asked(estate: Estate) -> None:
    edit_offer(estate.store, estate.offers["A"], {"limit_milli": 2000})
    edit_offer(estate.store, estate.offers["B"], {"total_limit_milli": 3000})
    review = paste(estate, FIRST)
    asked = {each.name: each.ask.code for each in review.open_rows if each.ask is not None}
    assert asked == {"阿敏": "limit", "豆豆妈": "sold_out"}
    ask = row(review, "阿敏").ask
    assert ask is not None
    fixed = paste(estate, FIRST, with_answer({}, ask.key, *ask.fixes[0].answers))
    assert row(fixed, "阿敏").after[estate.offers["A"]] == 2000


@pytest.mark.parametrize("text", ["", "  \n ", "今天天气不错\n大家好", "\0\0", "\ud800", "哈" * 300_000, "<b>1</b>"])
def test_what_is_no_list_is_refused_with_a_sentence(estate: Estate, text: str) -> None:
    before = estate.dump()
    with pytest.raises(UserError):
        paste(estate, text)
    assert estate.dump() == before


def test_names_are_plain_text_and_odd_signs_do_no_harm(estate: Estate) -> None:
    text = HEAD + "1. <b>张三</b> 3-901 草莓1\n2. 👩‍👧‍👦一家 3-902 草莓１\n3. \u202e反的\u202c 3-903 草莓1\n"
    taken = take_orders(estate.store, paste(estate, text), certain_only=True)
    assert taken.added >= 2


def test_a_pasted_text_is_kept_once(estate: Estate) -> None:
    first = keep_paste(estate.store, round_id=estate.round_id, text=FIRST)
    assert keep_paste(estate.store, round_id=estate.round_id, text=FIRST) == first
    taken = take(estate, FIRST)
    assert taken.action_id is not None
    estate.store.undo(taken.action_id)
    with estate.store.read() as connection:
        assert sources_of_order(connection, 1) == ()
    assert keep_paste(estate.store, round_id=estate.round_id, text=FIRST) == first
