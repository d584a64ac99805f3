"""The one door for tables that come in: workbooks through their own process, CSV in any of its encodings."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from leaderdesk.core.i18n import _
from leaderdesk.documents.file_kind import BOMS, WORKBOOK, kind_of, refused
from leaderdesk.documents.sheet_process import read_workbook
from leaderdesk.documents.sheet_rows import UNWATCHED, Cancelled, Limits, ReadRow, ReadSheet, Watch

_CHUNK = 1 << 20
_ENCODINGS = ("utf-8", "gb18030")
_TOLD_EVERY = 2000


def read_sheets(path: Path, limits: Limits, watch: Watch = UNWATCHED) -> tuple[ReadSheet, ...]:
    """Return the sheets of the file; a CSV is one sheet. Refused says what the file is and what to do next."""
    if kind_of(path) == WORKBOOK:
        return read_workbook(path, limits, watch)
    rows = islice(_csv_rows(path, limits, watch), limits.head)
    return (ReadSheet(name=path.stem, rows=tuple(rows)),)


def read_rows(path: Path, limits: Limits, watch: Watch = UNWATCHED) -> Iterator[ReadRow]:
    """Give the rows of the first sheet in sight, a CSV row by row as it is read; errors as for `read_sheets`."""
    if kind_of(path) == WORKBOOK:
        seen = [sheet for sheet in read_workbook(path, limits, watch) if not sheet.hidden and sheet.rows]
        yield from seen[0].rows if seen else ()
    else:
        yield from _csv_rows(path, limits, watch)


def count_lines(path: Path) -> int:
    """Return how many lines the file has, 0 for a workbook: so much there is to read at most. Refused as for sheets."""
    if kind_of(path) == WORKBOOK:
        return 0
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
    except OSError as trouble:
        raise refused("gone", path) from trouble


def _csv_rows(path: Path, limits: Limits, watch: Watch) -> Iterator[ReadRow]:
    encoding = _encoding(path, limits)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _delimiter(file.readline())
            file.seek(0)
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter), start=1):
                if number % _TOLD_EVERY == 0:
                    watch.moved(number)
                    _go_on(watch)
                if number > limits.rows + 1:
                    raise refused("rows", path)
                texts = tuple(cell.strip() for cell in cells)
                while texts and not texts[-1]:
                    texts = texts[:-1]
                if len(texts) > limits.columns:
                    raise refused("columns", path)
                if texts:
                    yield ReadRow(number, texts)
    except csv.Error as trouble:
        raise refused("long", path) from trouble
    except UnicodeDecodeError as trouble:
        raise refused("other", path) from trouble
    except OSError as trouble:
        raise refused("gone", path) from trouble


def _go_on(watch: Watch) -> None:
    if watch.cancelled():
        raise Cancelled(_("Stopped; nothing was imported."))


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)


def _encoding(path: Path, limits: Limits) -> str:
    """Return the encoding in which the whole file can be read."""
    try:
        if path.stat().st_size > limits.unpacked:
            raise refused("size", path)
        with path.open("rb") as file:
            head = file.read(4)
        for bom, encoding in BOMS:
            if head.startswith(bom):
                return encoding
        return next(encoding for encoding in _ENCODINGS if _fits(path, encoding))
    except OSError as trouble:
        raise refused("gone", path) from trouble
    except StopIteration as none:
        raise refused("other", path) from none


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
