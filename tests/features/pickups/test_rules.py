"""Codes and bags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.features.pickups.rules import COLD_BAG, code_of, read_code

KEY = "ab" * 32
OTHER_KEY = "cd" * 32


def test_a_code_has_twenty_digits_that_say_the_order_and_the_bag() -> None:
    code = code_of(1234, COLD_BAG, KEY)
    assert len(code) == 20
    assert code.startswith("71" + "0001234" + "2")
    scanned = read_code(code, KEY)
    assert scanned is not None
    assert (scanned.order_id, scanned.bag, scanned.genuine) == (1234, COLD_BAG, True)


def test_another_shops_code_is_told_apart() -> None:
    scanned = read_code(code_of(1234, 1, OTHER_KEY), KEY)
    assert scanned is not None
    assert not scanned.genuine


@given(order_id=st.integers(1, 9_999_999), bag=st.integers(0, 9), place=st.integers(2, 19))
def test_no_code_with_one_other_digit_is_genuine(order_id: int, bag: int, place: int) -> None:
    code = code_of(order_id, bag, KEY)
    forged = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
    scanned = read_code(forged, KEY)
    assert scanned is not None
    assert not scanned.genuine


def test_full_width_digits_of_an_input_method_are_read() -> None:
    code = code_of(5, 1, KEY)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    scanned = read_code(wide, KEY)
    assert scanned is not None
    assert scanned.genuine


@pytest.mark.parametrize(
    "text", ["", "71", "7100012342", "3-502", "x" * 20, "71000123421234567890x", "٧١٠٠٠١٢٣٤٢١٢٣٤٥٦٧٨٩٠"]
)
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text, KEY) is None
