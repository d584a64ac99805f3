"""The lists as PDF and as workbooks: every order is on the paper, no household is parted, sums are right."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leaderdesk.core.i18n import language
from leaderdesk.documents.render import Pages
from leaderdesk.features.lists.feature import write_facts
from leaderdesk.features.lists.papers import list_pdf
from leaderdesk.features.lists.papers.sheets import papers_of
from leaderdesk.features.lists.rules import Layout, ListKind, columns_of
from tests.features.lists.round_lists import content_of, facts_of, head_of, pdf_of
from tests.practice import Shop, open_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = open_shop(tmp_path_factory.mktemp("lists") / "shop", orders=60, neighbours=80)
    yield shop
    shop.store.close()


def pages_text(pdf: bytes) -> list[str]:
    with Pages(pdf) as pages:
        return [pages.text(page) for page in range(len(pages))]


@pytest.mark.parametrize("kind", [ListKind.PACKING, ListKind.HELPER, ListKind.PICKUP])
def test_every_order_stands_on_the_paper(shop: Shop, kind: ListKind) -> None:
    text = "\n".join(pages_text(pdf_of(shop, kind)))
    for order in shop.orders():
        assert re.search(rf"\b{order.pickup_text}\b", text)
        assert order.room in text


@pytest.mark.parametrize("kind", list(ListKind))
def test_pages_are_counted_and_heads_repeat(shop: Shop, kind: ListKind) -> None:
    with language("en"):
        texts = pages_text(pdf_of(shop, kind))
        heading = columns_of(kind)[1].title
    counts = [re.search(r"page (\d+) of (\d+)", text) for text in texts]
    assert all(count is not None for count in counts)
    assert all(heading in text for text in texts)
    if kind is not ListKind.HELPER:
        assert [count[1] for count in counts if count] == [str(page) for page in range(1, len(texts) + 1)]


@pytest.mark.parametrize("kind", [ListKind.PACKING, ListKind.PICKING, ListKind.PICKUP])
def test_no_household_is_parted_by_the_end_of_a_page(shop: Shop, kind: ListKind) -> None:
    facts = facts_of(shop, kind)
    # Everybody lives behind one of twenty doors of one building: groups are longer than a page.
    moved = tuple(
        replace(each, order=replace(each.order, building="9", room=f"9-{100 + place // 3}"))
        for place, each in enumerate(facts.pickups)
    )
    facts = replace(facts, pickups=moved)
    texts = pages_text(list_pdf(content_of(facts), facts.layout, head_of(shop, facts)))
    assert len(texts) > 1
    if kind is ListKind.PICKING:
        return
    for room in {each.order.room for each in moved}:
        assert sum(room in text for text in texts) == 1


def test_a_building_helper_gets_a_sheet_of_one_building(shop: Shop) -> None:
    facts = facts_of(shop, ListKind.HELPER)
    papers = papers_of(content_of(facts), facts.layout, head_of(shop, facts))
    assert [len(paper.groups) for paper in papers] == [1] * len(content_of(facts).sections)
    phones = {order.phone for order in shop.orders() if order.phone}
    text = "".join(pages_text(pdf_of(shop, ListKind.HELPER)))
    assert not any(phone in text or phone[-4:] in text.split() for phone in phones)


def test_hidden_columns_are_not_on_the_paper_and_moved_ones_stand_where_they_were_put(shop: Shop) -> None:
    facts = facts_of(shop, ListKind.PICKUP)
    layout = Layout(columns=("room", "code"), hidden=frozenset({"owes", "signature", "phone", "note", "bags"}))
    with language("en"):
        (paper,) = papers_of(content_of(facts), layout, head_of(shop, facts))
    headings = [column.heading for column in paper.columns]
    assert headings[1:3] == ["Room", "Code"]
    assert "Unpaid" not in headings
    assert not paper.landscape


def test_every_column_at_once_lies_across_and_fits(shop: Shop) -> None:
    facts = facts_of(shop, ListKind.PICKUP)
    (paper,) = papers_of(content_of(facts), Layout(hidden=frozenset()), head_of(shop, facts))
    assert paper.landscape
    assert sum(column.width_mm for column in paper.columns) < 273.4


def test_crate_numbers_are_read_from_afar(shop: Shop) -> None:
    with Pages(pdf_of(shop, ListKind.SHELF)) as pages:
        picture = pages.image(0, px_per_mm=4)
    # The second column: ink of a digit at least 5 mm high stands in it.
    left, right = int(4 * (11.8 + 10.8 + 2)), int(4 * (11.8 + 10.8 + 24))
    rows = [
        any(picture.rgba[(y * picture.width + x) * 4] < 100 for x in range(left, right)) for y in range(4 * 36, 4 * 60)
    ]
    runs = "".join("x" if row else " " for row in rows).split()
    assert max(map(len, runs)) >= 4 * 5


def test_chinese_paper_for_an_english_screen(shop: Shop) -> None:
    with language("en"), language("zh_CN"):
        assert "分拣单" in pages_text(pdf_of(shop, ListKind.PICKING))[0]


@pytest.mark.parametrize("kind", list(ListKind))
def test_the_workbook_says_the_same(shop: Shop, tmp_path: Path, kind: ListKind) -> None:
    facts, path = facts_of(shop, kind), tmp_path / "list.xlsx"
    with language("en"):
        write_facts(path, facts, printed_ms=shop.clock.now_ms())
        content = content_of(facts)
    sheet = load_workbook(path).worksheets[0]
    assert sheet.title == {"pickup": "Pickup list", "helper": "Building helper's list"}.get(kind.value, sheet.title)
    filled = [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]
    entries = sum(len(section.entries) for section in content.sections)
    head = next(place for place, row in enumerate(filled) if sum(value is not None for value in row) > 3)
    assert len(filled) - head - 1 in (entries, entries + 1)


def test_amounts_in_the_workbook_add_up_to_the_orders(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "picking.xlsx"
    with language("en"):
        write_facts(path, facts_of(shop, ListKind.PICKING), printed_ms=shop.clock.now_ms())
    sheet = load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Amount" in row)
    column = head.index("Amount")
    amounts = [float(row[column]) for row in rows if isinstance(row[column], int | float)]
    wanted = sum(line.amount_milli for order in shop.orders() for line in order.lines) / 1000
    assert sum(amounts) == pytest.approx(wanted)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_the_workbook(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "packing.xlsx"
    with language("zh_CN"):
        write_facts(path, facts_of(shop, ListKind.PACKING), printed_ms=shop.clock.now_ms())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir",
         str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = next(tmp_path.glob("*.csv")).read_text("utf-8")
    for order in shop.orders():
        assert order.room in text
        assert order.neighbour_name in text


def test_the_same_list_gives_the_same_bytes(shop: Shop) -> None:
    assert pdf_of(shop, ListKind.PACKING) == pdf_of(shop, ListKind.PACKING)
