"""Taking what the group answered out of a pasted text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.text import cleaned
from leaderdesk.features.community.actions.rows import about, answer_row, new_answer, next_arrival, open_row, put
from leaderdesk.features.community.queries import compare_paste, people_of
from leaderdesk.features.community.rules.comparison import Became, Change, Comparison, compare
from leaderdesk.features.community.rules.kept import doubt_json, questions_json
from leaderdesk.features.community.rules.model import (
    LONGEST_LABEL,
    LONGEST_TITLE,
    MOST_OPTIONS,
    Answer,
    Asked,
    Option,
    PollKind,
    Question,
    tidy,
)
from leaderdesk.features.community.rules.reading import read
from leaderdesk.features.community.rules.tally import State
from leaderdesk.features.community.tables import PollAnswerRow, PollPasteRow, PollRow
from leaderdesk.storage.database import Store, Writing

LONGEST_TEXT = 200_000
"""Characters of a pasted text."""


@dataclass(frozen=True, slots=True)
class TakenPoll:
    """What a paste came to: the poll, the step (None: nothing changed), who is new or changed, and what is asked."""

    poll_id: int
    action_id: int | None
    new: int
    changed: int
    withdrawn: int
    asks: int


def new_poll(store: Store, text: str, *, asked: Asked | None = None) -> TakenPoll:
    """Make a poll or sign-up of a pasted text, with its answers; `asked` says what it asks, else its header does.

    UserError if the text neither asks nor answers anything.
    """
    kept = _text(text)
    with store.read() as connection:
        draft = read(kept, people_of(connection), asked)
    asks = bool(draft.asked.questions) or (draft.asked.kind is PollKind.SIGNUP and bool(draft.asked.title))
    if not asks and not any(answer.doubt is None for answer in draft.answers):
        raise UserError(_("No poll and no sign-up was found in this text. Copy the question with it."))
    name = N_("New poll {title}") if draft.asked.kind is PollKind.POLL else N_("New sign-up {title}")
    with store.write(name, about={"title": draft.asked.title}) as writing:
        row = _new_row(writing, draft.asked)
        comparison = compare((), draft)
        _take(writing, row.id, kept, comparison)
    return _taken(row.id, writing.action_id, comparison)


def empty_poll(store: Store, asked: Asked) -> tuple[int, int]:
    """Make a poll or sign-up without answers and return its id and the id of the step."""
    with store.write(N_("New poll {title}"), about={"title": asked.title}) as writing:
        row = _new_row(writing, asked)
    return row.id, writing.action_id


def paste_again(store: Store, poll_id: int, text: str, *, seen: Comparison | None = None) -> TakenPoll:
    """Take a newer text into the poll: new, changed and withdrawn answers; the same text again does nothing.

    `seen` is the comparison the leader looked at. UserError if it is no longer what the text would change, if the poll
    is closed, or if nothing in the text answers it.
    """
    kept = _text(text)
    with store.write(N_("Answers to {title}"), about=about(store, poll_id)) as writing:
        row = open_row(writing.session, poll_id)
        comparison = compare_paste(writing.connection, poll_id, kept)
        assert comparison is not None
        if seen is not None and seen != comparison:
            raise UserError(_("Something has changed in between. Look at the comparison once more."))
        if not comparison.changes and not comparison.draft.answers:
            raise UserError(_("Nobody answers in this text. Copy the answers of the group."))
        if comparison.works:
            _take(writing, row.id, kept, comparison)
    return _taken(poll_id, writing.action_id if comparison.works else None, comparison)


def _take(writing: Writing, poll_id: int, text: str, comparison: Comparison) -> None:
    session = writing.session
    paste = PollPasteRow(poll_id=poll_id, at_ms=writing.at_ms, text=text, listed=int(comparison.draft.is_list))
    session.add(paste)
    session.flush()
    for voice in comparison.stale:
        session.delete(session.get_one(PollAnswerRow, voice.id))
    for change in comparison.changes:
        earlier = comparison.draft.earlier(change.now.key) if change.now is not None else ()
        _apply(writing, poll_id, paste.id, change, earlier=earlier)
    for answer in comparison.asks:
        _ask(writing, poll_id, paste.id, answer)


def _apply(writing: Writing, poll_id: int, paste_id: int, change: Change, *, earlier: Sequence[Answer]) -> None:
    before, now = change.before, change.now
    if change.became is Became.SAME:
        return
    if now is None:
        if before is not None:
            writing.session.get_one(PollAnswerRow, before.id).state = State.WITHDRAWN
        return
    row = answer_row(writing, poll_id, now.key) or new_answer(writing, poll_id, now.key)
    if before is not None and before.state is State.WITHDRAWN:
        row.arrived = next_arrival(writing.session, poll_id)
    row.neighbour_id, row.name, row.room = now.neighbour_id, now.name, now.room
    if now.withdrawn:
        row.state = State.WITHDRAWN
    else:
        put(row, now.picks, now.heads, now.note)
    row.earlier = "\n".join(one.said for one in earlier)
    row.said, row.paste_id, row.line = now.said, paste_id, now.line
    row.settled, row.at_ms = 0, writing.at_ms


def _ask(writing: Writing, poll_id: int, paste_id: int, answer: Answer) -> None:
    row = new_answer(writing, poll_id, "")
    row.neighbour_id, row.name, row.room = answer.neighbour_id, answer.name, answer.room
    put(row, answer.picks, answer.heads, answer.note)
    row.state = State.WITHDRAWN if answer.withdrawn and answer.doubt is None else State.OPEN
    row.doubt, row.said = doubt_json(answer.doubt), answer.said
    row.paste_id, row.line, row.at_ms = paste_id, answer.line, writing.at_ms


def _taken(poll_id: int, action_id: int | None, comparison: Comparison) -> TakenPoll:
    return TakenPoll(
        poll_id,
        action_id,
        new=comparison.count(Became.NEW),
        changed=comparison.count(Became.CHANGED),
        withdrawn=comparison.count(Became.WITHDRAWN),
        asks=len(comparison.asks),
    )


def _new_row(writing: Writing, asked: Asked) -> PollRow:
    questions = [
        Question(
            tidy(one.text, LONGEST_TITLE),
            tuple(Option(tidy(each.key, 8), tidy(each.label, LONGEST_LABEL)) for each in one.options[:MOST_OPTIONS]),
            one.several,
        )
        for one in asked.questions
    ]
    row = PollRow(
        kind=str(asked.kind),
        title=tidy(asked.title, LONGEST_TITLE),
        questions=questions_json(questions),
        seats=asked.seats,
        seats_by=str(asked.seats_by),
        wants_heads=int(asked.wants_heads),
        created_at_ms=writing.at_ms,
    )
    writing.session.add(row)
    writing.session.flush()
    return row


def _text(text: str) -> str:
    kept = cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not kept.strip():
        raise UserError(_("There is nothing to read. Copy the answers in the group first."))
    if len(kept) > LONGEST_TEXT:
        raise UserError(_("This text is longer than any poll. Copy only the part with the answers."))
    return kept
