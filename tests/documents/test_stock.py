"""Where labels lie on their paper."""

from __future__ import annotations

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.documents.stock import STOCKS, LabelStock, pages_needed, places, stock

EVERY_STOCK = pytest.mark.parametrize("paper", STOCKS, ids=lambda paper: str(paper.key))


@EVERY_STOCK
def test_all_places_lie_on_the_page_and_apart(paper: LabelStock) -> None:
    found = list(places(paper.per_page, paper))
    assert len({(place.x_mm, place.y_mm) for place in found}) == paper.per_page
    for place in found:
        assert place.page == 0
        assert 0 <= place.x_mm <= paper.page_mm[0] - paper.width_mm + 1e-9
        assert 0 <= place.y_mm <= paper.page_mm[1] - paper.height_mm + 1e-9


def test_a_sheet_of_three_by_eight_stands_in_the_middle() -> None:
    paper = stock("a4-70x37")
    assert (paper.columns, paper.rows, paper.left_mm, paper.top_mm) == (3, 8, 0.0, 0.5)
    last = list(places(24, paper))[-1]
    assert (last.column, last.row, last.x_mm, last.y_mm) == (2, 7, 140.0, 259.5)


def test_used_places_are_skipped_on_the_first_page_only() -> None:
    found = list(places(21, stock("a4-70x37"), skip=5))
    assert (found[0].page, found[0].row, found[0].column) == (0, 1, 2)
    assert (found[18].page, found[19].page) == (0, 1)
    assert (found[19].row, found[19].column) == (0, 0)


@EVERY_STOCK
@pytest.mark.parametrize("count", [0, 1, 23, 24, 25, 1000])
def test_pages_needed_are_the_pages_used(paper: LabelStock, count: int) -> None:
    skip = paper.per_page - 1
    used = {place.page for place in places(count, paper, skip=skip)}
    assert pages_needed(count, paper, skip=skip) == len(used)


@pytest.mark.parametrize("skip", [-1, 24, 100])
def test_a_place_off_the_sheet_is_refused(skip: int) -> None:
    with pytest.raises(UserError):
        list(places(1, stock("a4-70x37"), skip=skip))


def test_unknown_paper_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UserError, match="a4-70x37"):
        stock("50x50")
