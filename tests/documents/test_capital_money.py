"""Capital characters as they stand on receipts."""

from __future__ import annotations

import pytest

from leaderdesk.documents.capital_money import MOST_FEN, capital_yuan


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (12, "壹角贰分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1000, "壹拾元整"),
        (1010_00, "壹仟零壹拾元整"),
        (143600, "壹仟肆佰叁拾陆元整"),
        (1234567, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        (1000500, "壹万零伍元整"),
        (10_0000_00, "壹拾万元整"),
        (10_0300_00, "壹拾万零叁佰元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_2000_3000_00, "壹亿贰仟万叁仟元整"),
        (1_0000_0000_0000_00, "壹万亿元整"),
        (-36_50, "负叁拾陆元伍角整"),
    ],
)
def test_sums_read_as_on_a_receipt(fen: int, text: str) -> None:
    assert capital_yuan(fen) == text


def test_more_than_sixteen_digits_of_yuan_are_refused() -> None:
    assert capital_yuan(MOST_FEN).endswith("玖角玖分")
    with pytest.raises(ValueError, match="too much"):
        capital_yuan(MOST_FEN + 1)


def test_every_sum_reads_back() -> None:
    for fen in [*range(12_000), *range(0, 10**13, 98_765_432_1)]:
        assert _read(capital_yuan(fen)) == fen


def _read(text: str) -> int:
    """Return the fen that capital characters name, read in the way of a cashier."""
    whole, _yuan, rest = text.partition("元") if "元" in text else ("", "", text)
    total = section = digit = 0
    for sign in whole:
        if sign in (digits := "零壹贰叁肆伍陆柒捌玖"):
            digit = digits.index(sign)
        elif sign in (places := "拾佰仟"):
            section, digit = section + digit * 10 ** (places.index(sign) + 1), 0
        else:
            step = 10_000 if sign == "万" else 100_000_000
            total = (total + section + digit) * step if sign == "亿" else total + (section + digit) * step
            section = digit = 0
    fen = (total + section + digit) * 100
    digit = 0
    for sign in rest:
        if sign in (digits := "零壹贰叁肆伍陆柒捌玖"):
            digit = digits.index(sign)
        elif sign in "角分":
            fen += digit * (10 if sign == "角" else 1)
    return fen
