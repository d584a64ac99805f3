"""Purchase orders at a glance, in plain SQL: what the step 采购 says on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among


def purchase_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 采购 of these rounds: how many purchase orders were made."""
    sent = reading.exec_driver_sql(
        "SELECT round_id, count(DISTINCT supplier_id) AS suppliers FROM purchase_order"
        " WHERE round_id IN (SELECT value FROM json_each(:ids)) GROUP BY round_id",
        {"ids": among(round_ids)},
    )
    counts = {row.round_id: row.suppliers for row in sent}
    return {
        row.id: {
            Step.PURCHASE: StepFact(
                done=bool(row.closed_at_ms and counts.get(row.id)) or row.settled_at_ms is not None,
                running=row.closed_at_ms is not None,
                line=_("{count} sent").format(count=counts[row.id]) if row.id in counts else "",
            )
        }
        for row in moments_of_rounds(reading, round_ids)
    }
