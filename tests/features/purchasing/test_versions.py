"""Versions: none is ever rewritten, and together they say what is due."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.actions import cancel_order, set_lines
from leaderdesk.features.purchasing.actions import keep_extra, send_versions
from leaderdesk.features.purchasing.queries.sheets import sheet_of_version
from leaderdesk.features.purchasing.rules.versions import sent_amounts
from tests.features.purchasing.bench import Bench, closed_round
from tests.storage.dumps import dump

JOURNAL = ("journal_action", "journal_change", "sqlite_sequence")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closed_round(tmp_path / "shop") as found:
        yield found


def test_nothing_sent_is_rounded_up_to_cases_as_ordered_now(bench: Bench) -> None:
    assert bench.expected() == bench.need()
    berries = bench.offer("草莓")
    bench.top_up("草莓", 17_000)
    assert bench.expected()[berries.id] == 20_000
    assert bench.spare()[berries.id] == 3_000


def test_the_second_version_holds_only_what_changed(bench: Bench) -> None:
    bench.top_up("草莓", 19_000)
    bench.send()
    first = bench.versions()
    bench.top_up("草莓", 22_000)
    slip = bench.supplier_of(bench.offer("草莓")).slip
    assert slip is not None
    assert slip.version == 2
    assert [(line.line.offer.name, line.before_milli, line.change_milli) for line in slip.lines] == [
        (bench.offer("草莓").name, 20_000, 10_000)
    ]
    bench.send()
    assert bench.versions()[: len(first)] == first
    assert bench.versions()[-1].number == f"{first[0].number}-2"
    assert all(each.slip is None for each in bench.suppliers())


def test_more_within_the_case_needs_no_slip(bench: Bench) -> None:
    bench.top_up("草莓", 17_000)
    bench.send()
    bench.top_up("草莓", 20_000)
    assert all(each.slip is None for each in bench.suppliers())
    assert bench.spare()[bench.offer("草莓").id] == 0


def test_what_was_taken_away_is_a_slip_too_and_down_to_nothing(bench: Bench) -> None:
    bench.send()
    soap = bench.offer("皂")
    for order in bench.shop.orders():
        if any(line.offer_id == soap.id for line in order.lines):
            set_lines(bench.store, order.id, {soap.id: 0})
    slip = bench.supplier_of(soap).slip
    assert slip is not None
    assert slip.cost_fen < 0
    bench.send()
    assert bench.expected()[soap.id] == 0
    assert bench.spare()[soap.id] == 0


def test_any_changes_and_any_sending_sum_up_to_the_need(tmp_path: Path) -> None:
    dice = random.Random(20260122)
    with closed_round(tmp_path / "dice", orders=10) as bench:
        for _turn in range(40):
            order = dice.choice(bench.shop.orders())
            kind = dice.randrange(8)
            if kind == 0 and order.lines:
                cancel_order(bench.store, order.id)
            elif kind == 1:
                keep_extra(bench.store, dice.choice(order.lines).offer_id, 1000 * dice.randint(1, 5), purpose="trial")
            elif kind < 6:
                line = dice.choice(order.lines)
                set_lines(bench.store, order.id, {line.offer_id: 1000 * dice.randint(0, 25)})
            else:
                before = bench.versions()
                if any(each.slip for each in bench.suppliers()):
                    bench.send()
                assert bench.versions()[: len(before)] == before
                need = bench.need()
                assert sent_amounts(bench.versions()) == {each: need.get(each, 0) for each in bench.expected()}
            assert all(milli >= 0 for milli in bench.spare().values())


def test_sending_can_be_undone_from_the_last_on(bench: Bench) -> None:
    before = dump(bench.store.paths, without=JOURNAL)
    first = bench.send("草莓")
    bench.top_up("草莓", 30_000)
    second = bench.send("草莓")
    with pytest.raises(UserError):
        bench.store.undo(first)
    bench.store.undo(second)
    assert [version.version for version in bench.versions()] == [1]
    bench.store.undo(first)
    assert bench.versions() == ()
    after = dump(bench.store.paths, without=JOURNAL)
    money = {"ledger_entry", "ledger_line", "ledger_open"}
    assert {each for each in before if before[each] != after[each]} <= {"orders", "line", *money}


def test_what_is_sent_is_what_was_shown(bench: Bench) -> None:
    slips = [each.slip for each in bench.suppliers() if each.slip]
    bench.top_up("皂", bench.ordered(bench.offer("皂").id) + 3_000)
    with pytest.raises(UserError):
        send_versions(bench.store, bench.round_id, slips, way="file")
    assert bench.versions() == ()


def test_a_version_is_shown_as_it_went_out(bench: Bench) -> None:
    bench.top_up("草莓", 17_000)
    bench.send()
    version = bench.versions()[0]
    bench.top_up("草莓", 20_000)
    sheet = sheet_of_version(bench.store, bench.round_id, version.id)
    assert sheet is not None
    berries = next(line for line in sheet.slip.lines if "草莓" in line.line.offer.name)
    assert (berries.line.ordered_milli, berries.change_milli) == (17_000, 20_000)
    assert sheet.number == version.number
    # How it goes to the buildings is not known any more: the orders say something else.
    assert berries.line.by_building == ()
