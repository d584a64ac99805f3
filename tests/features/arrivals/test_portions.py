"""Sharing out what came short: what holds for every policy, and who gives way under each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.features.arrivals.rules.portions import Claim, Policy, share_out

STEPS = st.sampled_from([1, 100, 250, 500, 1000, 2000])
POLICIES = st.sampled_from(Policy)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    amounts = draw(st.lists(st.integers(1, 12_000), min_size=1, max_size=20))
    return [
        Claim(
            line_id=number,
            household=draw(st.sampled_from("ABCDEFGH")),
            place=draw(st.integers(1, 9)),
            ordered_milli=milli,
            short_before_fen=draw(st.integers(0, 5)),
            held_milli=draw(st.sampled_from([0, 0, 0, milli])),
        )
        for number, milli in enumerate(amounts, start=1)
    ]


def held(asked: list[Claim]) -> int:
    return sum(min(claim.held_milli, claim.ordered_milli) for claim in asked)


@pytest.mark.parametrize("policy", Policy)
@given(asked=claims(), came=st.integers(0, 150_000), step=STEPS)
def test_nobody_gets_more_than_ordered_and_all_that_came_is_given_out(
    asked: list[Claim], came: int, step: int, policy: Policy
) -> None:
    got = share_out(policy, asked, came_milli=came, step_milli=step)
    assert set(got) == {claim.line_id for claim in asked}
    for claim in asked:
        assert claim.held_milli <= got[claim.line_id] <= claim.ordered_milli
    given_out, ordered = sum(got.values()), sum(claim.ordered_milli for claim in asked)
    assert given_out <= max(came, held(asked))
    short = [claim for claim in asked if got[claim.line_id] < claim.ordered_milli]
    if short:
        assert came - given_out < step
    else:
        assert given_out == ordered


@given(asked=claims(), came=st.integers(0, 150_000), step=STEPS, policy=POLICIES)
def test_what_is_given_is_whole_steps_or_the_whole_order(
    asked: list[Claim], came: int, step: int, policy: Policy
) -> None:
    got = share_out(policy, asked, came_milli=came, step_milli=step)
    for claim in asked:
        portion = got[claim.line_id]
        assert portion in (claim.ordered_milli, claim.held_milli) or (portion - claim.held_milli) % step == 0


@given(asked=claims(), came=st.integers(0, 150_000), policy=POLICIES)
def test_the_order_in_which_the_claims_are_listed_does_not_matter(
    asked: list[Claim], came: int, policy: Policy
) -> None:
    forwards = share_out(policy, asked, came_milli=came, step_milli=500)
    assert share_out(policy, asked[::-1], came_milli=came, step_milli=500) == forwards


@given(asked=claims(), came=st.integers(0, 60), policy=st.just(Policy.IN_PROPORTION))
def test_in_proportion_nobody_is_a_step_away_from_the_exact_share(
    asked: list[Claim], came: int, policy: Policy
) -> None:
    whole = [
        Claim(line_id=claim.line_id, household=claim.household, place=claim.place, ordered_milli=claim.line_id * 1000)
        for claim in asked
    ]
    ordered = sum(claim.ordered_milli for claim in whole)
    got = share_out(policy, whole, came_milli=came * 1000, step_milli=1000)
    for claim in whole:
        exact = min(came * 1000, ordered) * claim.ordered_milli / ordered
        assert abs(got[claim.line_id] - exact) < 1000


@given(asked=claims(), came=st.integers(0, 150))
def test_one_each_leaves_no_household_empty_while_another_has_two(asked: list[Claim], came: int) -> None:
    whole = [
        Claim(line_id=claim.line_id, household=claim.household, place=claim.place, ordered_milli=claim.line_id * 1000)
        for claim in asked
    ]
    got = share_out(Policy.ONE_EACH, whole, came_milli=came * 1000, step_milli=1000)
    by_household = {claim.household: 0 for claim in whole}
    for claim in whole:
        by_household[claim.household] += got[claim.line_id]
    if 0 in by_household.values():
        assert max(by_household.values()) <= 1000


def plain(*amounts: int, before: tuple[int, ...] = ()) -> list[Claim]:
    past = before or (0,) * len(amounts)
    return [
        Claim(line_id=n, household=f"H{n}", place=n, ordered_milli=a * 1000, short_before_fen=b)
        for n, (a, b) in enumerate(zip(amounts, past, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Policy.FIRST_COME, [2, 2, 1, 0]),
        (Policy.IN_PROPORTION, [1, 1, 2, 1]),
        (Policy.ONE_EACH, [2, 1, 1, 1]),
        (Policy.LEAST_SHORT, [0, 0, 3, 2]),
    ],
)
def test_five_boxes_among_four_households(policy: Policy, expected: list[int]) -> None:
    asked = (
        plain(2, 2, 3, 2, before=(0, 0, 0, 900))
        if policy is not Policy.LEAST_SHORT
        else plain(2, 2, 3, 2, before=(0, 0, 500, 900))
    )
    got = share_out(policy, asked, came_milli=5000, step_milli=1000)
    assert [got[n] // 1000 for n in range(1, 5)] == expected


def test_by_hand_the_leader_decides_and_the_rest_follows_the_turn() -> None:
    got = share_out(Policy.BY_HAND, plain(2, 2, 2), came_milli=4000, step_milli=1000, by_hand={3: 2000})
    assert got == {1: 2000, 2: 0, 3: 2000}


@pytest.mark.parametrize("by_hand", [{1: 3000}, {1: -1}, {9: 1000}, {1: 2000, 2: 2000, 3: 1000}])
def test_by_hand_what_cannot_be_is_refused(by_hand: dict[int, int]) -> None:
    with pytest.raises(UserError):
        share_out(Policy.BY_HAND, plain(2, 2, 2), came_milli=4000, step_milli=1000, by_hand=by_hand)


def test_what_is_in_a_neighbours_hands_stays_there() -> None:
    asked = [
        Claim(line_id=1, household="A", place=1, ordered_milli=2000),
        Claim(line_id=2, household="B", place=2, ordered_milli=2000, held_milli=2000),
    ]
    assert share_out(Policy.FIRST_COME, asked, came_milli=3000, step_milli=1000) == {1: 1000, 2: 2000}
