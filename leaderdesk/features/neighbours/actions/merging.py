"""Makes one neighbour of two, and two of one; each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.actions.households import (
    drop_if_empty,
    label_of,
    neighbour_of,
    refresh_search_key,
)
from leaderdesk.features.neighbours.actions.people import put_neighbour, refuse_twin
from leaderdesk.features.neighbours.actions.profile import remember_alias
from leaderdesk.features.neighbours.queries import building_names, neighbour_card
from leaderdesk.features.neighbours.queries.merging import NeighbourTies
from leaderdesk.features.neighbours.rules import Added, NeighbourCard, read_name, read_room
from leaderdesk.features.neighbours.rules.merging import Merge, Split, answers_of_split, chosen_text, names_after
from leaderdesk.features.neighbours.tables import (
    NeighbourAliasRow,
    NeighbourApartRow,
    NeighbourNoteRow,
    NeighbourRow,
    NeighbourTagRow,
)
from leaderdesk.storage.database import Store, Writing

ALONE = NeighbourTies()


def merge_neighbours(store: Store, merge: Merge, *, ties: NeighbourTies = ALONE) -> int:
    """Make the two of `merge` one, under the id of the kept one, and return the action.

    All names stay known; orders, money and pickups follow; the other one is in no list any more. UserError, with
    nothing changed, if one of them is not in the list any more or the orders have changed since they were looked at.
    """
    with store.read() as connection:
        kept, gone = neighbour_card(connection, merge.kept_id), neighbour_card(connection, merge.gone_id)
    if kept is None or gone is None or merge.kept_id == merge.gone_id:
        raise UserError(_("Choose two neighbours who are in the list."))
    name = chosen_text("name", merge.sides, kept.name, gone.name)
    about = {"first": kept.name, "second": gone.name}
    with store.write(N_("Merge {first} and {second}"), about=about) as writing:
        session = writing.session
        here, there = neighbour_of(session, merge.kept_id), neighbour_of(session, merge.gone_id)
        for row in (here, there):
            if row.archived_at_ms is not None:
                raise UserError(_("{name} is not in the list any more.").format(name=row.name))
        _take_fields(session, merge, kept, gone)
        _take_tags(session, merge)
        _forward(writing, here, there)
        refuse_twin(session, name, label_of(session, here.household_id), but=here.id)
        here.name = name
        _move_aliases(session, here.id, there.id)
        for each in names_after(kept, gone, name):
            remember_alias(writing, here.id, each)
        _forget_alias(session, here.id, name)
        session.execute(
            update(NeighbourNoteRow).where(NeighbourNoteRow.neighbour_id == there.id).values(neighbour_id=here.id)
        )
        ties.hand_on(writing, merge)
        refresh_search_key(session, here)
    return writing.action_id


def split_neighbour(store: Store, split: Split, *, ties: NeighbourTies = ALONE) -> Added:
    """Make a new neighbour of what belongs to another: names, orders with money and pickups, answers to polls, a door.

    UserError for what cannot be kept, if two of the orders are of one round, or if somebody of that name is there.
    """
    wanted = read_name(split.name)
    with store.read() as connection:
        card = neighbour_card(connection, split.neighbour_id)
        place = read_room(split.room, building_names(connection))
        answers = ties.answers(connection, split.neighbour_id)
    if card is None or card.archived_at_ms is not None:
        raise UserError(_("This neighbour is not in the list any more."))
    if compare_key(wanted) == compare_key(card.name) and (place.text if place else "") == card.room:
        raise UserError(_("The new neighbour needs another name or another room."))
    if split.answer_ids is None:
        split = replace(split, answer_ids=answers_of_split(answers, card, split))
    about = {"first": card.name, "second": wanted}
    with store.write(N_("Split {second} off {first}"), about=about) as writing:
        session = writing.session
        refuse_twin(session, wanted, place.text if place else "", but=split.neighbour_id)
        row = neighbour_of(session, split.neighbour_id)
        for alias in (*split.aliases, wanted):
            _forget_alias(session, row.id, alias)
        new_id = put_neighbour(writing, name=wanted, room=place.text if place else None)
        for alias in split.aliases:
            remember_alias(writing, new_id, alias)
        ties.part(writing, split, new_id)
        _hold_apart(session, row.id, new_id)
        refresh_search_key(session, row)
    return Added(new_id, writing.action_id)


def hold_apart(store: Store, first_id: int, second_id: int) -> int | None:
    """Remember that the two are not the same; return the action, None if it was known already."""
    with store.read() as connection:
        first, second = neighbour_card(connection, first_id), neighbour_card(connection, second_id)
    if first is None or second is None or first_id == second_id:
        raise UserError(_("Choose two neighbours who are in the list."))
    about = {"first": first.name, "second": second.name}
    with store.write(N_("{first} and {second} are not the same"), about=about) as writing:
        added = _hold_apart(writing.session, first_id, second_id)
    return writing.action_id if added else None


def _take_fields(session: Session, merge: Merge, kept: NeighbourCard, gone: NeighbourCard) -> None:
    here, there = neighbour_of(session, merge.kept_id), neighbour_of(session, merge.gone_id)
    here.phone = chosen_text("phone", merge.sides, kept.phone, gone.phone)
    here.diet = chosen_text("diet", merge.sides, kept.diet, gone.diet)
    here.note = chosen_text("note", merge.sides, kept.note, gone.note)
    here.joined_on = min((day for day in (kept.joined_on, gone.joined_on) if day), default="")
    if merge.sides.get("room", "kept") == "both":
        raise UserError(_("Only one of the two can stay here. Choose one."))
    left = {here.household_id, there.household_id}
    if merge.sides.get("room") == "gone":
        here.household_id = there.household_id
    there.household_id = here.household_id
    session.flush()
    for household_id in sorted(each for each in left - {here.household_id} if each is not None):
        _move_merged(session, household_id, here)
        drop_if_empty(session, household_id)


def _move_merged(session: Session, household_id: int, here: NeighbourRow) -> None:
    """Let those who were merged into one of the two before follow her door."""
    session.execute(
        update(NeighbourRow)
        .where(NeighbourRow.household_id == household_id, NeighbourRow.merged_into_id == here.id)
        .values(household_id=here.household_id)
    )


def _take_tags(session: Session, merge: Merge) -> None:
    worn = set(
        session.scalars(select(NeighbourTagRow.tag_id).where(NeighbourTagRow.neighbour_id == merge.kept_id)).all()
    )
    session.execute(
        delete(NeighbourTagRow).where(
            NeighbourTagRow.neighbour_id == merge.kept_id, NeighbourTagRow.tag_id.not_in(merge.tag_ids)
        )
    )
    session.add_all(
        NeighbourTagRow(neighbour_id=merge.kept_id, tag_id=tag_id) for tag_id in sorted(merge.tag_ids - worn)
    )


def _forward(writing: Writing, here: NeighbourRow, there: NeighbourRow) -> None:
    there.archived_at_ms, there.merged_into_id = writing.at_ms, here.id
    writing.session.flush()
    writing.session.execute(
        update(NeighbourRow)
        .where(NeighbourRow.merged_into_id == there.id)
        .values(merged_into_id=here.id, household_id=here.household_id)
    )


def _move_aliases(session: Session, to_id: int, from_id: int) -> None:
    """Let the other names of one be those of the other; who they were written for keeps the record of them."""
    known = {compare_key(row.alias) for row in _aliases(session, to_id)}
    for row in _aliases(session, from_id):
        if compare_key(row.alias) not in known:
            row.neighbour_id = to_id
            session.flush()
            session.add(NeighbourAliasRow(neighbour_id=from_id, alias=row.alias))
    session.flush()


def _aliases(session: Session, neighbour_id: int) -> Sequence[NeighbourAliasRow]:
    return session.scalars(select(NeighbourAliasRow).where(NeighbourAliasRow.neighbour_id == neighbour_id)).all()


def _forget_alias(session: Session, neighbour_id: int, name: str) -> None:
    for row in _aliases(session, neighbour_id):
        if compare_key(row.alias) == compare_key(name):
            session.delete(row)
    session.flush()


def _hold_apart(session: Session, one: int, other: int) -> bool:
    first, second = sorted((one, other))
    known = select(NeighbourApartRow.id).where(
        NeighbourApartRow.first_id == first, NeighbourApartRow.second_id == second
    )
    if session.scalar(known) is not None:
        return False
    session.add(NeighbourApartRow(first_id=first, second_id=second))
    session.flush()
    return True
