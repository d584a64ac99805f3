"""Each rule of reading on invented lines, and what the text as a whole asks."""

from __future__ import annotations

import pytest

from leaderdesk.features.orders.jielong import Change, Code, Kind, Offer, changes_since
from tests.features.orders.jielong.texts import BUNS, BUNS_ROWS, FRUIT_ROWS, reading_of, shown


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in FRUIT_ROWS], ids=[row[0] for row in FRUIT_ROWS])
def test_several_offers(text: str, expected: list[str]) -> None:
    assert shown(reading_of(text)) == expected


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in BUNS_ROWS], ids=[row[0] for row in BUNS_ROWS])
def test_one_offer(text: str, expected: list[str]) -> None:
    assert shown(reading_of(text, BUNS)) == expected


def kinds(text: str) -> list[str]:
    return [str(line.kind) for line in reading_of(text).lines]


def test_every_kind_of_line() -> None:
    text = "#接龙\n草莓29.9/盒\n例 3-502 张三 草莓1盒\n\n1. 小丽 草莓1盒\n@所有人 抓紧\n"
    text += "2.\n\ufffd\ufffd \ufffd\n3. 小云 鸡蛋1板\n今晚截单\n收到👌"
    assert kinds(text) == [
        "header",
        "header",
        "example",
        "blank",
        "entry",
        "chatter",
        "placeholder",
        "unreadable",
        "entry",
        "tail",
        "chatter",
    ]


def test_a_question_is_no_order() -> None:
    assert kinds("1. 小丽 草莓1盒\n草莓还有吗\n2. 小云 草莓1盒")[1] == Kind.CHATTER


def test_a_menu_is_no_list() -> None:
    reading = reading_of("1.草莓 29.9\n2.鸡蛋 36\n例 小丽 草莓1盒\n1. 小丽 草莓1盒\n2. 小云 鸡蛋2板")
    assert shown(reading) == ["小丽|-|order|A1|", "小云|-|order|B2|"]
    assert reading.questions == ()


def test_the_last_copy_counts() -> None:
    one = "#接龙\n1. 小丽 草莓1盒\n\n"
    reading = reading_of(one + "#接龙\n1. 小丽 草莓2盒\n2. 小云 鸡蛋1板")
    assert [str(line.kind) for line in reading.lines] == ["quoted", "quoted", "blank", "header", "entry", "entry"]
    assert reading.totals_milli == {"A": 2000, "B": 1000}
    assert reading.questions == ()


def test_copies_that_cannot_be_told() -> None:
    reading = reading_of("#接龙\n1. 小丽 草莓1盒\n2. 阿甘 草莓1盒\n#接龙\n1. 小丽 草莓1盒\n2. 小云 鸡蛋1板")
    assert reading.questions == (Code.COPIES,)
    assert len(reading.entries) == 2


def test_the_time_tells_the_newest_copy() -> None:
    reading = reading_of("小云 18:31\n#接龙\n1. 小丽 草莓1盒\n2. 小云 鸡蛋1板\n\n小丽 18:02\n#接龙\n1. 小丽 草莓2盒")
    assert reading.totals_milli == {"A": 1000, "B": 1000}


def test_a_quotation_does_not_count() -> None:
    reading = reading_of(
        "「老秦：1. 老秦 草莓9盒」\n- - - - - - - -\n1. 小丽 草莓1盒\n「小丽：1. 小丽 草莓1盒」\n- - - - - -\n收到"
    )
    assert [str(line.kind) for line in reading.lines] == ["quoted", "quoted", "entry", "quoted", "quoted", "chatter"]
    assert reading.totals_milli == {"A": 1000}


def test_chat_with_senders() -> None:
    text = "团长 18:55\n草莓29.9一盒\n\n3-502豆豆妈 18:56\n草莓2盒\n鸡蛋也要一板\n\n"
    text += "老秦 18:57\n草莓甜吗\n\n老秦 18:58\n来一提酸奶，已经转了"
    reading = reading_of(text)
    assert shown(reading) == ["豆豆妈|3-502|order|A2 B1|", "老秦|-|order|C1|"]
    assert reading.entries[0].lines == (4, 5, 6)
    assert reading.entries[1].paid is not None
    assert [str(line.kind) for line in reading.lines][:3] == ["header", "header", "blank"]
    assert [str(line.kind) for line in reading.lines][7:9] == ["chatter", "chatter"]


def test_numbers_missing_and_double() -> None:
    reading = reading_of("2. 小丽 草莓1盒\n4. 小云 草莓1盒\n4. 阿甘 草莓1盒")
    assert reading.questions == (Code.NUMBERS,)
    assert reading.missing_numbers == (1, 3)
    assert reading.double_numbers == (4,)


