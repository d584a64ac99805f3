"""How long a great bill takes to match with a great many open orders, as a ratio to looking at each line once.

The floor folds every text of every line and hashes it: the least anybody does who compares lines by name and sum.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.payments.rules.matching import OpenLine
from leaderdesk.features.payments.rules.matching_lines import match_bill
from leaderdesk.features.practice.rules.bill import Owed, invent_bill
from tests.benchmarks.test_jielong import FAMILIES, GIVEN, ROUNDS, middle_seconds
from tests.features.payments.practice_month import TODAY, WEEK, Month, open_lines

LINES = 5000
MOST_RATIO = 15
"""Measured a ratio of 42 and 0.46 s on two cores under other work: a tenth of a millisecond for each line."""

SUMS = (3680, 6600, 9200, 12_800, 990, 4550)


def great_month() -> Month:
    """Return so many neighbours, each of whom owes for an order, and the bill in which nearly all of them pay."""
    chance = random.Random(5)
    people = tuple(
        KnownNeighbour(
            number,
            f"{chance.choice(FAMILIES)}{chance.choice(GIVEN)}{chance.choice(GIVEN)}{number % 97}",
            f"{1 + number % 30}-{1 + number // 30 % 30}0{1 + number % 4}",
            (),
        )
        for number in range(1, LINES + 1)
    )
    opened = dt.datetime.combine(TODAY, dt.time(20)) - 3 * WEEK
    owed = tuple(
        Owed(
            one.id, one.id, one.name, one.room or "", one.id % 999, chance.choice(SUMS) * chance.choice((1, 2)), opened
        )
        for one in people
    )
    return Month(people, {}, owed, invent_bill(owed, seed=5, until=dt.datetime.combine(TODAY, dt.time(12))))


def look_once(lines: tuple[OpenLine, ...]) -> int:
    """Fold every text of every line and hash it."""
    seen = {}
    for each in lines:
        line = each.line
        texts = tuple(map(compare_key, (line.payer, line.goods, line.note, line.kind, line.status)))
        seen[hash((*texts, line.amount_fen, line.at_ms))] = each.id
    return len(seen)


def test_matching_five_thousand_lines_with_five_thousand_orders(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    month = great_month()
    lines, ground = open_lines(month.read(tmp_path)), month.ground()
    assert len(lines) >= LINES
    benchmark.pedantic(lambda: match_bill(lines, ground), rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]
    floor = middle_seconds(lambda: look_once(lines))
    seconds = middle_seconds(lambda: match_bill(lines, ground))
    benchmark.extra_info["floor_ms"] = round(floor * 1000, 2)
    benchmark.extra_info["seconds"] = round(seconds, 2)
    benchmark.extra_info["ratio"] = round(seconds / floor, 1)
    assert seconds / floor <= MOST_RATIO
