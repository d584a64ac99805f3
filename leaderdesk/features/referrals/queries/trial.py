"""Reads which goods of a round are the trial pack of the rules, and who has had it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from leaderdesk.features.orders.rules.ground import Once
from leaderdesk.features.referrals.queries.ground import programme_of_day

_OFFERS = "SELECT id FROM offer WHERE round_id = :round_id AND product_id = :product_id"
_HAD = """
SELECT DISTINCT coalesce(neighbour.merged_into_id, neighbour.id) AS person, coalesce(household.label, '') AS room
FROM offer JOIN line ON line.offer_id = offer.id
JOIN orders ON orders.id = line.order_id AND orders.cancelled_at_ms IS NULL
JOIN neighbour ON neighbour.id = orders.neighbour_id
LEFT JOIN household ON household.id = neighbour.household_id
WHERE offer.product_id = :product_id AND offer.round_id <> :round_id
"""


def trial_packs(connection: Connection, round_id: int, day: dt.date) -> Once:
    """Return what of the round is the trial pack by the rules of that day, and whose household had one before."""
    programme = programme_of_day(connection, day)
    if programme is None or programme.trial_product_id is None:
        return Once()
    asked = {"round_id": round_id, "product_id": programme.trial_product_id}
    offers = frozenset(row.id for row in connection.exec_driver_sql(_OFFERS, asked))
    if not offers:
        return Once()
    had = connection.exec_driver_sql(_HAD, asked).all()
    return Once(offers, frozenset(row.room for row in had if row.room), frozenset(row.person for row in had))
