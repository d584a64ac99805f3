"""The price list of a round: what everybody may read, in the language of paper, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.papers import price_list
from leaderdesk.storage.business import Business
from tests.features.rounds.shop import NOW, Shop, filled, offers, read

LEADER = Business(leader_name="李姐", leader_phone="13812345678", estate_name="幸福里", pickup_place="3 号楼一层")


@pytest.fixture
def round_id(shop: Shop) -> int:
    return filled(shop).round_id


def test_it_says_what_there_is_until_when_and_where(shop: Shop, round_id: int) -> None:
    actions.edit_round(shop.store, round_id, note="今晚 8 点\n直播间见")
    first = offers(shop, round_id)[0]
    actions.edit_offer(shop.store, first.id, {"limit_milli": 4000, "cutoff": "2026-01-26T18:00"})
    with language("zh_CN"):
        paper = price_list(read(shop, round_id), offers(shop, round_id), LEADER, printed_ms=0)
    assert paper.seller == "幸福里・李姐的团"
    assert paper.word == "今晚 8 点 直播间见"
    assert [(fact.heading, fact.value) for fact in paper.facts] == [
        ("截单", "1 月 26 日 周一 22:00"),
        ("自提", "2 月 1 日 周日 10:00–18:00"),
        ("在哪取", "3 号楼一层"),
    ]
    line = paper.lines[0]
    assert (line.code, line.name, line.detail) == ("A", "隔壁村王大叔家的草莓", "500 g")
    assert (line.price, line.per, line.cold) == ("¥36.00", "每盒", "冷藏")
    assert line.limit == "每户最多 4 盒・1 月 26 日 周一 18:00 截"
    assert paper.lines[2].cold == ""
    assert paper.how == "接龙这样写：房号 名字 王大叔草莓2 无蔗糖酸奶1"


def test_it_speaks_english_where_paper_does(shop: Shop, round_id: int) -> None:
    with language("en"):
        paper = price_list(read(shop, round_id), offers(shop, round_id), LEADER, printed_ms=0)
    assert paper.title == "Round 1 · 草莓季"
    assert [fact.heading for fact in paper.facts] == ["Order until", "Pickup", "Where to fetch"]


def test_neither_a_phone_nor_a_cost_stands_on_it(shop: Shop, round_id: int) -> None:
    shop.order(offers(shop, round_id)[0].id)
    paper = repr(price_list(read(shop, round_id), offers(shop, round_id), LEADER, printed_ms=0))
    assert [word for word in ("5678", "138", "14.00", "20.50", "小满妈", "青禾") if word in paper] == []


def test_what_has_no_price_yet_says_so(shop: Shop, round_id: int) -> None:
    open_price = [replace(offer, price_fen=None) for offer in offers(shop, round_id)]
    with language("zh_CN"):
        paper = price_list(read(shop, round_id), open_price, Business(), printed_ms=int(NOW.timestamp() * 1000))
    assert {(line.price, line.per) for line in paper.lines} == {("价格待定", "")}
    assert paper.seller == ""
    assert paper.printed.startswith("1 月 23 日 15:00")
