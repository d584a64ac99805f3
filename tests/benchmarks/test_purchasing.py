"""What the step 采购 reads, among half a million lines, against one look at the round's own lines."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.purchasing.queries import desired_of_round
from leaderdesk.features.purchasing.queries.coach import usual_buyers
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store
from tests.benchmarks.full_store import ROUNDS

RUNS = 7
MOST_USUAL = 1.0
"""Who usually buys a product looks at twelve rounds of it, in SQL; the floor reads all goods of one round."""
MOST_DESIRED = 2.5
"""What the suppliers must bring is that reading, and adding up."""


def median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def test_who_usually_buys_it_and_what_is_needed(full: Store) -> None:
    with full.read() as connection:
        offer = offers_of_round(connection, ROUNDS)[0]
        floor = median_ms(lambda: orders_of_round(connection, ROUNDS))
        usual = median_ms(lambda: usual_buyers(connection, offer.id))
        desired = median_ms(lambda: desired_of_round(connection, ROUNDS))
        assert usual_buyers(connection, offer.id)
    assert usual / floor <= MOST_USUAL, (usual, floor)
    assert desired / floor <= MOST_DESIRED, (desired, floor)
