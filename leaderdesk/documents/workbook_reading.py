"""Reads a workbook that this program wrote back into plain values, for the self-test."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook


def read_sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of every sheet of the workbook at `path`, row by row, by the sheet's name; formulas as text."""
    book = load_workbook(path, read_only=True)
    try:
        return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    finally:
        book.close()
