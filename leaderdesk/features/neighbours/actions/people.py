"""Adds neighbours, changes what is known of them, puts them away and brings them back."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from leaderdesk.core.clock import local, local_now
from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.phone import parse_phone
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.actions.households import (
    label_of,
    move_into,
    names_of_buildings,
    neighbour_of,
    refresh_search_key,
    who,
)
from leaderdesk.features.neighbours.queries import building_names
from leaderdesk.features.neighbours.rooms import Room, from_normal, parse_room
from leaderdesk.features.neighbours.rules import Added, called, read_day, read_name, read_note, read_room
from leaderdesk.features.neighbours.tables import HouseholdRow, NeighbourAliasRow, NeighbourRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.search import like_pattern

_CHANGES = {
    "name": N_("Rename {who}"),
    "room": N_("Move {who}"),
    "phone": N_("Change the phone of {who}"),
    "diet": N_("Change the diet of {who}"),
    "note": N_("Change the note about {who}"),
    "joined_on": N_("Change since when {who} is here"),
}


def ensure_neighbour(writing: Writing, *, name: str, room: str | None) -> int:
    """Return the id of the neighbour of that name or alias at that room, added if there is none.

    A known one whose room is not known yet moves in; one who was put away comes back. `room` is in its kept form
    ("3-502"); a building that is new joins the end of the walking order. UserError for an empty name.
    """
    session, wanted = writing.session, read_name(name)
    place = None if room is None else from_normal(room) or parse_room(room, names_of_buildings(session))
    known = _same_person(session, wanted, place)
    if known is not None:
        known.archived_at_ms = None
        if place is not None and known.household_id is None:
            move_into(session, known, place)
            refresh_search_key(session, known)
        return known.id
    return _new_row(writing, name=wanted, room=place).id


def put_neighbour(writing: Writing, *, name: str, room: str | None) -> int:
    """Add a neighbour within a transaction, also where somebody of that name is there, and return the id.

    For what the leader said is another person. `room` as for `ensure_neighbour`; UserError for an empty name.
    """
    place = None if room is None else from_normal(room) or parse_room(room, names_of_buildings(writing.session))
    return _new_row(writing, name=read_name(name), room=place).id


def add_neighbour(store: Store, *, name: str, room: str = "", phone: str = "", diet: str = "", note: str = "") -> Added:
    """Add a neighbour as typed; the day of joining is today.

    UserError for what cannot be kept or is there already, UnknownBuilding for a room in a building that is new.
    """
    wanted, digits = read_name(name), parse_phone(phone)
    with store.read() as connection:
        place = read_room(room, building_names(connection))
    label = "" if place is None else place.text
    with store.write(N_("Add {who}"), about={"who": called(wanted, label)}) as writing:
        refuse_twin(writing.session, wanted, label, but=None)
        row = _new_row(writing, name=wanted, room=place)
        row.phone, row.diet, row.note = digits, read_note(diet), read_note(note)
        refresh_search_key(writing.session, row)
    return Added(row.id, writing.action_id)


def edit_neighbour(
    store: Store,
    neighbour_id: int,
    *,
    name: str | None = None,
    room: str | None = None,
    phone: str | None = None,
    diet: str | None = None,
    note: str | None = None,
    joined_on: str | None = None,
) -> int | None:
    """Change what is given, as typed, and return the action; None if it was so already.

    UserError for what cannot be kept, UnknownBuilding for a room in a building that is new; then nothing changes.
    """
    today = local_now(store.clock).date()
    kept = {
        "name": None if name is None else read_name(name),
        "phone": None if phone is None else parse_phone(phone),
        "diet": None if diet is None else read_note(diet),
        "note": None if note is None else read_note(note),
        "joined_on": None if joined_on is None else read_day(joined_on, today=today),
    }
    given = [field for field, value in (*kept.items(), ("room", room)) if value is not None]
    title = _CHANGES[given[0]] if len(given) == 1 else N_("Change {who}")
    with store.write(title, about={"who": who(store, neighbour_id)}) as writing:
        session, row = writing.session, neighbour_of(writing.session, neighbour_id)
        before = _kept_of(row)
        for field, value in kept.items():
            if value is not None and getattr(row, field) != value:
                setattr(row, field, value)
        if room is not None:
            move_into(session, row, read_room(room, names_of_buildings(session)))
        if name is not None or room is not None:
            refuse_twin(session, row.name, label_of(session, row.household_id), but=row.id)
        refresh_search_key(session, row)
        changed = before != _kept_of(row)
    return writing.action_id if changed else None


def archive_neighbour(store: Store, neighbour_id: int) -> int:
    """Put the neighbour into the bin: out of lists and search, nothing forgotten. Return the action."""
    with store.write(N_("Put away {who}"), about={"who": who(store, neighbour_id)}) as writing:
        row = neighbour_of(writing.session, neighbour_id)
        if row.archived_at_ms is not None:
            raise UserError(_("This neighbour is in the bin already."))
        row.archived_at_ms = writing.at_ms
    return writing.action_id


def restore_neighbour(store: Store, neighbour_id: int) -> int:
    """Bring the neighbour back from the bin as it was. Return the action."""
    with store.write(N_("Bring back {who}"), about={"who": who(store, neighbour_id)}) as writing:
        row = neighbour_of(writing.session, neighbour_id)
        if row.archived_at_ms is None:
            raise UserError(_("This neighbour is in the list already."))
        if row.merged_into_id is not None:
            raise UserError(_("She was merged with somebody. Undo the merge, or split her off again."))
        refuse_twin(writing.session, row.name, label_of(writing.session, row.household_id), but=row.id)
        row.archived_at_ms = None
    return writing.action_id


def _kept_of(row: NeighbourRow) -> tuple[str | int | None, ...]:
    return (row.name, row.household_id, row.phone, row.diet, row.note, row.joined_on)


def _new_row(writing: Writing, *, name: str, room: Room | None) -> NeighbourRow:
    row = NeighbourRow(name=name, phone="", diet="", note="", search_key="")
    row.joined_on = local(writing.at_ms).date().isoformat()
    writing.session.add(row)
    move_into(writing.session, row, room)
    refresh_search_key(writing.session, row)
    return row


def _same_person(session: Session, name: str, room: Room | None) -> NeighbourRow | None:
    """Return whom the name and the room surely mean: who lives there, else the only one who may; the bin comes last."""
    named = _named(session, name)
    here = [row for row in named if row.archived_at_ms is None]
    if room is None:
        homeless = [row for row in here if row.household_id is None]
        return _only(homeless) or _only(here)
    label = room.text
    at_door = [row for row in (*here, *named) if label_of(session, row.household_id) == label]
    if at_door:
        return at_door[0]
    return _only([row for row in here if row.household_id is None]) if room.full else None


def _only(rows: list[NeighbourRow]) -> NeighbourRow | None:
    return rows[0] if len(rows) == 1 else None


def _named(session: Session, name: str) -> list[NeighbourRow]:
    # The search key holds name and aliases, so it finds every candidate in one pass; the names themselves decide.
    alias = select(NeighbourAliasRow.neighbour_id).where(NeighbourAliasRow.alias == name)
    pattern = like_pattern(name)
    rows = session.scalars(
        select(NeighbourRow)
        .where(or_(NeighbourRow.search_key.like(pattern, escape="\\"), NeighbourRow.id.in_(alias)))
        .where(NeighbourRow.merged_into_id.is_(None))
        .order_by(NeighbourRow.id)
    ).all()
    if not rows:
        return []
    spoken: dict[int, set[str]] = {row.id: {compare_key(row.name)} for row in rows}
    for row in session.execute(
        select(NeighbourAliasRow.neighbour_id, NeighbourAliasRow.alias).where(
            NeighbourAliasRow.neighbour_id.in_(list(spoken))
        )
    ):
        spoken[row.neighbour_id].add(compare_key(row.alias))
    return [row for row in rows if compare_key(name) in spoken[row.id]]


def refuse_twin(session: Session, name: str, room: str, *, but: int | None) -> None:
    """Raise UserError if somebody of that name already stands in the list at that room (or without one, alike)."""
    with session.no_autoflush:
        twin = session.execute(
            select(NeighbourRow.id)
            .outerjoin(HouseholdRow, HouseholdRow.id == NeighbourRow.household_id)
            .where(
                NeighbourRow.name == name,
                func.coalesce(HouseholdRow.label, "") == room,
                NeighbourRow.archived_at_ms.is_(None),
                NeighbourRow.id != (but or 0),
            )
            .limit(1)
        ).first()
    if twin is not None:
        raise UserError(
            _("{who} is in the list already. Add a word to tell the two apart.").format(who=called(name, room))
        )
