"""Numbers on the command line: plain or full-width digits, within bounds, and nothing else."""

from __future__ import annotations

import pytest

from leaderdesk.core.arguments import MOST_ID, row_id, whole


@pytest.mark.parametrize(("typed", "number"), [("7", 7), ("１２", 12), (" 3 ", 3), ("-4", -4), (str(MOST_ID), MOST_ID)])
def test_a_whole_number_is_read(typed: str, number: int) -> None:
    assert whole(-5, MOST_ID)(typed) == number


@pytest.mark.parametrize("typed", ["", "-", "1_000", "٣", "1.0", "1e3", "NaN", "+1", "0x10", "9" * 5000, "--1", "二"])
def test_anything_else_is_wrong_usage(typed: str) -> None:
    with pytest.raises(ValueError, match=r".|^$"):
        whole(-MOST_ID, MOST_ID)(typed)


@pytest.mark.parametrize("typed", ["0", "-1", str(MOST_ID + 1)])
def test_what_no_row_can_have_is_wrong_usage(typed: str) -> None:
    with pytest.raises(ValueError, match=r".|^$"):
        row_id(typed)
