"""The trial pack is once for each household: a second one is asked about, in a list and at the keyboard."""

from __future__ import annotations

import pytest

from leaderdesk.slots import guards
from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import add_quick_line, take_orders
from leaderdesk.features.orders.queries.reading import read_paste
from leaderdesk.features.orders.rules.review import Review
from leaderdesk.features.referrals.actions import write_programme
from leaderdesk.features.referrals.rules import Reason, Terms
from leaderdesk.features.rounds.actions import copy_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.rounds.rules import Offer
from tests.features.referrals.village import Village
from tests.practice import TODAY

HEAD = "#接龙\n第 2 期\n\n"


@pytest.fixture
def trial(village: Village) -> Offer:
    """Let the first goods of the open round be the trial pack."""
    with village.store.read() as connection:
        offer = offers_of_round(connection, village.shop.round_id)[0]
    terms = Terms(trial_product_id=offer.product_id)
    write_programme(village.store, starts_on=TODAY, terms=terms, gifts={Reason.REFERRER: village.cup})
    return offer


def read(village: Village, text: str) -> Review:
    """Return the list as the program reads it."""
    return read_paste(village.store, village.shop.round_id, HEAD + text, guards=guards())


def codes(review: Review) -> list[str | None]:
    """Return what is asked about each row."""
    return [None if row.ask is None else row.ask.code for row in review.rows]


def test_a_second_pack_of_one_household_is_asked_about(village: Village, trial: Offer) -> None:
    village.newcomer("晓雯", "9-905")
    village.newcomer("晓雯妈妈", "9-905")
    village.newcomer("江姐", "9-906")
    review = read(
        village, f"1. 晓雯 9-905 {trial.label}1\n2. 晓雯妈妈 9-905 {trial.label}1\n3. 江姐 9-906 {trial.label}1"
    )
    assert codes(review) == [None, "once", None]
    ask = review.rows[1].ask
    assert ask is not None
    assert "9-905" in ask.reason
    assert [len(fix.answers) for fix in ask.fixes] == [1, 1]
    with pytest.raises(UserError):
        take_orders(village.store, review, guards=guards())
    taken = read_paste(
        village.store, village.shop.round_id, review.text, answers={ask.key: ask.fixes[1].answers}, guards=guards()
    )
    assert codes(taken) == [None, None, None]
    left = read_paste(
        village.store, village.shop.round_id, review.text, answers={ask.key: ask.fixes[0].answers}, guards=guards()
    )
    assert codes(left) == [None, None, None]
    assert not left.rows[1].after


def test_two_packs_on_one_line_are_asked_about(village: Village, trial: Offer) -> None:
    village.newcomer("晓雯", "9-905")
    assert codes(read(village, f"1. 晓雯 9-905 {trial.label}2")) == ["once"]


def test_a_pack_of_an_earlier_round_counts(village: Village, trial: Offer) -> None:
    first = village.newcomer("晓雯", "9-905")
    village.newcomer("晓雯妈妈", "9-905")
    village.order(first, 1)
    later = copy_round(village.store, village.shop.round_id).round_id
    review = read_paste(village.store, later, f"{HEAD}1. 晓雯妈妈 9-905 {trial.label}1", guards=guards())
    assert codes(review) == ["once"]
    again = read_paste(village.store, village.shop.round_id, f"{HEAD}1. 晓雯 9-905 {trial.label}1", guards=guards())
    assert "once" not in codes(again)


def test_the_quick_line_asks_too_and_takes_nothing_before_the_answer(village: Village, trial: Offer) -> None:
    first = village.newcomer("晓雯", "9-905")
    village.newcomer("晓雯妈妈", "9-906")
    village.order(first, 1)
    with pytest.raises(UserError, match="once for each household"):
        add_quick_line(village.store, village.shop.round_id, f"晓雯 {trial.label}1", guards=guards())
    with pytest.raises(UserError, match="once for each household"):
        add_quick_line(village.store, village.shop.round_id, f"小新 9-905 {trial.label}1", guards=guards())
    add_quick_line(village.store, village.shop.round_id, f"晓雯妈妈 {trial.label}1", guards=guards())


def test_without_a_trial_pack_nothing_is_asked(village: Village) -> None:
    with village.store.read() as connection:
        offer = offers_of_round(connection, village.shop.round_id)[0]
    village.newcomer("晓雯", "9-905")
    assert codes(read(village, f"1. 晓雯 9-905 {offer.label}2")) == [None]
