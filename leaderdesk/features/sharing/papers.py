"""Templates: tables with the headers that an import knows and one example, to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import parse_yuan
from leaderdesk.documents.book import Book, Fen, Note, Sheet, Table, TableColumn, Title, Value
from leaderdesk.documents.workbook import write_workbook
from leaderdesk.features.sharing.rules.preview import FileKind

# A line each, so that headers and example are put into the other language together, in the same order.
_PRODUCTS = (
    N_("name,spec,unit,price,cost,supplier,case,storage,origin"),
    N_("Example: strawberries,500 g,box,36.00,28.00,Green Farm,12,chilled,Dandong"),
)
_NEIGHBOURS = (
    N_("neighbour,room,phone,wechat name,tags,recommended by"),
    N_("Example: Auntie Zhang,3-502,13800000000,Sunny days,regular,Mrs Chen"),
)
_SUM = re.compile(r"[0-9]+\.[0-9]{2}")


def write_template(path: Path, kind: FileKind) -> None:
    """Write an empty list of products or neighbours, ready to print, in the language in force: whole or not at all.

    Its example is marked as one, and no import takes it in.
    """
    head, example = _NEIGHBOURS if kind is FileKind.NEIGHBOURS else _PRODUCTS
    title = _("Neighbours") if kind is FileKind.NEIGHBOURS else _("Products")
    headings = _(head).split(",")
    table = Table(
        columns=tuple(TableColumn(heading, bold=place == 0) for place, heading in enumerate(headings)),
        rows=(tuple(map(_value, _(example).split(","))),),
        freeze=True,
    )
    note = Note(_("Write below the example; it is not imported. Columns that you do not need can stay empty."))
    widths = (26.0, *(15.0 for _heading in headings[1:]))
    write_workbook(path, Book(title, "", (Sheet(title, (Title(title), note, table), widths),)))


def _value(text: str) -> Value:
    return Fen(parse_yuan(text)) if _SUM.fullmatch(text) else text
