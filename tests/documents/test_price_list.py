"""The price list: every product once and large, long names whole, pages balanced, the same bytes for the same list."""

from __future__ import annotations

import pytest

from leaderdesk.documents.price_list import PriceFact, PriceLine, PriceList
from leaderdesk.documents.price_list_pdf import price_list_pdf
from leaderdesk.documents.render import Pages

LONG = "云南高山手工古法红糖姜枣茶礼盒装送长辈送老师都合适的那一种"


def prices(count: int, *, name: str = "王大叔草莓", word: str = "") -> PriceList:
    lines = tuple(
        PriceLine(f"{place}", f"{name}{place:02d}", "500 g", f"¥{place}.00", "每盒", limit="每户最多 4 盒", cold="冷藏")
        for place in range(1, count + 1)
    )
    facts = (PriceFact("截单", "1 月 26 日 周一 22:00"), PriceFact("在哪取", "3 号楼一层"))
    return PriceList("幸福里・李姐的团", "第 23 期・草莓季", word, facts, lines, "接龙这样写：房号 名字 草莓2", "打印")


def texts(paper: PriceList) -> list[str]:
    with Pages(price_list_pdf(paper)) as pages:
        return [pages.text(page).replace("\n", "").replace("\r", "") for page in range(len(pages))]


@pytest.mark.parametrize("count", [0, 1, 5, 12, 13, 23, 60])
def test_every_product_stands_on_the_sheet_once_and_in_order(count: int) -> None:
    pages = texts(prices(count))
    whole = "".join(pages)
    places = [whole.index(f"王大叔草莓{place:02d}") for place in range(1, count + 1)]
    assert places == sorted(places)
    assert all(whole.count(f"王大叔草莓{place:02d}") == 1 for place in range(1, count + 1))
    assert all("接龙这样写" in page and "第 23 期" in page for page in pages)
    assert all("王大叔草莓" in page for page in pages if count)


def test_few_products_fill_one_page_and_many_are_spread_evenly() -> None:
    assert len(texts(prices(5))) == 1
    counts = [page.count("王大叔草莓") for page in texts(prices(23))]
    assert sum(counts) == 23
    assert max(counts) - min(counts) <= 1


def test_a_long_name_is_broken_not_cut() -> None:
    assert f"{LONG}01" in texts(prices(5, name=LONG))[0]


def test_the_word_stands_above_and_never_pushes_the_goods_off_the_sheet() -> None:
    assert "今晚 8 点直播间见" in texts(prices(5, word="今晚 8 点直播间见"))[0]
    pages = texts(prices(5, word="长长的一句话，" * 80))
    assert "王大叔草莓05" in pages[-1]
    assert len(pages) == 1


def test_the_same_list_gives_the_same_bytes() -> None:
    assert price_list_pdf(prices(7)) == price_list_pdf(prices(7))
