"""Verbs for a newcomer's first rounds: greeted, introduced, asked, answered."""

from __future__ import annotations

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import one_line
from leaderdesk.features.neighbours.tables import NeighbourRow
from leaderdesk.features.referrals.rules.welcome import MOST_SCORE, Next
from leaderdesk.features.referrals.tables import WelcomeRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.rows import row_of

_LONGEST = 300
_NAMES = {
    Next.GREET: N_("{who} was greeted"),
    Next.INTRODUCE: N_("{who} was introduced"),
    Next.ASK: N_("{who} was asked about her first bag"),
}
_COLUMNS = {Next.GREET: "greeted_at_ms", Next.INTRODUCE: "introduced_at_ms", Next.ASK: "asked_at_ms"}


def mark_welcome(store: Store, neighbour_id: int, done: Next) -> int:
    """Keep that a newcomer was greeted, introduced or asked, and return the action."""
    if done not in _COLUMNS:
        raise UserError(_("Say whether she was greeted, introduced or asked."))
    with store.write(_NAMES[done]) as writing:
        row = _row(writing, neighbour_id)
        setattr(row, _COLUMNS[done], writing.at_ms)
        writing.session.add(row)
    return writing.action_id


def note_answer(store: Store, neighbour_id: int, *, score: int, words: str = "") -> int:
    """Keep what a newcomer said to her first bag, 0 to 10, and return the action; UserError for another number."""
    if not 0 <= score <= MOST_SCORE:
        raise UserError(_("What she says is a number from 0 to {most}.").format(most=MOST_SCORE))
    with store.write(N_("{who} says {score}")) as writing:
        row = _row(writing, neighbour_id, score=str(score))
        row.score, row.words = score, one_line(words)[:_LONGEST]
        row.asked_at_ms = row.asked_at_ms or writing.at_ms
        writing.session.add(row)
    return writing.action_id


def _row(writing: Writing, neighbour_id: int, **about: str) -> WelcomeRow:
    gone = N_("This neighbour is not in the list any more.")
    person = row_of(writing.session, NeighbourRow, neighbour_id, gone=gone)
    writing.say_about({"who": person.name, **about})
    query = select(WelcomeRow).where(WelcomeRow.neighbour_id == neighbour_id)
    return writing.session.scalars(query).one_or_none() or WelcomeRow(neighbour_id=neighbour_id, words="")
