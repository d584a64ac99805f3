"""Papers against floors measured in the same run: raw content streams, a bare encoder, bare openpyxl."""

from __future__ import annotations

import statistics
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from leaderdesk.documents import qr
from leaderdesk.documents.book import Book, Fen, Sheet, Table, TableColumn
from leaderdesk.documents.label import Label
from leaderdesk.documents.label_layout import usual_layout
from leaderdesk.documents.label_sheet import labels_pdf
from leaderdesk.documents.stock import stock
from leaderdesk.documents.table import Cell, Chip, Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import table_pdf
from leaderdesk.documents.workbook import write_workbook
from tests.documents.bags import many

LABELS = many(1000)
ROUNDS = 5
_TEXTS = 10
"""Texts on a label of the floor: room, name, number, tail, chip, footer, and two products with their amounts."""


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of `work`."""
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def ratio(benchmark: BenchmarkFixture, work: Callable[[], object], floor: Callable[[], object]) -> float:
    """Measure `work`, and return how many times its floor it takes."""
    floor()
    bare = seconds(floor)
    benchmark.pedantic(work, rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]
    stats = benchmark.stats
    assert stats is not None
    found = float(stats.stats.median) / bare
    benchmark.extra_info.update({"floor_ms": round(bare * 1000, 2), "ratio": round(found, 2)})
    return found


def raw_label(label: Label) -> str:
    """Return the least that draws a label: its code encoded by the library, and texts whose places are known."""
    texts = "".join(
        f"BT 1 0 0 1 {10 + at:.2f} {20 + at * 9:.2f} Tm /F1 9 Tf ({label.room} {at}) Tj ET\n" for at in range(_TEXTS)
    )
    return f"q 1 0 0 1 4 20 cm 1.9 0 0 1.9 150 8 cm {qr.path(qr.encoded(label.code))} f Q\n{texts}"


def raw_streams() -> bytes:
    """Return the compressed content streams of the pages of all labels."""
    pages = [LABELS[start : start + 24] for start in range(0, len(LABELS), 24)]
    return b"".join(zlib.compress("".join(map(raw_label, page)).encode("latin-1")) for page in pages)


def test_a_thousand_labels_on_a4(benchmark: BenchmarkFixture) -> None:
    assert ratio(benchmark, lambda: labels_pdf(LABELS, stock("a4-70x37")), raw_streams) <= 1.5


def test_a_thousand_labels_on_a_roll(benchmark: BenchmarkFixture) -> None:
    assert ratio(benchmark, lambda: labels_pdf(LABELS, stock("60x40")), raw_streams) <= 2


def test_a_thousand_labels_as_the_leader_laid_them_out(benchmark: BenchmarkFixture) -> None:
    paper = stock("60x40")
    own = usual_layout(paper)
    assert ratio(benchmark, lambda: labels_pdf(LABELS, paper, layout=own), raw_streams) <= 2


def test_one_code(benchmark: BenchmarkFixture) -> None:
    code = LABELS[0].code
    assert ratio(benchmark, lambda: qr.modules(code), lambda: qr.encoded(code)) <= 0.5


def test_a_list_of_600_rows(benchmark: BenchmarkFixture) -> None:
    """Against the labels' floor, which draws as many texts."""
    columns = (Column("", 9, tick=True), Column("号", 11), Column("房号", 15), Column("邻居", 20), Column("商品"))
    goods = Cell("王大叔草莓×1、无蔗糖酸奶×2、散养土鸡蛋×1", (Chip("冷藏"),))
    rows = tuple(Row(("", label.pickup_code, label.room, label.name, goods)) for label in LABELS[:600])
    groups = tuple(Group(f"{start // 60} 号楼", "", rows[start : start + 60]) for start in range(0, 600, 60))
    table = TablePaper("自提单", "", "", "", columns, groups)
    assert ratio(benchmark, lambda: table_pdf(table), raw_streams) <= 1.5


@pytest.fixture
def rows() -> tuple[tuple[str | Fen, ...], ...]:
    return tuple(tuple(Fen(at * 7) if column % 3 else f"名字{at}" for column in range(12)) for at in range(2000))


def test_a_long_sheet(benchmark: BenchmarkFixture, tmp_path: Path, rows: tuple[tuple[str | Fen, ...], ...]) -> None:
    """Against openpyxl writing the same numbers without any look."""

    def bare() -> None:
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("a")
        for row in rows:
            sheet.append([value.fen / 100 if isinstance(value, Fen) else value for value in row])
        workbook.save(tmp_path / "bare.xlsx")

    columns = tuple(TableColumn(f"{at}", "money" if at % 3 else "text") for at in range(12))
    book = Book("a", "b", (Sheet("a", (Table(columns, rows),), (12.0,) * 12),))
    assert ratio(benchmark, lambda: write_workbook(tmp_path / "a.xlsx", book), bare) <= 4
