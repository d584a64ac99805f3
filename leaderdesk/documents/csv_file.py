"""Writes a table as text with commas that Excel, WPS and bookkeeping programs read, whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from leaderdesk.core.files import write_whole
from leaderdesk.core.text import cleaned
from leaderdesk.documents.book import Value
from leaderdesk.documents.workbook_rows import number_of

_BEGINS_FORMULA = ("=", "+", "-", "@")


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Make `path` the table in UTF-8 with a mark at its start, by which Excel knows it; whole or untouched.

    Sums are decimal yuan with two places and their sign. Text stays text: what a spreadsheet would compute has a ' in
    front, signs that cannot be seen are left out, and each row stands on one line.
    """
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(_text(word) for word in head)
    for row in rows:
        writer.writerow(_field(value) for value in row)
    write_whole(path, ("\ufeff" + content.getvalue()).encode())


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    return str(value) if isinstance(value, int) else f"{number_of(value):f}"


def _text(text: str) -> str:
    line = " ".join(cleaned(text).split())
    return f"'{line}" if line.startswith(_BEGINS_FORMULA) else line
