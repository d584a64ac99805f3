"""Tags, other names and notes of a neighbour: put on, changed and taken off."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.actions.households import neighbour_of, refresh_search_key, who
from leaderdesk.features.neighbours.rules import Added, read_name, read_note, read_tag, tint_of
from leaderdesk.features.neighbours.tables import NeighbourAliasRow, NeighbourNoteRow, NeighbourTagRow, TagRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of, value_of

_NO_NOTE = N_("This note is not there any more.")


def add_tag(store: Store, neighbour_id: int, tag: str) -> int | None:
    """Put a tag on the neighbour, one already used or a new word; return the action, None if it was there already."""
    word = read_tag(tag)
    with store.write(N_("Tag {who} with {tag}"), about={"who": who(store, neighbour_id), "tag": word}) as writing:
        added = put_tag(writing, neighbour_id, word)
    return writing.action_id if added else None


def put_tag(writing: Writing, neighbour_id: int, tag: str) -> bool:
    """Put a tag on the neighbour within a transaction; False if it was there already."""
    session, word = writing.session, read_tag(tag)
    neighbour_of(session, neighbour_id)
    tag_id = _tag_named(session, word)
    if _worn(session, neighbour_id, tag_id) is not None:
        return False
    session.add(NeighbourTagRow(neighbour_id=neighbour_id, tag_id=tag_id))
    return True


def remove_tag(store: Store, neighbour_id: int, tag_id: int) -> int | None:
    """Take a tag off the neighbour; return the action, None if it was off already."""
    with store.read() as connection:
        word = connection.scalar(select(TagRow.name).where(TagRow.id == tag_id)) or ""
    with store.write(N_("Take {tag} off {who}"), about={"who": who(store, neighbour_id), "tag": word}) as writing:
        row = _worn(writing.session, neighbour_id, tag_id)
        if row is None:
            return None
        writing.session.delete(row)
    return writing.action_id


def add_alias(store: Store, neighbour_id: int, alias: str) -> int | None:
    """Know the neighbour by another name too; return the action, None if it was known already."""
    word = read_name(alias)
    with store.write(N_("{who} is also {alias}"), about={"who": who(store, neighbour_id), "alias": word}) as writing:
        added = remember_alias(writing, neighbour_id, word)
    return writing.action_id if added else None


def remember_alias(writing: Writing, neighbour_id: int, alias: str) -> bool:
    """Know the neighbour by another name too, within a transaction; False if it was known already."""
    session, word = writing.session, read_name(alias)
    row = neighbour_of(session, neighbour_id)
    known = session.scalars(select(NeighbourAliasRow.alias).where(NeighbourAliasRow.neighbour_id == neighbour_id))
    if compare_key(word) in {compare_key(name) for name in (row.name, *known)}:
        return False
    session.add(NeighbourAliasRow(neighbour_id=neighbour_id, alias=word))
    refresh_search_key(session, row)
    return True


def remove_alias(store: Store, neighbour_id: int, alias: str) -> int | None:
    """Know the neighbour by that other name no more; return the action, None if it was not known."""
    about = {"who": who(store, neighbour_id), "alias": alias}
    with store.write(N_("{who} is no longer {alias}"), about=about) as writing:
        session = writing.session
        row = session.scalar(
            select(NeighbourAliasRow).where(
                NeighbourAliasRow.neighbour_id == neighbour_id, NeighbourAliasRow.alias == alias
            )
        )
        if row is None:
            return None
        session.delete(row)
        refresh_search_key(session, neighbour_of(session, neighbour_id))
    return writing.action_id


def write_note(store: Store, neighbour_id: int, text: str) -> Added:
    """Write a line into the neighbour's timeline, as of now. UserError if it is empty."""
    line = _full(text)
    with store.write(N_("Note about {who}"), about={"who": who(store, neighbour_id)}) as writing:
        neighbour_of(writing.session, neighbour_id)
        row = NeighbourNoteRow(neighbour_id=neighbour_id, at_ms=writing.at_ms, text=line)
        writing.session.add(row)
        writing.session.flush()
    return Added(row.id, writing.action_id)


def edit_note(store: Store, note_id: int, text: str) -> int | None:
    """Change the words of a note, not its time; return the action, None if they were so already."""
    line = _full(text)
    with store.write(N_("Change a note about {who}"), about={"who": _about_whom(store, note_id)}) as writing:
        row = _note(writing.session, note_id)
        if row.text == line:
            return None
        row.text = line
    return writing.action_id


def remove_note(store: Store, note_id: int) -> int:
    """Take a note out of the timeline; return the action."""
    with store.write(N_("Delete a note about {who}"), about={"who": _about_whom(store, note_id)}) as writing:
        writing.session.delete(_note(writing.session, note_id))
    return writing.action_id


def _tag_named(session: Session, word: str) -> int:
    known: dict[str, int] = {compare_key(row.name): row.id for row in session.execute(select(TagRow.id, TagRow.name))}
    found = known.get(compare_key(word))
    if found is not None:
        return found
    row = TagRow(name=word, tint=tint_of(word))
    session.add(row)
    session.flush()
    return row.id


def _worn(session: Session, neighbour_id: int, tag_id: int) -> NeighbourTagRow | None:
    return session.scalar(
        select(NeighbourTagRow).where(NeighbourTagRow.neighbour_id == neighbour_id, NeighbourTagRow.tag_id == tag_id)
    )


def _full(text: str) -> str:
    line = read_note(text)
    if not line:
        raise UserError(_("Write a few words first."))
    return line


def _note(session: Session, note_id: int) -> NeighbourNoteRow:
    return row_of(session, NeighbourNoteRow, note_id, gone=_NO_NOTE)


def _about_whom(store: Store, note_id: int) -> str:
    return who(store, value_of(store, NeighbourNoteRow.neighbour_id, note_id, gone=_NO_NOTE))