def test_a_placeholder_fills_its_number() -> None:
    assert reading_of("1. 小丽 草莓1盒\n2.\n3. 小云 草莓1盒").questions == ()


def test_a_weekday_that_does_not_fit() -> None:
    assert reading_of("#接龙\n6月5日（周六）到\n1. 小丽 草莓1盒").questions == (Code.DATE,)
    assert reading_of("#接龙\n6月5日（周五）到\n1. 小丽 草莓1盒").questions == ()


def test_without_the_rule_a_missing_amount_is_asked() -> None:
    assert shown(reading_of("1. 小丽 草莓", missing_is_one=False)) == ["小丽|-|order|A?|quantity"]
    assert shown(reading_of("1. 小丽 草莓")) == ["小丽|-|order|A1|"]


def test_sums_leave_out_what_is_asked() -> None:
    reading = reading_of(
        "1. 小丽 草莓1盒 番茄3两\n2. 小丽 草莓1盒\n3. 小丽 草莓取消5盒 \n4. 方老师 鸡蛋1板\n5. 方老师 鸡蛋不要了"
    )
    assert reading.totals_milli == {"B": 1000}


def test_spans_lead_back_to_the_words() -> None:
    text = "\n１. ３棟５０２ 豆豆媽 雞蛋兩板（放門口） 已付"
    line = text.split("\n")[1]
    entry = reading_of(text).entries[0]
    assert entry.name is not None
    assert entry.room_piece is not None
    assert entry.paid is not None
    item = entry.items[0]
    assert item.span is not None
    assert line[item.span.start : item.span.end] == "雞蛋兩板" == item.words
    for piece, words in ((entry.name, "豆豆媽"), (entry.room_piece, "３棟５０２"), (entry.paid, "已付")):
        assert piece.span.line == 2
        assert line[piece.span.start : piece.span.end] == words == piece.text
    assert entry.note == "放門口"


def test_questions_carry_what_can_be_answered() -> None:
    entries = reading_of("1. 方老师 啤酒2箱 番茄3两\n2. 阿甘 草莓1盒\n3. 阿甘 草莓2盒").entries
    by_code = {question.code: question for question in (*entries[0].questions, *entries[2].questions)}
    assert by_code[Code.WHO].neighbours == ("n4", "n5")
    assert by_code[Code.PRODUCT].offers == ("F", "G")
    assert by_code[Code.STEP].amounts_milli == (500,)
    assert by_code[Code.REPEAT].earlier == 1
    assert by_code[Code.REPEAT].amounts_milli == (1000, 3000)


def changes(before: str, after: str) -> list[tuple[str, str | None, str, int, int]]:
    found: tuple[Change, ...] = changes_since(reading_of(before), reading_of(after))
    return [(str(each.kind), each.name, each.offer, each.before_milli, each.after_milli) for each in found]


def test_changes_follow_people_not_numbers() -> None:
    before = "1. 老秦 草莓1盒\n2. 小丽 草莓1盒 鸡蛋1板\n3. 阿甘 酸奶1提"
    after = "1. 小丽 草莓2盒\n2. 8-101 阿甘 酸奶一提\n3. 小云 鸡蛋1板"
    assert changes(before, after) == [
        ("changed", "小丽", "A", 1000, 2000),
        ("removed", "小丽", "B", 1000, 0),
        ("added", "小云", "B", 0, 1000),
        ("removed", "老秦", "A", 1000, 0),
    ]


def test_the_same_text_twice_changes_nothing() -> None:
    text = "1. 方老师 草莓1盒\n2. 方老师 草莓1盒\n3. 8号楼 鸡蛋1板\n4. 小丽 草莓1-2盒"
    assert changes(text, text) == []


def asked_offers(text: str) -> list[tuple[str, ...]]:
    return [question.offers for entry in reading_of(text).entries for question in entry.questions]


def test_misspelt_goods_are_asked_about_with_what_was_perhaps_meant() -> None:
    assert asked_offers("1. 小丽 西红市2斤") == [("D",)]
    assert asked_offers("1. 小丽 2箱雪山炎爽") == [("F",)]
    assert asked_offers("1. 小丽 雪山淡浆2箱") == [()]


def test_misspelt_goods_that_could_be_two_are_not_guessed() -> None:
    offers = (Offer("A", "水蜜桃", "", "箱"), Offer("B", "水蜜梨", "", "箱"))
    (entry,) = reading_of("1. 小丽 水蜜瓜1箱", offers).entries
    (question,) = entry.questions
    assert (question.code, question.offers) == (Code.PRODUCT, ())


def test_names_of_two_signs_are_too_short_to_be_misspelt() -> None:
    assert asked_offers("1. 小丽 草梅2盒") == [()]
