"""Who may be thanked and introduced in a stream: only who agreed to be named, by name and building at most."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.features.referrals.queries.standings import month_of, roll_of, trust
from leaderdesk.features.referrals.rules import Known


@dataclass(frozen=True, slots=True)
class CueName:
    """A name that others may hear and see, with the building but never the room; `count` is whom she brought."""

    neighbour_id: int
    name: str
    building: str
    count: int = 0


def names_to_thank(connection: Connection, now_ms: int) -> tuple[CueName, ...]:
    """Return whom to thank for bringing neighbours this month, who brought most first."""
    year, month = month_of(now_ms)
    lines = roll_of(connection, trust(connection, now_ms), year=year, month=month)
    return tuple(_cue(line.neighbour, line.count) for line in lines if line.neighbour.agreed)


def newcomers_to_introduce(connection: Connection, now_ms: int) -> tuple[CueName, ...]:
    """Return the new neighbours who may be introduced, as far as they were brought by somebody and agreed."""
    whole = trust(connection, now_ms)
    return tuple(_cue(one.newcomer) for one in whole.standings if one.why is None and one.newcomer.agreed)


def _cue(one: Known, count: int = 0) -> CueName:
    return CueName(one.id, one.name, one.room.partition("-")[0], count)
