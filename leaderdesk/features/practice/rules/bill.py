"""Invents the WeChat bill of a leader with all the mess of a real one, and knows what is true of each line."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

_SURNAMES = "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗"
_GIVEN = (
    "建芳",
    "秀英",
    "志强",
    "晓梅",
    "海燕",
    "国庆",
    "丽华",
    "文静",
    "建平",
    "玉兰",
    "永红",
    "春生",
    "雪莲",
    "卫东",
)
_NICK = ("晴天", "静待花开", "海阔天空", "平安是福", "A阳光", "云淡风轻", "小确幸", "一叶知秋", "向日葵", "岁月静好")
_KIND, _FORM = "二维码收款", "收款方备注:二维码收款"
_MASKED, _WITH_ROOM, _WITH_NOTE = 0.12, 0.2, 0.15
"""Names with a masked real one behind, and (up to the second) with the room; notes that say the room."""

_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"


@dataclass(frozen=True, slots=True)
class Owed:
    """An order somebody owes for: the moment its round opened is local."""

    order_id: int
    neighbour_id: int
    name: str
    room: str
    pickup_code: int
    due_fen: int
    opened: dt.datetime


@dataclass(frozen=True, slots=True)
class BillRow:
    """One payment of the bill as WeChat writes it; `at` is local."""

    key: str
    at: dt.datetime
    kind: str
    payer: str
    goods: str
    fen: int
    status: str = "已收钱"
    way: str = "收入"
    note: str = "/"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a line really is: of which kind of mess, for which neighbours, and how much of it for which order.

    `paid` is empty for money that no order waits for.
    """

    mess: str
    neighbours: frozenset[int]
    paid: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class InventedBill:
    """The rows by time, what is true of each by its key, and the payers who paid for somebody before."""

    rows: tuple[BillRow, ...]
    truth: Mapping[str, Truth]
    known_payers: Mapping[str, int]


def invent_bill(owed: Sequence[Owed], *, seed: int, until: dt.datetime, mess: float = 0.04) -> InventedBill:
    """Return a bill in which nearly everybody pays; of each kind of mess there is about the share `mess`.

    The same orders, seed and moment give the same bill.
    """
    return _Inventor(owed, random.Random(f"leaderdesk-bill-{seed}"), until=until, mess=mess).invent()


def bill_text(bill: InventedBill) -> str:
    """Return the bill as WeChat saves it: a preamble, the header, and a row for each payment, ids with a tab behind."""
    days = [row.at for row in bill.rows]
    first, last = (f"{day:%Y-%m-%d %H:%M:%S}" for day in (min(days), max(days)))
    head = [
        "微信支付账单明细",
        "微信昵称：[李姐]",
        f"起始时间：[{first}] 终止时间：[{last}]",
        "导出类型：[全部]",
        f"导出时间：[{last}]",
        "",
        f"共{len(bill.rows)}笔记录",
        *(f"{way}：{_total(bill.rows, way)}" for way in ("收入", "支出")),
        "中性交易：0笔 0.00元",
        "注：",
        "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
        "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
        "3. 本明细仅供个人对账使用",
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]
    lines = [",".join(_cells(row)) for row in reversed(bill.rows)]
    return "\r\n".join([*(line + "," * 8 if line else ",,,,,,,," for line in head), _HEADER, *lines, ""])


def _cells(row: BillRow) -> tuple[str, ...]:
    return (
        f"{row.at:%Y-%m-%d %H:%M:%S}",
        row.kind,
        _quoted(row.payer),
        _quoted(row.goods),
        row.way,
        f"¥{_yuan(row.fen)}",
        "/" if row.way == "收入" else "零钱",
        row.status,
        f"{row.key}\t",
        "/\t",
        _quoted(row.note),
    )


def _total(rows: Sequence[BillRow], way: str) -> str:
    chosen = [row for row in rows if row.way == way]
    return f"{len(chosen)}笔 {_yuan(sum(row.fen for row in chosen))}元"


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if "," in text or '"' in text else text


