"""Where every referral stands, among half a million lines, against one look at the orders of those who take part."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing

from leaderdesk.features.referrals.queries import figures, trust
from leaderdesk.storage.database import Store
from leaderdesk.storage.reading import among
from tests.benchmarks.full_store import NEIGHBOURS

RUNS = 7
BROUGHT = 400
"""So many neighbours were brought, each with a hundred orders since."""

MOST_TRUST = 8.0
"""Orders, money, pickups, doors and phones of all of them; the floor fetches their orders alone, with bare sqlite3."""
MOST_FIGURES = 5.0
"""Who bought again goes through everybody's orders; the floor fetches all of these."""

ORDERS = """
SELECT id, round_id, created_at_ms FROM orders
WHERE neighbour_id IN (SELECT value FROM json_each(:ids)) AND cancelled_at_ms IS NULL
"""
SAID = f"""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {BROUGHT})
INSERT INTO referral (referrer_id, newcomer_id, how, said_at_ms)
    SELECT {NEIGHBOURS} - i % 100, i, 'typed', 0 FROM n
"""


def median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def test_where_everybody_stands_and_who_bought_again(full: Store) -> None:
    with full.write("Referrals", undoable=False) as writing:
        writing.connection.exec_driver_sql(SAID)
    ids = among(range(1, BROUGHT + 1))
    everybody = "SELECT id, neighbour_id, created_at_ms FROM orders WHERE cancelled_at_ms IS NULL"
    now_ms = full.clock.now_ms()
    with full.read() as connection, closing(sqlite3.connect(full.paths.store)) as bare:
        of_those = median_ms(lambda: bare.execute(ORDERS, {"ids": ids}).fetchall())
        of_all = median_ms(lambda: bare.execute(everybody).fetchall())
        standing = median_ms(lambda: trust(connection, now_ms))
        whole = trust(connection, now_ms)
        again = median_ms(lambda: figures(connection, whole))
    assert len(whole.standings) == BROUGHT
    assert standing / of_those <= MOST_TRUST, (standing, of_those)
    assert again / of_all <= MOST_FIGURES, (again, of_all)
