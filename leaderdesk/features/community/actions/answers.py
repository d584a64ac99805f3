"""Answers written, cleared up and taken out by hand."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.community.actions.rows import (
    answer_row,
    gone,
    neighbour_named,
    new_answer,
    open_answer,
    open_row,
    put,
)
from leaderdesk.features.community.queries import people_of, poll_of
from leaderdesk.features.community.rules.kept import doubt_json, questions_of
from leaderdesk.features.community.rules.model import (
    MOST_HEADS,
    Doubt,
    DoubtCode,
    Heads,
    Picks,
    PollKind,
    person_key,
    tidy,
)
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.community.rules.tally import State
from leaderdesk.features.community.tables import PollAnswerRow, PollRow
from leaderdesk.storage.database import Store, Writing


def set_answer(
    store: Store,
    poll_id: int,
    *,
    name: str = "",
    neighbour_id: int | None = None,
    picks: Picks = (),
    heads: Heads | None = None,
    note: str = "",
) -> int:
    """Write by hand what somebody answers, in the place of what she answered before; return the id of the step.

    UserError if nobody is named or the answer does not fit the poll.
    """
    with store.write(N_("Answer of {who}"), about={"who": name}) as writing:
        poll = open_row(writing.session, poll_id)
        room = ""
        if neighbour_id is not None:
            name, room = neighbour_named(writing.session, neighbour_id)
            writing.say_about({"who": name})
        who = tidy(name, 40)
        if not who:
            raise UserError(_("Say whose answer this is."))
        _check(poll, picks, heads)
        key = person_key(neighbour_id, who, room)
        row = answer_row(writing, poll_id, key) or new_answer(writing, poll_id, key)
        row.neighbour_id, row.name, row.room = neighbour_id, who, room
        put(row, picks, heads, note)
        row.settled, row.at_ms = 1, writing.at_ms
    return writing.action_id


def answer_open(
    store: Store,
    answer_id: int,
    *,
    picks: Picks | None = None,
    heads: Heads | None = None,
    neighbour_id: int | None = None,
    name: str | None = None,
) -> int:
    """Settle one line that had to be asked: what was chosen, how many come, or who it is; return the id of the step.

    With `name` it is somebody who is not known yet. What is still missing stays asked.
    """
    with store.write(N_("Clear up the answer of {who}")) as writing:
        row = open_answer(writing.session, answer_id)
        poll = open_row(writing.session, row.poll_id)
        if neighbour_id is not None:
            row.neighbour_id = neighbour_id
            row.name, row.room = neighbour_named(writing.session, neighbour_id)
        elif name is not None:
            row.neighbour_id, row.name = None, tidy(name, 40)
        if picks is not None or heads is not None:
            _check(poll, picks or (), heads)
            put(row, picks or (), heads, row.note)
        _settle(writing, poll, row)
    return writing.action_id


def dismiss(store: Store, answer_id: int) -> int:
    """Let a line that was asked about be no answer, and return the id of the step; it is not asked again."""
    with store.write(N_("This line is no answer")) as writing:
        row = open_answer(writing.session, answer_id)
        row.state, row.settled, row.doubt = State.DISMISSED, 1, ""
    return writing.action_id


def withdraw(store: Store, answer_id: int) -> int:
    """Take one person's answer out and return the id of the step; if she signs up again she stands at the end."""
    with store.write(N_("Take out the answer of {who}")) as writing:
        row = writing.session.get(PollAnswerRow, answer_id)
        if row is None:
            raise gone()
        open_row(writing.session, row.poll_id)
        writing.say_about({"who": row.name})
        row.state, row.settled, row.at_ms = State.WITHDRAWN, 1, writing.at_ms
    return writing.action_id


def _settle(writing: Writing, poll: PollRow, row: PollAnswerRow) -> None:
    """Let an open answer count once nothing is missing; it takes the place of what the person said before."""
    missing = _missing(poll, row)
    if missing is not None:
        row.doubt = doubt_json(missing)
        return
    key = person_key(row.neighbour_id, row.name, row.room)
    earlier = answer_row(writing, row.poll_id, key)
    if earlier is not None and earlier.id != row.id:
        row.arrived = earlier.arrived if earlier.state == State.CLEAR else row.arrived
        writing.session.delete(earlier)
        writing.session.flush()
    row.person, row.state, row.doubt, row.settled, row.at_ms = key, State.CLEAR, "", 1, writing.at_ms
    writing.say_about({"who": row.name or row.room})


def _missing(poll: PollRow, row: PollAnswerRow) -> Doubt | None:
    if not row.name and not row.room:
        return Doubt(DoubtCode.WHO, row.said)
    if poll.kind == PollKind.SIGNUP:
        return None if row.adults + row.children + row.others else Doubt(DoubtCode.HEADS, row.said)
    if row.picks == "[]":
        questions = questions_of(poll.questions)
        return Doubt(DoubtCode.CHOICE, row.said, keys=questions[0].keys if questions else ())
    return None


def _check(poll: PollRow, picks: Picks, heads: Heads | None) -> None:
    if poll.kind == PollKind.SIGNUP:
        counts = (heads.adults, heads.children, heads.others) if heads is not None else (0,)
        if min(counts) < 0 or not 0 < sum(counts) <= MOST_HEADS:
            raise UserError(_("Say how many come, from 1 to {most}.").format(most=MOST_HEADS))
        return
    questions = questions_of(poll.questions)
    if len(picks) > len(questions) or not any(picks):
        raise UserError(_("Choose one of the options."))
    for keys, question in zip(picks, questions, strict=False):
        if not set(keys) <= set(question.keys):
            raise UserError(_("Choose one of the options."))
        if len(keys) > 1 and not question.several:
            raise UserError(_("Only one may be chosen here. Allow several first if the group may."))


def write_answer(store: Store, poll_id: int, text: str) -> int:
    """Write one answer as it would stand in the group (王五 A, 阿敏 2大1小) and return the id of the step.

    UserError if it is not clear who answers what.
    """
    with store.read() as connection:
        poll = poll_of(connection, poll_id)
        draft = None if poll is None else read(text.strip(), people_of(connection), poll.asked)
    clear = () if draft is None else tuple(draft.current.values())
    if draft is None or len(clear) != 1 or draft.open or clear[0].withdrawn:
        raise UserError(_("Write the name and the answer, as it would stand in the group."))
    one = clear[0]
    return set_answer(
        store,
        poll_id,
        name=one.who,
        neighbour_id=one.neighbour_id,
        picks=one.picks,
        heads=one.heads,
        note=one.note,
    )
