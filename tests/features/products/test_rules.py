"""What is typed about products is read by a whitelist, and refused with a sentence that says what to write."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.products.rules import (
    MOST_STORY,
    ProductField,
    read_fact,
    read_field,
    read_supplier_field,
)

HUGE = "长" * 10_000_000


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("price", "36", 3600),
        ("price", "￥３６．５", 3650),
        ("price", "1,234.50", 123450),
        ("price", "0", 0),
        ("cost", "", 0),
        ("case", "", None),
        ("case", "20", 20_000),
        ("step", "0.5", 500),
        ("step", " ", 1000),
        ("name", "<img src=x> 草莓\x00", "<img src=x> 草莓"),
        ("name", HUGE, "长" * 60),
        ("unit", "盒", "盒"),
        ("code", "cm 1", "CM1"),
        ("storage", "frozen", "frozen"),
        ("story", " 一 \n\n二\ud800", "一\n\n二"),
        ("story", HUGE, "长" * MOST_STORY),
    ],
)
def test_a_field_is_read(field: ProductField, typed: str, kept: object) -> None:
    assert read_field(field, typed) == kept


NO_NUMBER = ["-1", "1e309", "NaN", "2.5.1", "99999999999999", "1_000", "三点五", "٣", "inf", "<b>1</b>", "3 6 x"]


@pytest.mark.parametrize("typed", ["", *NO_NUMBER])
def test_what_is_no_price_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_field("price", typed)


@pytest.mark.parametrize("field", ["case", "step"])
@pytest.mark.parametrize("typed", ["0", "0.0001", *NO_NUMBER])
def test_what_is_no_amount_is_refused(field: ProductField, typed: str) -> None:
    with pytest.raises(UserError):
        read_field(field, typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\u200b\u202e"),
        ("unit", " "),
        ("unit", "一个很长很长的单位"),
        ("code", ""),
        ("storage", "hot"),
    ],
)
def test_what_cannot_be_kept_is_refused(field: ProductField, typed: str) -> None:
    with pytest.raises(UserError):
        read_field(field, typed)


def test_a_fact_has_a_name_and_a_value() -> None:
    assert read_fact("配料：", " 鲜草莓 ") == ("配料", "鲜草莓")
    for name, value in (("", "鲜草莓"), ("配料", ""), ("：", "x"), ("\x00", "x")):
        with pytest.raises(UserError):
            read_fact(name, value)


def test_a_supplier_has_a_name_and_a_phone_of_digits() -> None:
    assert read_supplier_field("phone", "138-0000-1234") == "13800001234"
    assert read_supplier_field("contact", " 王大叔\n") == "王大叔"
    for field, typed in (("name", "\u200b"), ("phone", "1380000123")):
        with pytest.raises(UserError):
            read_supplier_field(field, typed)  # type: ignore[arg-type]
