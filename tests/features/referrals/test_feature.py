"""The verbs of the command line, and surplus that becomes gifts."""

from __future__ import annotations

import argparse
import json

import pytest

from leaderdesk.app import gift_stock
from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.actions import note_receipt, place_surplus
from leaderdesk.features.arrivals.actions.surplus import take_back_surplus
from leaderdesk.features.arrivals.queries import counts_of_round, surplus_of_offer
from leaderdesk.features.payments.queries import unbalanced_orders
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.referrals.actions import (
    buy_gifts,
    give_referral,
    set_name_consent,
    spoil_gifts,
    write_programme,
)
from leaderdesk.features.referrals.feature import gifts_balance, list_referrals
from leaderdesk.features.referrals.queries.cues import names_to_thank, newcomers_to_introduce
from leaderdesk.features.referrals.queries.slots import shortage_before_close
from leaderdesk.features.referrals.rules import Reason, Terms
from leaderdesk.features.rounds.actions import close_round
from leaderdesk.features.settlements.queries import settlement_of
from tests.features.referrals.village import Village
from tests.practice import TODAY

NONE = argparse.Namespace()


def test_the_list_says_where_each_stands(village: Village) -> None:
    referral = village.arrive(village.old[2], "小陈妈妈")
    village.brought(village.old[0], village.old[0])
    report = list_referrals(village.store, NONE)
    assert report.lines[0] == "1  老邻居丙 8-803 > 小陈妈妈 9-901  gift due  草莓尝鲜杯, 手工皂小样"
    assert report.lines[1].endswith("does not count  She named herself.")
    give_referral(village.store, referral)
    data = json.loads(json.dumps(list_referrals(village.store, NONE).data))
    assert [one["stage"] for one in data] == ["given", "named"]
    assert data[1]["why"] == "oneself"


def test_the_balance_adds_up(village: Village) -> None:
    give_referral(village.store, village.arrive(village.old[2], "小陈妈妈"))
    report = gifts_balance(village.store, NONE)
    assert report.lines[:2] == (
        "The book comes out even.",
        "草莓尝鲜杯: 20 bought + 0 surplus = 1 given + 0 spoilt + 19 left",
    )
    data = json.loads(json.dumps(report.data))
    assert data["even"] is True
    assert data["gifts"][1]["left"] == "19"


def test_what_is_left_over_of_a_round_becomes_gifts_until_it_was_given(village: Village) -> None:
    close_round(village.store, village.shop.round_id)
    with village.store.read() as connection:
        count = counts_of_round(connection, village.shop.round_id)[0]
    note_receipt(village.store, count.offer.id, count.due_milli + 3000)
    place_surplus(village.store, count.offer.id, amount_milli=2000, goes="gift", gifts=gift_stock())
    gift = village.trust().gifts[-1]
    assert village.balance(gift.id).surplus_milli == 2000
    with village.store.read() as connection:
        (kept,) = surplus_of_offer(connection, count.offer.id)
    action = take_back_surplus(village.store, kept.id, gifts=gift_stock())
    assert village.balance(gift.id).left_milli == 0
    village.store.undo(action)
    write_programme(village.store, starts_on=TODAY, terms=Terms(window_days=0), gifts={Reason.REFERRER: gift.id})
    assert village.balance(gift.id).left_milli == 2000


def test_a_shortage_is_told_before_the_round_closes(village: Village) -> None:
    village.arrive(village.old[2], "小陈妈妈")
    with village.store.read() as connection:
        assert shortage_before_close(connection, village.clock.now_ms()) == ""
    spoil_gifts(village.store, village.cup, pieces=20)
    with village.store.read() as connection:
        said = shortage_before_close(connection, village.clock.now_ms())
    assert "草莓尝鲜杯: 0 there, 1 due" in said


def test_surplus_that_was_given_cannot_be_taken_back(village: Village) -> None:
    close_round(village.store, village.shop.round_id)
    with village.store.read() as connection:
        count = counts_of_round(connection, village.shop.round_id)[0]
    note_receipt(village.store, count.offer.id, count.due_milli + 1000)
    place_surplus(village.store, count.offer.id, amount_milli=1000, goes="gift", gifts=gift_stock())
    gift = village.trust().gifts[-1]
    spoil_gifts(village.store, gift.id, pieces=1)
    with village.store.read() as connection:
        (kept,) = surplus_of_offer(connection, count.offer.id)
    with pytest.raises(UserError, match="given away"):
        take_back_surplus(village.store, kept.id, gifts=gift_stock())


def test_what_gifts_cost_stands_in_the_settlement_of_the_round(village: Village) -> None:
    with village.store.read() as connection:
        before = settlement_of(connection, village.shop.round_id)
    buy_gifts(
        village.store, village.cup, pieces=4, paid_fen=1200, account=Account.WECHAT, round_id=village.shop.round_id
    )
    with village.store.read() as connection:
        after = settlement_of(connection, village.shop.round_id)
        assert unbalanced_orders(connection) == {}
    assert before is not None
    assert after is not None
    assert after.earned.of(Account.GIFTS) - before.earned.of(Account.GIFTS) == -1200
    assert village.trust().gifts[0].cost_fen == 300


def test_only_who_agreed_is_named_in_a_stream_and_never_her_room(village: Village) -> None:
    referral = village.arrive(village.old[2], "晓雯")
    now = village.clock.now_ms()
    with village.store.read() as connection:
        assert names_to_thank(connection, now) == ()
        assert newcomers_to_introduce(connection, now) == ()
    set_name_consent(village.store, village.old[2], agreed=True)
    set_name_consent(village.store, village.standing(referral).newcomer.id, agreed=True)
    with village.store.read() as connection:
        (thanked,) = names_to_thank(connection, now)
        (new,) = newcomers_to_introduce(connection, now)
    assert (thanked.name, thanked.building, thanked.count) == ("老邻居丙", "8", 1)
    assert (new.name, new.building) == ("晓雯", "9")
