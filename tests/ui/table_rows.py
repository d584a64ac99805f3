"""Rows and columns that the table tests share."""

from __future__ import annotations

from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.money import parse_yuan
from leaderdesk.ui.cells import (
    Bar,
    Cell,
    Chip,
    Chips,
    Dots,
    Lines,
    Mark,
    Marks,
    Person,
    Pill,
    Pills,
    Squares,
    Text,
    money,
)
from leaderdesk.ui.columns import PLAIN, Band, Column, Edit, Fix, RowLook
from leaderdesk.ui.row_table import RowTable

ASK = Fix("“草莓两”后面好像没写完，先按 2 盒算", ("就是 2 盒", "1 盒"), ("复制问话去问她",))


@dataclass(frozen=True, slots=True)
class Row:
    """An order as a list shows it."""

    id: int
    name: str
    room: str = "3-502"
    fen: int = 10_000
    look: RowLook = PLAIN


def rows(count: int) -> list[Row]:
    """Return plain rows with the ids 1 to `count`, names falling while ids rise."""
    return [
        Row(number, f"邻居{count - number:04d}", f"{number % 9 + 1}-{number % 30}02", number * 100)
        for number in range(1, count + 1)
    ]


class Prices:
    """Takes prices typed into the table, or refuses them."""

    def __init__(self) -> None:
        self.taken: list[tuple[int, int]] = []

    def commit(self, row: Row, typed: str) -> None:
        """Take the price; what is no price or above 999 yuan is refused."""
        fen = parse_yuan(typed)
        if fen > 99_900:
            raise UserError("That is more than anybody pays.")
        self.taken.append((row.id, fen))


def columns(prices: Prices) -> list[Column[Row]]:
    """Return the columns of an order list, the last one edited in place."""
    return [
        Column("number", "序号", lambda row: Text(str(row.id), color="text2"), 58),
        Column("name", "邻居", lambda row: Text(row.name, bold=True), 120, sort=lambda row: row.name),
        Column("room", "房号", lambda row: Text(row.room), 90),
        Column("goods", "商品 × 数量", lambda row: Chips((Chip("草莓", "×2"), Chip("酸奶", "×1", "info"))), 0),
        Column(
            "price", "金额", lambda row: money(row.fen), 110, "right", sort=lambda row: row.fen,
            edit=Edit(lambda row: f"{row.fen / 100:.2f}", prices.commit),
        ),
    ]  # fmt: skip


def order_table(prices: Prices | None = None) -> RowTable[Row]:
    """Return an empty order list."""
    return RowTable(
        columns(prices or Prices()),
        row_id=lambda row: row.id,
        row_look=lambda row: row.look,
        search_key=lambda row: f"{row.name} {row.room}",
    )


def every_cell() -> tuple[Cell, ...]:
    """Return one cell of each kind, with much and with little in it."""
    changed = (
        Chip("草莓", "×2"),
        Chip("土鸡蛋", "×1", "info"),
        Chip("原来", "×1", struck=True),
        Chip("草莓", "×2 ?", "warn"),
    )
    tags = (Pill("核心邻居", "brand"), Pill("推荐官", "gift"), Pill("家有小孩"))
    bags = (Mark("gift", "礼", "gift"), Mark("snowflake", "冷藏", "info", shown=True))
    return (
        Text("张阿姨", bold=True), Text("¥10.00", "28%"), Text("王哥", struck=True), Text(""),
        Lines("隔壁村王大叔家的草莓", "500 g / 盒・冷藏", icon="box"), Lines("只有一行", ""),
        Person("张阿姨", "3-502", "brand"), Person("", ""),
        Chips(changed), Chips(tuple(Chip(f"商品{number}", "×1") for number in range(30))), Chips(()),
        Pill("已付款", "brand", dot=True), Pills(tags), Pills(()),
        Marks(bags, Pill("差 ¥28", "warn")), Marks(()),
        Bar(86, 120, "86 / 120"), Bar(0, 0, "0 / 0"), Bar(7, 5, "7 / 5"),
        Squares(6, 8, "缺 装车温度、包装", tone="warn"), Dots(3, 5, "已自提"),
    )  # fmt: skip


def asking(row_id: int) -> Row:
    """Return an amber row with a question."""
    return Row(row_id, f"豆豆妈{row_id}", look=RowLook("look", ASK))


def fold(row_id: int) -> Row:
    """Return a fold that can be opened."""
    return Row(row_id, "", look=RowLook(band=Band("第 7–36 位没有变化，已折叠", link="展开", bold=False)))
