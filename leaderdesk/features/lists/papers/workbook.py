"""A list as a workbook: one table that can be sorted and filtered, and its sums."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from leaderdesk.core.clock import printed_text
from leaderdesk.core.i18n import _
from leaderdesk.documents.book import Book, Fen, Gap, Kind, Milli, Note, Part, Sheet, Table, TableColumn, Title
from leaderdesk.documents.book import Value as CellValue
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.lists.papers.sheets import Head, list_title
from leaderdesk.features.lists.rules import Layout, ListColumn, shown
from leaderdesk.features.lists.rules.content import EMPTY, ListContent, Section, Value

_KINDS: dict[str, Kind] = {
    "amount": "amount", "pieces": "number", "bags": "number", "cold": "number", "ambient": "number",
    "households": "number", "owes": "money",
}  # fmt: skip
_SUMMED = frozenset({"pieces", "bags", "cold", "ambient", "households", "owes"})
_LEAST, _MOST = 7.0, 46.0


def write_list_book(path: Path, content: ListContent, layout: Layout, head: Head) -> None:
    """Write the list as a workbook at `path`, whole or not at all: the columns of the paper, and the sections' sums."""
    title = list_title(content.kind, head.round)
    sheets = [_rows_sheet(content, layout, head, title)]
    if content.by_section:
        sheets.append(_sums_sheet(content, head))
    write_workbook(path, Book(title, head.business.leader_name, tuple(sheets)))


def _rows_sheet(content: ListContent, layout: Layout, head: Head, title: str) -> Sheet:
    columns = [column for column in shown(content.kind, layout) if not (column.key == "building" and _names(content))]
    before = (TableColumn(content.by_section, bold=True),) if content.by_section else ()
    rows = tuple(
        ((section.heading,) if before else ()) + tuple(_value(entry.values.get(each.key, EMPTY)) for each in columns)
        for section in content.sections
        for entry in section.entries
    )
    table = Table(
        columns=(*before, *(_table_column(each) for each in columns)),
        rows=rows,
        total=_("Total") if before or (columns and columns[0].key not in _SUMMED) else "",
        freeze=True,
    )
    headings = [each.heading for each in table.columns]
    parts: tuple[Part, ...] = (Title(title), *_facts(content, head), table)
    return Sheet(
        name=content.kind.title,
        parts=parts,
        widths=tuple(_width(heading, [row[place] for row in rows]) for place, heading in enumerate(headings)),
        landscape=len(headings) > 7,
        footer=printed_text(head.printed_ms),
    )


def _names(content: ListContent) -> bool:
    """Return whether the first column of the workbook already names the building."""
    return content.by_section == _("Building")


def _facts(content: ListContent, head: Head) -> tuple[Part, ...]:
    totals = " · ".join(part for part in (content.total, content.total_detail) if part)
    return (Note(head.when_and_where), Note(totals), Gap())


def _sums_sheet(content: ListContent, head: Head) -> Sheet:
    def people(section: Section) -> int:
        return len({order_id for entry in section.entries for order_id in entry.order_ids})

    rows = tuple((section.heading, people(section), section.summary) for section in content.sections)
    table = Table(
        columns=(
            TableColumn(content.by_section, bold=True),
            TableColumn(_("Neighbours"), "number"),
            TableColumn(_("In all")),
        ),
        rows=rows,
        freeze=True,
    )
    widths = (_width(content.by_section, [row[0] for row in rows]), 10.0, _width("", [row[2] for row in rows]))
    return Sheet(_("Sums"), (Title(_("Sums")), table), widths, landscape=False, footer=printed_text(head.printed_ms))


def _table_column(column: ListColumn) -> TableColumn:
    return TableColumn(column.title, _KINDS.get(column.key, "text"), column.bold, total=column.key in _SUMMED)


def _value(value: Value) -> CellValue:
    if value.kind == "money":
        return Fen(value.number) if value.number else None
    if value.kind == "amount" and value.number is not None:
        return Milli(value.number)
    if value.kind == "count":
        return value.number
    return " ".join((value.text, *(f"[{word}]" for word in value.marks))).strip()


def _width(heading: str, values: Sequence[CellValue]) -> float:
    """Return a column's width in characters: enough for most of what stands in it."""
    longest = max((_characters(value) for value in values if isinstance(value, str)), default=0)
    return min(_MOST, max(_LEAST, longest + 2.0, _characters(heading) + 2.0))


def _characters(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
