"""Reads the workbook of 快团团: a row for each goods of an order, or in the newer form a row for each order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key, one_line
from leaderdesk.documents.headed_table import Aliases, Table, find_table, plain_header
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet
from leaderdesk.features.sharing.rules import Outcome, ReviewRow
from leaderdesk.features.sharing.rules.addresses import Written, part_of_address
from leaderdesk.features.sharing.rules.goods import Wanted, several_goods
from leaderdesk.features.sharing.rules.incoming_orders import KTT, IncomingFile, IncomingOrder, digest, sum_or_none
from leaderdesk.features.sharing.rules.product_columns import with_row_for_each

HEADERS: Aliases = {
    "buyer": ("下单人", "购买人", "买家"),
    "buyer_note": ("团员备注", "买家备注", "留言"),
    "leader_note": ("团长备注", "卖家备注", "备注"),
    "number": ("跟团号", "团号"),
    "order_number": ("订单号",),
    "paid_at": ("支付时间", "付款时间"),
    "product": ("商品", "商品名称", "货品"),
    "spec": ("规格",),
    "amount": ("数量",),
    "goods_money": ("商品金额",),
    "order_money": ("订单金额", "金额", "实付"),
    "refund": ("退款金额", "订单退款"),
    "state": ("订单状态",),
    "recipient": ("收货人", "收件人"),
    "phone": ("联系电话", "电话", "手机"),
    "address": ("详细地址", "收货地址"),
}
NEEDED = (("product",), ("buyer", "recipient"), ("number", "order_number"))
_NOT_A_NOTE = frozenset(
    (
        "运费",
        "优惠",
        "物流方式",
        "服务小区",
        "服务小区联系人",
        "服务小区电话",
        "服务小区地址",
        "团长",
        "商品种类数",
        "自提点",
    )
)
_GONE = re.compile(r"取消|关闭|已退款")
_BETWEEN_NUMBERS = re.compile(r"[、,，/;；\s]+")
_CANCELLED = N_("This order was cancelled or refunded.")


@dataclass
class _Group:
    """The rows of one order while they are gathered."""

    numbers: tuple[str, ...]
    first: ReadRow
    rows: list[int] = field(default_factory=list)
    goods: list[Wanted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    place: Written = field(default_factory=Written)
    money_fen: int | None = None
    refund_fen: int = 0


def read_kuaituantuan(sheets: Sequence[ReadSheet]) -> IncomingFile | None:
    """Return the orders of the workbook; None if no sheet of it is a table of orders."""
    found = _tables(sheets)
    if not found:
        return None
    sheet, table = next((each for each in found if not each[0].hidden), found[0])
    groups, left_out = _gather(table)
    orders = []
    for group in groups:
        if group.money_fen and group.refund_fen >= group.money_fen:
            left_out.append(_left_out(group.first.number, table.cell(group.first, "buyer"), _(_CANCELLED)))
        elif group.goods:
            orders.append(_order(table, group))
    others = [each.name for each, _table in found if each is not sheet]
    return IncomingFile(KTT, tuple(orders), tuple(left_out), tuple(_notices(sheet, orders, groups, others)))


def is_note(header: str) -> bool:
    """Return whether a column that nobody knows is kept as a note: the platform's own sums and places are not."""
    return plain_header(header) not in _NOT_A_NOTE and part_of_address(header) is None


def is_kuaituantuan(sheets: Sequence[ReadSheet]) -> bool:
    """Return whether one of the sheets is a table of orders; their first rows are enough."""
    return bool(_tables(sheets))


def order_sheet(sheets: Sequence[ReadSheet]) -> ReadSheet | None:
    """Return the sheet whose orders are read, None without one."""
    found = _tables(sheets)
    return next((sheet for sheet, _table in found if not sheet.hidden), found[0][0]) if found else None


def _tables(sheets: Sequence[ReadSheet]) -> list[tuple[ReadSheet, Table]]:
    """Return the tables of orders; one with a column for each product counts where there is no other."""
    found = [(sheet, table) for sheet in sheets if (table := find_table(sheet, HEADERS, NEEDED)) is not None]
    if found:
        return found
    unfolded = [with_row_for_each(sheet, HEADERS, product="商品", amount="数量") for sheet in sheets]
    return [
        (sheet, table)
        for sheet in unfolded
        if sheet is not None and (table := find_table(sheet, HEADERS, NEEDED)) is not None
    ]


