"""Orders at a glance, in plain SQL: what stands in the rounds that Today and the list of rounds show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaderdesk.core.i18n import ngettext
from leaderdesk.core.money import line_total
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import RoundFigures, StepFact
from leaderdesk.storage.reading import Reading, among


def figures_of_rounds(reading: Reading, round_ids: Sequence[int]) -> dict[int, RoundFigures]:
    """Return how many orders stand in each of these rounds, what they come to, and what was earned on them, in fen."""
    standing = reading.exec_driver_sql(
        "SELECT round_id, count(*) AS orders FROM orders"
        " WHERE round_id IN (SELECT value FROM json_each(:ids)) AND cancelled_at_ms IS NULL GROUP BY round_id",
        {"ids": among(round_ids)},
    )
    orders = {row.round_id: row.orders for row in standing}
    sums = _sums(reading, round_ids)
    found: dict[int, RoundFigures] = {}
    for round_id in round_ids:
        sold, cost = sums.get(round_id, (0, 0))
        found[round_id] = RoundFigures(orders.get(round_id, 0), sold, sold - cost if cost else None)
    return found


def intake_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what the orders say of the step of taking them: how many came in so far."""
    closed = {row.id: row.closed_at_ms is not None for row in moments_of_rounds(reading, round_ids)}
    standing = reading.exec_driver_sql(
        "SELECT round_id, count(*) AS orders FROM orders"
        " WHERE round_id IN (SELECT value FROM json_each(:ids)) AND cancelled_at_ms IS NULL GROUP BY round_id",
        {"ids": among(round_ids)},
    )
    facts: dict[int, Mapping[Step, StepFact]] = {}
    for row in standing:
        line = ngettext("{count} order", "{count} orders", row.orders).format(count=row.orders)
        done = closed.get(row.round_id, False)
        facts[row.round_id] = {Step.INTAKE: StepFact(done=done, running=not done, line=line)}
    return facts


def _sums(reading: Reading, round_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return what was sold and what it cost, by round, in fen; each line rounded by itself."""
    rows = reading.exec_driver_sql(
        "SELECT offer.round_id, offer.cost_fen, line.price_fen, line.amount_milli, count(*) AS times"
        " FROM offer JOIN line ON line.offer_id = offer.id JOIN orders ON orders.id = line.order_id"
        " WHERE offer.round_id IN (SELECT value FROM json_each(:ids)) AND orders.cancelled_at_ms IS NULL"
        " GROUP BY offer.id, line.price_fen, line.amount_milli",
        {"ids": among(round_ids)},
    )
    sums: dict[int, tuple[int, int]] = {}
    for row in rows:
        sold, cost = sums.get(row.round_id, (0, 0))
        sold += line_total(row.price_fen, row.amount_milli) * row.times
        cost += line_total(row.cost_fen, row.amount_milli) * row.times
        sums[row.round_id] = (sold, cost)
    return sums
