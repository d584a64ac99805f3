"""Printed lists: every row is there, groups stay together, heads repeat, nothing is read as markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.documents.render import Pages
from leaderdesk.documents.table import Cell, Chip, Column, Group, Row, TablePaper
from leaderdesk.documents.table_pdf import table_pdf, write_table
from tests.documents.bags import LATIN, LONG_NAME, LONG_ROOM
from tests.documents.pictures import Box, ink_in, picture

COLUMNS = (
    Column("取走", 8.8, tick=True),
    Column("取货号", 10.8, bold=True),
    Column("房号", 14.6, bold=True),
    Column("邻居", 20.0),
    Column("商品"),
    Column("件数", 11.8, align="center"),
    Column("未付", 18.6, bold=True),
    Column("签名", 20.4),
)


def row(number: int, name: str = "小陈妈妈", goods: str = "王大叔草莓×1、土鸡蛋×2") -> Row:
    chips = (Chip("冷藏"), Chip("推荐礼", filled=False)) if number % 3 == 0 else ()
    return Row(("", f"K{number:03d}", f"1-{number}", name, Cell(goods, chips), "3", "差 ¥72.00", ""))


def paper(*sizes: int) -> TablePaper:
    groups = []
    first = 1
    for number, size in enumerate(sizes, start=1):
        rows = tuple(row(at) for at in range(first, first + size))
        groups.append(Group(f"{number} 号楼", f"{size} 位", rows))
        first += size
    return TablePaper(
        "自提单", "2 月 1 日", "42 位", "冷藏 34 袋", COLUMNS, tuple(groups), "坏果包赔", "李姐", "打印于 19:40"
    )


def texts(pdf: bytes) -> list[str]:
    with Pages(pdf) as pages:
        return [pages.text(page) for page in range(len(pages))]


def test_every_row_is_printed_once_in_its_order() -> None:
    whole = "\n".join(texts(table_pdf(paper(10, 20, 30, 140))))
    places = [whole.index(f"K{number:03d}") for number in range(1, 201)]
    assert places == sorted(places)
    assert whole.count("K001") == 1


def test_a_group_that_fits_on_a_page_is_not_split() -> None:
    pages = texts(table_pdf(paper(25, 25, 25)))
    assert ["1 号楼" in page for page in pages] == [True, False, False]
    assert ["2 号楼" in page for page in pages] == [False, True, False]
    assert "K025" in pages[0]
    assert "K026" in pages[1]
    assert "K050" in pages[1]
    assert "K075" in pages[2]


def test_a_longer_group_goes_on_under_its_heading() -> None:
    with language("en"):
        pages = texts(table_pdf(paper(100)))
    assert len(pages) == 3
    assert "(continued)" not in pages[0]
    for page in pages[1:]:
        assert "1 号楼 (continued)" in page
    for number, page in enumerate(pages, start=1):
        assert "取货号" in page
        assert f"page {number} of 3" in page
        assert "坏果包赔" in page


def test_texts_wrap_and_none_is_lost() -> None:
    table = paper(1)
    goods = "、".join(f"第{number}样东西×{number}" for number in range(1, 60))
    tall = Group("", "", (row(1, LONG_NAME, goods), row(2, LATIN), row(3)))
    shown = "".join("".join(texts(table_pdf(replace(table, groups=(tall,))))).split())
    assert all(f"第{number}样东西" in shown for number in range(1, 60))
    assert LATIN in shown


def test_a_text_taller_than_half_a_page_ends_in_dots() -> None:
    table = replace(paper(1), groups=(Group("", "", (row(1, LONG_ROOM * 60), row(2))),))
    pages = texts(table_pdf(table))
    assert "…" in pages[0]
    assert "K002" in "".join(pages)


def test_tick_boxes_are_drawn_one_for_each_row() -> None:
    image = picture(table_pdf(replace(paper(1), groups=(Group("", "", (row(1), row(2))),))), px_per_mm=8)
    # The head ends at 33.1 mm; a row is 5.9 mm high; the column of boxes is 8.8 mm wide from 11.8 mm on.
    boxes = [Box(14.2, top + 1.0, 18.3, top + 5.0) for top in (33.1, 39.0, 44.9)]
    assert ink_in(image, boxes[0], px_per_mm=8) > 200
    assert ink_in(image, boxes[1], px_per_mm=8) > 200
    assert ink_in(image, boxes[2], px_per_mm=8) == 0


def test_chips_are_filled_or_outlined() -> None:
    def chips(*chip: Chip) -> int:
        rows = (Row(("", "", "", "", Cell("", chip), "", "", "")),)
        image = picture(table_pdf(replace(paper(1), groups=(Group("", "", rows),))), px_per_mm=8)
        return ink_in(image, Box(67, 33.5, 140, 38.5), px_per_mm=8)

    assert chips() == 0
    assert chips(Chip("冷藏")) > chips(Chip("冷藏", filled=False)) > 100
    assert chips(Chip("冷藏"), Chip("冷藏")) == pytest.approx(2 * chips(Chip("冷藏")), rel=0.05)


def test_markup_is_printed_as_it_is() -> None:
    pdf = table_pdf(replace(paper(1), title="<para>", groups=(Group("<b>", "", (row(1, "<img src='x'/>"),)),)))
    shown = "".join(texts(pdf)[0].split())
    assert "<para>" in shown
    assert "<imgsrc='x'/>" in shown


def test_landscape_and_portrait_are_a4() -> None:
    for table, size in ((paper(3), (210, 297)), (replace(paper(3), landscape=True), (297, 210))):
        with Pages(table_pdf(table)) as pages:
            assert pages.size_mm(0) == pytest.approx(size, abs=0.1)


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    write_table(tmp_path / "单.pdf", paper(10, 40))
    assert (tmp_path / "单.pdf").read_bytes() == table_pdf(paper(10, 40))


def test_an_empty_list_is_a_page_with_its_head() -> None:
    assert ["自提单" in page for page in texts(table_pdf(paper()))] == [True]
    assert "取货号" in texts(table_pdf(paper(0)))[0]


def test_a_row_with_a_cell_too_few_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="columns"):
        table_pdf(replace(paper(1), groups=(Group("", "", (Row(("a", "b")),)),)))


def test_joined_rows_are_not_parted_by_the_end_of_a_page() -> None:
    rows = tuple(replace(row(number), joined=number % 3 != 1) for number in range(1, 121))
    table = replace(paper(1), groups=(Group("1 号楼", "", rows),))
    with Pages(table_pdf(table)) as pages:
        texts = [pages.text(page) for page in range(len(pages))]
    assert len(texts) > 1
    for first in range(1, 121, 3):
        together = [f"K{number:03d}" for number in range(first, first + 3)]
        assert sum(all(code in text for code in together) for text in texts) == 1


def test_rows_that_are_all_joined_still_go_on_to_the_next_page() -> None:
    rows = tuple(replace(row(number), joined=True) for number in range(1, 121))
    with Pages(table_pdf(replace(paper(1), groups=(Group("", "", rows),)))) as pages:
        text = "".join(pages.text(page) for page in range(len(pages)))
    assert all(f"K{number:03d}" in text for number in range(1, 121))


def test_a_large_column_is_set_large_and_its_row_is_high() -> None:
    columns = (Column("筐", 30), Column("谁"))
    ink = []
    for large in (False, True):
        set_ = (replace(columns[0], large=large), columns[1])
        table = replace(paper(1), columns=set_, groups=(Group("", "", (Row(("8", "")),)),))
        ink.append(ink_in(picture(table_pdf(table)), Box(12.5, 34, 30, 44), px_per_mm=8))
    assert ink[1] > 1.4 * ink[0] > 0


def test_a_group_shows_its_chips() -> None:
    plain = paper(2)
    marked = replace(plain, groups=(replace(plain.groups[0], chips=(Chip("冷冻室"),)),))
    for table, there in ((plain, False), (marked, True)):
        with Pages(table_pdf(table)) as pages:
            assert ("冷冻室" in pages.text(0)) == there