def _gather(table: Table) -> tuple[list[_Group], list[ReviewRow]]:
    groups: dict[tuple[tuple[str, ...], str], _Group] = {}
    left_out: list[ReviewRow] = []
    for row in table.rows:
        product = one_line(table.cell(row, "product"))
        who = table.cell(row, "buyer") or table.cell(row, "recipient")
        numbers = _numbers(table.cell(row, "number")) or _numbers(table.cell(row, "order_number"))
        if not product and not numbers:
            continue
        if not product or not who or not numbers:
            left_out.append(_left_out(row.number, product or who, _("Name, number or goods are missing in this row.")))
            continue
        if _GONE.search(table.cell(row, "state")):
            left_out.append(_left_out(row.number, who, _(_CANCELLED)))
            continue
        group = groups.setdefault((numbers, compare_key(who)), _Group(numbers, row))
        _add(table, group, row)
    return list(groups.values()), left_out


def _add(table: Table, group: _Group, row: ReadRow) -> None:
    group.rows.append(row.number)
    group.goods += _goods(table, row)
    group.notes += [note for note in _notes(table, row) if note not in group.notes]
    if not group.place.text:
        group.place = _place(table, row)
    # What an order comes to stands once for all of its rows: in a merged cell, or filled down by hand.
    if group.money_fen is None and table.columns.get("order_money") not in row.spread:
        group.money_fen = sum_or_none(table.cell(row, "order_money"))
        group.refund_fen = sum_or_none(table.cell(row, "refund")) or 0


def _goods(table: Table, row: ReadRow) -> list[Wanted]:
    cell, spec, amount = table.cell(row, "product"), table.cell(row, "spec"), table.cell(row, "amount")
    several = () if amount else several_goods(cell)
    if several:
        return [Wanted(row.number, one_line(product), "", number) for product, number in several]
    return [Wanted(row.number, one_line(cell), one_line(spec), amount, table.cell(row, "goods_money"))]


def _notes(table: Table, row: ReadRow) -> list[str]:
    notes = [one_line(table.cell(row, name)) for name in ("buyer_note", "leader_note")]
    for column, header in table.others:
        text = one_line(row.cell(column))
        if text and is_note(header):
            notes.append(f"{plain_header(header)}：{text}")
    return [note for note in notes if note]


def _place(table: Table, row: ReadRow) -> Written:
    parts: dict[str, str] = {}
    for column, header in table.others:
        part = part_of_address(header)
        if part is not None:
            parts.setdefault(part, one_line(row.cell(column)))
    return Written(
        building=parts.get("building", ""),
        unit=parts.get("unit", ""),
        door=parts.get("door", ""),
        address=one_line(table.cell(row, "address")),
    )


def _order(table: Table, group: _Group) -> IncomingOrder:
    buyer = one_line(table.cell(group.first, "buyer"))
    recipient = one_line(table.cell(group.first, "recipient"))
    return IncomingOrder(
        numbers=group.numbers,
        who=digest(buyer or recipient),
        rows=tuple(group.rows),
        name=buyer or recipient,
        recipient=recipient,
        phone=table.cell(group.first, "phone"),
        place=group.place,
        note="；".join(group.notes),
        goods=tuple(group.goods),
        money_fen=group.money_fen,
    )


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(part for part in _BETWEEN_NUMBERS.split(text.strip()) if part)


def _left_out(row: int, what: str, reason: str) -> ReviewRow:
    return ReviewRow(row, Outcome.SKIPPED, what, reason)


def _notices(
    sheet: ReadSheet, orders: Sequence[IncomingOrder], groups: Sequence[_Group], others: Sequence[str]
) -> list[str]:
    notices = file_notices(sheet)
    if others:
        notices.append(
            _("Only sheet {sheet} was read; {others} were left out.").format(sheet=sheet.name, others="、".join(others))
        )
    partly = [str(group.first.number) for group in groups if group.money_fen and 0 < group.refund_fen < group.money_fen]
    if partly and orders:
        notices.append(
            _("Part of the money was given back in rows {rows}; check what is still wanted.").format(
                rows="、".join(partly)
            )
        )
    return notices


def file_notices(sheet: ReadSheet) -> list[str]:
    """Return what should be known of how a sheet was read: formulas, hidden rows."""
    notices = []
    if sheet.formulas:
        notices.append(
            _("{count} cells are formulas; their last values were read.").format(
                count=sheet.formulas - len(sheet.unread)
            )
        )
    if sheet.unread:
        notices.append(
            _("These formulas have no value: {cells}. Open the file in Excel or WPS and save it once.").format(
                cells="、".join(sheet.unread[:10])
            )
        )
    if sheet.hidden_rows:
        notices.append(_("{count} hidden rows were read too.").format(count=sheet.hidden_rows))
    return notices
