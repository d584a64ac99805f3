"""The sheet 顾客购买表(商品列排), alone in its workbook: one column for each product, with all the oddities."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.sharing.actions import import_orders, review_orders
from leaderdesk.features.sharing.actions.opened import open_file
from leaderdesk.features.sharing.rules import Outcome
from leaderdesk.features.sharing.rules.preview import FileKind
from tests.features.orders.estate import Estate
from tests.features.sharing.books import Cell, sheet, sheet_xml, with_sheet_xml

HEAD: list[Cell] = [
    "下单人", "团员备注", "备注", "跟团号", "草莓(2斤装)", "无蔗糖酸奶", "商品种类数", "订单金额", "退款金额",
    "服务小区电话", "收货人", "联系电话", "详细地址", "房号（如606）", "楼号（如10）", "弄号（如168）", "想几点来",
]  # fmt: skip


def row(
    name: str = "张阿姨",
    number: str = "1",
    *,
    berries: Cell = None,
    yoghurt: Cell = None,
    total: Cell = "64.00",
    phone: Cell = 13800000001,
    door: Cell = "502",
    building: Cell = "3",
    note: str = "",
    come: str = "",
) -> list[Cell]:
    return [
        name, note, "", number, berries, yoghurt, 2, total, 0, None, name, phone, "", door, building, "500弄", come,
    ]  # fmt: skip


def orders(estate: Estate) -> dict[str, dict[str, int]]:
    with estate.store.read() as connection:
        return {
            order.room or order.neighbour_name: {line.product_name: line.amount_milli for line in order.lines}
            for order in orders_of_round(connection, estate.round_id)
        }


def notes(estate: Estate) -> list[str]:
    with estate.store.read() as connection:
        return [order.note for order in orders_of_round(connection, estate.round_id)]


def test_each_column_is_a_product_and_each_order_counts_once(estate: Estate, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        HEAD,
        row(berries=1, yoghurt="1", note="1:放门口", come="六点"),
        row("王哥", "229、230", yoghurt=2, berries=0, total=56.0, phone="13800000002", door="803", building="2"),
        ["合计", None, None, None, 1, 3, None, 120],
    ]
    path = sheet(tmp_path / "顾客购买表(商品列排).xlsx", rows)
    assert open_file(path).kinds == (FileKind.ORDERS,)
    review = import_orders(estate.store, path, round_id=estate.round_id)
    assert orders(estate) == {"2-803": {"无蔗糖酸奶": 2000}, "3-502": {"草莓": 1000, "无蔗糖酸奶": 1000}}
    assert (review.new, review.skipped, review.money_fen) == (2, 0, 12000)
    assert "1:放门口；想几点来：六点" in notes(estate)
    before = estate.dump()
    assert import_orders(estate.store, path, round_id=estate.round_id).same == 2
    assert estate.dump() == before


def test_it_is_the_same_import_as_the_sheet_with_rows(estate: Estate, tmp_path: Path) -> None:
    head: list[Cell] = ["下单人", "跟团号", "商品", "规格", "数量", "收货人", "几号楼", "几室"]
    by_rows = sheet(tmp_path / "a.xlsx", [head, ["张阿姨", "1", "草莓(2斤装)", "2斤装", 1, "张阿姨", "3", "502"]])
    import_orders(estate.store, by_rows, round_id=estate.round_id)
    by_columns = sheet(tmp_path / "b.xlsx", [HEAD, row(berries=1)])
    assert import_orders(estate.store, by_columns, round_id=estate.round_id).same == 1


def test_an_order_merged_over_rows_counts_its_goods_and_its_sum_once(estate: Estate, tmp_path: Path) -> None:
    book = Workbook()
    table = book.active
    table.append(HEAD)
    table.append(row(berries=2, yoghurt=1, total=100))
    table.append(row(berries=None, yoghurt=None, total=None))
    for column in "AEFHN":
        table.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "a.xlsx")
    review = import_orders(estate.store, tmp_path / "a.xlsx", round_id=estate.round_id)
    assert orders(estate) == {"3-502": {"草莓": 2000, "无蔗糖酸奶": 1000}}
    assert review.money_fen == 10000


def test_specs_may_stand_in_a_second_head_row(estate: Estate, tmp_path: Path) -> None:
    book = Workbook()
    table = book.active
    table.append(["下单人", "跟团号", "草莓", None, "几号楼", "几室"])
    table.append([None, None, "2斤装", "5斤装", None, None])
    table.append(["张阿姨", "1", 2, None, "3", "502"])
    for merge in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"):
        table.merge_cells(merge)
    book.save(tmp_path / "a.xlsx")
    import_orders(estate.store, tmp_path / "a.xlsx", round_id=estate.round_id)
    assert orders(estate) == {"3-502": {"草莓": 2000}}


@pytest.mark.parametrize(
    ("door", "building", "found"),
    [
        ("801", "14号楼", "14-801"),
        ("602", "一，500弄", "1-602"),
        ("", "38#602", "38-602"),
        ("502号。", "52－502室。", "52-502"),
        (502, 14, "14-502"),
    ],
)
def test_rooms_are_read_as_people_write_them(
    door: Cell, building: Cell, found: str, estate: Estate, tmp_path: Path
) -> None:
    path = sheet(tmp_path / "a.xlsx", [HEAD, row("小草", berries=1, door=door, building=building)])
    import_orders(estate.store, path, round_id=estate.round_id)
    assert list(orders(estate)) == [found]


def test_formulas_give_their_last_value_or_the_cell_they_name(estate: Estate, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row(berries=1))
    book.active.append(row("", "2", yoghurt="=E2", door="803", building="2"))
    book.active["A3"] = "=K3"
    book.active["K3"] = "王哥"
    book.active["L3"] = "=L2+1"
    book.save(tmp_path / "a.xlsx")
    with language("en"):
        review = import_orders(estate.store, tmp_path / "a.xlsx", round_id=estate.round_id)
    assert orders(estate) == {"2-803": {"无蔗糖酸奶": 1000}, "3-502": {"草莓": 1000}}
    assert any("L3" in notice for notice in review.notices)
    cached = "".join(
        f'<c r="{place}" t="str">{formula}<v>{value}</v></c>'
        for place, formula, value in (("A2", "<f>Z1</f>", "刘老师"), ("B2", "", "9"), ("C2", "<f>1+1</f>", "2"))
    )
    head = "".join(
        f'<c r="{place}1" t="str"><v>{name}</v></c>'
        for place, name in zip("ABC", ["下单人", "跟团号", "草莓"], strict=True)
    )
    path = with_sheet_xml(tmp_path / "b.xlsx", sheet_xml(f'<row r="1">{head}</row><row r="2">{cached}</row>'))
    import_orders(estate.store, path, round_id=estate.round_id)
    assert orders(estate)["5-1201"] == {"草莓": 2000}


def test_a_column_of_numbers_that_is_no_goods_is_asked_and_never_counted(estate: Estate, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["下单人", "跟团号", "草莓", "家里几口人", "几号楼", "几室"],
        ["张阿姨", "1", 1, 4, "3", "502"],
    ]
    path = sheet(tmp_path / "a.xlsx", rows)
    review = review_orders(estate.store, path, round_id=estate.round_id)
    assert [row.what for row in review.rows if row.outcome is Outcome.ASKED] == ["家里几口人"]
    with pytest.raises(UserError):
        import_orders(estate.store, path, round_id=estate.round_id)
    assert orders(estate) == {}


def test_an_amount_that_is_none_is_named_with_its_row(estate: Estate, tmp_path: Path) -> None:
    rows = [
        HEAD,
        row(berries=1),
        row("王哥", "2", berries="两", yoghurt=1),
        row("小王", "3", berries=1, door="306", building="2"),
    ]
    review = review_orders(estate.store, sheet(tmp_path / "a.xlsx", rows), round_id=estate.round_id)
    assert [each.row for each in review.rows if each.outcome is Outcome.SKIPPED] == [3]


def test_without_a_column_of_goods_it_is_no_table_of_orders(estate: Estate, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["下单人", "跟团号", "想几点来"], ["张阿姨", "1", "六点"]]
    with language("en"), pytest.raises(UserError, match="no table of orders"):
        import_orders(estate.store, sheet(tmp_path / "a.xlsx", rows), round_id=estate.round_id)
