"""Money at a glance, in plain SQL: what the step 结算 says on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among


def settle_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 结算 of these rounds: from how many orders money is still to come."""
    owing = reading.exec_driver_sql(
        # CROSS keeps the order: little is open of all that was ever ordered.
        "SELECT orders.round_id, count(*) AS orders"
        " FROM ledger_open CROSS JOIN orders ON orders.id = ledger_open.order_id"
        " WHERE ledger_open.amount_fen < 0 AND orders.round_id IN (SELECT value FROM json_each(:ids))"
        " GROUP BY orders.round_id",
        {"ids": among(round_ids)},
    )
    open_orders = {row.round_id: row.orders for row in owing}
    return {
        row.id: {
            Step.SETTLE: StepFact(
                done=row.settled_at_ms is not None,
                running=row.closed_at_ms is not None,
                line=_("{count} not paid yet").format(count=open_orders[row.id])
                if row.closed_at_ms is not None and row.id in open_orders
                else "",
            )
        }
        for row in moments_of_rounds(reading, round_ids)
    }
