"""Answers from what is on file, with their source; what is not on file is not guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.features.batches.actions import change_batch, new_batch
from leaderdesk.features.products.actions import add_fact, add_product
from leaderdesk.features.products.rules import NewProduct
from leaderdesk.features.streams.actions.questions import answer_question, note_question
from leaderdesk.features.streams.queries.facts import fact_book
from leaderdesk.features.streams.rules.facts import FactBook, FactEntry, ProductWords, Topic, book_of
from tests.features.streams.evening import Evening, open_evening

pytestmark = pytest.mark.usefixtures("english")


def entry(product_id: int, title: str, value: str, *, source: str = "资料") -> FactEntry:
    return FactEntry(product_id, {1: "草莓", 2: "酸奶"}.get(product_id, ""), title, value, source)


BOOK = book_of(
    (
        entry(1, "打不打农药", "开花后不打。1 月 20 日抽检，农残 56 项未检出", source="检测单 ZJ-0120"),
        entry(1, "保存", "冷藏 3 天，别先洗"),
        entry(1, "膨大剂", "没有，个头小一点"),
        entry(1, "适合", "一岁以上的宝宝"),
        entry(2, "配料", "生牛乳、乳酸菌，无添加糖"),
        entry(2, "过敏", "含牛奶"),
        entry(2, "保存", "冷藏 21 天"),
    ),
    (
        ProductWords(1, ("丹东草莓", "草莓", "红颜"), "丹东草莓 dandongcaomei ddcm 草莓 caomei cm"),
        ProductWords(2, ("无蔗糖酸奶", "酸奶"), "无蔗糖酸奶 wuzhetangsuannai wztsn 酸奶 suannai sn"),
    ),
)


def answers(typed: str, book: FactBook = BOOK, *, about: frozenset[int] = frozenset()) -> list[str]:
    return [f"{hit.product}{hit.title}" for hit in book.find(typed, about=about).sure]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("农药", "草莓打不打农药"),
        ("打农药吗？", "草莓打不打农药"),
        ("草莓有没有农残", "草莓打不打农药"),
        ("草莓能放几天", "草莓保存"),
        ("酸奶 保存", "酸奶保存"),
        ("红颜 膨大剂", "草莓膨大剂"),
        ("cm 保存", "草莓保存"),
        ("宝宝能吃吗", "草莓适合"),
        ("有牛奶吗", "酸奶过敏"),
        ("酸奶的配料", "酸奶配料"),
        ("酸奶加糖吗", "酸奶配料"),
    ],
)
def test_the_best_answer_comes_first(typed: str, first: str) -> None:
    assert answers(typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["草莓有花生吗", "酸奶有没有防腐剂", "宠物能寄养吗", "酸奶 产地", "草莓 蜂蜜", "", "  ", "？"]
)
def test_what_is_not_on_file_is_no_answer(typed: str) -> None:
    assert answers(typed) == []


def test_who_asks_for_one_substance_is_only_told_of_others_beside_it() -> None:
    found = BOOK.find("酸奶有没有花生")
    assert found.sure == ()
    assert [hit.title for hit in found.related] == ["过敏"]


def test_of_another_product_nothing_is_said() -> None:
    assert {hit.product for hit in BOOK.find("草莓 保存").sure} == {"草莓"}
    assert answers("草莓 配料") == []


def test_goods_of_the_cue_come_first() -> None:
    assert answers("保存")[0] == "草莓保存"
    assert answers("保存", about=frozenset({2}))[0] == "酸奶保存"


def test_a_product_alone_lists_what_is_known_of_it() -> None:
    assert answers("草莓") == ["草莓打不打农药", "草莓保存", "草莓膨大剂", "草莓适合"]


def test_full_width_and_capitals_are_the_same() -> None:
    book = book_of((FactEntry(1, "面包", "含 GLUTEN 吗", "含", "资料", frozenset({Topic.ALLERGENS})),), ())
    assert answers("ＧＬＵＴＥＮ", book) == ["面包含 GLUTEN 吗"]


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    opened = open_evening(tmp_path)
    yield opened
    opened.store.close()


def test_everything_in_the_store_is_searched_and_says_where_it_stands(evening: Evening) -> None:
    store = evening.store
    tea = add_product(
        store, NewProduct(name="高山乌龙茶", unit="罐", price_fen=6800, origin="安溪", storage="ambient")
    ).id
    add_fact(store, tea, "咖啡因", "有一点，晚上少喝")
    batch = new_batch(store, tea, code="WL-0120", came_on="2026-01-20").id
    change_batch(store, batch, "inspection", "农残 56 项未检出")
    asked = note_question(store, evening.stream_id, "乌龙茶能泡几次", asker="3-502", product_id=tea)
    with store.read() as connection:
        assert fact_book(connection).find("乌龙茶 泡几次").sure == ()
    answer_question(store, asked.id, "五六泡没问题")
    with store.read() as connection:
        book = fact_book(connection)
    found = {hit.title: hit for hit in book.find("乌龙茶", most=50).sure}
    assert found["咖啡因"].source == "product facts"
    assert found["Storage"].value == "Ambient"
    assert found["Origin"].value == "安溪"
    assert found["乌龙茶能泡几次"].value == "五六泡没问题"
    assert found["乌龙茶能泡几次"].source.startswith("answered on ")
    assert book.find("能泡几次").sure[0].question_id == asked.id
    assert found["Inspection"].source == "inspection paper of batch WL-0120"
    assert book.find("gswlc 农药").product_ids == frozenset({tea})
