"""The text for the group says what there is, until when and where, and nothing that is not known."""

from __future__ import annotations

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import origins_of_offers
from leaderdesk.features.rounds.rules.cells import (
    Limit,
    limit_text,
    limit_typed,
    loss_fen,
    margin_percent,
    read_case,
    read_limit,
    read_price,
    read_step,
)
from leaderdesk.features.rounds.rules.difference import Difference, differences
from leaderdesk.features.rounds.rules.group_text import TextOptions, closing_text, group_text, unpriced
from leaderdesk.core.errors import UserError
from tests.features.rounds.shop import Shop, filled, offers, read


@pytest.fixture
def round_id(shop: Shop) -> int:
    made = filled(shop)
    found = offers(shop, made.round_id)
    actions.edit_offer(shop.store, found[0].id, {"limit_milli": 4000})
    actions.edit_offer(shop.store, found[2].id, {"cutoff": "2026-01-26T18:00"})
    actions.edit_offer(shop.store, found[4].id, {"total_limit_milli": 20_000})
    return made.round_id


def test_the_text_in_chinese(shop: Shop, round_id: int) -> None:
    with language("zh_CN"):
        said = group_text(read(shop, round_id), offers(shop, round_id), TextOptions())
    assert said.splitlines() == [
        "第 1 期・草莓季",
        "A 王大叔草莓 500 g，36 元（每户最多 4 盒）",
        "B 无蔗糖酸奶 6 杯，28 元",
        "C 全麦面包 400 g，18 元",
        "D 土鸡蛋 15 枚，26 元",
        "E 何姐手工皂 100 g，20 元（共 20 块）",
        "全麦面包 1 月 26 日 周一 18:00 截单",
        "其余 1 月 26 日 周一 22:00 截单",
        "2 月 1 日 周日 10:00–18:00 到 3 号楼一层取",
        "接龙这样写：房号 名字 王大叔草莓2 无蔗糖酸奶1",
    ]


def test_options_leave_things_out(shop: Shop, round_id: int) -> None:
    actions.add_offer(shop.store, round_id=round_id, product_id=shop.products[5])
    round_, found = read(shop, round_id), offers(shop, round_id)
    bare = group_text(round_, found, TextOptions(prices=False, limits=False))
    assert "yuan" not in bare
    assert "at most" not in bare
    with shop.store.read() as connection:
        origins = origins_of_offers(connection, round_id)
    said = group_text(round_, found, TextOptions(origins=origins))
    assert "F 耙耙柑, 8 yuan, from 云南" in said.splitlines()


def test_prices_with_jiao_and_zero(shop: Shop, round_id: int) -> None:
    found = offers(shop, round_id)
    actions.edit_offer(shop.store, found[0].id, {"price_fen": 2990})
    actions.edit_offer(shop.store, found[1].id, {"price_fen": 0})
    actions.edit_offer(shop.store, found[3].id, {"price_fen": None})
    said = group_text(read(shop, round_id), offers(shop, round_id), TextOptions(limits=False)).splitlines()
    assert said[1:5] == [
        "A 王大叔草莓 500 g, 29.90 yuan",
        "B 无蔗糖酸奶 6 杯, 0 yuan",
        "C 全麦面包 400 g, 18 yuan",
        "D 土鸡蛋 15 枚",
    ]
    assert [offer.label for offer in unpriced(offers(shop, round_id))] == ["土鸡蛋"]


def test_without_place_and_goods(shop: Shop) -> None:
    made = actions.new_round(shop.store, pickup_place="")
    said = group_text(read(shop, made.round_id), (), TextOptions())
    assert said.splitlines() == ["Round 1", "Orders until Mon 1/26 22:00", "Pickup Sun 2/1 10:00–18:00"]


def test_closing_is_said_before_and_after(shop: Shop, round_id: int) -> None:
    with language("zh_CN"):
        short = [(offers(shop, round_id)[0], 3000)]
        before, after = (closing_text(read(shop, round_id), short, closed=closed) for closed in (False, True))
    assert before.startswith("第 1 期・草莓季 1 月 26 日 周一 22:00 截单")
    assert "王大叔草莓 还差 3 盒满箱" in before.splitlines()
    assert "满箱" not in after
    assert after.startswith("第 1 期・草莓季 已截单")
    assert after.endswith("2 月 1 日 周日 10:00–18:00 到 3 号楼一层取")


