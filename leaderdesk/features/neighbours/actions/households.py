"""The doors behind which neighbours live, and what a neighbour can be found by, kept right inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.neighbours.rooms import Room, from_normal
from leaderdesk.features.neighbours.rules import called
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourAliasRow, NeighbourRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of
from leaderdesk.storage.search import search_key

_GONE = N_("This neighbour is not in the list any more.")


def neighbour_of(session: Session, neighbour_id: int) -> NeighbourRow:
    """Return the row of the neighbour; UserError if there is no such one."""
    return row_of(session, NeighbourRow, neighbour_id, gone=_GONE)


def who(store: Store, neighbour_id: int) -> str:
    """Return how the neighbour is named in the undo menu; UserError if there is no such one."""
    with store.read() as connection:
        row = connection.execute(
            select(NeighbourRow.name, HouseholdRow.label)
            .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
            .where(NeighbourRow.id == neighbour_id)
        ).one_or_none()
    if row is None:
        raise UserError(_(_GONE))
    return called(row.name, row.label or "")


def names_of_buildings(session: Session) -> tuple[str, ...]:
    """Return the names of the buildings in walking order."""
    return tuple(session.scalars(select(BuildingRow.name).order_by(BuildingRow.position, BuildingRow.id)))


def label_of(session: Session, household_id: int | None) -> str:
    """Return how the door is written, nothing for no door."""
    household = None if household_id is None else session.get(HouseholdRow, household_id)
    return "" if household is None else household.label


def move_into(session: Session, neighbour: NeighbourRow, room: Room | None) -> None:
    """Let the neighbour live at `room`, a door of its own or one already known; a door nobody is left behind goes."""
    left = neighbour.household_id
    neighbour.household_id = None if room is None else door(session, room)
    for each in merged_rows(session, neighbour):
        each.household_id = neighbour.household_id
    if left is not None and left != neighbour.household_id:
        session.flush()
        drop_if_empty(session, left)


def merged_rows(session: Session, neighbour: NeighbourRow) -> Sequence[NeighbourRow]:
    """Return those who turned out to be this neighbour; orders that stayed under their names follow her door."""
    if neighbour in session.new:
        return ()
    return session.scalars(select(NeighbourRow).where(NeighbourRow.merged_into_id == neighbour.id)).all()


def door(session: Session, room: Room) -> int:
    """Return the id of the household at `room`, made if it is new; a new building joins the end of the walk."""
    label = room.text
    known = session.scalar(select(HouseholdRow.id).where(HouseholdRow.label == label))
    if known is not None:
        return known
    building_id = building_named(session, room.building) if room.building else None
    row = HouseholdRow(building_id=building_id, unit=room.unit, room=room.room, label=label)
    session.add(row)
    session.flush()
    return row.id


def building_named(session: Session, name: str) -> int:
    """Return the id of the building, added at the end of the walking order if it is new."""
    known = session.scalar(select(BuildingRow.id).where(BuildingRow.name == name))
    if known is not None:
        return known
    row = BuildingRow(name=name, position=last_position(session) + 1, note="")
    session.add(row)
    session.flush()
    return row.id


def last_position(session: Session) -> int:
    """Return the last place taken in the walking order."""
    return session.scalar(select(func.max(BuildingRow.position))) or 0


def refresh_search_key(session: Session, neighbour: NeighbourRow) -> None:
    """Make the neighbour findable by what is now known: names with their readings, the room, the phone's tail."""
    session.flush()
    aliases = session.scalars(
        select(NeighbourAliasRow.alias)
        .where(NeighbourAliasRow.neighbour_id == neighbour.id)
        .order_by(NeighbourAliasRow.id)
    )
    exact = [*ways_to_write(label_of(session, neighbour.household_id)), neighbour.phone[-4:]]
    neighbour.search_key = search_key([neighbour.name, *aliases], exact=exact)
    for each in merged_rows(session, neighbour):
        each.search_key, each.phone = neighbour.search_key, neighbour.phone


def ways_to_write(label: str) -> tuple[str, ...]:
    """Return how a room may be typed into the search: with dashes, without, and without the unit."""
    room = from_normal(label)
    if room is None or not room.full:
        return (label,) if label else ()
    short = f"{room.building}-{room.room}"
    return tuple(dict.fromkeys((label, label.replace("-", ""), short, short.replace("-", ""))))


def drop_if_empty(session: Session, household_id: int) -> None:
    """Take the door away if nobody lives behind it any more."""
    if session.scalar(select(NeighbourRow.id).where(NeighbourRow.household_id == household_id).limit(1)) is None:
        session.delete(session.get_one(HouseholdRow, household_id))
        session.flush()
