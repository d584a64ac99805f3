"""Reads lists of products and of neighbours, by their Chinese or English headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.text import compare_key, one_line
from leaderdesk.documents.headed_table import Aliases, Table, find_table
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet
from leaderdesk.features.products.rules import ProductField

PRODUCT_HEADERS: Aliases = {
    "name": ("名称", "商品", "商品名称", "品名", "name", "product"),
    "spec": ("规格", "spec", "specification"),
    "unit": ("单位", "unit"),
    "price": ("售价", "价格", "单价", "price"),
    "cost": ("成本", "进价", "cost"),
    "supplier": ("供应商", "supplier"),
    "case": ("箱规", "case", "case size"),
    "storage": ("储存", "存储", "保存", "storage"),
    "origin": ("产地", "origin"),
    "code": ("编码", "编号", "code"),
}
NEIGHBOUR_HEADERS: Aliases = {
    "name": ("邻居", "姓名", "称呼", "neighbour", "neighbor", "name"),
    "room": ("房号", "房间", "门牌", "room"),
    "phone": ("电话", "手机", "联系电话", "phone"),
    "nickname": ("微信昵称", "昵称", "wechat", "wechat name", "nickname"),
    "tags": ("标签", "tags", "tag"),
    "recommended_by": ("推荐人", "recommended by", "referrer"),
}
PRODUCTS_NEED = (("name",), ("price", "unit", "supplier"))
NEIGHBOURS_NEED = (("name",), ("room", "phone", "nickname"))
FIELDS: tuple[ProductField, ...] = ("unit", "price", "cost", "case", "storage", "origin", "code")
"""The fields of a product that a later list may change; name and spec say which product is meant."""

_EXAMPLES = ("示例", "example:")
"""How the name of a template's example begins."""

_STORAGE = {"常温": "ambient", "冷藏": "chilled", "冷冻": "frozen"}
_CASE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\D*")
_BETWEEN_TAGS = re.compile(r"[、,，;；/|]+")


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One row of a list of products: what it says of each field, as it would be typed."""

    row: int
    name: str
    spec: str
    supplier: str
    fields: dict[ProductField, str]


@dataclass(frozen=True, slots=True)
class ListedNeighbour:
    """One row of a list of neighbours, as it is written."""

    row: int
    name: str
    room: str
    phone: str
    nickname: str
    tags: tuple[str, ...]
    recommended_by: str


def read_products(sheets: Sequence[ReadSheet]) -> list[ListedProduct] | None:
    """Return the products of the first sheet that lists some; None without one."""
    for sheet in sheets:
        table = None if sheet.hidden else find_table(sheet, PRODUCT_HEADERS, PRODUCTS_NEED)
        if table is not None:
            return [
                ListedProduct(
                    row=row.number,
                    name=one_line(table.cell(row, "name")),
                    spec=one_line(table.cell(row, "spec")),
                    supplier=one_line(table.cell(row, "supplier")),
                    fields={name: _typed(name, table.cell(row, name)) for name in FIELDS if table.cell(row, name)},
                )
                for row in table.rows
                if _is_entry(table, row)
            ]
    return None


def read_neighbours(sheets: Sequence[ReadSheet]) -> list[ListedNeighbour] | None:
    """Return the neighbours of the first sheet that lists some; None without one."""
    for sheet in sheets:
        table = None if sheet.hidden else find_table(sheet, NEIGHBOUR_HEADERS, NEIGHBOURS_NEED)
        if table is not None:
            return [
                ListedNeighbour(
                    row=row.number,
                    name=one_line(table.cell(row, "name")),
                    room=one_line(table.cell(row, "room")),
                    phone=table.cell(row, "phone"),
                    nickname=one_line(table.cell(row, "nickname")),
                    tags=tuple(word.strip() for word in _BETWEEN_TAGS.split(table.cell(row, "tags")) if word.strip()),
                    recommended_by=one_line(table.cell(row, "recommended_by")),
                )
                for row in table.rows
                if _is_entry(table, row)
            ]
    return None


def _is_entry(table: Table, row: ReadRow) -> bool:
    """Return whether a row says anything and is not the example of a template."""
    name = table.cell(row, "name").casefold()
    return any(cell.strip() for cell in row.cells) and not name.startswith(_EXAMPLES)


def _typed(field: ProductField, text: str) -> str:
    if field == "storage":
        return next((kind for word, kind in _STORAGE.items() if word in text), compare_key(text))
    case = _CASE.fullmatch(text) if field == "case" else None
    return text if case is None else case[1]
