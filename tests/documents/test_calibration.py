"""Setting a printer right: what is read on the page is taken back by the correction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.calibration import Correction, calibration_pdf, correction, edges
from leaderdesk.documents.render import Pages
from leaderdesk.documents.stock import STOCKS, LabelStock, stock
from tests.documents.pictures import Box, ink_in, picture
from tests.documents.rulers import FINE, ticks_of

EVERY_STOCK = pytest.mark.parametrize("paper", STOCKS, ids=lambda paper: str(paper.key))


@EVERY_STOCK
def test_every_paper_has_edges_both_ways(paper: LabelStock) -> None:
    found = edges(paper)
    assert {edge.upright for edge in found} == {True, False}
    assert len({edge.sign for edge in found}) == len(found) <= 4
    if paper.roll:
        assert [edge.at_mm for edge in found] == [0, paper.width_mm, 0, paper.height_mm]


@EVERY_STOCK
def test_a_printer_that_is_straight_needs_nothing(paper: LabelStock) -> None:
    assert correction(paper, [0] * len(edges(paper))).is_none


@given(
    paper=st.sampled_from(STOCKS),
    right=st.integers(-30, 30), down=st.integers(-30, 30), wide=st.integers(-5, 5), high=st.integers(-5, 5),
)  # fmt: skip
def test_whatever_a_printer_does_is_taken_back(paper: LabelStock, right: int, down: int, wide: int, high: int) -> None:
    """A printer that prints x at a + b·x shows at the edge e the number that was sent to (e − a) / b."""
    found = edges(paper)
    both_ways = {way: sum(1 for edge in found if edge.upright is way) == 2 for way in (True, False)}
    offset = {True: right / 10, False: down / 10}
    scale = {True: 1 + (wide / 1000 if both_ways[True] else 0), False: 1 + (high / 1000 if both_ways[False] else 0)}
    exact = [(edge.at_mm - offset[edge.upright]) / scale[edge.upright] - edge.at_mm for edge in found]
    readings = [round(each * 10) for each in exact]
    set_right = correction(paper, readings)
    for edge, reading, true in zip(found, readings, exact, strict=True):
        if edge.upright:
            sent = set_right.right_mm + set_right.scale_x * edge.at_mm
        else:
            sent = set_right.down_mm + set_right.scale_y * edge.at_mm
        printed = offset[edge.upright] + scale[edge.upright] * sent
        # As near as tenths of a millimetre can be read.
        assert printed == pytest.approx(edge.at_mm, abs=abs(reading / 10 - true) * 1.01 + 0.02)


def test_numbers_of_another_paper_are_refused() -> None:
    paper = stock("60x40")
    with language("en"):
        with pytest.raises(UserError, match="right paper"):
            correction(paper, [0, 101, 0, 0])
        with pytest.raises(UserError, match="fit the page"):
            correction(paper, [0, 40, 0, 0])
        with pytest.raises(UserError, match="each ruler"):
            correction(paper, [0])


def test_readings_become_a_move_and_a_size() -> None:
    found = correction(stock("60x40"), [5, 5, -10, -10])
    assert found == Correction(0.5, -1.0, 1.0, 1.0)
    stretched = correction(stock("60x40"), [0, -6, 0, 0])
    assert stretched == Correction(0.0, 0.0, 0.99, 1.0)


@EVERY_STOCK
def test_the_page_is_the_paper_and_a_tick_stands_on_every_edge(paper: LabelStock) -> None:
    pdf = calibration_pdf(paper)
    with Pages(pdf) as pages:
        assert len(pages) == 1
        assert pages.size_mm(0) == pytest.approx(paper.page_mm, abs=0.01)
    image = picture(pdf, px_per_mm=8)
    width, height = paper.page_mm
    for edge in edges(paper):
        low, high = max(edge.at_mm - 0.4, 0), edge.at_mm + 0.4
        strip = Box(low, 0, min(high, width), height) if edge.upright else Box(0, low, width, min(high, height))
        assert ink_in(image, strip, px_per_mm=8) > 0


@pytest.mark.parametrize("key", ["60x40", "40x30", "a4-70x37", "a4-99.1x38.1"])
def test_rulers_are_exact_to_a_tenth_of_a_millimetre(key: str) -> None:
    paper = stock(key)
    image = picture(calibration_pdf(paper), px_per_mm=FINE)
    for edge in edges(paper):
        limit = paper.page_mm[0 if edge.upright else 1]
        marks = [edge.at_mm + half / 2 for half in range(-10, 11)]
        # A tick at the border of the paper is half cut off.
        wanted, found = (
            [at for at in each if 0.2 < at < limit - 0.2] for each in (marks, ticks_of(image, edge, around=edge.at_mm))
        )
        assert found == pytest.approx(wanted, abs=0.1), edge
