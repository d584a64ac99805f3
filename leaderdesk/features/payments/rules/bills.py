"""Reads a bill of WeChat or Alipay: rows of text into payments, every row accounted for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.text import one_line
from leaderdesk.documents.headed_table import Aliases, Table, find_table, header_key
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet


class Channel(StrEnum):
    """Whose bill it is."""

    WECHAT = "wechat"
    ALIPAY = "alipay"


class Way(StrEnum):
    """Which way the money went: to the leader, from her, or between her own accounts."""

    IN = "in"
    OUT = "out"
    NEITHER = "neither"


CHANNEL_TITLES: Mapping[Channel, str] = {Channel.WECHAT: N_("WeChat bill"), Channel.ALIPAY: N_("Alipay bill")}

_HEADERS: Mapping[Channel, Aliases] = {
    Channel.WECHAT: {
        "key": ("交易单号",),
        "at": ("交易时间",),
        "kind": ("交易类型",),
        "payer": ("交易对方",),
        "goods": ("商品",),
        "way": ("收/支",),
        "sum": ("金额(元)", "金额"),
        "status": ("当前状态",),
        "note": ("备注",),
    },
    Channel.ALIPAY: {
        "key": ("交易订单号", "交易号"),
        "at": ("交易时间", "付款时间", "交易创建时间"),
        "kind": ("交易分类", "类型"),
        "payer": ("交易对方",),
        "account": ("对方账号",),
        "goods": ("商品说明", "商品名称"),
        "way": ("收/支",),
        "sum": ("金额", "金额(元)"),
        "status": ("交易状态",),
        "note": ("备注",),
    },
}
_NEEDED = ("key", "at", "payer", "way", "sum", "status")
_TELLING = 4
"""With so many columns of a bill it is one, though another column may be missing."""

_HEAD_WORDS = ("交易", "收/支", "金额", "状态", "单号", "商品", "备注")
_BLANK = ("/", "-", "")
_IN, _OUT = "收入", "支出"
_MOMENT = re.compile(
    r"(?P<year>20[0-9]{2})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"(?:[ T]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?:\.[0-9]+)?)?"
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_SERIAL = re.compile(r"[3-7][0-9]{4}(?:\.[0-9]{1,20})?")
_FIRST_SERIAL_DAY = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
_PART_BACK = re.compile(r"已退款\((?P<sum>[^()]*)\)")
_ALL_BACK = ("已全额退款", "对方已退还", "已退还")
_RECEIVED = frozenset(
    (
        "支付成功",
        "已收钱",
        "已收款",
        "已存入零钱",
        "已存入银行卡",
        "已到账",
        "收款成功",
        "交易成功",
        "朋友已收钱",
        "已领取",
    )
)
_MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class BillLine:
    """One row of a bill. `key` is the platform's own number of the payment; sums are fen, `at_ms` unix milliseconds.

    `refunded_fen` went back to the payer since; `is_settled` is False for a state that does not say money came. `raw`
    are the cells of its row.
    """

    channel: Channel
    key: str
    at_ms: int
    kind: str
    payer: str
    account: str
    goods: str
    note: str
    way: Way
    amount_fen: int
    refunded_fen: int
    status: str
    is_settled: bool
    row: int
    raw: tuple[str, ...] = ()

    @property
    def net_fen(self) -> int:
        """What stayed with the leader."""
        return self.amount_fen - self.refunded_fen


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row of the bill that cannot be read, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Bill:
    """What one file says; `lines` in the order of the file, `unread` what nothing was made of."""

    channel: Channel
    lines: tuple[BillLine, ...]
    unread: tuple[UnreadRow, ...]

    @property
    def received(self) -> tuple[BillLine, ...]:
        """The lines of money that came in."""
        return tuple(line for line in self.lines if line.way is Way.IN)


class _Unreadable(Exception):
    """A row says something no bill says; the text is the reason."""


def is_bill(sheets: Sequence[ReadSheet]) -> bool:
    """Return whether a sheet has the header of a bill; the first rows of each are enough."""
    return any(_best(sheet)[1] >= _TELLING for sheet in sheets if not sheet.hidden)


def read_bill(sheets: Sequence[ReadSheet], name: str) -> Bill:
    """Return what the bill says. UserError, naming the file `name`, if it is no bill or a needed column is missing."""
    for sheet in sheets:
        found = None if sheet.hidden else _table(sheet)
        if found is not None:
            channel, table = found
            return _read(channel, table)
    raise UserError(_missing(sheets, name))


def parse_moment(text: str) -> int | None:
    """Return the unix milliseconds of a local moment as bills write it, a serial date too; None if it is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(folded):
        days, _dot, part = folded.partition(".")
        seconds = round(int((part + "0" * 10)[:10]) * 86_400 / 10**10)
        return _ms(_FIRST_SERIAL_DAY + dt.timedelta(days=int(days), seconds=seconds))
    match = _MOMENT.fullmatch(folded)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[part] or 0) for part in _PARTS)
    try:
        return _ms(dt.datetime.combine(dt.date(year, month, day), dt.time(hour, minute, second)))
    except ValueError:
        return None


def _table(sheet: ReadSheet) -> tuple[Channel, Table] | None:
    for place in _heads(sheet):
        below = replace(sheet, rows=sheet.rows[place:])
        for channel, headers in _HEADERS.items():
            table = find_table(below, headers, [(field,) for field in _NEEDED], within=1)
            if table is not None:
                return channel, table
    return None


def _heads(sheet: ReadSheet) -> Iterator[int]:
    """Give the places of the rows that may be the header, wherever in the sheet it stands."""
    for place, row in enumerate(sheet.rows):
        if sum(any(word in cell for word in _HEAD_WORDS) for cell in row.cells) >= _TELLING:
            yield place


