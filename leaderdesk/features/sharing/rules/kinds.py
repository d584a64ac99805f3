"""What a table is about, by its headers: orders, past orders, products or neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from leaderdesk.documents.headed_table import Table, find_table
from leaderdesk.documents.sheet_rows import ReadSheet
from leaderdesk.features.sharing.rules import catalogue, history, kuaituantuan, qunjielong
from leaderdesk.features.sharing.rules.preview import Columns, FileKind

_IN_ORDER = (FileKind.ORDERS, FileKind.HISTORY, FileKind.PRODUCTS, FileKind.NEIGHBOURS)


def kinds_of(sheets: Sequence[ReadSheet]) -> tuple[FileKind, ...]:
    """Return what the file may be, the most likely first; several if it fits more than one, none if it fits none.

    The first rows of each sheet are enough.
    """
    if kuaituantuan.is_kuaituantuan(sheets):
        # Nothing else has the platform's own number beside goods and buyer.
        return (FileKind.ORDERS,)
    found = {kind: _most(sheets, kind) for kind in _IN_ORDER}
    fitting = [kind for kind in _IN_ORDER if found[kind]]
    return tuple(sorted(fitting, key=lambda kind: -found[kind]))


def columns_of(sheets: Sequence[ReadSheet], kind: FileKind) -> Columns:
    """Return the headers that are read of a table of this kind, and those nobody knows."""
    for sheet in sheets:
        table = _table(sheet, kind)
        if table is not None:
            known = {column: field for field, column in table.columns.items()}
            others = tuple(
                header
                for _column, header in table.others
                if kind is not FileKind.ORDERS or kuaituantuan.is_note(header)
            )
            head = next(row for row in sheet.rows if row not in table.rows and all(map(row.cell, known)))
            return Columns(tuple(head.cell(column).strip() for column in sorted(known)), others)
    return Columns()


def table_sheet(sheets: Sequence[ReadSheet], kind: FileKind) -> ReadSheet | None:
    """Return the first sheet in sight with a table of this kind."""
    return next((sheet for sheet in sheets if not sheet.hidden and _table(sheet, kind) is not None), None)


def _most(sheets: Sequence[ReadSheet], kind: FileKind) -> int:
    tables = [_table(sheet, kind) for sheet in sheets if not sheet.hidden]
    return max((len(table.columns) for table in tables if table is not None), default=0)


def _table(sheet: ReadSheet, kind: FileKind) -> Table | None:
    if kind is FileKind.ORDERS:
        of_platform = find_table(sheet, kuaituantuan.HEADERS, kuaituantuan.NEEDED)
        return of_platform or find_table(sheet, qunjielong.HEADERS, qunjielong.NEEDED)
    headers, needed = {
        FileKind.PRODUCTS: (catalogue.PRODUCT_HEADERS, catalogue.PRODUCTS_NEED),
        FileKind.NEIGHBOURS: (catalogue.NEIGHBOUR_HEADERS, catalogue.NEIGHBOURS_NEED),
        FileKind.HISTORY: (history.HEADERS, history.NEEDED),
    }[kind]
    return find_table(sheet, headers, needed)
