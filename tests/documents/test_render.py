"""Pages as pictures, for the preview and the printer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leaderdesk.documents.page import Paper
from leaderdesk.documents.render import Pages


def two_pages() -> bytes:
    paper = Paper(60.3, 40)
    paper.fill(10, 5, 20, 10)
    paper.next_page()
    paper.text(5, 20, "第二页", size=5)
    paper.next_page()
    return paper.to_bytes()


def test_a_page_has_its_size_and_its_ink_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "两 页.pdf"
    path.write_bytes(two_pages())
    with Pages(path) as pages:
        assert len(pages) == 2
        assert pages.size_mm(0) == pytest.approx((60.3, 40), abs=0.01)
        image = pages.image(0, px_per_mm=10)
        assert "第二页" in pages.text(1)
    assert abs(image.width - 603) <= 1
    assert image.height == 400
    assert len(image.rgba) == image.width * image.height * 4

    def pixel(x_mm: float, y_mm: float) -> bytes:
        start = (round(y_mm * 10) * image.width + round(x_mm * 10)) * 4
        return image.rgba[start : start + 4]

    assert pixel(20, 10) == b"\x00\x00\x00\xff"
    assert pixel(9.5, 10) == pixel(20, 4.5) == pixel(30.5, 10) == pixel(20, 15.5) == b"\xff\xff\xff\xff"


def test_pages_may_be_asked_from_several_threads() -> None:
    pdf = two_pages()

    def look(number: int) -> bytes:
        with Pages(pdf) as pages:
            return pages.image(number % 2, px_per_mm=4).rgba

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(look, range(40)))
    assert len(found) == 2


def test_papers_may_be_drawn_by_several_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _number: two_pages(), range(24)))) == 1