def test_what_comes_only_together_is_said_with_what_happens_if_not(shop: Shop, round_id: int) -> None:
    actions.edit_offer(shop.store, offers(shop, round_id)[2].id, {"minimum_milli": 20_000})
    round_, found = read(shop, round_id), offers(shop, round_id)
    with language("zh_CN"):
        said = group_text(round_, found, TextOptions()).splitlines()
        assert "C 全麦面包 400 g，18 元（满 20 袋成团）" in said
        assert "没成团的这次不订，付过的退回余额。" in said
        bare = group_text(round_, found, TextOptions(limits=False))
        assert "成团" not in bare
        missing = closing_text(round_, (), closed=False, least=[(found[2], 4_000)])
        assert "全麦面包 还差 4 袋成团，没成就不订，付过的退回余额" in missing.splitlines()
        reached = closing_text(round_, (), closed=True, least=[(found[2], 0)])
        assert "全麦面包 成团了" in reached.splitlines()
        asking = closing_text(round_, (), closed=True, least=[(found[2], 4_000)])
        assert "我问问供应商" in asking


def test_a_copy_says_what_differs(shop: Shop, round_id: int) -> None:
    made = actions.copy_round(shop.store, round_id)
    source, source_offers = read(shop, round_id), offers(shop, round_id)

    def found() -> tuple[Difference, ...]:
        return differences(source, source_offers, read(shop, made.round_id), offers(shop, made.round_id))

    assert found() == ()
    copied = offers(shop, made.round_id)
    actions.edit_offer(shop.store, copied[0].id, {"price_fen": 3500})
    actions.edit_offer(shop.store, copied[1].id, {"cutoff": "2026-02-02T20:00"})
    actions.edit_offer(shop.store, copied[4].id, {"total_limit_milli": None})
    actions.remove_offer(shop.store, copied[3].id)
    actions.add_offer(shop.store, round_id=made.round_id, product_id=shop.products[5])
    actions.edit_round(shop.store, made.round_id, title="小寒", cutoff="2026-02-02T21:00")
    assert found() == (
        Difference("", "name", "草莓季", "小寒"),
        Difference("", "cut-off", "Mon 22:00", "Mon 21:00"),
        Difference("王大叔草莓", "sale price", "¥36.00", "¥35.00"),
        Difference("无蔗糖酸奶", "cut-off", "Mon 22:00", "Mon 20:00"),
        Difference("何姐手工皂", "limit", "20 块 in all", "no limit"),
        Difference("耙耙柑", "new here", "", "¥8.00"),
        Difference("土鸡蛋", "left out", "¥26.00", ""),
    )


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("4", Limit(4000, None)),
        ("４盒", Limit(4000, None)),
        ("4 盒", Limit(4000, None)),
        ("共20", Limit(None, 20_000)),
        ("共 20 盒", Limit(None, 20_000)),
        ("4, 共20", Limit(4000, 20_000)),
        ("0.5", Limit(500, None)),
        ("不限", Limit(None, None)),
        ("  ", Limit(None, None)),
    ],
)
def test_limits_are_read(typed: str, limit: Limit) -> None:
    assert read_limit(typed, "盒") == limit


def test_limits_that_are_shown_can_be_typed_again(shop: Shop, round_id: int) -> None:
    for offer in offers(shop, round_id):
        now = Limit(offer.limit_milli, offer.total_limit_milli)
        assert read_limit(limit_typed(offer), offer.unit) == now
        with language("zh_CN"):
            assert read_limit(limit_text(offer), offer.unit) == now
        assert read_limit("no limit" if now == Limit(None, None) else limit_typed(offer), offer.unit) == now


@pytest.mark.parametrize(
    "typed", ["-1", "0", "1e309", "NaN", "2.5.1", "99999999999", "1_000", "三点五", "共", "4 5", "٣"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    for read_it in (read_limit, read_case, read_step):
        with pytest.raises(UserError):
            read_it(typed, "盒")


def test_cases_steps_and_prices_are_read() -> None:
    assert read_case("10 盒 / 箱", "盒") == 10_000
    assert read_case("散装", "盒") is None
    assert read_case("", "盒") is None
    assert read_step("0.5 斤", "斤") == 500
    assert read_step("", "斤") == 1000
    assert read_price("¥1,234.50") == 123_450
    assert read_price(" ") is None
    with pytest.raises(UserError, match="below zero"):
        read_price("-1")
    with pytest.raises(UserError):
        read_price("1e309")


def test_what_is_earned(shop: Shop, round_id: int) -> None:
    first = offers(shop, round_id)[0]
    assert (first.margin_fen, margin_percent(first), loss_fen(first)) == (1000, 28, 0)
    actions.edit_offer(shop.store, first.id, {"price_fen": 2400})
    assert loss_fen(offers(shop, round_id)[0]) == 200
    actions.edit_offer(shop.store, first.id, {"price_fen": 0})
    assert margin_percent(offers(shop, round_id)[0]) is None
