"""What holds for every text: nothing raises, no line is lost, an orders list is never taken for a poll."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderdesk.features.community.rules.comparison import compare
from leaderdesk.features.community.rules.kept import (
    doubt_json,
    doubt_of,
    picks_json,
    picks_of,
    questions_json,
    questions_of,
)
from leaderdesk.features.community.rules.likeness import likely_kind
from leaderdesk.features.community.rules.model import LineKind, Option, PollKind, know
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.neighbours.rules import KnownNeighbour
from tests.features.community.test_reading import said
from tests.features.community.texts import TEXTS

PEOPLE = know(
    (
        KnownNeighbour(1, "张三", "3-502", ()),
        KnownNeighbour(2, "王五", "1-101", ("小五",)),
        KnownNeighbour(3, "王五", "2-202", ()),
        KnownNeighbour(4, "A妈", "5-501", ()),
    ),
    ("1", "2", "3", "5"),
)
_WORDS = st.sampled_from(
    [
        "A", "B", "AB", "草莓", "还是", "？", "要不要", "报名", "2大1小", "1. ",
        "2、", "张三", "王五+1", "：", "取消", "改选B", "都要", "3-502", "一家三口", "全家",
        "\n", " ", "李四 20:01\n", "#接龙\n", "扣1", "限5人", "\u200b", "🍓", "０", "¥",
    ]
)  # fmt: skip
_ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=40).map("".join))
_TESTS = Path(__file__).parents[2]


@settings(max_examples=300, deadline=None)
@given(_ANY_TEXT)
def test_no_text_raises_and_no_line_is_lost(text: str) -> None:
    draft = read(text, PEOPLE)
    assert [line.number for line in draft.lines] == list(range(1, text.count("\n") + 2))
    answered = {answer.line for answer in draft.answers}
    for line in draft.lines:
        assert (line.kind in (LineKind.ANSWER, LineKind.UNCLEAR)) == (line.number in answered)
    for answer in draft.answers:
        source = text.split("\n")[answer.line - 1]
        assert all(0 <= span.start <= span.end <= len(source) for span in answer.spans)
        if draft.asked.kind is PollKind.SIGNUP and answer.doubt is None:
            assert answer.withdrawn or (answer.heads is not None and 0 < answer.heads.total < 100)
        if draft.asked.kind is PollKind.POLL and answer.doubt is None:
            assert answer.withdrawn or any(answer.picks)


@settings(max_examples=200, deadline=None)
@given(_ANY_TEXT)
def test_what_is_read_is_kept_and_comes_back_the_same(text: str) -> None:
    draft = read(text, PEOPLE)
    assert questions_of(questions_json(draft.asked.questions)) == draft.asked.questions
    for answer in draft.answers:
        assert picks_of(picks_json(answer.picks)) == answer.picks
        assert doubt_of(doubt_json(answer.doubt)) == answer.doubt


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["张三", "李四", "赵六", "豆豆妈", "何姐"]), st.sampled_from("ABC")), max_size=12
    )
)
def test_last_answer_of_each_person_counts(votes: list[tuple[str, str]]) -> None:
    lines = [f"{number}. {name} {key}" for number, (name, key) in enumerate(votes, start=1)]
    draft = read("\n".join(("下期投票 A草莓 B蓝莓 C樱桃", *lines)))
    assert {answer.name: said(answer) for answer in draft.current.values()} == dict(votes)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_an_unrelated_line_changes_nothing_else(case: object) -> None:
    text = case.text  # type: ignore[attr-defined]
    before, after = read(text), read(f"{text}\n谢谢大家")
    assert {answer.who: said(answer) for answer in before.current.values()} == {
        answer.who: said(answer) for answer in after.current.values()
    }


def test_known_neighbour_is_found_and_two_of_a_name_are_asked() -> None:
    draft = read("下期想团A草莓还是B蓝莓？\n1. 张三 A\n2. 王五 B\n3. 小五 A\n4. 王五 2-202 B\n5. A妈 B", PEOPLE)
    assert [(answer.neighbour_id, answer.doubt is not None) for answer in draft.answers] == [
        (1, False),
        (None, True),
        (2, False),
        (3, False),
        (4, False),
    ]
    assert draft.open[0].doubt is not None
    assert draft.open[0].doubt.people == (2, 3)


def test_words_of_an_answer_are_marked() -> None:
    text = "下期想团A草莓还是B蓝莓？\n1. 张三 3-502 我选Ａ"
    (answer,) = read(text).answers
    line = text.split("\n")[1]
    assert [line[span.start : span.end] for span in answer.spans] == ["张三", "3-502", "Ａ"]


def test_same_text_compared_with_itself_changes_nothing_new() -> None:
    for case in TEXTS:
        draft = read(case.text)
        assert not [one for one in compare((), draft).changes if one.now is None]


def test_options_are_shown_by_key_and_label() -> None:
    assert [Option("A", "草莓").text, Option("A", "A").text] == ["A 草莓", "A"]


def test_polls_are_recognised() -> None:
    told = [case.name for case in TEXTS if likely_kind(case.text) == case.kind]
    assert len(told) >= len(TEXTS) * 3 // 4
    assert [case.name for case in TEXTS if likely_kind(case.text) not in (None, case.kind)] == []


def test_no_orders_list_of_any_test_is_taken_for_a_poll() -> None:
    seen = 0
    for text in _orders_texts():
        seen += 1
        assert likely_kind(text) is None, text
    assert seen > 300


def _orders_texts() -> Iterator[str]:
    """Give every text of several lines in the tests of orders: in their code, their cases and their strangers."""
    stories = [path for path in sorted((_TESTS / "stories").glob("*.py")) if path.name != "test_poll.py"]
    for path in sorted((_TESTS / "features" / "orders").rglob("*.py")) + stories:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in sorted(_TESTS.rglob("*.json")):
        yield from _strings(json.loads(path.read_text(encoding="utf-8")))
    from tests.features.orders.jielong.strangers import strangers

    for stranger in strangers():
        yield stranger.case["text"]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
