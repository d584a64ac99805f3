"""Templates: the headers of the contract, one example that is never imported, and a page ready to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from leaderdesk.core.i18n import language
from leaderdesk.features.sharing.actions import import_neighbours, import_products
from leaderdesk.features.sharing.actions.opened import open_file
from leaderdesk.features.sharing.papers import write_template
from leaderdesk.features.sharing.rules.preview import FileKind
from tests.features.orders.estate import Estate

HEADS = {
    ("zh_CN", FileKind.PRODUCTS): ["名称", "规格", "单位", "售价", "成本", "供应商", "箱规", "储存", "产地"],
    ("zh_CN", FileKind.NEIGHBOURS): ["邻居", "房号", "电话", "微信昵称", "标签", "推荐人"],
    ("en", FileKind.PRODUCTS): ["name", "spec", "unit", "price", "cost", "supplier", "case", "storage", "origin"],
    ("en", FileKind.NEIGHBOURS): ["neighbour", "room", "phone", "wechat name", "tags", "recommended by"],
}
FILLED: dict[FileKind, list[str | float]] = {
    FileKind.PRODUCTS: ["蓝莓", "125g", "盒", 19.9, 12, "青禾合作社", 12, "冷藏", "云南"],
    FileKind.NEIGHBOURS: ["小草", "6-701", "13800000002", "草儿", "爱水果", "张阿姨"],
}


@pytest.mark.parametrize(("speaks", "kind"), HEADS)
def test_a_template_is_filled_in_and_comes_back(speaks: str, kind: FileKind, estate: Estate, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    with language(speaks):
        write_template(path, kind)
    book = load_workbook(path)
    head = [row for row in book.active.iter_rows() if row[0].value == HEADS[speaks, kind][0]][-1]
    assert [cell.value for cell in head] == HEADS[speaks, kind]
    assert book.active.print_title_rows == f"${head[0].row}:${head[0].row}"
    take = import_products if kind is FileKind.PRODUCTS else import_neighbours
    # As it is saved there is nothing in it: the example is one.
    before = estate.dump()
    empty = take(estate.store, path)
    assert (empty.new, empty.changed, empty.skipped) == (0, 0, 0)
    assert estate.dump() == before
    for column, value in enumerate(FILLED[kind], start=1):
        book.active.cell(head[0].row + 2, column, value)
    book.save(path)
    assert open_file(path).kinds[0] is kind
    review = take(estate.store, path)
    assert (review.new, review.skipped) == (1, 0)


def test_a_template_is_the_same_whenever_it_is_saved(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, FileKind.PRODUCTS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
