"""Workbooks: text stays text, sums are right to the fen whether computed or stored, and files are whole."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leaderdesk.core.i18n import language
from leaderdesk.documents.book import (
    Book, Fact, Facts, Fen, Formula, Gap, Milli, Note, Sheet, Table, TableColumn, Title, Value,
)  # fmt: skip
from leaderdesk.documents.workbook import MOST_CHARACTERS, tab_names, write_workbook
from leaderdesk.documents.workbook_rows import span

COLUMNS = (
    TableColumn("商品", bold=True),
    TableColumn("订货数", "amount", total=True),
    TableColumn("件", "number", total=True),
    TableColumn("进价", "money"),
    TableColumn("小计", "money", total=True, product_of=(1, 3)),
    TableColumn("备注"),
)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("草莓", Milli(40_000), 40, Fen(2600), Fen(104_000), "清晨现摘"),
    ("羊肉", Milli(1_255), 1, Fen(8990), Fen(11_282), None),
    ("鸡蛋", Milli(333), 0, Fen(10), Fen(3), ""),
)
TOTALS = {"B": Decimal("41.588"), "C": Decimal(41), "E": Decimal("1152.85")}


def book(*rows: tuple[Value, ...], name: str = "青禾合作社") -> Book:
    table = Table(COLUMNS, rows or ROWS, total="合计", total_note="人民币", freeze=True)
    facts = Facts(((Fact("单号", "CG-1"), Fact("付款", Fen(-1234), bold=True)),), columns=(0, 3))
    parts = (Title("采购单"), facts, Gap(), table, Gap(), Note("到货实收 ____ 盒", "验收"))
    return Book("采购单", "李姐", (Sheet(name, parts, (24, 10, 8, 10, 12, 30), footer="李姐 & 邻居 &P"),))


def sheet(path: Path, *, computed: bool = False) -> Worksheet:
    found = openpyxl.load_workbook(path, data_only=computed).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def cell(path: Path, place: str, *, computed: bool = False) -> Any:
    return sheet(path, computed=computed)[place]


RISKY = ("=1+1", "+86 138", "-多一盒", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "=cmd|' /C'!A0")


@pytest.mark.parametrize("text", RISKY)
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, book((text, Milli(1000), 1, Fen(100), Fen(100), text)))
    for place in ("A5", "F5"):
        found = cell(path, place)
        assert (found.value, found.data_type, found.quotePrefix) == (text, "s", True)
    assert "<f>" not in _sheet_xml(path).split('r="5"')[1].split('r="E5"')[0]


def test_facts_titles_heads_and_notes_are_text_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    table = Table((TableColumn("=1"),), (("a",),), heading="=2", heading_note="=3", total="=4", total_note="=5")
    parts = (Title("=6"), Facts(((Fact("=7", "=8"),),)), Note("=9", "=10"), table)
    write_workbook(path, Book("=11", "=12", (Sheet("=13", parts, ()),)))
    assert "<f>" not in _sheet_xml(path)
    assert sheet(path).title == "=13"


def test_signs_that_cannot_be_seen_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, book(("张\x00阿\x0b姨\u202e\ud800", Milli(1), 1, Fen(1), Fen(1), "两\n行")))
    assert cell(path, "A5").value == "张阿姨"
    assert cell(path, "F5").value == "两\n行"


def test_what_a_spreadsheet_reads_as_an_escape_stays_as_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, book(("_x0041_ _x000D_", Milli(1), 1, Fen(1), Fen(1), "")))
    assert "_x005F_x0041_ _x005F_x000D_" in _sheet_xml(path)


@pytest.mark.parametrize("text", ["长" * 40_000, "🐱" * 20_000, "a" * 32_768])
def test_a_text_that_no_cell_holds_is_cut_and_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    with language("en"):
        told = write_workbook(path, book((text, Milli(1), 1, Fen(1), Fen(1), "")))
    assert len(told) == 1
    assert "A5" in told[0]
    assert "32767" in told[0]
    kept = str(cell(path, "A5").value)
    assert MOST_CHARACTERS - 1 <= len(kept.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert text.startswith(kept)


def test_a_text_that_just_fits_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    text = "长" * MOST_CHARACTERS
    assert write_workbook(path, book((text, Milli(1), 1, Fen(1), Fen(1), ""))) == ()
    assert cell(path, "A5").value == text


def test_money_and_amounts_are_numbers_to_the_last_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, book(("大单", Milli(99_999_999), 7, Fen(10), Fen(9_999_999_999), None)))
    xml = _sheet_xml(path)
    assert _raw(xml, "B5") == "99999.999"
    assert _raw(xml, "D5") == "0.1"
    assert _raw(xml, "E5") == "99999999.99"
    assert _raw(xml, "E2") == "-12.34"
    assert cell(path, "D5").number_format == "#,##0.00"
    assert cell(path, "E6").number_format == '"¥"#,##0.00'


def test_totals_are_formulas_whose_results_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, book())
    assert [cell(path, f"{column}8").value for column in "BCE"] == ["=SUM(B5:B7)", "=SUM(C5:C7)", "=SUM(E5:E7)"]
    assert cell(path, "E6").value == "=ROUND(B6*D6,2)"
    stored = {column: Decimal(str(cell(path, f"{column}8", computed=True).value)) for column in "BCE"}
    assert stored == TOTALS
    assert Decimal(str(cell(path, "E6", computed=True).value)) == Decimal("112.82")


def test_a_table_without_rows_has_a_total_of_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, Book("a", "b", (Sheet("a", (Table(COLUMNS, (), total="合计"),), ()),)))
    assert [cell(path, f"{column}2").value for column in "BCE"] == [0, 0, 0]


def test_it_is_ready_to_print(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with language("en"):
        write_workbook(path, book())
    found = sheet(path)
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr is not None
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert found.print_title_rows == "$4:$4"
    assert found.freeze_panes == "A5"
    assert found.oddFooter.left.text == "李姐 && 邻居 &&P"
    assert found.oddFooter.right.text == "page &P of &N"
    assert found.column_dimensions["A"].width == 24


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_workbook(first, book())
    write_workbook(second, book())
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in packed.read("docProps/core.xml")
        assert packed.read("docProps/core.xml").count(b"T00:00:00Z") == 2


def test_names_of_tabs_are_made_fit(tmp_path: Path) -> None:
    names = ("汇总/总:表*?[1]", "", "'引号'", "长" * 40, "长" * 40, "A", "a", "\x00\u202e")
    found = tab_names([Sheet(name, (), ()) for name in names])
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in found)
    path = tmp_path / "a.xlsx"
    write_workbook(path, Book("", "", tuple(Sheet(name, (Title("x"),), ()) for name in names)))
    assert tuple(openpyxl.load_workbook(path).sheetnames) == found


def test_a_long_sheet_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = tuple((f"名字{number}", Milli(1500), 1, Fen(250), Fen(375), None) for number in range(4000))
    write_workbook(path, book(*rows))
    found = sheet(path, computed=True)
    assert found.max_row == 4 + 4000 + 3
    assert found["A4004"].value == "名字3999"
    assert found["E4005"].value == 15000


def test_a_mistake_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="zip"):
        write_workbook(path, book(("a row with too few cells",)))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob("*")) == [path]


@pytest.mark.slow
def test_libreoffice_opens_it_and_computes_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed; results are compared without it above")
    path = tmp_path / "a.xlsx"
    write_workbook(path, book(*ROWS, (RISKY[0], Milli(2000), 2, Fen(1), Fen(2), RISKY[1])))
    csv_filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", csv_filter, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0][0] == "采购单"
    assert rows[7][0] == RISKY[0]
    assert rows[7][5] == RISKY[1]
    total = rows[8]
    found = {column: Decimal(total["ABCDEF".index(column)]) for column in "BCE"}
    assert found == {"B": Decimal("43.588"), "C": Decimal(43), "E": Decimal("1152.87")}


def _sheet_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read("xl/worksheets/sheet1.xml").decode("utf-8")


def _raw(xml: str, place: str) -> str:
    found = re.search(rf'<c r="{place}"[^>]*>(?:<f>[^<]*</f>)?<v>([^<]*)</v>', xml)
    assert found is not None, place
    return found[1]


def test_a_formula_of_another_sheet_finds_its_cells_and_gives_its_result(tmp_path: Path) -> None:
    lines = Table(columns=(TableColumn("Sum", "money"),), rows=((Fen(105),), (Fen(-5),)), heading="Lines", total="")
    parts = (Title("It's"), Gap(), lines)
    cells = span("It's", parts, lines, 0)
    assert cells == "'It''s'!$A$5:$A$6"
    empty = Table(columns=(TableColumn("Sum", "money"),), rows=())
    assert span("x", (empty,), empty, 0) == "0"
    total = Table(
        columns=(TableColumn("All", "money", total=True),), rows=((Formula(f"SUM({cells})", Fen(100)),),), total="T"
    )
    facts = Facts(((Fact("Twice", Formula(f"2*SUM({cells})", Fen(200))),),))
    book = Book("b", "a", (Sheet("It's", parts, (9,)), Sheet("Two", (total, facts), (9, 9))))
    write_workbook(tmp_path / "b.xlsx", book)
    for computed, found in ((False, [f"=SUM({cells})", "=SUM(A2:A2)", f"=2*SUM({cells})"]), (True, [1, 1, 2])):
        sheet = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=computed).worksheets[1]
        assert [sheet["A2"].value, sheet["A3"].value, sheet["B4"].value] == found
