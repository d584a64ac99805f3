"""Labels and the pickup at a glance, in plain SQL: what their steps say on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among


def pickup_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the steps 贴标 and 自提 of these rounds: labels printed, orders handed over."""
    lines = reading.exec_driver_sql(
        "SELECT orders.round_id, count(DISTINCT orders.id) AS orders, count(line.id) AS lines,"
        " count(handover_line.id) AS handed"
        " FROM orders JOIN line ON line.order_id = orders.id"
        " LEFT JOIN handover_line ON handover_line.line_id = line.id"
        " WHERE orders.round_id IN (SELECT value FROM json_each(:ids)) AND orders.cancelled_at_ms IS NULL"
        " GROUP BY orders.round_id",
        {"ids": among(round_ids)},
    )
    counts = {row.round_id: row for row in lines}
    labelled = reading.exec_driver_sql(
        "SELECT orders.round_id, count(DISTINCT orders.id) AS orders"
        " FROM orders JOIN printed_label ON printed_label.order_id = orders.id"
        " WHERE orders.round_id IN (SELECT value FROM json_each(:ids)) AND orders.cancelled_at_ms IS NULL"
        " GROUP BY orders.round_id",
        {"ids": among(round_ids)},
    )
    printed = {row.round_id: row.orders for row in labelled}
    return {
        row.id: _facts(row, counts.get(row.id), printed.get(row.id, 0)) for row in moments_of_rounds(reading, round_ids)
    }


def _facts(round_: Any, count: Any | None, printed: int) -> dict[Step, StepFact]:
    closed, settled = round_.closed_at_ms is not None, round_.settled_at_ms is not None
    if count is None:
        return {step: StepFact(done=settled, running=False, line="") for step in (Step.LABELS, Step.PICKUP)}
    all_printed = closed and printed >= count.orders
    all_handed = count.handed >= count.lines
    handed = _("{done} of {count} goods handed over").format(done=count.handed, count=count.lines)
    return {
        Step.LABELS: StepFact(
            done=all_printed or settled,
            running=closed,
            line=_("{count} orders labelled").format(count=printed) if printed else "",
        ),
        Step.PICKUP: StepFact(
            done=(closed and all_handed) or settled,
            running=closed and (all_printed or count.handed > 0),
            line=handed if count.handed and not all_handed else "",
        ),
    }
