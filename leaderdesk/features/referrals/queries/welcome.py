"""Reads who is new, and what has been done for her."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from leaderdesk.features.referrals.queries.people import handed_first, known_people
from leaderdesk.features.referrals.queries.standings import Trust
from leaderdesk.features.referrals.rules.welcome import ROUNDS, Newcomer
from leaderdesk.features.referrals.tables import WelcomeRow

TABLES = frozenset({"welcome", "orders", "handover_line", "referral", "neighbour"})

_DAYS_MS = 90 * 86_400_000
_NEW = """
SELECT coalesce(neighbour.merged_into_id, neighbour.id) AS person, count(DISTINCT orders.round_id) AS rounds,
       min(orders.created_at_ms) AS first_ms
FROM orders JOIN neighbour ON neighbour.id = orders.neighbour_id
WHERE orders.cancelled_at_ms IS NULL
GROUP BY person HAVING rounds <= :rounds AND first_ms >= :since_ms ORDER BY first_ms DESC LIMIT 200
"""
# A household has had the pack before: an earlier order of anybody behind the door, or of herself.
_TRIALS = """
SELECT DISTINCT coalesce(later.merged_into_id, later.id) AS person
FROM line JOIN offer ON offer.id = line.offer_id AND offer.product_id = :product_id
JOIN orders ON orders.id = line.order_id AND orders.cancelled_at_ms IS NULL
JOIN neighbour later ON later.id = orders.neighbour_id
JOIN neighbour earlier ON earlier.id = later.id OR earlier.household_id = later.household_id
JOIN orders before ON before.neighbour_id = earlier.id AND before.id < orders.id AND before.cancelled_at_ms IS NULL
JOIN line had ON had.order_id = before.id
JOIN offer gone ON gone.id = had.offer_id AND gone.product_id = :product_id
"""


def newcomers(connection: Connection, whole: Trust) -> tuple[Newcomer, ...]:
    """Return who is in her first rounds, or was named and has not ordered yet, the latest first."""
    since = whole.now_ms - _DAYS_MS
    rows = connection.exec_driver_sql(_NEW, {"rounds": ROUNDS, "since_ms": since}).all()
    rounds: dict[int, int] = {row.person: row.rounds for row in rows}
    brought = {one.newcomer.id: one for one in whole.standings if one.why is None}
    waiting = [id_ for id_, one in brought.items() if one.newcomer.first is None and one.referral.said_at_ms >= since]
    ids = [*(id_ for id_ in waiting if id_ not in rounds), *rounds]
    people, done = known_people(connection, ids), _welcomes(connection, ids)
    handed, trials = handed_first(connection, ids), second_trials(connection, whole)
    found = []
    for id_ in ids:
        if id_ not in people:
            continue
        row, link = done.get(id_), brought.get(id_)
        found.append(
            Newcomer(
                id_,
                people[id_].name,
                people[id_].room,
                rounds.get(id_, 0),
                brought_by="" if link is None else link.referrer.name,
                had_bag=id_ in handed,
                greeted_ms=None if row is None else row.greeted_at_ms,
                introduced_ms=None if row is None else row.introduced_at_ms,
                asked_ms=None if row is None else row.asked_at_ms,
                score=None if row is None else row.score,
                words="" if row is None else row.words,
                second_trial=id_ in trials,
            )
        )
    return tuple(found)


def second_trials(connection: Connection, whole: Trust) -> frozenset[int]:
    """Return who has the trial pack of the rules of now although her household had it before."""
    product_id = None if whole.programme is None else whole.programme.trial_product_id
    if product_id is None:
        return frozenset()
    return frozenset(row.person for row in connection.exec_driver_sql(_TRIALS, {"product_id": product_id}))


def _welcomes(connection: Connection, ids: list[int]) -> Mapping[int, Any]:
    listed = select(WelcomeRow.__table__).where(WelcomeRow.neighbour_id.in_(ids))
    return {row.neighbour_id: row for row in connection.execute(listed)}
