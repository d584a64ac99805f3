"""Cases are rounded up, and codes stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.rounds.rules.cases import case_fill
from leaderdesk.features.rounds.rules.codes import next_code

AMOUNTS = st.integers(0, 10_000_000)


@given(AMOUNTS, st.integers(1, 1_000_000))
def test_cases_are_rounded_up(ordered: int, case: int) -> None:
    fill = case_fill(ordered, case)
    assert fill.to_buy_milli == fill.cases * case
    assert fill.to_buy_milli >= ordered
    assert 0 <= fill.spare_milli < case
    assert fill.to_buy_milli - fill.spare_milli == ordered
    assert fill.cases - fill.full in (0, 1)
    assert (fill.cases == fill.full) == (fill.spare_milli == 0)


@given(AMOUNTS)
def test_loose_goods_leave_nothing_over(ordered: int) -> None:
    fill = case_fill(ordered, None)
    assert (fill.to_buy_milli, fill.cases, fill.spare_milli) == (ordered, 0, 0)


def test_four_and_a_half_cases() -> None:
    fill = case_fill(47_000, 10_000)
    assert (fill.cases, fill.full, fill.to_buy_milli, fill.spare_milli) == (5, 4, 50_000, 3_000)


def test_codes_go_on_after_the_last() -> None:
    codes: frozenset[str] = frozenset()
    given_out = []
    for _turn in range(55):
        given_out.append(next_code(codes))
        codes |= {given_out[-1]}
    assert given_out[:3] == ["A", "B", "C"]
    assert given_out[25:28] == ["Z", "AA", "AB"]
    assert given_out[52] == "BA"
    assert len(set(given_out)) == 55


def test_a_gap_is_not_filled() -> None:
    assert next_code(frozenset({"A", "C"})) == "D"
    assert next_code(frozenset({"王", "1"})) == "A"
