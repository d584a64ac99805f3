"""Rows of polls and answers as the verbs read and write them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.community.queries import poll_of
from leaderdesk.features.community.rules.kept import picks_json
from leaderdesk.features.community.rules.model import Heads, Picks, tidy
from leaderdesk.features.community.rules.tally import State
from leaderdesk.features.community.tables import PollAnswerRow, PollRow
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_LONGEST_NOTE = 100


def new_answer(writing: Writing, poll_id: int, key: str) -> PollAnswerRow:
    """Return a new row; without a key it is one that must be asked about, told apart by its place."""
    arrived = next_arrival(writing.session, poll_id)
    row = PollAnswerRow(
        poll_id=poll_id, person=key or f"?{arrived}", state=State.CLEAR, arrived=arrived, at_ms=writing.at_ms
    )
    writing.session.add(row)
    writing.session.flush()
    return row


def next_arrival(session: Session, poll_id: int) -> int:
    """Return the number of whoever comes next."""
    most = select(func.max(PollAnswerRow.arrived)).where(PollAnswerRow.poll_id == poll_id)
    return int(session.execute(most).scalar() or 0) + 1


def answer_row(writing: Writing, poll_id: int, key: str) -> PollAnswerRow | None:
    """Return the row of that person in the poll, if there is one."""
    query = select(PollAnswerRow).where(PollAnswerRow.poll_id == poll_id, PollAnswerRow.person == key)
    return writing.session.execute(query).scalar_one_or_none()


def put(row: PollAnswerRow, picks: Picks, heads: Heads | None, note: str) -> None:
    """Let this be what the row answers; it counts."""
    counted = heads or Heads()
    row.picks = picks_json(picks)
    row.adults, row.children, row.others = counted.adults, counted.children, counted.others
    row.note, row.state, row.doubt = tidy(note, _LONGEST_NOTE), State.CLEAR, ""


def neighbour_named(session: Session, neighbour_id: int) -> tuple[str, str]:
    """Return name and room of a neighbour; UserError if she is not there any more."""
    for one in known_neighbours(session.connection()):
        if one.id == neighbour_id:
            return one.name, one.room or ""
    raise UserError(_("This neighbour is not there any more. Search for her again."))


def open_answer(session: Session, answer_id: int) -> PollAnswerRow:
    """Return an answer that is still asked about; UserError if it is none any more."""
    row = session.get(PollAnswerRow, answer_id)
    if row is None or row.state != State.OPEN:
        raise gone()
    return row


def open_row(session: Session, poll_id: int) -> PollRow:
    """Return a poll that takes answers; UserError if it is closed or gone."""
    row = poll_row(session, poll_id)
    if row.closed_at_ms is not None:
        raise UserError(_("This poll is closed. Reopen it to take more answers."))
    return row


def poll_row(session: Session, poll_id: int) -> PollRow:
    """Return the poll; UserError if it is gone."""
    return row_of(session, PollRow, poll_id, gone=N_("This poll is not there any more."))


def about(store: Store, poll_id: int) -> dict[str, str]:
    """Return how the poll is named in the undo menu."""
    with store.read() as connection:
        found = poll_of(connection, poll_id)
    return {"title": found.asked.title if found is not None else ""}


def gone() -> UserError:
    """Return what is said of an answer that was cleared up or taken away meanwhile."""
    return UserError(_("This answer is not there any more, or was cleared up already."))
