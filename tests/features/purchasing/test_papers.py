"""The sheets of the suppliers: opened by other programs, in the leader's columns, without any neighbour."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from leaderdesk.core.i18n import language
from leaderdesk.documents.render import Pages
from leaderdesk.documents.table_pdf import tables_pdf
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.purchasing.actions import keep_layout, reset_layout
from leaderdesk.features.purchasing.feature import export_purchase, send_as_text, sheet_of
from leaderdesk.features.purchasing.papers import supplier_paper
from leaderdesk.features.purchasing.rules.layout import SheetColumn, layout_text, read_layout, usual_layout
from tests.features.purchasing.bench import Bench, closed_round

SECRET = "张秘密", "13912345678"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closed_round(tmp_path / "shop") as found, language("zh_CN"):
        yield found


def words(path: Path) -> list[str]:
    sheets = openpyxl.load_workbook(path).worksheets
    return [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_no_sheet_text_or_slip_names_a_neighbour(bench: Bench, tmp_path: Path) -> None:
    read = bench.read(f"9-977 {SECRET[0]} 草莓3")
    assert read.wishes
    wish = bench.wish("皂", 2_000)
    bench.take(wish)
    export_purchase(bench.store, bench.round_id, tmp_path / "out")
    bench.top_up("草莓", 60_000)
    export_purchase(bench.store, bench.round_id, tmp_path / "out")
    said = [word for path in (tmp_path / "out").glob("*.xlsx") for word in words(path)]
    for each in bench.suppliers():
        said.append(send_as_text(bench.store, bench.round_id, each.order.supplier_id).text)
        said.append(repr(supplier_paper(sheet_of(bench.store, bench.round_id, each.order.supplier_id))))
    goods = " ".join(
        line.offer.name + line.offer.supplier_name for each in bench.suppliers() for line in each.order.lines
    )
    whole = "\n".join(said)
    for order in bench.shop.orders():
        assert not order.room or order.room not in whole
        assert order.neighbour_name in goods or order.neighbour_name not in whole
        assert not order.phone or order.phone not in whole
    assert wish.words not in whole


def test_the_slip_says_that_it_is_only_the_difference(bench: Bench, tmp_path: Path) -> None:
    export_purchase(bench.store, bench.round_id, tmp_path)
    bench.top_up("草莓", 60_000)
    made = export_purchase(bench.store, bench.round_id, tmp_path, unsent=True).files
    assert [each.version for each in made] == [2]
    said = words(made[0].path)
    assert any("v2 加单" in word for word in said)
    assert any("只是差额" in word for word in said)
    assert made[0].number in said
    assert made[0].number.endswith("-2")


def test_less_is_below_zero_and_the_sums_stay_right(bench: Bench, tmp_path: Path) -> None:
    export_purchase(bench.store, bench.round_id, tmp_path)
    soap = bench.offer("皂")
    order = next(each for each in bench.shop.orders() if any(line.offer_id == soap.id for line in each.lines))
    had = next(line.amount_milli for line in order.lines if line.offer_id == soap.id)
    set_lines(bench.store, order.id, {soap.id: 0})
    (made,) = export_purchase(bench.store, bench.round_id, tmp_path, unsent=True).files
    assert made.slip.cost_fen == -soap.cost_fen * had // 1000
    assert str(-had // 1000) in words(made.path)


def test_columns_as_the_leader_wants_them_on_sheet_and_paper(bench: Bench, tmp_path: Path) -> None:
    berries = bench.offer("草莓")
    assert berries.supplier_id is not None
    usual = {column.key: column for column in usual_layout()}
    wanted = (
        SheetColumn("to_order", "订几盒"),
        SheetColumn("product", "品名"),
        *(SheetColumn(key, shown=False) for key in usual if key not in ("to_order", "product")),
    )
    action = keep_layout(bench.store, berries.supplier_id, wanted)
    paper = supplier_paper(sheet_of(bench.store, bench.round_id, berries.supplier_id))
    assert [column.heading for column in paper.columns] == ["订几盒", "品名"]
    (made,) = export_purchase(bench.store, bench.round_id, tmp_path, supplier_id=berries.supplier_id, only=True).files
    said = words(made.path)
    assert "订几盒" in said
    assert "进价" not in said
    bench.store.undo(action)
    assert sheet_of(bench.store, bench.round_id, berries.supplier_id).columns == usual_layout()
    keep_layout(bench.store, berries.supplier_id, wanted)
    reset_layout(bench.store, berries.supplier_id)
    assert sheet_of(bench.store, bench.round_id, berries.supplier_id).columns == usual_layout()


@pytest.mark.parametrize("kept", ["", "{}", "[1, 2]", '[{"key": "nonsense"}]', '[{"key": "product", "shown": false}]'])
def test_any_kept_columns_give_a_sheet_that_asks_for_something(kept: str) -> None:
    columns = read_layout(kept)
    assert {column.key for column in columns} == {column.key for column in usual_layout()}
    assert {"product", "to_order"} <= {column.key for column in columns if column.shown}
    assert read_layout(layout_text(columns)) == columns


def test_a_heading_is_one_short_plain_line() -> None:
    (first, *_rest) = read_layout(layout_text([SheetColumn("product", "品\n名\u202e" + "长" * 60)]))
    assert first.heading.startswith("品 名长")
    assert len(first.heading) <= 20


def test_the_paper_has_a_page_a_supplier(bench: Bench) -> None:
    sheets = [sheet_of(bench.store, bench.round_id, each.order.supplier_id) for each in bench.suppliers()]
    with Pages(tables_pdf([supplier_paper(sheet) for sheet in sheets])) as pages:
        assert len(pages) == len(sheets)


def test_another_program_opens_the_workbook(bench: Bench, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    export_purchase(bench.store, bench.round_id, tmp_path / "out")
    path = next((tmp_path / "out").glob("*.xlsx"))
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "合计" in (tmp_path / f"{path.stem}.csv").read_text(encoding="utf-8", errors="replace")