def _best(sheet: ReadSheet) -> tuple[Channel, int, frozenset[str]]:
    """Return which bill a row of the sheet looks most like, how many of its columns it has, and which."""
    best: tuple[Channel, int, frozenset[str]] = (Channel.WECHAT, 0, frozenset())
    heads = [sheet.rows[place] for place in _heads(sheet)]
    for channel, headers in _HEADERS.items():
        fields = {header_key(alias): field for field, aliases in headers.items() for alias in aliases}
        for row in heads:
            has = frozenset(fields[key] for cell in row.cells if (key := header_key(cell)) in fields)
            if len(has) > best[1]:
                best = channel, len(has), has
    return best


def _missing(sheets: Sequence[ReadSheet], name: str) -> str:
    found = [_best(sheet) for sheet in sheets if not sheet.hidden]
    channel, count, has = max(found, key=lambda each: each[1], default=(Channel.WECHAT, 0, frozenset[str]()))
    if count < _TELLING:
        return _(
            "{name} is no bill of WeChat or Alipay. In WeChat: Me, Services, Wallet, Bills, Download bill, “for"
            " personal reconciliation”. In Alipay: Me, Bills, Issue statement of transactions."
        ).format(name=name)
    absent = next(field for field in _NEEDED if field not in has)
    return _(
        "{name} looks like a bill, but the column “{column}” is missing. Download it once more, unchanged."
    ).format(name=name, column=_HEADERS[channel][absent][0])


def _read(channel: Channel, table: Table) -> Bill:
    lines: dict[str, BillLine] = {}
    unread: list[UnreadRow] = []
    for row in table.rows:
        if _is_trailer(table, row):
            continue
        try:
            line = _line(channel, table, row)
        except _Unreadable as reason:
            unread.append(UnreadRow(row.number, str(reason)))
            continue
        before = lines.setdefault(line.key, line)
        if before is not line and not _is_same(before, line):
            unread.append(
                UnreadRow(row.number, _("the number of this payment stands in row {row} too").format(row=before.row))
            )
    return Bill(channel, _with_refunds(tuple(lines.values())), tuple(unread))


def _is_trailer(table: Table, row: ReadRow) -> bool:
    """Return whether the row is a sum or a ruled line below the payments, and none of them."""
    return not any(table.cell(row, field) for field in ("key", "sum", "way"))


def _is_same(one: BillLine, other: BillLine) -> bool:
    return (one.at_ms, one.amount_fen, one.way, one.payer) == (other.at_ms, other.amount_fen, other.way, other.payer)


def _line(channel: Channel, table: Table, row: ReadRow) -> BillLine:
    key = _text(table, row, "key")
    if not key:
        raise _Unreadable(_("it has no number of a payment"))
    at_ms = parse_moment(table.cell(row, "at"))
    if at_ms is None:
        raise _Unreadable(_("“{text}” is no date and time").format(text=table.cell(row, "at")[:40]))
    amount = _fen(table.cell(row, "sum"))
    status = unicodedata.normalize("NFKC", _text(table, row, "status"))
    refunded = _refunded(status, amount)
    return BillLine(
        channel=channel,
        key=key,
        at_ms=at_ms,
        kind=_text(table, row, "kind"),
        payer=_text(table, row, "payer"),
        account=_text(table, row, "account"),
        goods=_text(table, row, "goods"),
        note=_text(table, row, "note"),
        way=_way(table.cell(row, "way")),
        amount_fen=amount,
        refunded_fen=refunded,
        status=status,
        is_settled=status in _RECEIVED or refunded > 0,
        row=row.number,
        raw=row.cells,
    )


def _text(table: Table, row: ReadRow, field: str) -> str:
    text = one_line(table.cell(row, field))[:_MOST_TEXT]
    return "" if text in _BLANK else text


def _way(text: str) -> Way:
    return {_IN: Way.IN, _OUT: Way.OUT}.get(one_line(text), Way.NEITHER)


def _fen(text: str) -> int:
    """Return whole fen; a third decimal place, a sign or a letter is never money."""
    try:
        fen = parse_yuan(text)
    except UserError as not_money:
        raise _Unreadable(_("“{text}” is no sum of money").format(text=text.strip()[:40])) from not_money
    if fen < 0:
        raise _Unreadable(_("“{text}” is below zero").format(text=text.strip()[:40]))
    return fen


def _refunded(status: str, amount_fen: int) -> int:
    if status.startswith(_ALL_BACK):
        return amount_fen
    match = _PART_BACK.search(status)
    if match is None:
        if "退款" in status and status != "退款成功":
            raise _Unreadable(_("“{text}” does not say how much went back").format(text=status[:40]))
        return 0
    back = _fen(match["sum"])
    if back > amount_fen:
        raise _Unreadable(_("more went back than came"))
    return back


def _with_refunds(lines: tuple[BillLine, ...]) -> tuple[BillLine, ...]:
    """Return the lines with what Alipay says in rows of their own taken off the payment it went back from.

    The number of such a row begins with the number of the payment.
    """
    given_back: dict[str, int] = {}
    for line in lines:
        if line.channel is Channel.ALIPAY and line.status == "退款成功" and line.way is not Way.IN and "_" in line.key:
            origin = line.key.partition("_")[0]
            given_back[origin] = given_back.get(origin, 0) + line.amount_fen
    if not given_back:
        return lines
    return tuple(_given_back(line, given_back.get(line.key, 0)) for line in lines)


def _given_back(line: BillLine, fen: int) -> BillLine:
    if not fen or line.way is not Way.IN:
        return line
    return replace(line, refunded_fen=min(line.amount_fen, line.refunded_fen + fen), is_settled=True)


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
