"""What the step of purchasing says at a glance: sent, not sent, an add-on slip that waits; nothing of what has come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.i18n import language
from leaderdesk.features.arrivals.actions import note_receipt
from leaderdesk.features.arrivals.glance import arrived_offers
from leaderdesk.features.places import Step
from leaderdesk.features.purchasing.actions import keep_extra
from leaderdesk.features.purchasing.glance import purchase_facts
from leaderdesk.features.rounds.rules import StepFact
from tests.features.purchasing.bench import Bench, closed_round


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with closed_round(tmp_path / "shop") as found:
        yield found


def fact(bench: Bench) -> StepFact:
    with bench.store.read() as connection, language("zh_CN"):
        return purchase_facts(connection, [bench.round_id], arrived=arrived_offers)[bench.round_id][Step.PURCHASE]


def test_sent_in_part_is_not_done(bench: Bench) -> None:
    assert fact(bench) == StepFact(done=False, running=True, line="")
    bench.send("草莓")
    one = fact(bench)
    assert not one.done
    assert one.line == f"已出 1 张，{len(bench.suppliers()) - 1} 张还没发"
    bench.send()
    assert fact(bench).done


def test_an_add_on_slip_that_waits_is_named_until_it_went_out(bench: Bench) -> None:
    bench.send()
    offer = bench.offer("皂")
    keep_extra(bench.store, offer.id, 2_000, purpose="trial")
    waiting = fact(bench)
    assert not waiting.done
    assert waiting.line.endswith("加单 1 张没发")
    bench.send("皂")
    assert fact(bench).done


def test_the_glance_says_what_the_page_says(bench: Bench) -> None:
    bench.send()
    bench.top_up("草莓", bench.ordered(bench.offer("草莓").id) + 1_000)
    assert fact(bench).done is not any(each.slip for each in bench.suppliers())
    bench.top_up("草莓", bench.ordered(bench.offer("草莓").id) + 11_000)
    assert fact(bench).done is not any(each.slip for each in bench.suppliers())
    assert not fact(bench).done


def test_of_what_has_come_nothing_more_is_asked_for(bench: Bench) -> None:
    bench.send()
    offer = bench.offer("皂")
    keep_extra(bench.store, offer.id, 2_000, purpose="trial")
    note_receipt(bench.store, offer.id, 1_000)
    assert fact(bench).done
