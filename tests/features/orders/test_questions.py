"""What is copied into the group: one text for all open questions, in both languages, with no phone number in it."""

from __future__ import annotations

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.actions import read_paste
from leaderdesk.features.orders.rules.questions import question_to, questions_to_group
from tests.features.orders.estate import Estate
from tests.features.orders.lists import FIRST, HEAD

UNCLEAR = HEAD + "1. 张阿姨 3-502 蛋糕13812345678\n2. 王哥 2-803 草莓2箱\n3. 刘老师 5-1201 面包1\n"


def test_all_open_questions_become_one_polite_text(estate: Estate) -> None:
    review = read_paste(estate.store, estate.round_id, UNCLEAR)
    text, count = questions_to_group(review)
    lines = text.split("\n")
    assert (count, len(lines)) == (review.questions, review.questions + 2)
    assert lines[0] == "邻居们好，有几处我怕记错，麻烦有空回我一声："
    assert lines[1].startswith("1. 张阿姨")
    assert "13812345678" not in text


def test_it_is_said_in_english_too(estate: Estate) -> None:
    with language("en"):
        text, _count = questions_to_group(read_paste(estate.store, estate.round_id, UNCLEAR))
    assert text.startswith("Neighbours, I want to be sure of these")
    assert text.endswith("Thank you!")


def test_a_phone_number_is_masked() -> None:
    assert question_to("张阿姨 13812345678？") == "张阿姨 138****5678？"
    assert question_to("货号 2026012513812345678 不是手机") == "货号 2026012513812345678 不是手机"


def test_a_clear_list_has_nothing_to_ask(estate: Estate) -> None:
    assert questions_to_group(read_paste(estate.store, estate.round_id, FIRST)) == ("", 0)
