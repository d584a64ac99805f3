"""Money is whole fen, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.money import (
    MOST_FEN,
    format_yuan,
    line_total,
    parse_yuan,
    percent_text,
    percent_tenths,
    yuan_text,
)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("36", 3600),
        ("36.5", 3650),
        ("36.50", 3650),
        ("¥1,234.50", 123_450),
        ("￥３６．５", 3650),
        (" 36 元 ", 3600),
        ("0", 0),
        ("-5", -500),
        ("-¥5", -500),
        ("¥-5.05", -505),
        ("100000000", MOST_FEN),
    ],
)
def test_what_people_type_is_read(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "abc",
        "1e309",
        "NaN",
        "inf",
        "2.5.1",
        "1.234",
        "1_000",
        "٣",
        "三十六",
        "1,23",
        "--5",
        "-¥-5",
        "+5",
        "36.",
        ".5",
        "100000000.01",
        "9" * 5000,
        "36" + " " * 10_000_000 + "x",
        "\x00",
        "36\u202e",
        "¥",
        "\ud800",
    ],
    ids=lambda typed: repr(typed[:12]),
)
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_yuan(typed)
    assert 5 < len(str(refusal.value)) < 150


@given(st.text(max_size=30))
def test_no_text_does_anything_but_parse_or_be_refused(typed: str) -> None:
    try:
        assert abs(parse_yuan(typed)) <= MOST_FEN
    except UserError:
        return


@given(st.integers(-MOST_FEN, MOST_FEN))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert parse_yuan(yuan_text(fen)) == fen
    assert parse_yuan(format_yuan(fen)) == fen


@given(price=st.integers(0, 10_000_000), milli=st.integers(0, 100_000_000))
def test_a_line_is_rounded_half_up_to_a_fen(price: int, milli: int) -> None:
    exact = price * milli
    assert 0 <= exact - (line_total(price, milli) * 1000 - 500) < 1000


def test_half_a_fen_goes_up() -> None:
    assert [line_total(1, milli) for milli in (499, 500, 1499, 1500)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("part", "whole", "tenths"),
    [
        (1, 3, 333),
        (2, 3, 667),
        (1, 2000, 1),
        (1, 2001, 0),
        (-1, 2000, -1),
        (-1, 2001, 0),
        (1, -2000, -1),
        (5, 0, 0),
        (0, 9, 0),
        (300, 100, 3000),
    ],
)
def test_a_share_is_rounded_half_away_from_nothing(part: int, whole: int, tenths: int) -> None:
    assert percent_tenths(part, whole) == tenths


def test_a_share_reads_with_one_place() -> None:
    assert [percent_text(tenths) for tenths in (314, -5, 0, 1000)] == ["31.4 %", "-0.5 %", "0.0 %", "100.0 %"]
