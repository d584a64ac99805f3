"""Lists of products and of neighbours: what is new is added, what is known is not doubled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.sheet_rows import Cancelled, Watch
from leaderdesk.features.neighbours.queries import find_neighbours, neighbour_card
from leaderdesk.features.neighbours.rules import NeighbourCard
from leaderdesk.features.products.queries import product_card, product_rows
from leaderdesk.features.products.rules import ProductCard
from leaderdesk.features.sharing.actions import import_neighbours, import_products
from tests.features.orders.estate import Estate
from tests.features.sharing.books import sheet

CHINESE = "名称,规格,单位,售价,成本,供应商,箱规,储存,产地\n蓝莓,125g,盒,19.9,12,青禾合作社,12盒/箱,冷藏,云南\n"
ENGLISH = "name,spec,unit,price,cost,supplier,case,storage,origin\n蓝莓,125g,盒,19.90,12,青禾合作社,12,chilled,云南\n"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def product(estate: Estate, name: str) -> ProductCard:
    with estate.store.read() as connection:
        (found,) = [one for one in product_rows(connection) if one.name == name]
        card = product_card(connection, found.id)
    assert card is not None
    return card


def neighbour(estate: Estate, typed: str) -> NeighbourCard:
    with estate.store.read() as connection:
        (found,) = find_neighbours(connection, typed)
        card = neighbour_card(connection, found.id)
    assert card is not None
    return card


@pytest.mark.parametrize(("text", "encoding"), [(CHINESE, "gb18030"), (CHINESE, "utf-8-sig"), (ENGLISH, "utf-16")])
def test_products_come_in_by_either_header(text: str, encoding: str, estate: Estate, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", text, encoding)
    review = import_products(estate.store, path)
    card = product(estate, "蓝莓")
    assert (review.new, review.changed, review.same, review.skipped) == (1, 0, 0, 0)
    assert (card.product.price_fen, card.product.cost_fen, card.case_milli) == (1990, 1200, 12_000)
    assert (card.product.storage, card.product.supplier_name, card.origin) == ("chilled", "青禾合作社", "云南")
    before = estate.dump()
    assert import_products(estate.store, path).same == 1
    assert estate.dump() == before


def test_a_later_list_changes_what_it_says_and_an_empty_cell_nothing(estate: Estate, tmp_path: Path) -> None:
    import_products(estate.store, written(tmp_path / "a.csv", CHINESE))
    path = sheet(tmp_path / "b.xlsx", [["名称", "规格", "单位", "售价", "产地"], ["蓝莓", "125g", None, 21.5, None]])
    review = import_products(estate.store, path)
    assert (review.new, review.changed) == (0, 1)
    card = product(estate, "蓝莓")
    assert (card.product.price_fen, card.product.unit, card.origin) == (2150, "盒", "云南")


def test_rows_that_cannot_be_kept_are_named_and_leave_nothing(estate: Estate, tmp_path: Path) -> None:
    text = "名称,单位,售价,供应商\n,盒,1,\n桃,,5,新来的\n梨,盒,1e309,\n梨,盒,-5,\n杏,盒,8,\n"
    review = import_products(estate.store, written(tmp_path / "a.csv", text))
    assert (review.new, review.skipped) == (1, 4)
    assert [row.row for row in review.rows if row.reason] == [2, 3, 4, 5]
    assert all("新来的" not in str(row) for row in estate.dump()["supplier"])


def test_a_list_is_one_step_to_undo(estate: Estate, tmp_path: Path) -> None:
    before = estate.dump()
    review = import_products(estate.store, written(tmp_path / "a.csv", CHINESE))
    assert review.action_id is not None
    estate.store.undo(review.action_id)
    assert estate.dump() == before


@pytest.mark.parametrize("take", [import_products, import_neighbours])
def test_a_rehearsal_says_the_same_and_changes_nothing(take: object, estate: Estate, tmp_path: Path) -> None:
    assert callable(take)
    text = CHINESE if take is import_products else "邻居,房号\n小草,6-701\n"
    path, before = written(tmp_path / "a.csv", text), estate.dump()
    assert take(estate.store, path, rehearsal=True).new == 1
    assert estate.dump() == before
    assert take(estate.store, path).new == 1


def test_neighbours_come_in_with_all_that_is_known_of_them(estate: Estate, tmp_path: Path) -> None:
    text = (
        "邻居,房号,电话,微信昵称,标签,推荐人\n"
        "小草,6号楼701,138-0000-0002,草儿,新邻居、爱水果,张阿姨\n"
        "张阿姨,3-502,13800000001,阿姨,,\n"
        "王哥,不知道,,,,\n"
    )
    path = written(tmp_path / "a.csv", text)
    review = import_neighbours(estate.store, path, day=dt.date(2025, 3, 1))
    assert (review.new, review.changed, review.skipped) == (1, 1, 1)
    card = neighbour(estate, "草儿")
    assert (card.name, card.room, card.phone, card.aliases) == ("小草", "6-701", "13800000002", ("草儿",))
    assert ([tag.name for tag in card.tags], card.joined_on) == (["新邻居", "爱水果"], "2025-03-01")
    assert "张阿姨" in card.note
    assert neighbour(estate, "3-502").phone == "13800000001"
    before = estate.dump()
    assert import_neighbours(estate.store, path).same == 2
    assert estate.dump() == before


def test_a_stopped_import_changes_nothing(estate: Estate, tmp_path: Path) -> None:
    before = estate.dump()
    path = written(tmp_path / "a.csv", "邻居,房号\n小草,6-701\n小花,6-702\n")
    with pytest.raises(Cancelled):
        import_neighbours(estate.store, path, watch=Watch(cancelled=lambda: True))
    assert estate.dump() == before


@pytest.mark.parametrize("take", [import_products, import_neighbours])
def test_a_table_of_something_else_is_refused(take: object, estate: Estate, tmp_path: Path) -> None:
    assert callable(take)
    before = estate.dump()
    with language("en"), pytest.raises(UserError, match="has no list"):
        take(estate.store, written(tmp_path / "a.csv", "a,b\n1,2\n"))
    assert estate.dump() == before
