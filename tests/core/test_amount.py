"""Amounts are whole thousandths, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.amount import MOST_MILLI, amount_text, parse_amount, rounded_up
from leaderdesk.core.errors import UserError


@pytest.mark.parametrize(
    ("typed", "milli"),
    [("2", 2000), ("0.5", 500), ("１．５", 1500), (" 3 ", 3000), ("0.125000", 125), ("100000", MOST_MILLI)],
)
def test_what_people_type_is_read(typed: str, milli: int) -> None:
    assert parse_amount(typed) == milli


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-1",
        "1e309",
        "NaN",
        "2.5.1",
        "99999999999",
        "1_000",
        "٣",
        "三点五",
        "0.1234",
        "1,5",
        "9" * 5000,
        "1" * 10_000_000,
    ],
    ids=lambda typed: repr(typed[:12]),
)
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_amount(typed)
    assert 5 < len(str(refusal.value)) < 150


@given(st.integers(0, MOST_MILLI))
def test_what_is_written_is_read_back(milli: int) -> None:
    assert parse_amount(amount_text(milli)) == milli
    assert amount_text(-milli) in {f"-{amount_text(milli)}", "0"}


@given(milli=st.integers(0, MOST_MILLI), step=st.integers(1, 100_000))
def test_rounding_up_gives_the_next_whole_case(milli: int, step: int) -> None:
    cases = rounded_up(milli, step)
    assert cases % step == 0
    assert 0 <= cases - milli < step
