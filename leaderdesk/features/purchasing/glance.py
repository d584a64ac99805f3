"""Purchase orders at a glance, in plain SQL: what the step 采购 says on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from leaderdesk.core.amount import rounded_up
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.glance import moments_of_rounds
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among

# Of each offer: what is wanted now, and what was asked for in all versions together (NULL: never).
_OFFERS = """
SELECT offer.round_id, offer.id, product.supplier_id, offer.case_milli, wanted.milli AS wanted, sent.milli AS sent
FROM offer JOIN product ON product.id = offer.product_id
    LEFT JOIN (
        SELECT offer_id, sum(milli) AS milli FROM (
            SELECT line.offer_id, line.amount_milli AS milli FROM orders JOIN line ON line.order_id = orders.id
            WHERE orders.round_id IN (SELECT value FROM json_each(:ids)) AND orders.cancelled_at_ms IS NULL
            UNION ALL SELECT offer_id, extra_milli FROM purchase_extra
        ) GROUP BY offer_id
    ) AS wanted ON wanted.offer_id = offer.id
    LEFT JOIN (
        SELECT purchase_line.offer_id, sum(purchase_line.to_order_milli) AS milli
        FROM purchase_order JOIN purchase_line ON purchase_line.purchase_order_id = purchase_order.id
        WHERE purchase_order.round_id IN (SELECT value FROM json_each(:ids)) GROUP BY purchase_line.offer_id
    ) AS sent ON sent.offer_id = offer.id
WHERE offer.round_id IN (SELECT value FROM json_each(:ids)) AND (wanted.milli IS NOT NULL OR sent.milli IS NOT NULL)
"""

_SENT = """
SELECT DISTINCT round_id, supplier_id FROM purchase_order WHERE round_id IN (SELECT value FROM json_each(:ids))
"""

Arrived = Callable[[Reading, Sequence[int]], Collection[int]]
"""Gives the offers of these rounds that have come: nothing more is asked for of them."""


def purchase_facts(
    reading: Reading, round_ids: Sequence[int], *, arrived: Arrived
) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 采购 of these rounds: done when every supplier knows all that is wanted now."""
    rows = moments_of_rounds(reading, round_ids)
    sent = _suppliers_told(reading, round_ids)
    # Only of a round that was cut off and is not settled does it matter who waits, and that takes counting its lines.
    asked = [row.id for row in rows if row.id in sent and row.closed_at_ms is not None and row.settled_at_ms is None]
    waiting = _suppliers_waiting(reading, asked, arrived) if asked else {}
    return {row.id: {Step.PURCHASE: _fact(row, sent.get(row.id, set()), waiting.get(row.id, set()))} for row in rows}


def _suppliers_told(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, set[int | None]]:
    """Return to whom something was sent, by round."""
    found: dict[int, set[int | None]] = {}
    for row in reading.exec_driver_sql(_SENT, {"ids": among(round_ids)}):
        found.setdefault(row.round_id, set()).add(row.supplier_id)
    return found


def _suppliers_waiting(reading: Reading, round_ids: Sequence[int], arrived: Arrived) -> Mapping[int, set[int | None]]:
    """Return who has not been told everything, by round."""
    found: dict[int, set[int | None]] = {}
    there = arrived(reading, round_ids)
    for row in reading.exec_driver_sql(_OFFERS, {"ids": among(round_ids)}):
        wanted = row.wanted or 0
        due = wanted if row.case_milli is None else rounded_up(wanted, row.case_milli)
        if row.id not in there and due != (row.sent or 0):
            found.setdefault(row.round_id, set()).add(row.supplier_id)
    return found


def _fact(round_: Any, told: set[int | None], waiting: set[int | None]) -> StepFact:
    closed, settled = round_.closed_at_ms is not None, round_.settled_at_ms is not None
    parts = [_("{count} sent").format(count=len(told))] if told else []
    slips, never = len(waiting & told), len(waiting - told)
    if slips:
        parts.append(
            ngettext("{count} add-on slip not sent", "{count} add-on slips not sent", slips).format(count=slips)
        )
    if never:
        parts.append(ngettext("{count} not sent yet", "{count} not sent yet", never).format(count=never))
    done = closed and bool(told) and not waiting
    return StepFact(done=done or settled, running=closed, line=_(", ").join(parts))
