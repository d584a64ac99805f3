"""Text as people type it: nothing harmful comes in, nothing of a name is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import MOST_NAME, cleaned, compare_key, digits_of, masked_phone, name_text, one_line

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    "name",
    ["𠅤", "㛃", "䶮", "𰻞", "\U0002ebf0", "\U000323af", "👨‍👩‍👧‍👦", "米米妈🌈", "Zoë", "<b>李</b>", "山田　太郎"],
)
def test_every_sign_of_a_name_stays(name: str) -> None:
    assert cleaned(name) == name


@pytest.mark.parametrize(
    "sign", ["\x00", "\ud800", "\u202e", "\u2066", "\u200b", "\ufeff", "\x1b", "\uffff", "\ue000", "\U0002ffff"]
)
def test_what_cannot_be_seen_goes(sign: str) -> None:
    assert cleaned(f"李{sign}姐") == "李姐"
    assert compare_key(f"李{sign}姐") in {"李姐", f"李{sign}姐"}


@given(ANY_TEXT)
def test_a_cleaned_text_is_clean(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    once.encode("utf-8")
    assert "\n" not in one_line(text)
    assert len(name_text(text)) <= MOST_NAME
    assert compare_key(compare_key(text)) == compare_key(text) or unicodedata.normalize("NFKC", text) != text


def test_names_are_compared_without_width_case_and_space() -> None:
    assert compare_key("Ｌｕｃｙ　Ａnn") == compare_key("lucy ann") == "lucyann"


def test_only_ascii_and_full_width_digits_count() -> None:
    assert digits_of("３栋1-0２") == "3102"
    assert digits_of("٣") == ""


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812341234", "138****1234"), ("", ""), ("12345", "***45"), ("8613812341234", "86138****1234")],
)
def test_the_middle_of_a_phone_is_hidden(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("typed", "digits"), [("138 1234 1234", "13812341234"), ("+86-13812341234", "13812341234"), ("", "")]
)
def test_a_phone_is_kept_as_digits(typed: str, digits: str) -> None:
    assert parse_phone(typed) == digits


@pytest.mark.parametrize("typed", ["1381234123", "138123412345", "abc", "٣٣٣٣٣٣", "1", "9" * 400, "<b>13812341234"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        parse_phone(typed)
