"""From a name in a list to a gift in the hand: every state follows from facts, and each step can be undone."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest

from leaderdesk.slots import neighbour_ties
from leaderdesk.core.errors import UserError
from leaderdesk.features.claims.actions import answer_claim, new_claim
from leaderdesk.features.claims.rules import Grant, Wish
from leaderdesk.features.neighbours.actions import edit_neighbour, merge_neighbours
from leaderdesk.features.neighbours.rules.merging import Merge
from leaderdesk.features.orders.actions import cancel_order
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.payments.queries import balance_of, dues
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.pickups.actions import take_back
from leaderdesk.features.referrals.actions import (
    add_gift,
    buy_gifts,
    count_gifts,
    decide,
    give_award,
    give_referral,
    name_referral,
    put_to_round,
    return_gifts,
    spoil_gifts,
    withdraw_referral,
    write_programme,
)
from leaderdesk.features.referrals.queries import programmes
from leaderdesk.features.referrals.queries.slots import gift_labels, gifts_at_table
from leaderdesk.features.referrals.rules import Flag, GiftKind, Reason, Stage, Terms, Verdict, Why
from tests.features.referrals.village import Village
from tests.features.undoing import check_undo, done
from tests.practice import TODAY

_OWN = (
    "gift", "programme", "referral", "referral_decision", "award", "dish", "welcome", "name_consent", "handover",
    "handover_line",
)  # fmt: skip


def refund(village: Village, order_id: int) -> int:
    """Give all the money of the first line of an order back, and return the action."""
    with village.store.read() as connection:
        order = order_by_id(connection, order_id)
    assert order is not None
    line = order.lines[0]
    claim = new_claim(
        village.store, order_id=order_id, offer_id=line.offer_id, amount_milli=line.amount_milli, wish=Wish.REFUND
    )
    return answer_claim(village.store, claim.id, Grant(Wish.REFUND, refund_fen=line.total_fen, way=Account.WECHAT))


def test_a_referral_goes_from_step_to_step_by_what_happens_alone(village: Village) -> None:
    new = village.newcomer("小陈妈妈")
    referral = village.brought(village.old[0], new)
    assert village.standing(referral).stage is Stage.NAMED
    order = village.order(new)
    assert village.standing(referral).stage is Stage.NAMED
    village.pay(order)
    assert village.standing(referral).stage is Stage.ORDERED
    village.hand(order)
    assert village.standing(referral).stage is Stage.PICKED_UP
    village.wait(2.9)
    assert village.standing(referral).stage is Stage.PICKED_UP
    village.wait(0.1)
    due = village.standing(referral)
    assert due.stage is Stage.DUE
    assert [(one.reason, one.neighbour_id) for one in due.dues] == [
        (Reason.REFERRER, village.old[0]),
        (Reason.NEWCOMER, new),
    ]
    give_referral(village.store, referral)
    assert village.standing(referral).stage is Stage.GIVEN
    assert (village.balance(village.cup).left_milli, village.balance(village.soap).left_milli) == (19_000, 19_000)


def test_an_order_below_the_minimum_does_not_count(village: Village) -> None:
    new = village.newcomer("小陈妈妈")
    referral = village.brought(village.old[0], new)
    write_programme(
        village.store, starts_on=TODAY, terms=Terms(minimum_fen=99_999_00), gifts={Reason.REFERRER: village.cup}
    )
    other = village.newcomer("江姐", "9-902")
    later = village.brought(village.old[1], other)
    for id_ in (new, other):
        village.buys(id_)
    village.wait()
    # The first began with the rules before these, and keeps them.
    assert (village.standing(referral).stage, village.standing(later).stage) == (Stage.DUE, Stage.NAMED)
    with village.store.read() as connection:
        assert len(programmes(connection)) == 2


def test_gifts_go_with_the_bag_and_come_back_with_it(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    order = village.order(village.old[2])
    put_to_round(village.store, village.shop.round_id, [referral])
    now = village.clock.now_ms()
    with village.store.read() as connection:
        assert gift_labels(connection, [order], now) == {order: "1 gift"}
        asked = gifts_at_table(connection, [order], now)[order]
    assert asked.goods == "草莓尝鲜杯 ×1"
    assert "小陈妈妈" in asked.reason
    village.hand(order)
    with village.store.read() as connection:
        assert gift_labels(connection, [order], now) == {order: "1 gift"}
        assert gifts_at_table(connection, [order], now) == {}
    assert village.balance(village.cup).given_milli == 1000
    assert village.standing(referral).stage is Stage.DUE  # the newcomer's own lies there still
    take_back(village.store, order, dues=dues)
    assert village.balance(village.cup).given_milli == 0
    village.hand(order)
    village.store.undo(done(village.store)[0])
    assert village.balance(village.cup).given_milli == 0
    rest = [award.id for award in village.trust().live]
    for award_id in rest:
        give_award(village.store, award_id)
    assert village.standing(referral).stage is Stage.GIVEN
    with pytest.raises(UserError, match="not due"):
        give_award(village.store, rest[0])


def test_a_gift_that_ran_out_holds_nobody_up_at_the_table(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    put_to_round(village.store, village.shop.round_id, [referral])
    spoil_gifts(village.store, village.cup, pieces=20)
    order = village.order(village.old[2])
    village.hand(order)
    assert village.standing(referral).stage is Stage.DUE
    assert [one.name for one in village.trust().shortages] == ["草莓尝鲜杯"]


def test_more_than_there_is_cannot_be_put_to_a_round_or_given(village: Village) -> None:
    spoil_gifts(village.store, village.soap, pieces=19)
    found = [village.arrive(village.old[2], "小陈妈妈"), village.arrive(village.old[3], "江姐", "9-902")]
    with pytest.raises(UserError, match="Buy some, or give to fewer"):
        put_to_round(village.store, village.shop.round_id, found)
    assert village.trust().awards == ()
    put_to_round(village.store, village.shop.round_id, found[:1])
    with pytest.raises(UserError, match="Buy some"):
        put_to_round(village.store, village.shop.round_id, found)
    give_referral(village.store, found[0])
    with pytest.raises(UserError, match="none is left"):
        give_referral(village.store, found[1])
    assert all(one.is_even for one in village.trust().balances)


def test_a_refund_takes_a_gift_back_that_was_not_given_and_asks_about_one_that_was(village: Village) -> None:
    new = village.newcomer("小崔")
    referral = village.brought(village.old[0], new)
    order = village.buys(new)
    village.wait()
    put_to_round(village.store, village.shop.round_id, [referral])
    undone = refund(village, order)
    assert village.standing(referral).stage is Stage.NAMED
    assert village.trust().live == ()
    village.store.undo(undone)
    assert len(village.trust().live) == 2
    give_referral(village.store, referral)
    refund_again = refund_claim_again(village, order)
    reversed_ = village.standing(referral)
    assert (reversed_.reversed, reversed_.counts, reversed_.wants_look) == (True, False, True)
    back = return_gifts(village.store, referral)
    assert village.balance(village.cup).given_milli == 0
    assert not village.standing(referral).reversed
    village.store.undo(back)
    decide(village.store, referral, Verdict.LET_BE, reason="she is ill")
    assert not village.standing(referral).reversed
    assert village.balance(village.cup).given_milli == 1000
    village.store.undo(done(village.store)[0])
    village.store.undo(refund_again)
    assert village.standing(referral).stage is Stage.GIVEN


def refund_claim_again(village: Village, order_id: int) -> int:
    """Answer the claim of the order that is open again after its answer was undone."""
    with village.store.read() as connection:
        order = order_by_id(connection, order_id)
    assert order is not None
    return answer_claim(village.store, 1, Grant(Wish.REFUND, refund_fen=order.lines[0].total_fen, way=Account.WECHAT))


def test_a_cancelled_first_order_leaves_nothing_due(village: Village) -> None:
    new = village.newcomer("小崔")
    referral = village.brought(village.old[0], new)
    order = village.order(new)
    village.pay(order)
    assert village.standing(referral).stage is Stage.ORDERED
    cancel_order(village.store, order)
    assert village.standing(referral).stage is Stage.NAMED


def test_oneself_a_ring_and_who_bought_before_are_refused_and_counted(village: Village) -> None:
    one, two, three = (village.newcomer(name, f"9-90{n}") for n, name in enumerate(("小安", "江姐", "邓姨"), 1))
    found = [
        village.brought(village.old[0], village.old[0]),
        village.brought(one, two),
        village.brought(two, three),
        village.brought(three, one),
        village.brought(village.old[2], village.old[1]),
        village.brought(village.old[2], two),
    ]
    assert [village.standing(id_).why for id_ in found] == [
        Why.ONESELF, None, None, Why.RING, Why.BOUGHT_BEFORE, Why.TWICE,
    ]  # fmt: skip
    with pytest.raises(UserError, match="noted already"):
        village.brought(one, two)


def test_an_old_neighbour_under_another_number_is_refused(village: Village) -> None:
    edit_neighbour(village.store, village.old[0], phone="13800001234")
    other = village.newcomer("豆豆")
    edit_neighbour(village.store, other, phone="13800001234")
    referral = village.brought(village.old[2], other)
    assert village.standing(referral).why is Why.OTHER_NUMBER
    # Her own second number is another matter: that is asked.
    twin = village.newcomer("安安", "9-902")
    edit_neighbour(village.store, village.old[3], phone="13900001234")
    edit_neighbour(village.store, twin, phone="13900001234")
    assert village.standing(village.brought(village.old[3], twin)).asks == {Flag.SAME_PHONE}


def test_one_household_is_asked_about_and_gets_nothing_before_the_answer(village: Village) -> None:
    new = village.newcomer("小贺", "8-803")
    referral = village.brought(village.old[2], new)
    village.buys(new)
    village.wait()
    asked = village.standing(referral)
    assert (asked.stage, asked.asks, asked.dues) == (Stage.PICKED_UP, frozenset({Flag.SAME_HOUSEHOLD}), ())
    yes = decide(village.store, referral, Verdict.COUNTS, reason="two families")
    assert village.standing(referral).stage is Stage.DUE
    village.store.undo(yes)
    assert village.standing(referral).wants_look
    decide(village.store, referral, Verdict.LATER)
    assert not village.standing(referral).wants_look
    decide(village.store, referral, Verdict.NOT)
    assert village.standing(referral).why is Why.NOT_COUNTED


def test_a_new_question_is_asked_although_an_older_one_was_answered(village: Village) -> None:
    new = village.newcomer("小贺", "8-803")
    referral = village.brought(village.old[2], new)
    decide(village.store, referral, Verdict.COUNTS)
    for id_ in (new, village.old[2]):
        edit_neighbour(village.store, id_, phone="13700001234")
    assert village.standing(referral).asks == {Flag.SAME_PHONE}


def test_many_at_once_and_more_than_the_cap_are_asked_about(village: Village) -> None:
    found = [village.brought(village.old[0], village.newcomer(f"新{n}", f"7-70{n}")) for n in range(7)]
    assert [village.standing(id_).flags for id_ in found] == [
        frozenset(), frozenset(), frozenset(), {Flag.MANY_AT_ONCE}, {Flag.MANY_AT_ONCE},
        {Flag.MANY_AT_ONCE, Flag.OVER_CAP}, {Flag.MANY_AT_ONCE, Flag.OVER_CAP},
    ]  # fmt: skip


def test_merging_with_an_old_neighbour_refuses_and_splitting_the_merge_restores(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    new = village.standing(referral).newcomer.id
    merged = merge_neighbours(village.store, Merge(village.old[0], new), ties=neighbour_ties())
    assert village.standing(referral).why is Why.BOUGHT_BEFORE
    village.store.undo(merged)
    assert village.standing(referral).stage is Stage.DUE
    merge_neighbours(village.store, Merge(village.old[2], new), ties=neighbour_ties())
    assert village.standing(referral).why is Why.ONESELF


def test_the_third_neighbour_brings_a_gift_of_its_own_once(village: Village) -> None:
    gifts = {Reason.REFERRER: village.cup, Reason.THIRD: village.soap}
    write_programme(village.store, starts_on=TODAY, terms=Terms(window_days=3), gifts=gifts)
    found = [village.arrive(village.old[2], f"新{n}", f"7-70{n}") for n in range(4)]
    assert [[due.reason for due in village.standing(id_).dues] for id_ in found] == [
        [Reason.REFERRER], [Reason.REFERRER], [Reason.REFERRER, Reason.THIRD], [Reason.REFERRER],
    ]  # fmt: skip
    for id_ in found:
        give_referral(village.store, id_)
    withdraw_referral(village.store, found[0])
    # The fourth is the third now, and the gift for that was given.
    assert village.standing(found[3]).stage is Stage.GIVEN


def test_a_withdrawn_referral_lets_nobody_have_a_second_gift(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    new = village.standing(referral).newcomer.id
    give_referral(village.store, referral)
    withdraw_referral(village.store, referral)
    again = name_referral(
        village.store, referrer_id=village.old[3], newcomer_id=new,
        said_at_ms=village.standing(referral).referral.said_at_ms,
    ).id  # fmt: skip
    assert village.standing(referral).reversed
    assert (village.standing(again).stage, village.standing(again).dues) == (Stage.GIVEN, ())
    return_gifts(village.store, referral)
    assert len(village.standing(again).dues) == 2


def test_a_voucher_goes_onto_the_balance_and_comes_off_it(village: Village) -> None:
    voucher = add_gift(village.store, name="小面包券", kind=GiftKind.VOUCHER, value_fen=500).id
    write_programme(village.store, starts_on=TODAY, terms=Terms(window_days=0), gifts={Reason.REFERRER: voucher})
    referral = village.arrive(village.old[2], "小陈妈妈")
    action = give_referral(village.store, referral)
    with village.store.read() as connection:
        assert balance_of(connection, village.old[2]) == 500
    return_gifts(village.store, referral)
    with village.store.read() as connection:
        assert balance_of(connection, village.old[2]) == 0
    village.store.undo(done(village.store)[0])
    village.store.undo(action)
    with village.store.read() as connection:
        assert balance_of(connection, village.old[2]) == 0
    assert village.standing(referral).stage is Stage.DUE


def test_everything_about_gifts_can_be_undone(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    check_undo(
        village.store,
        _OWN,
        [
            lambda store: add_gift(store, name="围裙", kind=GiftKind.ARTICLE),
            lambda store: buy_gifts(store, village.cup, pieces=4, paid_fen=1000),
            lambda store: spoil_gifts(store, village.cup, pieces=3),
            lambda store: count_gifts(store, village.soap, pieces=7),
            lambda store: write_programme(store, starts_on=dt.date(2026, 3, 1), gifts={Reason.TENTH: village.cup}),
            lambda store: put_to_round(store, village.shop.round_id, [referral]),
            lambda store: give_referral(store, referral),
            lambda store: return_gifts(store, referral),
            lambda store: decide(store, referral, Verdict.NOT),
            lambda store: withdraw_referral(store, referral),
        ],
    )
    assert all(one.is_even for one in village.trust().balances)
    assert village.balance(village.cup).left_milli == 20_000


def test_gifts_that_were_given_keep_their_purchase_from_being_undone(village: Village) -> None:
    bread = add_gift(village.store, name="面包", kind=GiftKind.ARTICLE)
    bought = buy_gifts(village.store, bread.id, pieces=1)
    write_programme(village.store, starts_on=TODAY, terms=Terms(window_days=0), gifts={Reason.REFERRER: bread.id})
    give_referral(village.store, village.arrive(village.old[2], "小陈妈妈"))
    with pytest.raises(UserError):
        village.store.undo(bought)
    with pytest.raises(UserError):
        village.store.undo(bread.action_id)
    assert village.balance(bread.id).left_milli == 0


@pytest.mark.parametrize(
    "statement",
    ["UPDATE gift_entry SET note = 'x'", "DELETE FROM gift_entry", "UPDATE gift_line SET amount_milli = 7",
     "DELETE FROM gift_line", "DELETE FROM gift",
     "INSERT INTO gift_line (entry_id, gift_id, place, amount_milli) VALUES (1, 1, 'stock', 5)"],
)  # fmt: skip
def test_the_book_of_gifts_cannot_be_edited_past_the_program(village: Village, statement: str) -> None:
    village.store.close()
    with closing(sqlite3.connect(village.store.paths.store)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


@pytest.mark.parametrize("pieces", [0, -1, 10_000])
def test_numbers_that_cannot_be_are_refused(village: Village, pieces: int) -> None:
    with pytest.raises(UserError):
        buy_gifts(village.store, village.cup, pieces=pieces)
    with pytest.raises(UserError):
        spoil_gifts(village.store, village.cup, pieces=pieces)
