"""Reads a file of 群接龙: one product for each file, named like it, and a row for each order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from leaderdesk.core.text import one_line
from leaderdesk.documents.headed_table import Aliases, find_table
from leaderdesk.documents.sheet_rows import ReadSheet
from leaderdesk.features.sharing.rules.addresses import Written
from leaderdesk.features.sharing.rules.goods import Wanted
from leaderdesk.features.sharing.rules.incoming_orders import (
    QUNJIELONG,
    IncomingFile,
    IncomingOrder,
    digest,
    sum_or_none,
)  # fmt: skip
from leaderdesk.features.sharing.rules.kuaituantuan import file_notices

HEADERS: Aliases = {
    "recipient": ("收货人", "收件人"),
    "phone": ("联系电话", "电话", "手机"),
    "money": ("订单总金额", "订单金额", "金额"),
    "state": ("支付状态",),
    "address": ("收货地址", "详细地址"),
    "amount": ("订购数量", "数量"),
}
NEEDED = (("recipient",), ("amount",), ("address",))
_TOTAL = "合计"
_COPY = re.compile(r"\s*[(（][0-9]{1,3}[)）]$")
"""What a browser adds to the name of a file that is there already."""


def read_qunjielong(sheets: Sequence[ReadSheet], stem: str) -> IncomingFile | None:
    """Return the orders of the file called `stem`; None if no sheet of it is such a table."""
    for sheet in sheets:
        table = find_table(sheet, HEADERS, NEEDED)
        if table is None or sheet.hidden:
            continue
        product, seen, orders = _COPY.sub("", one_line(stem)), Counter[str](), []
        for row in table.rows:
            name = one_line(table.cell(row, "recipient"))
            if any(cell.strip() == _TOTAL for cell in row.cells) or not name:
                continue
            address, phone = one_line(table.cell(row, "address")), table.cell(row, "phone")
            who = digest(product, name, phone, address)
            seen[who] += 1
            notes = [f"{header}：{one_line(row.cell(at))}" for at, header in table.others if row.cell(at).strip()]
            state = one_line(table.cell(row, "state"))
            orders.append(
                IncomingOrder(
                    numbers=(str(seen[who]),),
                    who=who,
                    rows=(row.number,),
                    name=name,
                    recipient=name,
                    phone=phone,
                    place=Written(address=address),
                    note="；".join([*([state] if state else []), *notes]),
                    goods=(Wanted(row.number, product, "", table.cell(row, "amount"), table.cell(row, "money")),),
                    money_fen=sum_or_none(table.cell(row, "money")),
                )
            )
        return IncomingFile(QUNJIELONG, tuple(orders), (), tuple(file_notices(sheet)))
    return None
