"""Answers to polls that change hands because two neighbours are one, or one is two; always within that step."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.features.community.actions.rows import neighbour_named
from leaderdesk.features.community.rules.model import person_key
from leaderdesk.features.community.rules.tally import State
from leaderdesk.features.community.tables import PollAnswerRow
from leaderdesk.features.neighbours.rules.merging import Merge, Split
from leaderdesk.storage.database import Writing

_STANDS = (State.CLEAR, State.WITHDRAWN)


def hand_on_answers(writing: Writing, merge: Merge) -> None:
    """Let the answers of who goes be those of who stays; where both answered a poll, what was said last counts."""
    session = writing.session
    kept_key, gone_key = (person_key(each, "", "") for each in (merge.kept_id, merge.gone_id))
    hers = {row.poll_id: row for row in _standing(session, kept_key)}
    for row in _standing(session, gone_key):
        other = hers.get(row.poll_id)
        if other is not None:
            first = min(row.arrived, other.arrived)
            if (other.at_ms, other.arrived) > (row.at_ms, row.arrived):
                other.arrived = first
                session.delete(row)
                continue
            session.delete(other)
            session.flush()
            row.arrived = first
        row.person = kept_key
    session.flush()
    session.execute(
        update(PollAnswerRow)
        .where(PollAnswerRow.neighbour_id == merge.gone_id)
        .values(neighbour_id=merge.kept_id)
        .execution_options(synchronize_session="fetch")
    )


def part_answers(writing: Writing, split: Split, to_id: int) -> None:
    """Let the answers of the split be the new neighbour's, under her name; UserError if one has changed hands."""
    wanted = split.answer_ids or ()
    session = writing.session
    rows = session.scalars(
        select(PollAnswerRow).where(
            PollAnswerRow.id.in_(wanted),
            PollAnswerRow.neighbour_id == split.neighbour_id,
            PollAnswerRow.state.in_(_STANDS),
        )
    ).all()
    if len(rows) != len(set(wanted)):
        raise UserError(_("The answers have changed meanwhile. Look at the split once more."))
    if not rows:
        return
    name, room = neighbour_named(session, to_id)
    for row in rows:
        row.neighbour_id, row.person = to_id, person_key(to_id, "", "")
        row.name, row.room = name, room
    session.flush()


def _standing(session: Session, key: str) -> list[PollAnswerRow]:
    return list(
        session.scalars(select(PollAnswerRow).where(PollAnswerRow.person == key, PollAnswerRow.state.in_(_STANDS)))
    )
