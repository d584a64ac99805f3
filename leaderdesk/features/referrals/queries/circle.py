"""Reads who brought a neighbour and whom she brought."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.features.referrals.queries.ground import living_ids
from leaderdesk.features.referrals.queries.standings import trust
from leaderdesk.features.referrals.rules import Standing
from leaderdesk.features.referrals.rules.honour import titled


@dataclass(frozen=True, slots=True)
class Circle:
    """Who brought a neighbour, if somebody did, and whom she brought, the latest first; what came to nothing is out."""

    by: Standing | None = None
    brought: tuple[Standing, ...] = ()
    has_title: bool = False


def circle_of(connection: Connection, neighbour_id: int, now_ms: int) -> Circle:
    """Return the circle of a neighbour as it stands at `now_ms`."""
    person = living_ids(connection).get(neighbour_id, neighbour_id)
    found = [one for one in trust(connection, now_ms).standings if one.why is None]
    return Circle(
        by=next((one for one in found if one.newcomer.id == person), None),
        brought=tuple(one for one in reversed(found) if one.referrer.id == person),
        has_title=person in titled(found),
    )
