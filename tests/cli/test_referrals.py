"""The verbs `referrals list` and `gifts balance` on the practice neighbourhood."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_referrals_are_listed_with_where_each_stands(call: Call, home: Path) -> None:
    said = call("--store", home, "--json", "referrals", "list")
    assert (said.code, said.err) == (0, "")
    assert {one["why"] for one in said.data} == {None, "oneself", "bought_before"}
    assert {"named", "ordered", "picked_up"} <= {one["stage"] for one in said.data}
    assert all(one["referrer"]["name"] and one["newcomer"]["name"] for one in said.data)
    lines = call("--store", home, "referrals", "list").out.splitlines()
    assert len(lines) == len(said.data)


def test_the_balance_of_gifts_comes_out_even(call: Call, home: Path) -> None:
    said = call("--store", home, "--json", "gifts", "balance")
    assert said.code == 0
    assert said.data["even"] is True
    for gift in said.data["gifts"]:
        came = int(gift["bought"]) + int(gift["surplus"])
        assert came == int(gift["given"]) + int(gift["spoilt"]) + int(gift["left"])


def test_half_a_verb_is_wrong_usage(call: Call, home: Path) -> None:
    assert call("--store", home, "referrals").code == 2
    assert call("--store", home, "gifts").code == 2
