"""Tables that come in: told apart by content, read within limits, refused with what to do next."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.file_kind import kind_of
from leaderdesk.documents.incoming import read_rows, read_sheets
from leaderdesk.documents.sheet_rows import Cancelled, Limits, Refused, Watch
from tests.features.sharing.books import sheet, sheet_xml, with_sheet_xml

LIMITS = Limits()


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


BAD = {
    "nothing": (b"", "empty"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
    "zip": (zipped("photo.jpg"), "packed"),
    "word": (zipped("word/document.xml", "[Content_Types].xml"), "text document"),
    "binary workbook": (zipped("xl/workbook.bin"), "another kind"),
    "calc": (zipped("mimetype", "content.xml"), "another kind"),
    "half a zip": (zipped("xl/workbook.xml")[:40], "damaged"),
    "workbook without sense": (zipped("xl/workbook.xml"), "damaged"),
    "rar": (b"Rar!\x1a\x07", "packed"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n", "picture"),
    "jpeg": (b"\xff\xd8\xff\xe0", "picture"),
    "heic": (b"\0\0\0\x18ftypheic", "picture"),
    "svg": (b"<svg xmlns='x'></svg>", "picture"),
    "web page": (b"<html><table></table></html>", "web page"),
    "noise": (b"\x01\x02\x00\x03", "not a table"),
    "utf-16 without mark": ("名称,售价\n".encode("utf-16-le"), "not a table"),
    "neither encoding": (b"a,b\n\xff\xff\xff\n", "not a table"),
    "a quotation without end": (b'a,b\n"' + b"x" * 300_000, "without an end"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_with_the_next_step(case: str, tmp_path: Path) -> None:
    content, said = BAD[case]
    path = tmp_path / "订单 1.xlsx"
    path.write_bytes(content)
    with language("en"), pytest.raises(Refused) as refusal:
        list(read_sheets(path, LIMITS))
    assert said in str(refusal.value)
    assert path.name in str(refusal.value)


@pytest.mark.parametrize("path", ["missing.xlsx", ".", "a\0b"])
def test_what_is_not_there_is_refused(path: str, tmp_path: Path) -> None:
    with language("en"), pytest.raises(Refused, match="cannot be read"):
        kind_of(tmp_path / path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"名称{delimiter}售价\r\n草莓{delimiter}36\r\n\r\n酸奶{delimiter}28\r\n".encode(encoding))
    rows = list(read_rows(path, LIMITS))
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("名称", "售价")),
        (2, ("草莓", "36")),
        (4, ("酸奶", "28")),
    ]


def test_a_workbook_named_csv_is_a_workbook(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", [["名称", "售价"], ["草莓", 36.5], ["和", 0.1 + 0.2]])
    assert [row.cells for row in read_rows(path, LIMITS)] == [("名称", "售价"), ("草莓", "36.5"), ("和", "0.3")]


def test_two_cells_at_the_far_ends_of_a_sheet_are_refused_at_once(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = with_sheet_xml(tmp_path / "far.xlsx", sheet_xml(rows))
    start = time.monotonic()
    with language("en"), pytest.raises(Refused, match="far to the right"):
        read_sheets(path, LIMITS)
    assert time.monotonic() - start < 10


def test_a_small_file_that_declares_a_huge_sheet_is_simply_read(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    xml = sheet_xml(
        rows,
        before='<dimension ref="A1:XFD1048576"/>',
        behind='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    path = with_sheet_xml(tmp_path / "huge.xlsx", xml)
    assert path.stat().st_size < 10_000
    (read,) = read_sheets(path, LIMITS)
    assert [(row.number, row.cells) for row in read.rows] == [(1, ("1",)), (1048576, ("1", "2"))]


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "bomb.xlsx", sheet_xml(" " * (LIMITS.unpacked + 1)))
    assert path.stat().st_size < 2**20
    with language("en"), pytest.raises(Refused, match="unpacks to far more"):
        read_sheets(path, LIMITS)


def test_memory_is_limited(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    path = with_sheet_xml(tmp_path / "row.xlsx", sheet_xml(f'<row r="1">{"<c/>" * 5_000_000}</row>'))
    with language("en"), pytest.raises(Refused, match="too heavy"):
        read_sheets(path, Limits(memory=400 * 2**20))


def test_time_is_limited(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "slow.xlsx", sheet_xml('<row><c t="n"><v>1</v></c></row>' * 400_000))
    start = time.monotonic()
    with language("en"), pytest.raises(Refused, match="takes too long"):
        read_sheets(path, Limits(rows=10**6, seconds=1))
    assert time.monotonic() - start < 5


def test_rows_are_limited(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "long.xlsx", sheet_xml('<row><c t="n"><v>1</v></c></row>' * 20_001))
    with language("en"), pytest.raises(Refused, match="too many rows"):
        read_sheets(path, LIMITS)
    text = tmp_path / "long.csv"
    text.write_text("a\n" + "1\n" * 20_001, encoding="utf-8")
    with language("en"), pytest.raises(Refused, match="too many rows"):
        read_sheets(text, LIMITS)


def test_reading_stops_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    path = with_sheet_xml(tmp_path / "slow.xlsx", sheet_xml('<row><c t="n"><v>1</v></c></row>' * 400_000))
    stop, seen = threading.Event(), list[int]()

    def moved(rows: int) -> None:
        seen.append(rows)
        stop.set()

    with pytest.raises(Cancelled):
        read_sheets(path, Limits(rows=10**6), Watch(moved=moved, cancelled=stop.is_set))
    assert seen


def test_a_file_that_vanishes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    rows = read_rows(path, LIMITS)
    path.unlink()
    with pytest.raises(UserError):
        list(rows)
