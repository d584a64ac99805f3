"""What a stream shows of polls and asks of them: the count, one vote by key, a pasted chat, a new poll, the draft."""

from __future__ import annotations

from sqlalchemy import Connection

from leaderdesk.core.i18n import _
from leaderdesk.features.community.actions.key_votes import vote_by_key
from leaderdesk.features.community.actions.pasting import empty_poll, paste_again
from leaderdesk.features.community.actions.polls import winner_round
from leaderdesk.features.community.queries import polls, tally_of
from leaderdesk.features.community.rules.model import Asked, Option, PollKind, Question
from leaderdesk.features.community.rules.tally import QuestionCount
from leaderdesk.features.community.rules.words import title_of
from leaderdesk.features.streams.queries.slots import VoteSlots
from leaderdesk.features.streams.rules.votes import PastedVotes, PollName, VoteOption, VoteQuestion, Votes
from leaderdesk.storage.database import Store

_LETTERS = "ABCDEFGHIJKL"


def vote_slots() -> VoteSlots:
    """Return what polls are to a stream."""
    return VoteSlots(
        count=votes_of,
        open_ones=open_polls,
        by_key=lambda store, poll_id, question, key, stream_id: vote_by_key(
            store, poll_id, key, question=question, stream_id=stream_id
        ),
        paste=paste_votes,
        new=new_vote,
        draft=winner_round,
        tables=frozenset({"poll", "poll_answer", "poll_key_vote"}),
    )


def votes_of(connection: Connection, poll_id: int) -> Votes | None:
    """Return the poll counted as a stream shows it; None for one that is gone or in the bin, and for a sign-up."""
    counted = tally_of(connection, poll_id)
    if counted is None or counted.poll.archived_ms is not None or counted.poll.is_sign_up:
        return None
    return Votes(
        poll_id=poll_id,
        title=title_of(counted.poll.asked),
        questions=tuple(_question(one) for one in counted.questions),
        is_open=counted.poll.closed_ms is None,
        asks=len(counted.open),
    )


def open_polls(connection: Connection) -> tuple[PollName, ...]:
    """Return the polls that take answers, the latest first."""
    return tuple(
        PollName(one.poll.id, title_of(one.poll.asked))
        for one in polls(connection)
        if one.poll.closed_ms is None and not one.poll.is_sign_up and one.poll.asked.questions
    )


def paste_votes(store: Store, poll_id: int, text: str) -> PastedVotes:
    """Take the answers of a chat into the poll, one for each neighbour; errors as for `paste_again`."""
    taken = paste_again(store, poll_id, text)
    if taken.action_id is None:
        return PastedVotes(_("Nothing new in it: all of these were counted."), None)
    words = _("{new} new, {changed} changed").format(new=taken.new, changed=taken.changed)
    if taken.asks:
        words = _("{words}, {asks} to look at in Community").format(words=words, asks=taken.asks)
    return PastedVotes(words, taken.action_id)


def new_vote(store: Store, title: str, labels: tuple[str, ...]) -> tuple[int, int]:
    """Make a poll of one question with these choices, lettered from A; return its id and the action."""
    options = tuple(Option(_LETTERS[place], label) for place, label in enumerate(labels[: len(_LETTERS)]))
    return empty_poll(store, Asked(PollKind.POLL, title, (Question("", options),)))


def _question(counted: QuestionCount) -> VoteQuestion:
    options = tuple(VoteOption(one.option.key, one.option.label, one.count, one.keyed) for one in counted.counts)
    return VoteQuestion(counted.question.text, options)
