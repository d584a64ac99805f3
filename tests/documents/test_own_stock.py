"""Label paper of the leader's own measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.own_stock import Measures, own_stock
from leaderdesk.documents.stock import places

SHEET = Measures(width=635, height=381, columns=3, rows=7, left=72, top=151, gap_across=25, roll=False)


def test_a_sheet_lies_where_it_was_measured() -> None:
    paper = own_stock("own-1", "L7160", SHEET)
    assert (paper.per_page, paper.page_mm) == (21, (210.0, 297.0))
    assert paper.across_mm == pytest.approx((7.2, 73.2, 139.2))
    assert paper.down_mm[:2] == pytest.approx((15.1, 53.2))


def test_a_roll_is_its_own_page() -> None:
    paper = own_stock("own-2", "50×30", Measures(width=500, height=300))
    assert (paper.page_mm, paper.per_page, paper.roll) == ((50.0, 30.0), 1, True)


@pytest.mark.parametrize(
    ("measures", "said"),
    [
        (replace(SHEET, columns=4), "268.7 mm, the sheet is 210 mm wide. Take 58.7"),
        (replace(SHEET, rows=8), "319.9 mm, the sheet is 297 mm high"),
        (replace(SHEET, gap_across=-1), "less than nothing"),
        (replace(SHEET, columns=0), "at least one column"),
        (Measures(width=299, height=300), "30 × 20"),
        (Measures(width=300, height=199), "30 × 20"),
        (Measures(width=2101, height=300), "larger than a sheet"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_the_reason(measures: Measures, said: str) -> None:
    with language("en"), pytest.raises(UserError, match=said):
        own_stock("own-1", "a", measures)


@given(
    width=st.integers(300, 2200), height=st.integers(200, 3000), columns=st.integers(1, 8), rows=st.integers(1, 20),
    left=st.integers(0, 300), top=st.integers(0, 300), beside=st.integers(0, 100), below=st.integers(0, 100),
)  # fmt: skip
def test_paper_that_is_taken_never_runs_over_its_sheet(
    width: int, height: int, columns: int, rows: int, left: int, top: int, beside: int, below: int
) -> None:
    measures = Measures(width, height, columns, rows, left, top, beside, below, roll=False)
    try:
        paper = own_stock("own-1", "a", measures)
    except UserError:
        assert left + columns * width + (columns - 1) * beside > 2100 or top + rows * height + (rows - 1) * below > 2970
        return
    for place in places(paper.per_page, paper):
        assert place.x_mm + paper.width_mm <= 210 + 1e-6
        assert place.y_mm + paper.height_mm <= 297 + 1e-6
