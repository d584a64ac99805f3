"""Settling at a glance, in plain SQL: what the step 结算 says on Today and in the list of rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.payments.glance import settle_facts
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import StepFact
from leaderdesk.storage.reading import Reading, among

_CLAIMS = """
SELECT orders.round_id, count(*) AS claims FROM claim CROSS JOIN orders ON orders.id = claim.order_id
WHERE claim.answer = '' AND orders.round_id IN (SELECT value FROM json_each(:ids)) GROUP BY orders.round_id
"""


def settlement_facts(reading: Reading, round_ids: Sequence[int]) -> Mapping[int, Mapping[Step, StepFact]]:
    """Return what is known of the step 结算 of these rounds: who has not paid, and which claims wait for an answer."""
    rows = reading.exec_driver_sql(_CLAIMS, {"ids": among(round_ids)})
    waiting = {row.round_id: row.claims for row in rows}
    paid = settle_facts(reading, round_ids)
    return {
        round_id: {Step.SETTLE: _with_claims(facts[Step.SETTLE], waiting.get(round_id, 0))}
        for round_id, facts in paid.items()
    }


def _with_claims(fact: StepFact, claims: int) -> StepFact:
    if not claims:
        return fact
    said = ngettext("{count} claim to answer", "{count} claims to answer", claims).format(count=claims)
    # A claim asks for somebody to see to it, on whatever day it comes.
    return replace(fact, running=not fact.done, line=_(", ").join(part for part in (fact.line, said) if part))
