"""Every header and every alias of it is known, in the middle of others and whatever its spacing and width."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.sharing.actions import import_orders
from leaderdesk.features.sharing.actions.opened import open_file
from tests.features.orders.estate import Estate
from tests.features.sharing.books import Cell, sheet

ALIASES = {
    "跟团号": ("团号",),
    "下单人": ("购买人", "买家"),
    "团员备注": ("买家备注", "留言"),
    "团长备注": ("卖家备注", "备注"),
    "商品": ("商品名称", "货品"),
    "订单金额": ("金额", "实付"),
    "收货人": ("收件人",),
    "联系电话": ("电话", "手机"),
    "支付时间": ("付款时间",),
}
VALUES: dict[str, Cell] = {
    "跟团号": "7",
    "下单人": "小草",
    "团员备注": "少冰",
    "团长备注": "放门口",
    "商品": "草莓",
    "数量": 2,
    "订单金额": "72.00",
    "收货人": "小草",
    "联系电话": 13800000002,
    "支付时间": "2026-01-25 20:00:00",
    "几号楼": "6",
    "几室": "701",
}
EVERY = [(name, alias) for name, aliases in ALIASES.items() for alias in (name, *aliases)]


def taken(estate: Estate, path: Path) -> tuple[Order, int | None]:
    review = import_orders(estate.store, path, round_id=estate.round_id)
    with estate.store.read() as connection:
        (order,) = orders_of_round(connection, estate.round_id)
    return order, review.money_fen


@pytest.mark.parametrize(("name", "alias"), EVERY)
@pytest.mark.parametrize("spelt", ["{}", " {}：", "*{}"])
def test_an_alias_means_the_same(name: str, alias: str, spelt: str, estate: Estate, tmp_path: Path) -> None:
    head: list[Cell] = [spelt.format(alias) if each == name else each for each in VALUES]
    order, money_fen = taken(estate, sheet(tmp_path / "a.xlsx", [head, list(VALUES.values())]))
    assert (order.neighbour_name, order.room, money_fen) == ("小草", "6-701", 7200)
    assert [(line.product_name, line.amount_milli) for line in order.lines] == [("草莓", 2000)]
    # A column that is not known would stand in the note with its header; the time is known and needs no note.
    assert order.note == "少冰；放门口"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_orders_come_as_csv_in_every_encoding(encoding: str, delimiter: str, estate: Estate, tmp_path: Path) -> None:
    path = tmp_path / "订单 1.csv"
    lines = (VALUES, {name: str(value) for name, value in VALUES.items()}.values())
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert open_file(path).kinds[0].value == "orders"
    assert taken(estate, path)[0].note == "少冰；放门口"


def test_dates_may_be_dates_or_text(estate: Estate, tmp_path: Path) -> None:
    for number, when in enumerate((dt.datetime(2026, 1, 25, 20), "2026/1/25 20:00", 46047.5), start=1):
        values: dict[str, object] = {**VALUES, "支付时间": when, "跟团号": str(number), "几室": f"70{number}"}
        path = sheet(tmp_path / f"{number}.xlsx", [list(values), list(values.values())])  # type: ignore[arg-type]
        assert import_orders(estate.store, path, round_id=estate.round_id).new == 1


def test_a_file_open_in_another_program_and_one_in_a_folder_that_is_read_only(estate: Estate, tmp_path: Path) -> None:
    folder = tmp_path / "只读 文件夹"
    folder.mkdir()
    path = sheet(folder / "订单 一.xlsx", [list(VALUES), list(VALUES.values())])
    (folder / "~$订单 一.xlsx").write_bytes(b"\x05Lin")
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with path.open("rb"), language("en"):
            assert taken(estate, path)[0].room == "6-701"
    finally:
        folder.chmod(0o755)
