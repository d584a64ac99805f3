"""张阿姨推荐 on a line: who brought somebody, told as names are told, and in the way of nothing else."""

from __future__ import annotations

import pytest

from leaderdesk.features.orders.jielong import Entry, Span
from tests.features.orders.jielong.texts import reading_of, shown


def entry_of(text: str) -> Entry:
    (entry,) = reading_of(text).entries
    return entry


# (what the row shows, text, the entry as `shown` gives it, the referrer's name, her id)
ROWS = [
    ("behind the goods", "1. 9-101 小鱼 草莓1盒 豆豆妈推荐", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("in brackets", "1. 小鱼（豆豆妈推荐）草莓1盒", "小鱼|-|order|A1|", "豆豆妈", "n1"),
    ("came by her", "1. 9-101 小鱼 老秦介绍来的 草莓1盒", "小鱼|9-101|order|A1|", "老秦", "n2"),
    ("with thanks", "1. 9-101 小鱼 草莓1盒，感谢老秦推荐", "小鱼|9-101|order|A1|", "老秦", "n2"),
    ("through her", "1. 9-101 小鱼 经老秦介绍 草莓1盒", "小鱼|9-101|order|A1|", "老秦", "n2"),
    ("pulled in", "1. 9-101 小鱼 草莓1盒 老秦拉我进群的", "小鱼|9-101|order|A1|", "老秦", "n2"),
    ("a label", "1. 9-101 小鱼 草莓1盒 推荐人：豆豆妈", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("a label before the goods", "1. 9-101 小鱼 推荐人豆豆妈 草莓1盒", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("a label glued to goods", "1. 9-101 小鱼 推荐人:豆豆妈草莓1盒", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("before room and name", "1. 老秦推荐的 9-101 小鱼 草莓1盒", "小鱼|9-101|order|A1|", "老秦", "n2"),
    ("her room is not mine", "1. 9-101 小鱼 3栋豆豆妈介绍 草莓1盒", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("traditional signs", "1. 9-101 小鱼 草莓1盒（豆豆媽推薦）", "小鱼|9-101|order|A1|", "豆豆媽", "n1"),
    ("on a line of its own", "1. 9-101 小鱼 草莓1盒\n豆豆妈推荐的", "小鱼|9-101|order|A1|", "豆豆妈", "n1"),
    ("one of two by her room", "1. 9-101 小鱼 草莓1盒 7栋方老师推荐", "小鱼|9-101|order|A1|", "方老师", "n5"),
    ("two of that name", "1. 9-101 小鱼 草莓1盒 方老师推荐", "小鱼|9-101|order|A1|", "方老师", None),
    ("nobody of that name", "1. 9-101 小鱼 草莓1盒 孙阿姨推荐", "小鱼|9-101|order|A1|", "孙阿姨", None),
    ("the room is another's", "1. 9-101 小鱼 草莓1盒 8栋豆豆妈推荐", "小鱼|9-101|order|A1|", "豆豆妈", None),
]


@pytest.mark.parametrize(
    ("text", "entry", "name", "neighbour"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_who_brought_her(text: str, entry: str, name: str, neighbour: str | None) -> None:
    assert shown(reading_of(text)) == [entry]
    referrer = entry_of(text).referrer
    assert referrer is not None
    assert (referrer.name.text, referrer.neighbour) == (name, neighbour)


# (what the row shows, text, the entry): words of recommending that name nobody who brought anybody.
OTHERS = [
    ("praise", "1. 小鱼 草莓1盒 强烈推荐", "小鱼|-|order|A1|"),
    ("somebody or other", "1. 小鱼 草莓1盒 朋友推荐的", "小鱼|-|order|A1|"),
    ("the leader", "1. 小鱼 草莓1盒 团长推荐", "小鱼|-|order|A1|"),
    ("a nickname", "1. 好物推荐 3-402 草莓1盒", "好物推荐|3-402|order|A1|"),
    ("a nickname of two words", "1. 3-402 吃货推荐官 草莓1盒", "吃货推荐官|3-402|order|A1|"),
    ("goods that she recommended", "1. 9-101 小鱼 豆豆妈推荐的草莓1盒", "小鱼|9-101|order|A1|"),
]


@pytest.mark.parametrize(("text", "entry"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_who_brought_nobody(text: str, entry: str) -> None:
    assert shown(reading_of(text)) == [entry]
    assert entry_of(text).referrer is None


def test_two_possible_people_are_left_to_the_leader() -> None:
    referrer = entry_of("1. 9-101 小鱼 草莓1盒 方老师推荐").referrer
    assert referrer is not None
    assert referrer.candidates == ("n4", "n5")


def test_the_words_keep_their_place_and_stay_in_the_note() -> None:
    entry = entry_of("1. 9-101 小鱼 草莓1盒（豆豆妈推荐）放门口")
    assert entry.referrer is not None
    assert entry.referrer.said.span == Span(1, 17, 22)
    assert entry.referrer.name.span == Span(1, 17, 20)
    assert entry.note == "豆豆妈推荐 放门口"
    assert entry.note_spans == (Span(1, 17, 22), Span(1, 23, 26))


def test_a_recommendation_alone_orders_nothing() -> None:
    assert shown(reading_of("1. 9-101 小鱼 豆豆妈推荐")) == ["小鱼|9-101|none||"]


def test_her_room_in_one_line_leaves_who_she_is_in_another() -> None:
    reading = reading_of("1. 9-101 小鱼 草莓1盒 8栋豆豆妈推荐\n2. 豆豆妈 草莓1盒")
    assert reading.entries[1].neighbour == "n1"
    assert reading.entries[1].questions == ()
