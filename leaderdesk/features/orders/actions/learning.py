"""Keeping what the answers to a list teach, in the same step as its orders, and changing or taking it back later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import compare_key
from leaderdesk.features.neighbours.actions import remember_alias as remember_neighbour
from leaderdesk.features.neighbours.actions.households import (
    building_named,
    label_of,
    move_into,
    neighbour_of,
    refresh_search_key,
)
from leaderdesk.features.neighbours.rooms import Room, from_normal
from leaderdesk.features.neighbours.rules import read_building
from leaderdesk.features.neighbours.tables import NeighbourAliasRow
from leaderdesk.features.orders.rules.answers import HasMoved
from leaderdesk.features.orders.rules.lessons import lessons, used
from leaderdesk.features.orders.rules.memory import Kind, Lesson
from leaderdesk.features.orders.rules.review import Review, Row
from leaderdesk.features.orders.tables import LearntRow, LearntUseRow
from leaderdesk.features.products.actions import remember_alias as remember_product
from leaderdesk.features.products.actions.goods import product_of
from leaderdesk.features.products.actions.goods import refresh_search_key as refresh_product
from leaderdesk.features.products.tables import ProductAliasRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of, value_of

_TAKEN_BACK = N_("This was taken back already.")


def move_house(writing: Writing, review: Review) -> dict[int, str]:
    """Let those who have moved live where the list says, and return where each lived before, by neighbour.

    Who was taken for somebody else at the new door until now is put away: she was the same person.
    """
    before: dict[int, str] = {}
    session = writing.session
    for row in review.rows:
        if row.ask is not None or row.held or not row.moved:
            continue
        for answer in (each for key in row.keys for each in review.answers.get(key, ())):
            room = from_normal(answer.room) if isinstance(answer, HasMoved) else None
            if not isinstance(answer, HasMoved) or room is None:
                continue
            neighbour = neighbour_of(session, answer.neighbour_id)
            before[neighbour.id] = label_of(session, neighbour.household_id)
            move_into(session, neighbour, room)
            refresh_search_key(session, neighbour)
            if answer.instead_of is not None:
                neighbour_of(session, answer.instead_of).archived_at_ms = writing.at_ms
    return before


def learn(
    writing: Writing, review: Review, paste_id: int, *, people: Mapping[str, int], moved_from: Mapping[int, str]
) -> int:
    """Keep what the answers teach, with the paste and the line where they were given; return how much was new.

    `people` are the neighbours by the key of their lines.
    """
    count = 0
    for lesson in lessons(review):
        row = _row_of(writing, lesson, people=people, moved_from=moved_from)
        if row is None:
            continue
        row.paste_id, row.line, row.at_ms = paste_id, lesson.line, writing.at_ms
        writing.session.add(row)
        count += 1
    writing.session.flush()
    return count


def note_uses(writing: Writing, review: Review, rows: Sequence[tuple[Row, int]]) -> None:
    """Count for everything learnt before the orders that changed by it; each order counts once."""
    if not review.ground.memory:
        return
    session = writing.session
    order_ids = [order_id for _row, order_id in rows]
    stood = {
        (use.learnt_id, use.order_id)
        for use in session.scalars(select(LearntUseRow).where(LearntUseRow.order_id.in_(order_ids)))
    }
    for row, order_id in rows:
        for learnt_id in used(review, row) if row.works else ():
            if (learnt_id, order_id) not in stood:
                stood.add((learnt_id, order_id))
                session.add(LearntUseRow(learnt_id=learnt_id, order_id=order_id))
    session.flush()


def take_back(store: Store, learnt_id: int) -> int:
    """Forget one thing that was learnt, so that it is asked again, and return the action.

    Somebody who moved goes back to her old door if she still lives at the new one. UserError if it is not there.
    """
    words = _words(store, learnt_id)
    with store.write(N_("Forget “{words}”"), about={"words": words}) as writing:
        session, row = writing.session, _learnt(writing.session, learnt_id)
        if row.kind == Kind.APART:
            row.doubted = 1
            return writing.action_id
        if row.kind == Kind.MOVED and row.neighbour_id is not None:
            _move_back(session, row)
        alias = _alias_of(session, row)
        session.delete(row)
        session.flush()
        if alias is not None:
            session.delete(alias)
            _refresh(session, alias)
    return writing.action_id


def change_meaning(store: Store, learnt_id: int, target_id: int) -> int | None:
    """Let words learnt before mean another neighbour, product or building from now on; None if they do already.

    UserError if it is not there, or is of a kind that has no other meaning.
    """
    words = _words(store, learnt_id)
    with store.write(N_("Let “{words}” mean something else"), about={"words": words}) as writing:
        session, row = writing.session, _learnt(writing.session, learnt_id)
        if row.kind == Kind.BUILDING:
            if row.building_id == target_id:
                return None
            row.building_id = target_id
            return writing.action_id
        if row.kind == Kind.UNIT:
            if row.product_id == target_id:
                return None
            row.product_id = target_id
            return writing.action_id
        alias = _alias_of(session, row)
        if alias is None:
            raise UserError(_("This has no other meaning. Take it back, and it is asked again."))
        if not _reattach(session, alias, target_id):
            return None
    return writing.action_id


def _row_of(
    writing: Writing, lesson: Lesson, *, people: Mapping[str, int], moved_from: Mapping[int, str]
) -> LearntRow | None:
    """Return what is to be kept of a lesson; None if it was known already."""
    session = writing.session
    row = LearntRow(kind=lesson.kind, words=lesson.words, room_before="", room=lesson.room, doubted=0)
    match lesson.kind:
        case Kind.NEIGHBOUR if lesson.neighbour_id is not None:
            if not remember_neighbour(writing, lesson.neighbour_id, lesson.words):
                return None
            row.neighbour_alias_id = _latest_name(session, lesson.neighbour_id)
        case Kind.PRODUCT if lesson.product_id is not None:
            if not remember_product(writing, lesson.product_id, lesson.words):
                return None
            row.product_alias_id = _latest_word(session, lesson.product_id)
        case Kind.BUILDING:
            row.building_id = building_named(session, read_building(lesson.building))
        case Kind.UNIT:
            row.product_id, row.milli = lesson.product_id, lesson.milli
        case Kind.MOVED if lesson.neighbour_id is not None:
            row.neighbour_id, row.room_before = lesson.neighbour_id, moved_from.get(lesson.neighbour_id, "")
        case Kind.APART:
            row.neighbour_id, row.other_id = people.get(lesson.key), lesson.neighbour_id
    return None if _known(session, row) else row


def _known(session: Session, row: LearntRow) -> bool:
    """Whether just this stands in the memory; who is apart again after a doubt is so once more."""
    key = compare_key(row.words)
    for one in session.scalars(select(LearntRow).where(LearntRow.kind == row.kind)).all():
        if row.kind == Kind.APART and (one.neighbour_id, one.other_id) == (row.neighbour_id, row.other_id):
            one.doubted = 0
            return True
        means = (one.building_id, one.product_id, one.milli) == (row.building_id, row.product_id, row.milli)
        if row.kind in (Kind.BUILDING, Kind.UNIT) and means and compare_key(one.words) == key:
            return True
    return False


def _move_back(session: Session, row: LearntRow) -> None:
    neighbour = neighbour_of(session, row.neighbour_id or 0)
    if label_of(session, neighbour.household_id) == row.room:
        back: Room | None = from_normal(row.room_before) if row.room_before else None
        move_into(session, neighbour, back)
        refresh_search_key(session, neighbour)


def _reattach(session: Session, alias: NeighbourAliasRow | ProductAliasRow, target_id: int) -> bool:
    if isinstance(alias, NeighbourAliasRow):
        if alias.neighbour_id == target_id:
            return False
        earlier, alias.neighbour_id = alias.neighbour_id, target_id
        for each in (earlier, target_id):
            refresh_search_key(session, neighbour_of(session, each))
        return True
    if alias.product_id == target_id:
        return False
    before, alias.product_id = alias.product_id, target_id
    for each in (before, target_id):
        refresh_product(session, product_of(session, each))
    return True


def _refresh(session: Session, alias: NeighbourAliasRow | ProductAliasRow) -> None:
    session.flush()
    if isinstance(alias, NeighbourAliasRow):
        refresh_search_key(session, neighbour_of(session, alias.neighbour_id))
    else:
        refresh_product(session, product_of(session, alias.product_id))


def _alias_of(session: Session, row: LearntRow) -> NeighbourAliasRow | ProductAliasRow | None:
    if row.neighbour_alias_id is not None:
        return session.get(NeighbourAliasRow, row.neighbour_alias_id)
    return session.get(ProductAliasRow, row.product_alias_id) if row.product_alias_id is not None else None


def _latest_name(session: Session, neighbour_id: int) -> int | None:
    newest = select(NeighbourAliasRow.id).where(NeighbourAliasRow.neighbour_id == neighbour_id)
    return session.scalar(newest.order_by(NeighbourAliasRow.id.desc()).limit(1))


def _latest_word(session: Session, product_id: int) -> int | None:
    newest = select(ProductAliasRow.id).where(ProductAliasRow.product_id == product_id)
    return session.scalar(newest.order_by(ProductAliasRow.id.desc()).limit(1))


def _learnt(session: Session, learnt_id: int) -> LearntRow:
    return row_of(session, LearntRow, learnt_id, gone=_TAKEN_BACK)


def _words(store: Store, learnt_id: int) -> str:
    return value_of(store, LearntRow.words, learnt_id, gone=_TAKEN_BACK)
