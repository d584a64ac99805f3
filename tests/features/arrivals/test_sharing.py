"""Who gives way and what it does to the money: sums that hold for every policy and every weight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.money import format_yuan, line_total
from leaderdesk.features.arrivals.rules.counting import Count, Standing, headline
from leaderdesk.features.arrivals.rules.portions import Policy
from leaderdesk.features.arrivals.rules.sharing import Cut, Party, compared, shared, undecided_milli, weighed
from leaderdesk.features.arrivals.rules.words import TEXTS, compared_words, result_words, short_text, weight_text
from leaderdesk.features.rounds.rules import Offer

OFFER = Offer(
    id=1, round_id=1, product_id=1, code="A", position=1, name="Uncle Wang's strawberries", short_name="strawberries",
    spec="500 g", unit="box", storage="chilled", supplier_id=1, supplier_name="Greenfield", product_code="ST",
    aliases=(), price_fen=3600, cost_fen=2600, limit_milli=None, total_limit_milli=None, case_milli=8000,
    step_milli=1000, cutoff=None, minimum_milli=None,
)  # fmt: skip


def party(number: int, amount: int, *, open_fen: int = 0, price: int = 3600) -> Party:
    return Party(
        line_id=number, order_id=number, neighbour_id=number, name=f"N{number}", room=f"1-{number:03d}", place=number,
        ordered_milli=amount, price_fen=price, open_fen=open_fen,
    )  # fmt: skip


@st.composite
def parties(draw: st.DrawFn) -> tuple[Party, ...]:
    amounts = draw(st.lists(st.integers(1, 8), min_size=1, max_size=20))
    return tuple(
        replace(
            party(number, amount * 1000, price=draw(st.integers(0, 9999)), open_fen=draw(st.integers(-5000, 9000))),
            room=draw(st.sampled_from(["1-101", "1-102", "2-201", ""])),
            is_held=draw(st.sampled_from([False, False, True])),
        )
        for number, amount in enumerate(amounts, start=1)
    )


def count_of(asked: tuple[Party, ...], came: int) -> Count:
    ordered = sum(each.ordered_milli for each in asked)
    return Count(OFFER, due_milli=ordered, ordered_milli=ordered, received_milli=came)


@pytest.mark.parametrize("policy", Policy)
@given(asked=parties(), came=st.integers(0, 100))
def test_the_money_of_a_sharing_adds_up(asked: tuple[Party, ...], came: int, policy: Policy) -> None:
    sharing = shared(count_of(asked, came * 1000), asked, policy)
    before = sum(line_total(each.price_fen, each.ordered_milli) for each in asked)
    now = {cut.party.line_id: cut.now_milli for cut in sharing.cuts}
    after = sum(line_total(each.price_fen, now.get(each.line_id, each.ordered_milli)) for each in asked)
    assert before - after == sharing.back_fen + sharing.owes_less_fen
    for cut in sharing.cuts:
        assert not cut.party.is_held
        assert 0 <= cut.now_milli < cut.party.ordered_milli
        assert cut.back_fen >= 0
        assert cut.owes_less_fen >= 0
        assert cut.owes_less_fen <= max(cut.party.open_fen, 0)
        if cut.party.is_paid:
            assert cut.owes_less_fen == 0
    given_out = sum(now.get(each.line_id, each.ordered_milli) for each in asked)
    held = sum(each.ordered_milli for each in asked if each.is_held)
    assert given_out == min(max(came * 1000, held), sum(each.ordered_milli for each in asked))


@given(asked=parties(), came=st.integers(0, 100), data=st.data())
def test_by_hand_the_money_adds_up_and_nobody_gets_more_than_the_leader_says(
    asked: tuple[Party, ...], came: int, data: st.DataObject
) -> None:
    count = count_of(asked, came * 1000)
    left, by_hand = count.usable_milli - sum(each.ordered_milli for each in asked if each.is_held), {}
    for each in asked:
        if not each.is_held:
            by_hand[each.line_id] = data.draw(st.integers(0, max(min(each.ordered_milli, left) // 1000, 0))) * 1000
            left -= by_hand[each.line_id]
    sharing = shared(count, asked, Policy.BY_HAND, by_hand)
    now = {cut.party.line_id: cut.now_milli for cut in sharing.cuts}
    got = {each.line_id: now.get(each.line_id, each.ordered_milli) for each in asked}
    assert {line_id: got[line_id] for line_id in by_hand} == by_hand
    assert sum(got.values()) + sharing.left_milli == max(count.usable_milli, sum(got.values()))
    lost = sum(
        line_total(each.price_fen, each.ordered_milli) - line_total(each.price_fen, got[each.line_id]) for each in asked
    )
    assert lost == sharing.back_fen + sharing.owes_less_fen


@pytest.mark.parametrize("policy", [each for each in Policy if each is not Policy.BY_HAND])
@given(asked=parties(), came=st.integers(0, 100))
def test_a_policy_gives_some_what_it_takes_from_others(policy: Policy, asked: tuple[Party, ...], came: int) -> None:
    count = count_of(asked, came * 1000)
    first, chosen = shared(count, asked, Policy.FIRST_COME), shared(count, asked, policy)
    others = compared(asked, chosen, first)
    assert sum(each.more_milli for each in others) == 0
    assert all(each.more_milli for each in others)
    assert not any(each.party.is_held for each in others)
    if policy is Policy.FIRST_COME:
        assert others == ()


def test_the_comparison_in_words() -> None:
    asked = tuple(party(number, 2000) for number in (1, 2, 3))
    count = count_of(asked, 4000)
    first, each = shared(count, asked, Policy.FIRST_COME), shared(count, asked, Policy.ONE_EACH)
    others = compared(asked, each, first)
    assert [(one.party.place, one.first_milli, one.now_milli) for one in others] == [(2, 2000, 1000), (3, 0, 1000)]
    assert compared_words(others) == "1 get more than first come, 1 get less"
    assert compared_words(compared(asked, first, first)) == "just like first come, first served"


@given(
    asked=parties(),
    weights=st.dictionaries(st.integers(1, 20), st.integers(0, 12_000)),
    limit=st.integers(0, 3000),
)
def test_a_weight_settles_the_price_and_only_the_leaders_money_is_let_go(
    asked: tuple[Party, ...], weights: dict[int, int], limit: int
) -> None:
    sharing = weighed(asked, weights, waived_up_to_fen=limit)
    for cut in sharing.cuts:
        each = cut.party
        assert not each.is_held
        change = line_total(each.price_fen, cut.now_milli) - line_total(each.price_fen, each.ordered_milli)
        assert change == cut.adds_fen + cut.waived_fen - cut.back_fen - cut.owes_less_fen
        assert cut.waived_fen in (0, change)
        assert cut.waived_fen <= limit
        assert not (change > limit and cut.waived_fen)
        assert min(cut.adds_fen, cut.back_fen, cut.owes_less_fen) >= 0


@given(asked=parties(), came=st.integers(0, 100))
def test_by_hand_nothing_is_left_to_decide_exactly_when_what_came_suffices(asked: tuple[Party, ...], came: int) -> None:
    count = count_of(asked, came * 1000)
    by_hand = {each.line_id: each.ordered_milli for each in asked}
    if undecided_milli(count, asked, by_hand) > 0:
        if not any(each.is_held for each in asked):
            with pytest.raises(UserError):
                shared(count, asked, Policy.BY_HAND, by_hand)
    else:
        assert shared(count, asked, Policy.BY_HAND, by_hand).cuts == ()


def test_spare_goes_in_first() -> None:
    count = Count(OFFER, due_milli=40_000, ordered_milli=38_000, received_milli=33_000)
    assert (count.difference_milli, count.spare_used_milli, count.lacking_milli) == (-7000, 2000, 5000)
    assert headline(count) == "strawberries came 7 box short: 2 box spare goes in, 5 box is still missing"
    assert count.underpaid_fen == 7 * 2600


@pytest.mark.parametrize(
    ("received", "standing", "spare"),
    [
        (None, Standing.UNCOUNTED, 0),
        (37_000, Standing.SHORT, 0),
        (38_000, Standing.FINE, 0),
        (40_000, Standing.FINE, 2000),
        (42_000, Standing.MORE, 4000),
    ],
)
def test_how_an_offer_stands(received: int | None, standing: Standing, spare: int) -> None:
    count = Count(OFFER, due_milli=40_000, ordered_milli=38_000, received_milli=received)
    assert (count.standing, count.spare_milli) == (standing, spare)


def test_what_went_to_waste_is_not_there_for_the_orders() -> None:
    count = Count(OFFER, due_milli=40_000, ordered_milli=38_000, received_milli=40_000, away_milli=3000)
    assert count.lacking_milli == 1000


def test_who_has_paid_gets_it_back_and_who_has_not_owes_less() -> None:
    paid, unpaid, half = party(1, 2000), party(2, 2000, open_fen=7200), party(3, 2000, open_fen=1000)
    cuts = [Cut(each, 1000) for each in (paid, unpaid, half)]
    assert [(cut.back_fen, cut.owes_less_fen) for cut in cuts] == [(3600, 0), (0, 3600), (2600, 1000)]


def test_each_way_of_saying_it_names_her_what_came_and_her_money() -> None:
    count = Count(OFFER, due_milli=40_000, ordered_milli=38_000, received_milli=33_000)
    for now in (1000, 0):
        texts = {short_text(Cut(party(1, 2000), now), count, variant=variant) for variant in range(TEXTS + 1)}
        assert len(texts) == TEXTS
        sum_back = format_yuan(3600 * (2 - now // 1000))
        assert all("N1" in text and "33 box" in text and sum_back in text for text in texts)
    heavier = Cut(party(1, 2000), 2100, waived_fen=360)
    assert "2.1 box" in weight_text(heavier, count)
    assert "¥3.60" in weight_text(heavier, count)


def test_a_policy_says_what_it_comes_to_before_it_is_chosen() -> None:
    asked = (party(1, 2000), party(2, 2000), party(3, 1000))
    count = count_of(asked, 3000)
    words = {policy: result_words(shared(count, asked, policy), "box") for policy in Policy}
    assert words[Policy.FIRST_COME] == "1 door gets none"
    assert words[Policy.ONE_EACH] == "nobody goes without"
