"""The arrival at a glance, in plain SQL: what the step 到货 says on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among

# What is handed over cannot give way any more, and what went to gifts or waste is not there for the orders.
_OFFERS = """
SELECT round_id, count(*) AS offers, count(received) AS counted, sum(handed) AS handed,
    coalesce(sum(received IS NOT NULL AND ordered > max(received - away, handed)), 0) AS short
FROM (
    SELECT offer.round_id, offer.id, sum(line.amount_milli) AS ordered,
        sum(CASE WHEN handover_line.id IS NULL THEN 0 ELSE line.amount_milli END) AS handed,
        (SELECT received_milli FROM receipt WHERE receipt.offer_id = offer.id) AS received,
        (SELECT coalesce(sum(amount_milli), 0) FROM surplus
            WHERE surplus.offer_id = offer.id AND goes IN ('gift', 'waste')) AS away
    FROM orders JOIN line ON line.order_id = orders.id JOIN offer ON offer.id = line.offer_id
        LEFT JOIN handover_line ON handover_line.line_id = line.id
    WHERE orders.round_id IN (SELECT value FROM json_each(:ids)) AND orders.cancelled_at_ms IS NULL
    GROUP BY offer.id
) GROUP BY round_id
"""


def arrival_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 到货 of these rounds: done when all is counted and no shortage is open.

    Where bags are handed over though nothing was ever counted, the leader does without this step.
    """
    found = {row.round_id: row for row in reading.exec_driver_sql(_OFFERS, {"ids": among(round_ids)})}
    return {row.id: {Step.ARRIVAL: _fact(row, found.get(row.id))} for row in moments_of_rounds(reading, round_ids)}


def arrived_offers(reading: Reading, round_ids: Sequence[int]) -> Collection[int]:
    """Return the offers of these rounds that have come: they were counted, or some of them were handed over."""
    rows = reading.exec_driver_sql(
        "SELECT offer.id FROM offer WHERE offer.round_id IN (SELECT value FROM json_each(:ids)) AND ("
        "EXISTS (SELECT 1 FROM receipt WHERE receipt.offer_id = offer.id) OR "
        "EXISTS (SELECT 1 FROM line JOIN handover_line ON handover_line.line_id = line.id"
        " WHERE line.offer_id = offer.id))",
        {"ids": among(round_ids)},
    )
    return frozenset(row.id for row in rows)


def _fact(round_: Any, found: Any | None) -> StepFact:
    closed, settled = round_.closed_at_ms is not None, round_.settled_at_ms is not None
    if found is None:
        return StepFact(done=settled, running=False, line="")
    done = closed and found.counted == found.offers and not found.short
    without = not found.counted and found.handed > 0
    line = ""
    if found.short:
        line = _("{count} short, not shared out yet").format(count=found.short)
    elif found.counted and not done:
        line = _("{done} of {count} counted").format(done=found.counted, count=found.offers)
    return StepFact(done=done or settled, running=closed and not without, line=line)