class _Inventor:
    """Pays the orders one neighbour after the other, each in one of the ways of real life."""

    def __init__(self, owed: Sequence[Owed], chance: random.Random, *, until: dt.datetime, mess: float) -> None:
        self._chance, self._until, self._mess = chance, until, mess
        self._owed = list(owed)
        self._keys = count(1000050001_20260000001)
        self._names = {each.name for each in owed}
        self._rows: list[BillRow] = []
        self._truth: dict[str, Truth] = {}
        self._payers: dict[str, int] = {}

    def invent(self) -> InventedBill:
        """Return the bill."""
        for orders in self._by_neighbour():
            self._pay(orders)
        for fen, who in ((50_000, "妈"), (3_300, "扫码收款"), (6_600, "物业小刘"), (20_000, "堂弟")):
            at = self._between(self._until - dt.timedelta(days=3), self._until)
            self._add(Truth("stranger", frozenset(), {}), BillRow("", at, _KIND, who, _FORM, fen))
        self._spend()
        ordered = tuple(sorted(self._rows, key=lambda row: (row.at, row.key)))
        return InventedBill(ordered, self._truth, self._payers)

    def _by_neighbour(self) -> Iterator[list[Owed]]:
        by_neighbour: dict[int, list[Owed]] = {}
        for each in self._owed:
            by_neighbour.setdefault(each.neighbour_id, []).append(each)
        for neighbour_id in sorted(by_neighbour):
            yield sorted(by_neighbour[neighbour_id], key=lambda each: each.opened)

    def _pay(self, orders: list[Owed]) -> None:
        if len(orders) > 1 and self._chance.random() < self._mess * 4:
            self._at_once(orders)
            return
        later = {each.opened for each in orders}
        for order in orders:
            ends = min((opened for opened in later if opened > order.opened), default=self._until)
            self._one(order, self._between(order.opened, ends))

    def _one(self, order: Owed, at: dt.datetime) -> None:
        """Pay one order in one of the ways; most are plain."""
        ways = (
            self._halves,
            self._for_another,
            self._rounded,
            self._wrong,
            self._packet,
            self._refunded,
            self._stranger,
        )
        drawn = self._chance.random()
        place = int(drawn / self._mess)
        if drawn < self._mess * len(ways):
            ways[min(place, len(ways) - 1)](order, at)
        elif drawn < self._mess * (len(ways) + 0.5):
            return  # Has not paid yet.
        else:
            self._plain(order, at)
            if self._chance.random() < self._mess / 3:
                self._twice(order, at)

    def _plain(self, order: Owed, at: dt.datetime) -> None:
        self._add(_true("plain", order), self._row(order, at))

    def _at_once(self, orders: list[Owed]) -> None:
        at = self._between(max(each.opened for each in orders), self._until)
        paid = {each.order_id: each.due_fen for each in orders}
        row = replace(self._row(orders[0], at), fen=sum(paid.values()))
        self._add(Truth("several orders", frozenset((orders[0].neighbour_id,)), paid), row)

    def _halves(self, order: Owed, at: dt.datetime) -> None:
        row, first = self._row(order, at), order.due_fen // 2
        self._add(_true("two payments", order, first), replace(row, fen=first))
        rest = replace(row, fen=order.due_fen - first, at=at + dt.timedelta(minutes=7))
        self._add(_true("two payments", order, rest.fen), rest)

    def _for_another(self, order: Owed, at: dt.datetime) -> None:
        """A husband or a daughter pays: known from before, or with the room or the name in the note."""
        payer, goods = self._stranger_name(), _FORM
        if self._chance.random() < 0.5:
            self._payers[payer] = order.neighbour_id
        else:
            goods = f"付款方留言:{self._chance.choice((order.room, f'代{order.room}', f'帮{order.name}付'))}"
        self._add(_true("for another", order), replace(self._row(order, at), payer=payer, goods=goods))

    def _rounded(self, order: Owed, at: dt.datetime) -> None:
        up = (order.due_fen + 99) // 100 * 100
        self._add(_true("rounded", order), replace(self._row(order, at), fen=up))

    def _wrong(self, order: Owed, at: dt.datetime) -> None:
        fen = max(100, order.due_fen + self._chance.choice((-1000, -350, 500, 1280)))
        self._add(_true("wrong sum", order, min(fen, order.due_fen)), replace(self._row(order, at), fen=fen))

    def _packet(self, order: Owed, at: dt.datetime) -> None:
        row = replace(self._row(order, at), kind="微信红包", goods="/", status="已存入零钱")
        self._add(_true("red packet", order), row)

    def _refunded(self, order: Owed, at: dt.datetime) -> None:
        back = self._chance.choice((100, 880, 2000))
        row = replace(self._row(order, at), fen=order.due_fen + back, status=f"已退款(￥{_yuan(back)})")
        self._add(_true("refunded", order), row)

    def _stranger(self, order: Owed, at: dt.datetime) -> None:
        row = replace(self._row(order, at), payer=self._stranger_name(), goods=_FORM)
        self._add(_true("unknown name", order), row)

    def _twice(self, order: Owed, at: dt.datetime) -> None:
        again = replace(self._rows[-1], at=at + dt.timedelta(minutes=3))
        self._add(Truth("paid twice", frozenset((order.neighbour_id,)), {}), again)

    def _spend(self) -> None:
        for fen, shop in ((128_00, "东郊草莓园"), (1_250_00, "老周家"), (23_50, "便利店")):
            at = self._between(self._until - dt.timedelta(days=2), self._until)
            self._rows.append(BillRow(self._next_key(), at, "商户消费", shop, "进货", fen, "支付成功", "支出"))

    def _add(self, truth: Truth, row: BillRow) -> None:
        key = self._next_key()
        self._rows.append(replace(row, key=key))
        self._truth[key] = truth

    def _row(self, order: Owed, at: dt.datetime) -> BillRow:
        """Return the plain payment of an order, under a name the list knows."""
        drawn, payer = self._chance.random(), order.name
        if drawn < _MASKED:
            payer = f"{order.name}(**{self._chance.choice(_GIVEN)[-1]})"
        elif drawn < _WITH_ROOM:
            payer = f"{order.name} {order.room}"
        goods = f"付款方留言:{order.room}" if self._chance.random() < _WITH_NOTE else _FORM
        return BillRow("", at, _KIND, payer, goods, order.due_fen)

    def _stranger_name(self) -> str:
        """Return a name that stands in no list and was not used before."""
        while True:
            name = self._chance.choice((self._chance.choice(_SURNAMES) + self._chance.choice(_GIVEN), *_NICK))
            name += self._chance.choice(("", "", "🌸", "🌻", "1966"))
            if name not in self._names:
                self._names.add(name)
                return name

    def _next_key(self) -> str:
        return f"{next(self._keys)}"

    def _between(self, start: dt.datetime, end: dt.datetime) -> dt.datetime:
        seconds = max(1, int((end - start).total_seconds()) - 1200)
        return start + dt.timedelta(seconds=self._chance.randrange(1, seconds + 1))


def _true(mess: str, order: Owed, fen: int = 0) -> Truth:
    return Truth(mess, frozenset((order.neighbour_id,)), {order.order_id: fen or order.due_fen})
