"""What is found by a few letters: every reading of a name, rare signs, and signs that SQL reads otherwise."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.text import cleaned, compare_key
from leaderdesk.storage.search import initials, like_pattern, search_key


def finds(typed: str, key: str) -> bool:
    """Return what SQLite says, as the lists ask it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute("SELECT ? LIKE ? ESCAPE '\\'", (key, like_pattern(typed))).fetchone()
    return bool(found[0])


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("曾姐", ["曾", "zj", "cj", "zengjie", "cengjie", "jie"]),
        ("单老师", ["sls", "dls", "cls", "shanlaoshi", "danlaoshi", "chanlaoshi"]),
        ("乐乐妈", ["llm", "yym", "lelema", "yueyuema", "lym"]),
        ("单乐乐妈妈", ["shanlelemama", "danyueyuemama", "sllmm", "sll"]),
        ("重庆好吃的酱肉包子铺", ["zhongqing", "chongqing", "cqhc", "zqhc"]),
        ("吕阿姨", ["lva", "lay", "lvayi"]),
        ("张阿姨", ["ZhangAyi", "ＺＡＹ", "张 阿姨", " zay "]),
        ("Lucy Ann", ["lucy", "LUCYANN", "ann"]),
        ("米米妈🌈", ["mmm", "🌈", "mimima"]),
        ("𰻞记", ["𰻞", "𰻞记"]),
        ("䶮叔", ["䶮", "ys", "yanshu"]),
    ],
)
def test_a_name_is_found_by_each_of_its_readings(name: str, typed: list[str]) -> None:
    key = search_key([name])
    assert [each for each in typed if not finds(each, key)] == []


def test_rooms_and_phone_tails_are_found_as_they_are() -> None:
    key = search_key(["张阿姨"], exact=["3-502", "3502", "1234"])
    for typed in ("3-502", "3502", "1234", "３-５０２"):
        assert finds(typed, key)
    assert not finds("3-503", key)


@pytest.mark.parametrize("typed", ["%", "_", "\\", "a%", "a_i", "\\%", "'", '"', "a\\"])
def test_signs_of_like_stand_for_themselves(typed: str) -> None:
    assert not finds(typed, search_key(["ayi"]))
    assert finds(typed, search_key([f"x{typed}y"]))


@given(st.text(max_size=12).map(cleaned))
def test_every_name_is_found_by_itself(name: str) -> None:
    key = search_key([name])
    if compare_key(name):
        assert finds(name, key)
    assert len(key) < 5000


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1, max_size=10))
def test_hanzi_of_all_kinds_have_a_key(name: str) -> None:
    assert compare_key(name) in search_key([name]).split(" ")


def test_the_initials_of_a_product() -> None:
    assert initials("草莓") == "cm"
    assert initials("A2鲜奶 500ml") == "axn" or initials("A2鲜奶 500ml").startswith("a")
    assert initials("🍓") == ""
