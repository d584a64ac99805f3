"""What holds for every text: it is read, every line once, and harmless differences make none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.features.neighbours.rooms import from_normal
from leaderdesk.features.orders.jielong import Kind, Listed, Offer, write
from tests.features.orders.jielong.texts import BUNS, FRUIT, FRUIT_ROWS, reading_of, shown

WORDS = st.sampled_from(
    [
        "1. ",
        "2、",
        "（3）",
        "④ ",
        "3-502",
        "12栋3单元402",
        "豆豆妈",
        "老秦",
        "草莓",
        "鸡蛋",
        "2盒",
        "一板",
        "半斤",
        "各一份",
        "再加",
        "改成",
        "换成",
        "不要了",
        "取消",
        "+1",
        "x2",
        "，",
        " ",
        "\n",
        "：",
        "（",
        "）",
        "「",
        "」",
        "- - - - -",
        "已付",
        "收到",
        "18:02",
        "#接龙",
        "例 ",
        "🍓",
        "A1",
        "½",
        "\x00",
        "\ud800",
        "\u202e",
        "\u200d",
        "٣",
        "３",
        "99999999999",
        "啤酒",
        "-1",
        "1e309",
        "我要",
        "吗",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([FRUIT, BUNS, ()]))
def test_any_text_is_read_and_every_line_accounted_for(text: str, offers: tuple[Offer, ...]) -> None:
    reading = reading_of(text, offers)
    lines = text.split("\n")
    assert [line.line for line in reading.lines] == list(range(1, len(lines) + 1))
    claimed = {number for entry in reading.entries for number in entry.lines}
    for line in reading.lines:
        assert (line.kind is Kind.BLANK) == (not lines[line.line - 1].strip())
        assert (line.kind is Kind.ENTRY) == (line.line in claimed) == (line.entry is not None)
    for entry in reading.entries:
        pieces = [piece for piece in (entry.name, entry.room_piece, entry.paid) if piece is not None]
        for piece in pieces:
            assert lines[piece.span.line - 1][piece.span.start : piece.span.end] == piece.text
        assert entry.room is None or from_normal(entry.room) is not None


NAMES = st.sampled_from(
    ["豆豆妈", "小云", "Lucy Ann", "🌸花花🌸", "不要叫我", "王五", "取消关注", "小草莓", "阿Kay", "。", "程 阿姨"]
)
LISTED = st.builds(
    Listed,
    name=NAMES,
    room=st.one_of(st.none(), st.builds("{}-{}0{}".format, st.integers(1, 12), st.integers(1, 30), st.integers(1, 4))),
    amounts_milli=st.dictionaries(
        st.sampled_from([offer.code for offer in FRUIT]), st.integers(1, 30).map(lambda count: count * 1000), min_size=1
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LISTED, max_size=8, unique_by=lambda each: each.name))
def test_what_the_program_writes_reads_back_the_same(listed: list[Listed]) -> None:
    reading = reading_of(write(listed, FRUIT))
    assert [(person.name, person.room, dict(person.amounts_milli)) for person in reading.people] == [
        (each.name, each.room, dict(each.amounts_milli)) for each in listed
    ]
    assert not reading.questions
    assert all(not entry.questions for entry in reading.entries)


ROWS = pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in FRUIT_ROWS], ids=[row[0] for row in FRUIT_ROWS]
)


@ROWS
def test_an_unrelated_line_changes_nothing_else(text: str, expected: list[str]) -> None:
    assert shown(reading_of(f"\n{text}\n收到👌\n\n好的谢谢")) == expected


@ROWS
def test_full_width_reads_the_same(text: str, expected: list[str]) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() and sign.isascii() else sign for sign in text)
    assert [row.split("|", 1)[1] for row in shown(reading_of(wide))] == [row.split("|", 1)[1] for row in expected]


@ROWS
def test_more_blanks_read_the_same(text: str, expected: list[str]) -> None:
    assert shown(reading_of(text.replace(" ", "   "))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "7. 3-502 豆豆妈 草莓2盒（谢谢）\n" * 300,
        "草莓2盒，" * 9000,
        "1. 2. " * 5000,
        "「\n" * 2000,
        "路号弄" * 12_000,
        "(" * 30_000,
        "1" * 90_000,
    ],
    ids=["lines", "goods", "numbers", "quotes", "roads", "brackets", "digits"],
)
def test_long_texts_are_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    reading_of(text)
    once = time.process_time() - start
    start = time.process_time()
    reading_of(text * 3)
    assert time.process_time() - start < 6 * once + 0.5
