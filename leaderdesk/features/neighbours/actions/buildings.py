"""The buildings in the order in which the leader walks them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _, ngettext
from leaderdesk.core.text import name_text
from leaderdesk.features.neighbours.actions.households import last_position, refresh_search_key
from leaderdesk.features.neighbours.rooms import Room
from leaderdesk.features.neighbours.rules import Added, building_text, read_building
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourRow
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import row_of, value_of

_MOST_TYPED = 1000
_GONE = N_("This building is not in the list any more.")


def add_building(store: Store, name: str, *, note: str = "") -> Added:
    """Add a building at the end of the walking order. UserError for a name that is none or is there already."""
    wanted = read_building(name)
    with store.write(N_("Add building {name}"), about={"name": wanted}) as writing:
        session = writing.session
        _refuse_twin(session, wanted)
        row = BuildingRow(name=wanted, position=last_position(session) + 1, note=name_text(note[:_MOST_TYPED]))
        session.add(row)
        session.flush()
    return Added(row.id, writing.action_id)


def edit_building(store: Store, building_id: int, *, name: str | None = None, note: str | None = None) -> int | None:
    """Change name or remark ("across the road") of a building; with the name every room in it is written anew.

    Return the action, None if it was so already. UserError for a name that is none or is there already.
    """
    wanted = None if name is None else read_building(name)
    with store.write(N_("Change building {name}"), about={"name": _name_of(store, building_id)}) as writing:
        session = writing.session
        row = _building(session, building_id)
        before = (row.name, row.note)
        if note is not None:
            row.note = name_text(note[:_MOST_TYPED])
        if wanted is not None and wanted != row.name:
            _refuse_twin(session, wanted)
            _rename(session, row, wanted)
        changed = (row.name, row.note) != before
    return writing.action_id if changed else None


def remove_building(store: Store, building_id: int) -> int:
    """Take an empty building out; return the action. UserError if somebody lives there, the bin included."""
    with store.write(N_("Remove building {name}"), about={"name": _name_of(store, building_id)}) as writing:
        session = writing.session
        row = _building(session, building_id)
        statement = select(func.count()).select_from(HouseholdRow).where(HouseholdRow.building_id == building_id)
        doors = session.scalar(statement) or 0
        if doors:
            raise UserError(
                ngettext(
                    "{building} still has {count} household. Move it first.",
                    "{building} still has {count} households. Move them first.",
                    doors,
                ).format(building=building_text(row.name), count=doors)
            )
        session.delete(row)
    return writing.action_id


def set_walking_order(store: Store, building_ids: Sequence[int]) -> int | None:
    """Walk the buildings in this order, those left out behind them; return the action, None if it is so."""
    with store.write(N_("Change the walking order")) as writing:
        rows = {
            row.id: row
            for row in writing.session.scalars(select(BuildingRow).order_by(BuildingRow.position, BuildingRow.id))
        }
        wanted = [building_id for building_id in dict.fromkeys(building_ids) if building_id in rows]
        if list(rows) == [*wanted, *(one for one in rows if one not in wanted)]:
            return None
        for place, building_id in enumerate([*wanted, *(one for one in rows if one not in wanted)], start=1):
            if rows[building_id].position != place:
                rows[building_id].position = place
    return writing.action_id


def _rename(session: Session, building: BuildingRow, name: str) -> None:
    building.name = name
    households = session.scalars(select(HouseholdRow).where(HouseholdRow.building_id == building.id)).all()
    for household in households:
        household.label = Room(name, household.unit, household.room).text
    session.flush()
    inside = select(HouseholdRow.id).where(HouseholdRow.building_id == building.id)
    for neighbour in session.scalars(select(NeighbourRow).where(NeighbourRow.household_id.in_(inside))).all():
        refresh_search_key(session, neighbour)


def _building(session: Session, building_id: int) -> BuildingRow:
    return row_of(session, BuildingRow, building_id, gone=_GONE)


def _name_of(store: Store, building_id: int) -> str:
    return value_of(store, BuildingRow.name, building_id, gone=_GONE)


def _refuse_twin(session: Session, name: str) -> None:
    if session.scalar(select(BuildingRow.id).where(BuildingRow.name == name)) is not None:
        raise UserError(_("{building} is in the list already.").format(building=building_text(name)))
