"""A file from the first glance to the commit: its kind, its questions, what is learnt, and what makes it stale."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.features.sharing.actions.opened import ReadFile, open_file, preview_file, read_file, take_file
from leaderdesk.features.sharing.actions.stale import StaleReview
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.answers import (
    Answer,
    CountBoth,
    CountOnce,
    IsNeighbour,
    IsOffer,
    LeaveOut,
    NewNeighbour,
    PutOnOffer,
)
from leaderdesk.features.sharing.rules.preview import FileKind, Preview
from tests.features.orders.estate import Estate
from tests.features.sharing.books import Cell, ktt, line, sheet

STRANGE = line("张阿姨", "1", "大红草莓(三斤)", spec="三斤", amount=2, money=100, total=100)


def opened(path: Path, kind: FileKind | None = None) -> ReadFile:
    found = open_file(path)
    return read_file(found, kind or found.kinds[0])


def preview(estate: Estate, read: ReadFile, answers: dict[str, Answer] | None = None) -> Preview:
    return preview_file(estate.store, read, round_id=estate.round_id, answers=answers or {})


def take(estate: Estate, read: ReadFile, answers: dict[str, Answer] | None = None) -> int | None:
    shown = preview(estate, read, answers)
    done = take_file(estate.store, read, shown, round_id=estate.round_id, answers=answers or {})
    return done.action_id


def goods(estate: Estate) -> dict[str, dict[str, int]]:
    with estate.store.read() as connection:
        return {
            order.room or order.neighbour_name: {line.product_name: line.amount_milli for line in order.lines}
            for order in orders_of_round(connection, estate.round_id)
        }


def question(shown: Preview, row: int = 0) -> tuple[str, list[Answer]]:
    asked = shown.open_rows[row].question
    assert asked is not None
    return asked.key, [choice.answer for choice in asked.choices]


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([["名称", "售价", "单位"], ["草莓", 36, "盒"]], ["products"]),
        ([["邻居", "房号"], ["小草", "6-701"]], ["neighbours"]),
        ([["date", "neighbour", "product", "quantity", "unit_price"], ["2024-01-01", "a", "b", 1, 5]], ["history"]),
        ([["日期", "姓名", "商品", "数量", "单价"], ["2024-01-01", "a", "b", 1, 5]], ["history", "products"]),
        ([["姓名", "电话", "名称", "单价"], ["a", "13800000001", "b", 5]], ["products", "neighbours"]),
        ([["收货人", "收货地址", "订购数量"], ["a", "3-502", 1]], ["orders"]),
        ([["下单人", "跟团号", "商品", "数量"], ["a", "1", "b", 1]], ["orders"]),
    ],
)
def test_what_a_file_is_about_is_seen_by_its_head(rows: list[list[Cell]], kinds: list[str], tmp_path: Path) -> None:
    # The name says something else.
    path = sheet(tmp_path / "照片.jpg.csv", rows)
    assert [kind.value for kind in open_file(path).kinds] == kinds


def test_a_table_of_nothing_known_is_refused(tmp_path: Path) -> None:
    with language("en"), pytest.raises(UserError, match="no table that is known"):
        open_file(sheet(tmp_path / "a.xlsx", [["x", "y"], [1, 2]]))


def test_a_preview_writes_nothing_of_any_kind(estate: Estate, tmp_path: Path) -> None:
    before = estate.dump()
    files = [
        ktt(tmp_path / "a.xlsx", [line("新来的", "1", "草莓", room="909"), STRANGE]),
        sheet(tmp_path / "b.xlsx", [["名称", "单位", "售价", "供应商"], ["蓝莓", "盒", 19.9, "新供应商"]]),
        sheet(tmp_path / "c.xlsx", [["邻居", "房号", "标签"], ["小草", "9-701", "爱水果"]]),
        sheet(tmp_path / "d.xlsx", [["日期", "邻居", "商品", "数量", "单价"], ["2024-01-01", "a", "b", 1, 5]]),
    ]
    assert [preview(estate, opened(path)).counts.new for path in files] == [1, 1, 1, 1]
    assert estate.dump() == before


def test_goods_nobody_knows_are_asked_and_learnt(estate: Estate, tmp_path: Path) -> None:
    rows = [STRANGE, line("王哥", "2", "大红草莓(三斤)", spec="三斤", money=50, room="803", building="2")]
    read = opened(ktt(tmp_path / "a.xlsx", rows))
    shown = preview(estate, read)
    key, answers = question(shown)
    # One question for both rows; nothing of them is counted before.
    assert (shown.questions, len(shown.open_rows), shown.writes) == (1, 2, 0)
    assert IsOffer(estate.offers["A"]) in answers
    take(estate, read, {key: IsOffer(estate.offers["A"])})
    assert goods(estate)["3-502"] == {"草莓": 2000}
    before = estate.dump()
    again = preview(estate, read)
    assert (again.questions, again.writes, again.counts.same) == (0, 0, 2)
    assert estate.dump() == before


def test_new_goods_are_put_on_offer_at_the_price_of_the_file(estate: Estate, tmp_path: Path) -> None:
    read = opened(ktt(tmp_path / "a.xlsx", [STRANGE]))
    key, answers = question(preview(estate, read))
    (new,) = [answer for answer in answers if isinstance(answer, PutOnOffer)]
    assert new == PutOnOffer("大红草莓", "三斤", 5000)
    before = estate.dump()
    action = take(estate, read, {key: new})
    with estate.store.read() as connection:
        (offer,) = [one for one in offers_of_round(connection, estate.round_id) if one.name == "大红草莓"]
    assert (offer.spec, offer.price_fen) == ("三斤", 5000)
    assert goods(estate)["3-502"] == {"大红草莓": 2000}
    assert preview(estate, read).writes == 0
    assert action is not None
    estate.store.undo(action)
    after = estate.dump()
    assert {table for table in after if after[table] != before[table]} <= {"ledger_entry", "ledger_line"}


def test_goods_may_be_left_out_and_the_rest_is_taken(estate: Estate, tmp_path: Path) -> None:
    read = opened(ktt(tmp_path / "a.xlsx", [STRANGE, line("张阿姨", "1", "土鸡蛋")]))
    key, _answers = question(preview(estate, read))
    take(estate, read, {key: LeaveOut()})
    assert goods(estate) == {"3-502": {"土鸡蛋": 1000}}


def test_what_is_still_asked_stays_out_whole(estate: Estate, tmp_path: Path) -> None:
    rows = [STRANGE, line("张阿姨", "1", "土鸡蛋"), line("王哥", "2", "草莓", room="803", building="2")]
    take(estate, opened(ktt(tmp_path / "a.xlsx", rows)))
    assert goods(estate) == {"2-803": {"草莓": 1000}}


@pytest.mark.parametrize(
    ("answer", "milli", "writes_again"), [(CountOnce(), 2000, 0), (CountBoth(), 3000, 0), (None, 2000, 0)]
)
def test_goods_from_another_source_are_asked_and_the_answer_stays(
    answer: Answer | None, milli: int, writes_again: int, estate: Estate, tmp_path: Path
) -> None:
    who, offer = estate.neighbours[0], estate.offers["A"]
    order_for(estate.store, round_id=estate.round_id, neighbour_id=who, amounts={offer: 2000})
    read = opened(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓"), line("张阿姨", "1", "土鸡蛋")]))
    key, answers = question(preview(estate, read))
    assert answers == [CountOnce(), CountBoth()]
    take(estate, read, {} if answer is None else {key: answer})
    assert goods(estate)["3-502"] == {"草莓": milli, "土鸡蛋": 1000}
    again = preview(estate, read)
    assert (again.writes, again.questions) == (writes_again, 1 if answer is None else 0)


def test_a_waived_amount_that_grows_is_asked_again(estate: Estate, tmp_path: Path) -> None:
    who, offer = estate.neighbours[0], estate.offers["A"]
    order_for(estate.store, round_id=estate.round_id, neighbour_id=who, amounts={offer: 2000})
    read = opened(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", amount=2)]))
    take(estate, read, {question(preview(estate, read))[0]: CountOnce()})
    later = opened(ktt(tmp_path / "b.xlsx", [line("张阿姨", "1", "草莓", amount=5)]))
    assert preview(estate, later).questions == 1


@pytest.mark.parametrize("who", ["known", "new", "out"])
def test_a_name_that_may_be_two_people_is_asked(who: str, estate: Estate, tmp_path: Path) -> None:
    read = opened(ktt(tmp_path / "a.xlsx", [line("小王", "1", "草莓", room="楼下", building="")]))
    key, answers = question(preview(estate, read))
    known, other, new = answers
    assert (isinstance(known, IsNeighbour), isinstance(other, IsNeighbour), new) == (True, True, NewNeighbour())
    take(estate, read, {key: {"known": known, "new": new, "out": LeaveOut()}[who]})
    with estate.store.read() as connection:
        named = [one for one in known_neighbours(connection) if one.name == "小王"]
    assert len(named) == (3 if who == "new" else 2)
    assert len(goods(estate)) == (0 if who == "out" else 1)
    assert preview(estate, read).questions == (1 if who == "out" else 0)


def test_a_list_of_neighbours_asks_whom_it_means(estate: Estate, tmp_path: Path) -> None:
    read = opened(sheet(tmp_path / "a.xlsx", [["邻居", "房号", "电话"], ["小王", "", "13800000007"], ["王哥", "", ""]]))
    shown = preview(estate, read)
    key, answers = question(shown)
    assert [row.outcome for row in shown.rows] == [Outcome.SKIPPED, Outcome.SAME]
    take(estate, read, {key: answers[1]})
    again = preview(estate, read, {key: answers[1]})
    assert (again.writes, again.questions) == (0, 0)
    with estate.store.read() as connection:
        assert len([one for one in known_neighbours(connection) if one.name == "小王"]) == 2


def test_a_store_that_changed_since_is_refused_and_nothing_is_written(estate: Estate, tmp_path: Path) -> None:
    read = opened(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")]))
    shown = preview(estate, read)
    who, offer = estate.neighbours[0], estate.offers["A"]
    order_for(estate.store, round_id=estate.round_id, neighbour_id=who, amounts={offer: 1000})
    before = estate.dump()
    with pytest.raises(StaleReview):
        take_file(estate.store, read, shown, round_id=estate.round_id, answers={})
    assert estate.dump() == before


def test_a_list_is_compared_once_more_before_it_is_taken(estate: Estate, tmp_path: Path) -> None:
    read = opened(sheet(tmp_path / "a.xlsx", [["名称", "单位", "售价"], ["蓝莓", "盒", 19.9]]))
    shown = preview(estate, read)
    take(estate, read)
    before = estate.dump()
    with pytest.raises(StaleReview):
        take_file(estate.store, read, shown, answers={})
    assert estate.dump() == before


def test_past_orders_of_a_file_that_changed_since_are_not_taken(estate: Estate, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,neighbour,product,quantity,unit_price\n2024-03-01,a,b,1,5\n", encoding="utf-8")
    read = opened(path)
    shown = preview(estate, read)
    assert (shown.counts.new, read.opened.lines) == (1, 2)
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1_000_000))
    with pytest.raises(StaleReview):
        take_file(estate.store, read, shown, answers={})
    read = replace(read, opened=open_file(path))
    assert take_file(estate.store, read, shown, answers={}).action_id is not None
    assert preview(estate, read).counts.same == 1


def test_phones_do_not_stand_beside_the_review(estate: Estate, tmp_path: Path) -> None:
    read = opened(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓", phone=13812345678)]))
    shown = preview(estate, read)
    said = " ".join(each.text for each in shown.source)
    assert "138****5678" in said
    assert "13812345678" not in said


def test_columns_nobody_knows_are_named(tmp_path: Path) -> None:
    head = ["下单人", "跟团号", "商品", "数量", "想几点来", "服务小区", "几号楼"]
    found = open_file(sheet(tmp_path / "a.xlsx", [head, ["张阿姨", "1", "草莓", 1, "六点", "春风", "3"]]))
    assert found.columns.noted == ("想几点来",)
    assert found.columns.read == ("下单人", "跟团号", "商品", "数量")
