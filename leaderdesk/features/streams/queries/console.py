"""Reads at one moment everything the console shows of a stream."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.features.streams.queries.live import LiveGround, live_of, questions_of
from leaderdesk.features.streams.queries.slots import StreamSlots
from leaderdesk.features.streams.rules import CueKind
from leaderdesk.features.streams.rules.live import LiveState
from leaderdesk.features.streams.rules.planning import Named
from leaderdesk.features.streams.rules.questions import Question
from leaderdesk.features.streams.rules.votes import PollName, Takings, Votes, takings


@dataclass(frozen=True, slots=True)
class LiveData:
    """Everything the console shows of the stream, read at one moment."""

    ground: LiveGround
    votes: Votes | None
    polls: tuple[PollName, ...]
    takings: Takings
    questions: tuple[Question, ...]
    thanks: tuple[Named, ...]
    newcomers: tuple[Named, ...]


def live_data(connection: Connection, stream_id: int, slots: StreamSlots, now_ms: int) -> LiveData | None:
    """Return everything the console shows of the stream at `now_ms`; None if it is gone."""
    ground = live_of(connection, stream_id)
    if ground is None:
        return None
    state, polls = ground.state(now_ms), slots.votes.open_ones(connection)
    poll_id = _poll_of(ground, state, polls)
    kinds = {cue.kind for cue in ground.cues}
    return LiveData(
        ground=ground,
        votes=None if poll_id is None else slots.votes.count(connection, poll_id),
        polls=polls,
        takings=_takings(connection, ground, state, slots),
        questions=questions_of(connection, stream_id),
        thanks=slots.thanks(connection, now_ms) if CueKind.THANKS in kinds else (),
        newcomers=slots.newcomers(connection, now_ms) if CueKind.NEWCOMERS in kinds else (),
    )


def _takings(connection: Connection, ground: LiveGround, state: LiveState, slots: StreamSlots) -> Takings:
    round_id = ground.stream.round_id
    if round_id is None or state.started_ms is None:
        return Takings()
    until_ms = state.now_ms + 1 if state.ended_ms is None else state.ended_ms
    return takings(slots.ordered(connection, round_id, state.started_ms, until_ms))


def _poll_of(ground: LiveGround, state: LiveState, polls: tuple[PollName, ...]) -> int | None:
    """Return the vote that is counted: of the cue that is on, one before it or a later one, else the latest open."""
    at = state.at or 0
    nearest = (*reversed(ground.cues[: at + 1]), *ground.cues[at + 1 :])
    of_cue = next((cue.poll_id for cue in nearest if cue.poll_id is not None), None)
    return of_cue if of_cue is not None else next((poll.poll_id for poll in polls), None)
