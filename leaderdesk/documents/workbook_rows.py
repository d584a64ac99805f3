"""The parts of a sheet as rows of cells: what each holds, how it looks, and the formula that computes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from leaderdesk.documents.book import (
    Fact,
    Facts,
    Fen,
    Formula,
    Gap,
    Kind,
    Milli,
    Note,
    Part,
    Table,
    TableColumn,
    Title,
    Value,
)  # fmt: skip
from leaderdesk.documents.workbook_style import Look

ROW_POINTS, TITLE_POINTS, _LINE_POINTS = 21.0, 33.0, 16.0
_WIDTH = 10.0
"""Characters in a column whose width is not given."""

_WIDE, _NARROW, _PADDING = 2.0, 1.05, 1.9
"""Characters of a column's width that a hanzi, a Latin letter, and the space around a text take."""


class Field(NamedTuple):
    """One cell: its column (0 is A), what it holds, its look; `formula` computes what `value` already is.

    `aside` is a remark after the text, in the same cell, in plain type.
    """

    column: int
    value: Value
    look: Look
    formula: str = ""
    aside: str = ""


class SheetRow(NamedTuple):
    """One row: its cells from left to right, and its height in points."""

    fields: list[Field]
    points: float


def rows_of(parts: Sequence[Part], widths: Sequence[float]) -> Iterator[SheetRow]:
    """Yield the rows of a sheet from the first down; `widths` are those of its columns, in characters."""
    number = 1
    for part in parts:
        for row in _part_rows(part, widths, number):
            yield row
            number += 1


def frozen_row(parts: Sequence[Part]) -> int:
    """Return the number of the head row that stays in view, or 0."""
    number = 1
    for part in parts:
        if isinstance(part, Table) and part.freeze:
            return number + bool(part.heading)
        number += _count(part)
    return 0


def first_row(parts: Sequence[Part], table: Table) -> int:
    """Return the number of the first row of what stands in `table`, one of the parts of a sheet."""
    above = parts[: next(place for place, part in enumerate(parts) if part is table)]
    return sum(map(_count, above)) + bool(table.heading) + 2


def span(sheet: str, parts: Sequence[Part], table: Table, column: int) -> str:
    """Return the cells of a column of `table`, as a formula of any sheet names them; "0" where it has no rows."""
    if not table.rows:
        return "0"
    name, first = letter(table.start + column), first_row(parts, table)
    tab = sheet.replace("'", "''")
    return f"'{tab}'!${name}${first}:${name}${first + len(table.rows) - 1}"


def number_of(value: Value) -> Decimal:
    """Return the number that a cell holds; nothing and text count as nothing."""
    if isinstance(value, Formula):
        return number_of(value.value)
    if isinstance(value, Fen):
        return Decimal(value.fen).scaleb(-2)
    if isinstance(value, Milli):
        return Decimal(value.milli).scaleb(-3)
    return Decimal(value) if isinstance(value, int) else Decimal(0)


