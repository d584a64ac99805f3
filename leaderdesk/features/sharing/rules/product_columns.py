"""Turns a sheet with one column for each product into one with a row for each product of an order."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.core.amount import parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.text import one_line
from leaderdesk.documents.headed_table import Aliases, Table, find_table, header_key, plain_header
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet
from leaderdesk.features.sharing.rules.addresses import part_of_address

_NEEDED = (("buyer", "recipient"), ("number", "order_number"))
_SUMS = frozenset(
    ("商品种类数", "商品数量", "商品总数", "总数量", "总件数", "件数", "份数", "合计", "小计", "总计", "序号", "运费")
) | frozenset(("优惠", "优惠金额", "商品总金额", "商品金额", "数量", "规格", "服务小区电话", "订单总数"))
_NOTHING = frozenset(("", "0", "-", "—", "/", "0.0", "0.00"))
_TOTALS = ("合计", "总计", "小计")


def with_row_for_each(sheet: ReadSheet, known: Aliases, *, product: str, amount: str) -> ReadSheet | None:
    """Return the sheet with columns `product` and `amount` behind the others, and a row for each of an order's goods.

    A column is a product when nobody knows its header and most of what stands below is an amount. None if the sheet
    has a column that names goods, or no column of a product.
    """
    table = find_table(sheet, known, _NEEDED)
    if table is None or "product" in table.columns:
        return None
    goods, rows = _products(table)
    if not goods:
        return None
    width = max(len(row.cells) for row in sheet.rows)
    at = next(place for place, row in enumerate(sheet.rows) if row.number >= (rows[0].number if rows else 0))
    head = _head(sheet.rows[:at], table)
    kept = tuple("" if column in goods else text for column, text in enumerate(_padded(head.cells, width)))
    unfolded = [ReadRow(head.number, (*kept, product, amount))]
    for row in rows:
        unfolded += _goods_rows(row, goods, width, first=min(table.columns.values()))
    return ReadSheet(
        name=sheet.name,
        rows=tuple(unfolded),
        hidden=sheet.hidden,
        hidden_columns=sheet.hidden_columns,
        hidden_rows=sheet.hidden_rows,
        formulas=sheet.formulas,
        unread=sheet.unread,
    )


def _products(table: Table) -> tuple[dict[int, str], tuple[ReadRow, ...]]:
    """Return the columns of products with their names, and the rows below; specs may stand in a second head row."""
    rows, specs = table.rows, None
    key = table.columns.get("buyer", table.columns.get("recipient", 0))
    if rows and key in rows[0].spread:
        # The head is merged over two rows: the names of the goods in the first, their specs in the second.
        specs, rows = rows[0], rows[1:]
    goods: dict[int, str] = {}
    for column, header in table.others:
        name = one_line(header)
        spec = "" if specs is None or column in specs.spread else one_line(specs.cell(column))
        if _is_product(name, [row.cell(column).strip() for row in rows]):
            goods[column] = f"{name}({spec})" if spec and spec not in name else name
    return goods, rows


def _is_product(header: str, cells: Sequence[str]) -> bool:
    plain = plain_header(header)
    if not plain or plain in _SUMS or part_of_address(header) is not None:
        return False
    said = [cell for cell in cells if cell not in _NOTHING]
    return bool(said) and sum(map(_is_amount, said)) * 2 > len(said)


def _is_amount(text: str) -> bool:
    try:
        return 0 < parse_amount(text) < 10_000_000
    except UserError:
        return False


def _head(rows: Sequence[ReadRow], table: Table) -> ReadRow:
    column = min(table.columns.values())
    fitting = [row for row in rows if header_key(row.cell(column)) and column not in row.spread]
    return fitting[-1]


def _goods_rows(row: ReadRow, goods: dict[int, str], width: int, *, first: int) -> list[ReadRow]:
    kept = tuple("" if column in goods else text for column, text in enumerate(_padded(row.cells, width)))
    if row.cell(first).strip().startswith(_TOTALS):
        return []
    # What a merged cell spreads over the rows of an order was ordered once.
    wanted = [
        (name, row.cell(column).strip())
        for column, name in goods.items()
        if column not in row.spread and row.cell(column).strip() not in _NOTHING
    ]
    found = []
    for place, (name, amount) in enumerate(wanted):
        spread = row.spread if place == 0 else frozenset(range(width))
        found.append(ReadRow(row.number, (*kept, name, amount), spread))
    return found


def _padded(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *("" for _ in range(width - len(cells))))
