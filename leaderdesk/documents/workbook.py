"""Writes a workbook that opens, prints and adds up the same in Excel, WPS and LibreOffice, whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.properties import PageSetupProperties

from leaderdesk.core.files import whole_file
from leaderdesk.core.i18n import _
from leaderdesk.core.text import cleaned
from leaderdesk.documents.workbook_rows import ROW_POINTS, Field, frozen_row, letter, number_of, rows_of
from leaderdesk.documents.workbook_style import FAMILY, Look, dress

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from leaderdesk.documents.book import Book, Sheet

MOST_CHARACTERS = 32_767
"""Characters that one cell holds, counted as Excel counts them: in UTF-16 units."""

_FIXED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v ?/>(?:</v>)?')
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TAB_SIGNS = re.compile(r"[\[\]:*?/\\]")
_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\n")
_A4 = 9


@dataclass(slots=True)
class _Told:
    """What is gathered while a sheet is written: results of formulas by cell, and sentences about what was cut."""

    results: dict[str, Decimal] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def write_workbook(path: Path, book: Book) -> tuple[str, ...]:
    """Make `path` the workbook of `book`, whole or untouched; the same book gives the same bytes.

    Text stays text whatever it begins with, signs that cannot be seen are left out. The result says in sentences which
    texts were longer than a cell holds and had to be cut.
    """
    with whole_file(path) as part:
        content, told = _written(book)
        _repack(content, part, {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(told, start=1)})
    return tuple(sentence for one in told for sentence in one.sentences)


def tab_names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names of the tabs: at most 31 signs, none that Excel forbids, each different from the others."""
    names: list[str] = []
    taken: set[str] = set()
    for number, sheet in enumerate(sheets, start=1):
        plain = " ".join(_TAB_SIGNS.sub(" ", cleaned(sheet.name)).split()).strip("'")
        name = plain[:31] or str(number)
        while name.casefold() in taken:
            name = f"{plain[: 31 - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _written(book: Book) -> tuple[bytes, list[_Told]]:
    workbook = Workbook(write_only=True)
    workbook.properties.title = cleaned(book.title)
    workbook.properties.creator = cleaned(book.author)
    workbook.properties.created = _FIXED
    workbook.calculation.fullCalcOnLoad = True
    told = []
    for sheet, name in zip(book.sheets, tab_names(book.sheets), strict=True):
        # A sheet that is written row by row offers what is set here of an ordinary one; the stubs do not say so.
        told.append(_write_sheet(cast("Worksheet", workbook.create_sheet(name)), sheet))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue(), told


def _write_sheet(target: Worksheet, sheet: Sheet) -> _Told:
    told = _Told()
    pens: dict[Look, Cell] = {}
    _set_up(target, sheet)
    with closing(target):
        for number, row in enumerate(rows_of(sheet.parts, sheet.widths), start=1):
            if row.points != ROW_POINTS:
                target.row_dimensions[number].height = row.points
            target.append(_cells(target, row.fields, number=number, pens=pens, told=told))
    return told


def _set_up(target: Worksheet, sheet: Sheet) -> None:
    """Make the sheet ready to print on A4, as wide as the paper; only then may rows be written."""
    for column, width in enumerate(sheet.widths):
        target.column_dimensions[letter(column)].width = width
    target.sheet_format.defaultRowHeight = ROW_POINTS
    target.sheet_format.customHeight = True
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.sheet_view.showGridLines = False
    target.page_setup.paperSize = _A4
    target.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    target.print_options.horizontalCentered = True
    footer = target.oddFooter
    footer.left.text = cleaned(sheet.footer).replace("&", "&&") or None
    footer.right.text = _("page {page} of {pages}").format(page="&P", pages="&N")
    head = frozen_row(sheet.parts)
    if head:
        target.freeze_panes = f"A{head + 1}"
        target.print_title_rows = f"{head}:{head}"


def _cells(
    target: Worksheet, fields: Sequence[Field], *, number: int, pens: dict[Look, Cell], told: _Told
) -> Iterator[Cell | None]:
    """Yield the cells of a row; one cell of each look is dressed once and filled again and again."""
    reached = 0
    for field_ in fields:
        while reached < field_.column:
            yield None
            reached += 1
        content = _content(field_, number, target.title, told)
        risky = isinstance(content, str) and content.startswith(_RISKY_STARTS)
        look = replace(field_.look, quoted=True) if risky and not field_.formula else field_.look
        pen = pens.get(look)
        if pen is None:
            pen = pens[look] = WriteOnlyCell(target)
            dress(pen, look)
        pen.value = content
        if isinstance(content, str) and not field_.formula:
            pen.data_type = "s"
        yield pen
        reached += 1


def _content(field_: Field, row: int, tab: str, told: _Told) -> str | Decimal | CellRichText | None:
    if field_.formula:
        told.results[f"{letter(field_.column)}{row}"] = number_of(field_.value)
        return field_.formula
    if field_.value is None:
        return None
    if not isinstance(field_.value, str):
        return number_of(field_.value)
    text = _cell_text(field_.value)
    if field_.aside:
        plain, bold = InlineFont(rFont=FAMILY, sz=10.5), InlineFont(rFont=FAMILY, sz=10.5, b=True)
        return CellRichText(TextBlock(bold, text), TextBlock(plain, _cell_text(field_.aside)))
    length = _length(text)
    if length > MOST_CHARACTERS:
        text = text.encode("utf-16-le")[: MOST_CHARACTERS * 2].decode("utf-16-le", "ignore")
        place = f"{letter(field_.column)}{row}"
        words = _("{sheet}, cell {cell}: a text of {count} characters was cut, a cell holds {most}.")
        told.sentences.append(words.format(sheet=tab, cell=place, count=length, most=MOST_CHARACTERS))
    return text


def _cell_text(text: str) -> str:
    """Return `text` as a cell can hold it: visible signs only, and none that a spreadsheet reads as an escape."""
    seen = text if text.isprintable() else cleaned(text)
    return _ESCAPE.sub("_x005F_", seen) if "_x" in seen else seen


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _repack(content: bytes, target: Path, told: Mapping[str, _Told]) -> None:
    """Write the parts of the workbook to `target` with fixed dates, and with the results of its formulas.

    openpyxl writes formulas without results; a telephone that shows a file without computing it would show nothing.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
        for name in source.namelist():
            data = source.read(name)
            if name in told and told[name].results:
                data = _with_results(data, told[name].results)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + _FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            packed.writestr(entry, data)


def _with_results(data: bytes, results: Mapping[str, Decimal]) -> bytes:
    def filled(match: re.Match[bytes]) -> bytes:
        result = results.get(match[2].decode("ascii"))
        return match[0] if result is None else match[1] + f"<v>{result.normalize():f}</v>".encode("ascii")

    return _FORMULA.sub(filled, data)
