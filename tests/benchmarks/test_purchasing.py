"""What the step 采购 reads, among half a million lines, against one look at a round's own lines."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from leaderdesk.features.arrivals.glance import arrived_offers
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.places import Step
from leaderdesk.features.purchasing.glance import purchase_facts
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
LISTED = 30
MOST_LISTED = 0.5
"""What the list of rounds says of thirty counts the lines of one of them, in SQL."""


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


def test_what_the_list_of_rounds_says_of_the_step(full: Store) -> None:
    latest = range(ROUNDS - LISTED + 1, ROUNDS + 1)
    with full.write("Sent", undoable=False) as writing:
        sent = "INSERT INTO purchase_order (round_id, version, number, at_ms) VALUES (?, 1, ?, 1)"
        for round_id in latest:
            writing.connection.exec_driver_sql(sent, (round_id, f"CG-{round_id}"))
    with full.read() as connection:
        floor = median_ms(lambda: orders_of_round(connection, ROUNDS))
    with full.glance() as reading:
        listed = median_ms(lambda: purchase_facts(reading, latest, arrived=arrived_offers))
        facts = purchase_facts(reading, latest, arrived=arrived_offers)
    assert [facts[each][Step.PURCHASE].done for each in latest] == [True] * (LISTED - 1) + [False]
    assert listed / floor <= MOST_LISTED, (listed, floor)