def letter(column: int) -> str:
    """Return the letters of a column; 0 is A."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _count(part: Part) -> int:
    if isinstance(part, Facts):
        return len(part.rows)
    if isinstance(part, Table):
        return bool(part.heading) + 1 + len(part.rows) + bool(part.total)
    return 1


def _part_rows(part: Part, widths: Sequence[float], number: int) -> Iterator[SheetRow]:
    if isinstance(part, Title):
        yield SheetRow([Field(0, part.text, Look("title"))], TITLE_POINTS)
    elif isinstance(part, Facts):
        for facts in part.rows:
            yield SheetRow(list(_facts(facts, part.columns)), ROW_POINTS)
    elif isinstance(part, Note):
        fields = [Field(0, part.lead, Look("key"))] if part.lead else []
        yield SheetRow([*fields, Field(len(fields), part.text, Look("note"))], ROW_POINTS)
    elif isinstance(part, Gap):
        yield SheetRow([], ROW_POINTS)
    else:
        yield from _table_rows(part, widths, number)


def _facts(facts: Sequence[Fact], columns: Sequence[int]) -> Iterator[Field]:
    for fact, column in zip(facts, columns, strict=False):
        if fact.key:
            yield Field(column, fact.key, Look("key"))
        # A number among facts stands at the left, under the texts around it.
        look = Look("value", _kind_of(fact.value), fact.bold, signed=True)
        yield Field(column + 1, fact.value, look, _formula(fact.value))


def _formula(value: Value) -> str:
    return f"={value.text}" if isinstance(value, Formula) else ""


def _kind_of(value: Value) -> Kind:
    if isinstance(value, Formula):
        return _kind_of(value.value)
    if isinstance(value, Fen):
        return "money"
    if isinstance(value, Milli):
        return "amount"
    return "number" if isinstance(value, int) else "text"


def _table_rows(table: Table, widths: Sequence[float], number: int) -> Iterator[SheetRow]:
    if table.heading:
        aside = f"  {table.heading_note}" if table.heading_note else ""
        yield SheetRow([Field(table.start, table.heading, Look("heading"), aside=aside)], ROW_POINTS)
        number += 1
    columns = table.columns
    heads = [Field(table.start + at, column.heading, Look("head", column.kind)) for at, column in enumerate(columns)]
    yield SheetRow(heads, _points(heads, widths))
    first = number + 1
    looks = [[Look(role, column.kind, column.bold) for column in columns] for role in ("row", "zebra")]
    for at, row in enumerate(table.rows):
        fields = _row_fields(table, row, looks[at % 2], first + at)
        yield SheetRow(fields, _points(fields, widths))
    if table.total:
        yield SheetRow(_total_fields(table, first), ROW_POINTS)


def _row_fields(table: Table, row: Sequence[Value], looks: Sequence[Look], number: int) -> list[Field]:
    return [
        Field(table.start + at, value, look, _product(table, column, number) if column.product_of else _formula(value))
        for at, (value, column, look) in enumerate(zip(row, table.columns, looks, strict=True))
    ]


def _product(table: Table, column: TableColumn, number: int) -> str:
    left, right = (f"{letter(table.start + factor)}{number}" for factor in column.product_of or (0, 0))
    return f"=ROUND({left}*{right},2)"


def _total_fields(table: Table, first: int) -> list[Field]:
    last = first + len(table.rows) - 1
    summed = [at for at, column in enumerate(table.columns) if column.total]
    word_at = max(0, summed[0] - 1) if summed else 0
    note_at = summed[-1] + 1 if summed else len(table.columns)
    fields = []
    for at, column in enumerate(table.columns):
        place = table.start + at
        if column.total:
            total = _total(column.kind, [_result(row[at]) for row in table.rows])
            formula = f"=SUM({letter(place)}{first}:{letter(place)}{last})" if table.rows else ""
            fields.append(Field(place, total, Look("total", column.kind, signed=True), formula))
        elif at == word_at:
            fields.append(Field(place, table.total, Look("total", "text", right=True)))
        else:
            fields.append(Field(place, table.total_note if at == note_at else None, Look("total")))
    if table.total_note and note_at >= len(table.columns):
        fields.append(Field(table.start + note_at, table.total_note, Look("total")))
    return fields


def _result(value: Value) -> Value:
    return value.value if isinstance(value, Formula) else value


def _total(kind: Kind, values: Sequence[Value]) -> Value:
    if kind == "money":
        return Fen(sum(value.fen for value in values if isinstance(value, Fen)))
    if kind == "amount":
        return Milli(sum(value.milli for value in values if isinstance(value, Milli)))
    return sum(value for value in values if isinstance(value, int))


def _points(fields: Sequence[Field], widths: Sequence[float]) -> float:
    lines = 1
    for field in fields:
        if isinstance(field.value, str):
            width = widths[field.column] if field.column < len(widths) else _WIDTH
            if len(field.value) * _WIDE > width - _PADDING or "\n" in field.value:
                lines = max(lines, _lines(field.value, width - _PADDING))
    return ROW_POINTS if lines == 1 else min(400.0, lines * _LINE_POINTS + 5.0)


def _lines(text: str, width: float) -> int:
    return sum(max(1, -int(-_columns(line) // max(1.0, width))) for line in text.split("\n"))


def _columns(text: str) -> float:
    """Return how many characters of a column's width `text` takes."""
    if text.isascii():
        return len(text) * _NARROW
    return sum(_WIDE if unicodedata.east_asian_width(sign) in ("W", "F", "A") else _NARROW for sign in text)
