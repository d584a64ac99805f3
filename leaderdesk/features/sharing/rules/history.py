"""Reads lines of past orders: a day, who, what, how much, at what price, each kept as it was given."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from leaderdesk.core.amount import parse_amount
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import parse_yuan
from leaderdesk.core.text import one_line
from leaderdesk.documents.headed_table import Aliases, Table, find_table
from leaderdesk.documents.sheet_rows import ReadRow, ReadSheet
from leaderdesk.features.sharing.rules import Outcome, ReviewRow

HEADERS: Aliases = {
    "date": ("date", "day", "日期", "下单日期"),
    "neighbour": ("neighbour", "neighbor", "邻居", "下单人", "姓名"),
    "product": ("product", "商品", "商品名称", "名称"),
    "quantity": ("quantity", "amount", "数量"),
    "unit_price": ("unit_price", "unit price", "price", "单价", "售价"),
    "round": ("round", "期", "期数", "团购"),
}
NEEDED = (("neighbour",), ("product",), ("quantity",), ("unit_price",))
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?")
_HEADER_WITHIN = 20
_LONGEST = 120


class DayMissing(UserError):
    """No column of the file says the day; once it is said, the file can be read."""


def past_day(text: str, *, today: dt.date) -> dt.date:
    """Return the day that is written; UserError for what is none or is not over yet."""
    try:
        day = _day(text)
    except UserError as trouble:
        raise UserError(_("Write a day of the past, like 2024-03-15.")) from trouble
    if day > today or day.year < 2000:
        raise UserError(_("Write a day of the past, like 2024-03-15."))
    return day


@dataclass(frozen=True, slots=True)
class PastLine:
    """One line of the past; `key` is the same for the same line of the same list, however often it is read."""

    day: str
    neighbour: str
    product: str
    amount_milli: int
    price_fen: int
    round_name: str
    key: str
    row: int = 0


class HistoryReader:
    """Turns rows into lines of the past; the header is among the first rows, what cannot be read is named."""

    def __init__(self, *, day: dt.date | None, today: dt.date) -> None:
        self._day = day
        self._today = today
        self._seen: Counter[str] = Counter()

    def lines(self, rows: Iterable[ReadRow]) -> Iterator[PastLine | ReviewRow]:
        """Give a line for each row, or why it is left out. UserError if no header is found."""
        coming = iter(rows)
        first: list[ReadRow] = []
        table = None
        for row in coming:
            first.append(row)
            table = find_table(ReadSheet("", (row,)), HEADERS, NEEDED)
            if table is not None or len(first) == _HEADER_WITHIN:
                break
        if table is None:
            raise UserError(_("No head was found. It must name date, neighbour, product, quantity and unit_price."))
        if "date" not in table.columns and self._day is None:
            raise DayMissing(_("No column says the date. Add one, or say the day with --date."))
        for row in coming:
            yield self._line(table, row)

    def _line(self, table: Table, row: ReadRow) -> PastLine | ReviewRow:
        who, what = _words(table.cell(row, "neighbour")), _words(table.cell(row, "product"))
        try:
            if not who or not what:
                raise UserError(_("Name or product is missing."))
            day = self._read_day(table.cell(row, "date"))
            amount_milli, price_fen = _amount(table.cell(row, "quantity")), _price(table.cell(row, "unit_price"))
            if amount_milli == 0 or price_fen < 0:
                raise UserError(_("Quantity and price must be above zero."))
        except UserError as trouble:
            return ReviewRow(row.number, Outcome.SKIPPED, what, str(trouble))
        round_name = _words(table.cell(row, "round"))
        plain = _digest(f"{day}\n{who}\n{what}\n{amount_milli}\n{price_fen}\n{round_name}")
        # The same line twice in one list was ordered twice.
        self._seen[plain] += 1
        return PastLine(day, who, what, amount_milli, price_fen, round_name, f"{plain}-{self._seen[plain]}", row.number)

    def _read_day(self, text: str) -> str:
        if not text and self._day is not None:
            return self._day.isoformat()
        day = _day(text)
        if day > self._today or day.year < 2000:
            raise UserError(_("{day} is not a day of the past. Check the year.").format(day=day.isoformat()))
        return day.isoformat()


# Hundreds of thousands of lines name the same few people, goods, days and sums.


@lru_cache(maxsize=65536)
def _words(text: str) -> str:
    return one_line(text)[:_LONGEST]


@lru_cache(maxsize=4096)
def _amount(text: str) -> int:
    return parse_amount(text)


@lru_cache(maxsize=65536)
def _price(text: str) -> int:
    return parse_yuan(text)


@lru_cache(maxsize=4096)
def _day(text: str) -> dt.date:
    match = _DAY.fullmatch(text.strip())
    try:
        day = None if match is None else dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        day = None
    if day is None:
        raise UserError(_("“{text}” is no day. Write it like 2024-03-15.").format(text=text[:20]))
    return day


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
