"""Makes files as other programs write them, with every oddity seen in real ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = [
    "下单人", "团员备注", "备注", "跟团号", "商品", "规格", "数量", "商品金额", "运费", "优惠", "订单金额",
    "退款金额", "物流方式", "服务小区", "服务小区联系人", "服务小区电话", "服务小区地址", "收货人", "联系电话",
    "详细地址", "团长", "房号（如606）", "楼号（如10）", "弄号（如168）",
]  # fmt: skip
Cell = str | int | float | None


def line(
    name: str,
    number: str,
    product: str,
    *,
    spec: str = "",
    amount: Cell = 1,
    money: Cell = None,
    total: Cell = None,
    refund: Cell = 0,
    note: str = "",
    phone: Cell = "",
    address: str = "",
    room: Cell = "502",
    building: Cell = "3",
    recipient: str = "",
) -> dict[str, Cell]:
    """Return one row of 顾客购买表 by its headers."""
    return {
        "下单人": name,
        "团员备注": note,
        "跟团号": number,
        "商品": product,
        "规格": spec,
        "数量": amount,
        "商品金额": money,
        "订单金额": total,
        "退款金额": refund,
        "物流方式": "顾客自提",
        "服务小区": "春风小区",
        "收货人": recipient or name,
        "联系电话": phone,
        "详细地址": address,
        "团长": "林姐",
        "房号（如606）": room,
        "楼号（如10）": building,
        "弄号（如168）": "500弄",
    }


def ktt(
    path: Path,
    rows: Sequence[Mapping[str, Cell]],
    *,
    header: Sequence[str] = HEADER,
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    more: Mapping[str, Cell] | None = None,
) -> Path:
    """Write a workbook of 快团团 with its other sheets; `more` are cells written last, by their place."""
    book = Workbook()
    sheet = book.active
    sheet.title = "顾客购买表"
    sheet.append(list(header))
    for row in rows:
        sheet.append([row.get(name) for name in header])
    for place, value in (more or {}).items():
        sheet[place] = value
    for merge in merged:
        sheet.merge_cells(merge)
    for column in hidden:
        sheet.column_dimensions[column].hidden = True
    goods = book.create_sheet("商品汇总表")
    goods.append(["团购标题", "所属团长", "商品", "规格", "总库存", "销售数量", "团当前单价", "商品成本价"])
    goods.append(["水果100箱起送\n已报备资料", "林姐", "草莓", "2斤装", "不限", 43, "80.00", "-"])
    turned = book.create_sheet("顾客购买表(商品列排)")
    turned.append(["下单人", "跟团号", "草莓(2斤装)"])
    turned.append(["张阿姨", "1", 9])
    book.create_sheet("说明").append(["顾客购买表：将下单人和收货信息相同的订单合并"])
    book.save(path)
    return path


def sheet(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    """Write a workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def with_sheet_xml(path: Path, xml: str) -> Path:
    """Write a workbook whose one sheet is this XML, as a hand or a bad program may make it."""
    plain = path.with_name("plain.xlsx")
    sheet(plain, [["x"]])
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else content)
    plain.unlink()
    return path


def sheet_xml(rows: str, *, before: str = "", behind: str = "") -> str:
    """Return the XML of a sheet with these rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'
