"""Pastes as strangers would write them, in many estates, goods and manners, and what must be read of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from leaderdesk.features.orders.jielong.case import parse_case
from tests.features.orders.jielong.strangers import Stranger, strangers

CASES = strangers()
_OF_ENTRY = ("lines", "name", "room", "action", "paid")


def as_compared(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: entry[key] for key in _OF_ENTRY}
    items = Counter((item["offer"], item["quantity"]) for item in entry["items"])
    return {**kept, "items": items, "questions": set(entry["questions"])}


def test_there_are_many() -> None:
    assert len(CASES) >= 40
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("stranger", CASES, ids=[each.id for each in CASES])
def test_a_stranger_is_read_right(stranger: Stranger) -> None:
    result = parse_case(stranger.case)
    assert [line["kind"] for line in result["lines"]] == stranger.kinds
    assert [as_compared(entry) for entry in result["entries"]] == [as_compared(entry) for entry in stranger.entries]
    assert result["totals"] == stranger.totals
    assert result["questions"] == stranger.questions


@pytest.mark.parametrize(
    "stranger", [each for each in CASES if each.case["previous"] is not None], ids=lambda each: each.id
)
def test_what_changed_since_the_paste_before(stranger: Stranger) -> None:
    changes = parse_case(stranger.case)["changes"]
    assert sorted(changes, key=repr) == sorted(stranger.changes, key=repr)
