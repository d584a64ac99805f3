"""The verbs of the command line say what there is and refuse what makes no sense."""

from __future__ import annotations

import argparse
import json

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.core.report import Report
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.feature import FEATURE
from tests.features.rounds.shop import Shop, filled, offers


def run(shop: Shop, *words: str) -> Report:
    """Run the verb as the command line does."""
    parser = argparse.ArgumentParser()
    assert FEATURE.add_verbs is not None
    FEATURE.add_verbs(parser.add_subparsers(required=True))
    arguments = parser.parse_args(["rounds", *words])
    report = arguments.run(shop.store, arguments)
    assert isinstance(report, Report)
    json.dumps(report.data)
    return report


def test_a_shop_without_rounds(shop: Shop) -> None:
    assert run(shop, "list") == Report(("There is no round yet.",), [])


def test_list_and_show(shop: Shop) -> None:
    made = filled(shop)
    actions.edit_offer(shop.store, offers(shop, made.round_id)[0].id, {"price_fen": None, "cutoff": "2026-01-26T18:00"})
    listed = run(shop, "list")
    assert listed.lines == ("1  Round 1 · 草莓季  draft, cut-off Mon 1/26 22:00",)
    shown = run(shop, "show", "1")
    assert shown.lines[1] == "Cut-off Mon 1/26 22:00, pickup Sun 2/1 10:00–18:00 3 号楼一层"
    assert shown.lines[2] == "A  隔壁村王大叔家的草莓 500 g  no price yet"
    assert isinstance(shown.data, dict)
    assert shown.data["cutoff"] == "2026-01-26T22:00"
    assert (shown.data["state"], shown.data["opened_at"]) == ("draft", None)
    found = shown.data["offers"]
    assert isinstance(found, list)
    assert found[0] == {
        "id": 1,
        "code": "A",
        "product": 1,
        "name": "隔壁村王大叔家的草莓",
        "spec": "500 g",
        "unit": "盒",
        "storage": "chilled",
        "supplier": "青禾合作社",
        "price": None,
        "cost": "26.00",
        "limit": None,
        "total_limit": None,
        "case": "10",
        "step": "1",
        "cutoff": "2026-01-26T18:00",
    }


def test_open_and_close(shop: Shop) -> None:
    filled(shop)
    opened = run(shop, "open", "1").data
    assert isinstance(opened, dict)
    assert (opened["state"], opened["opened_at"]) == ("open", "2026-01-23T15:00:00+08:00")
    closed = run(shop, "close", "1").data
    assert isinstance(closed, dict)
    assert (closed["state"], closed["closed_at"]) == ("closed", "2026-01-23T15:00:00+08:00")


@pytest.mark.parametrize("words", [("show", "99"), ("open", "99"), ("close", "1")])
def test_what_makes_no_sense_is_refused(shop: Shop, words: tuple[str, ...]) -> None:
    filled(shop)
    with pytest.raises(UserError):
        run(shop, *words)


@pytest.mark.parametrize("words", [("show", "x"), ("show", "-1"), ("close", "0")])
def test_an_id_that_can_be_none_is_wrong_usage(shop: Shop, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        run(shop, *words)
