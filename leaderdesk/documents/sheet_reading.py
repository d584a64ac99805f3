"""Reads a workbook cell by cell into text; runs in a process of its own that may be stopped at any moment."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from typing_extensions import override

from leaderdesk.documents.sheet_rows import Limits, PipeEnd

BATCH = 2000
_MOST_PARTS = 5000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_OTHERS = (("word/", "word"), ("ppt/", "word"), ("xl/workbook.bin", "other_table"), ("content.xml", "other_table"))


class Stop(Exception):
    """The workbook is not read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class _Cells:
    """What one sheet holds while it is read; keys are row and column, counted from 1."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    spread: dict[int, set[int]] = field(default_factory=dict)


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Keeps what stands behind the values: the text of each formula."""

    def __init__(self, source: Any, book: Any, shared: Any) -> None:
        super().__init__(
            source,
            shared,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 - openpyxl's own sparse way through a sheet
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        self.formulas: dict[tuple[int, int], str] = {}

    @override
    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG)
        if formula is not None:
            self.formulas[cell["row"], cell["column"]] = formula.text or ""
        return cell


def serve(sender: PipeEnd, path: str, limits: Limits) -> None:
    """Read the workbook and send what it holds as messages, or the code of a refusal; the process ends afterwards."""
    # A damaged file makes the reader stumble; that is said in one sentence by whoever listens, not by a traceback.
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives
    _limit_process(limits)
    try:
        for message in messages(Path(path), limits):
            sender.send_bytes(json.dumps(message, ensure_ascii=False).encode("utf-8", errors="surrogatepass"))
    except Stop as stop:
        sender.send_bytes(json.dumps({"refused": stop.code}).encode())
    except OSError:
        sender.send_bytes(json.dumps({"refused": "gone"}).encode())
    except zipfile.BadZipFile:
        sender.send_bytes(json.dumps({"refused": "damaged"}).encode())
    sender.close()


def messages(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Give what the workbook holds, sheet by sheet; Stop with a code for what is not read."""
    _check_parts(path, limits)
    # As an open file: by its name openpyxl would refuse a workbook that is called otherwise.
    with path.open("rb") as file:
        yield from _sheets(load_workbook(file, read_only=True, data_only=True), limits)
    yield {"end": True}


def _sheets(book: Any, limits: Limits) -> Iterator[dict[str, Any]]:
    signs = 0
    for sheet in book.worksheets:
        cells = _Cells()
        parser = _Parser(sheet._get_source(), book, sheet._shared_strings)  # noqa: SLF001
        for count in _gather(parser, cells, limits):
            yield {"read": count}
        cells.formulas = parser.formulas
        unread = _follow_references(cells)
        _spread(cells, parser)
        hidden = _hidden_columns(parser)
        yield {
            "sheet": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "hidden_columns": sorted(hidden),
            "hidden_rows": sum(each.get("hidden") in ("1", "true") for each in parser.row_dimensions.values()),
            "formulas": len(cells.formulas),
            "unread": unread,
        }
        for batch in _batches(cells):
            signs += sum(len(text) for _number, texts, _spread_columns in batch for text in texts)
            if signs > limits.unpacked:
                raise Stop("size")
            yield {"rows": batch}


def _limit_process(limits: Limits) -> None:
    # Windows has no such limits, and not every other system keeps them; size, rows and time are watched all the same.
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.seconds + 5)):
            with suppress(OSError, ValueError):
                resource.setrlimit(what, (most, most))


def _check_parts(path: Path, limits: Limits) -> None:
    """Read nothing but the zip's directory; what it says unpacks to is all that is ever unpacked."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        # Bills come packed with a password; a workbook with one is no zip at all.
        raise Stop("locked" if "xl/workbook.xml" in names else "sealed")
    if "xl/workbook.xml" not in names:
        raise Stop(next((kind for start, kind in _OTHERS if any(name.startswith(start) for name in names)), "packed"))
    if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > _MOST_PARTS:
        raise Stop("size")


def _gather(parser: _Parser, cells: _Cells, limits: Limits) -> Iterator[int]:
    for number, row in parser.parse():
        texts = {cell["column"]: text for cell in row if (text := _text(cell["value"]))}
        if not texts:
            continue
        if max(texts) > limits.columns:
            raise Stop("columns")
        cells.rows[number] = texts
        if len(cells.rows) > limits.rows:
            raise Stop("rows")
        if limits.head is not None and len(cells.rows) >= limits.head:
            return
        if len(cells.rows) % BATCH == 0:
            yield len(cells.rows)


def _follow_references(cells: _Cells) -> list[str]:
    """Fill formulas that have no last value and only name another cell (=A12); return where the others stand."""
    unread = []
    for (number, column), formula in cells.formulas.items():
        if cells.rows.get(number, {}).get(column):
            continue
        text = _referred(cells, formula)
        if text:
            cells.rows.setdefault(number, {})[column] = text
        else:
            unread.append(f"{get_column_letter(column)}{number}")
    return unread


def _referred(cells: _Cells, formula: str) -> str:
    for _step in range(len(cells.formulas) + 1):
        match = _REFERENCE.fullmatch(formula.strip().lstrip("="))
        if match is None:
            return ""
        place = (int(match[2]), column_index_from_string(match[1]))
        text = cells.rows.get(place[0], {}).get(place[1], "")
        if text or place not in cells.formulas:
            return text
        formula = cells.formulas[place]
    return ""


def _spread(cells: _Cells, parser: _Parser) -> None:
    """Let every cell of a merged range say what its first one says; only rows that hold something count."""
    if parser.merged_cells is None:
        return
    numbers = sorted(cells.rows)
    for merged in parser.merged_cells.mergeCell:
        text = cells.rows.get(merged.min_row, {}).get(merged.min_col, "")
        within = numbers[bisect_left(numbers, merged.min_row) : bisect_right(numbers, merged.max_row)]
        last = max(cells.rows[merged.min_row], default=0) if merged.min_row in cells.rows else 0
        for number in within if text else ():
            for column in range(merged.min_col, min(merged.max_col, max(last, merged.min_col)) + 1):
                if (number, column) != (merged.min_row, merged.min_col):
                    cells.rows[number][column] = text
                    cells.spread.setdefault(number, set()).add(column)


def _hidden_columns(parser: _Parser) -> set[int]:
    hidden: set[int] = set()
    for column in parser.column_dimensions.values():
        if column.get("hidden") in ("1", "true"):
            hidden.update(range(int(column["min"]) - 1, min(int(column["max"]), 100)))
    return hidden


def _batches(cells: _Cells) -> Iterator[list[tuple[int, list[str], list[int]]]]:
    batch = []
    for number in sorted(cells.rows):
        row = cells.rows[number]
        texts = [row.get(column, "") for column in range(1, max(row) + 1)]
        batch.append((number, texts, [column - 1 for column in cells.spread.get(number, ())]))
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # What the spreadsheet shows: fifteen digits, so that 0.1 + 0.2 is 0.3.
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return str(value)
