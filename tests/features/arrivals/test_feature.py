"""The verb `arrival`: shown, counted, and shared out only when asked to."""

from __future__ import annotations

import argparse

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.report import Report
from leaderdesk.features.arrivals.feature import FEATURE
from tests.features.arrivals.van import ground, most_wanted, standing
from tests.practice import Shop


def say(shop: Shop, *words: str) -> Report:
    parser = argparse.ArgumentParser()
    assert FEATURE.add_verbs is not None
    FEATURE.add_verbs(parser.add_subparsers())
    arguments = parser.parse_args(["arrival", *words, "--round", str(shop.round_id)])
    report = arguments.run(shop.store, arguments)
    assert isinstance(report, Report)
    return report


def test_a_shortage_from_the_terminal(shop: Shop) -> None:
    count = most_wanted(shop)
    code = count.offer.code
    came = (count.ordered_milli - 2000) // 1000
    shown = say(shop, "receive", "--offer", code.lower(), "--amount", str(came))
    assert any(f"came {came}" in line for line in shown.lines)
    before = standing(shop)
    tried = say(shop, "share", "--offer", code, "--policy", "first-come")
    assert isinstance(tried.data, dict)
    assert tried.data["applied"] is False
    assert standing(shop) == before
    done = say(shop, "share", "--offer", code, "--policy", "first-come", "--apply")
    assert isinstance(done.data, dict)
    assert done.data["cuts"] == tried.data["cuts"]
    assert ground(shop, count.offer.id).count.lacking_milli == 0
    with pytest.raises(UserError):
        say(shop, "share", "--offer", code)


def test_the_rest_is_counted_as_due(shop: Shop) -> None:
    report = say(shop, "receive", "--rest-as-due")
    assert isinstance(report.data, dict)
    offers = report.data["offers"]
    assert isinstance(offers, list)
    assert all(isinstance(offer, dict) and offer["received"] == offer["due"] for offer in offers)
    assert say(shop, "show").lines == report.lines


@pytest.mark.parametrize("words", [("receive",), ("receive", "--offer", "A"), ("share", "--offer", "nothing")])
def test_what_is_missing_is_said(shop: Shop, words: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        say(shop, *words)
