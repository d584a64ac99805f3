"""A disk that is full: the old paper stays, nothing half written lies about, and a sentence says what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.core.i18n import language
from leaderdesk.documents.book import Book, Sheet, Table, TableColumn
from leaderdesk.documents.label_sheet import write_labels
from leaderdesk.documents.stock import stock
from leaderdesk.documents.table import Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import write_table
from leaderdesk.documents.workbook import write_workbook
from tests.documents.bags import many

OLD = b"the old paper" * 1000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 2 MB that is all but full."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk may be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def labels(path: Path) -> None:
    write_labels(path, many(200), stock("a4-70x37"))


def listing(path: Path) -> None:
    rows = tuple(Row((f"第 {number} 行", "x" * 50)) for number in range(400))
    table = TablePaper("单", "", "", "", (Column("a", 30), Column("b")), (Group("", "", rows),))
    write_table(path, table)


def workbook(path: Path) -> object:
    rows = tuple((f"{number * 7919}", f"{number * 104729}") for number in range(4000))
    return write_workbook(path, Book("a", "b", (Sheet("a", (Table((TableColumn("a"), TableColumn("b")), rows),), ()),)))


@pytest.mark.parametrize(("write", "name"), [(labels, "标签.pdf"), (listing, "自提单.pdf"), (workbook, "采购.xlsx")])
def test_the_old_file_stays(small_disk: Path, write: Callable[[Path], object], name: str) -> None:
    path = small_disk / name
    path.write_bytes(OLD)
    (small_disk / "ballast").write_bytes(b"x" * (2 * 1024 * 1024 - 8 * 1024 - len(OLD)))
    with language("en"), pytest.raises(StorageTrouble, match="disk is full"):
        write(path)
    assert path.read_bytes() == OLD
    assert sorted(entry.name for entry in small_disk.iterdir()) == sorted(["ballast", name])
    (small_disk / "ballast").unlink()
    write(path)
    assert path.read_bytes()[:2] in {b"%P", b"PK"}
