"""What Today says: the greeting, and what is left to do in which round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from leaderdesk.core.clock import planned, short_time
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import Look, Round, RoundState, StepFact, step_looks

_PARTS_OF_DAY = ((5, N_("Still up")), (11, N_("Good morning")), (13, N_("Good day")), (18, N_("Good afternoon")))
_EVENING = N_("Good evening")


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """A round that is still being handed out while the next one runs: so many of its orders are fetched."""

    round: Round
    fetched: int
    orders: int


@dataclass(frozen=True, slots=True)
class Unpaid:
    """Who still owes in one round; `elsewhere` counts those who owe in other rounds that are not settled."""

    round: Round
    orders: int
    open_fen: int
    oldest_ms: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders of a round wait, by building, the fullest first; `elsewhere` counts those of other rounds."""

    round: Round
    orders: int
    buildings: tuple[tuple[str, int], ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class ListState:
    """What the list pasted last into a round says, compared with what was confirmed before it."""

    round_id: int
    pasted_ms: int
    questions: int
    added: int
    changed: int
    cancelled: int
    same: int


@dataclass(frozen=True, slots=True)
class Todos:
    """What waits for the leader; None where there is nothing."""

    unpaid: Unpaid | None
    pickup: Waiting | None
    labels: Waiting | None


@dataclass(frozen=True, slots=True)
class Takings:
    """What the latest rounds came to in fen and in orders, the oldest first; the last one is the round at hand."""

    names: tuple[str, ...]
    fen: tuple[int, ...]
    orders: tuple[int, ...]


def greeting(now: dt.datetime, leader: str) -> str:
    """Return how the leader is greeted at `now`: 下午好，李姐."""
    words = next((words for before, words in _PARTS_OF_DAY if now.hour < before), _EVENING)
    return _("{greeting}, {name}").format(greeting=_(words), name=leader) if leader else _(words)


def next_step(
    round_: Round, facts: Mapping[Step, StepFact], now: dt.datetime, *, pages: frozenset[Step]
) -> Step | None:
    """Return the step whose page the leader needs next; None once the round is settled."""
    state = round_.state
    if state is RoundState.SETTLED:
        return None
    if state is RoundState.DRAFT:
        return Step.OPEN
    if state is RoundState.OPEN:
        return Step.CLOSE if planned(round_.cutoff) <= now else Step.INTAKE
    looks = step_looks(facts)
    after = [step for step in Step if step > Step.CLOSE and step in pages]
    running = [step for step in after if looks[step] in (Look.CURRENT, Look.RUNNING)]
    return running[0] if running else next((step for step in after if looks[step] is Look.LATER), Step.SETTLE)


def step_notes(round_: Round, facts: Mapping[Step, StepFact], now: dt.datetime) -> dict[Step, str]:
    """Return one short line for each step: what is known of it, else when it is planned."""
    notes = {
        Step.CLOSE: short_time(planned(round_.cutoff), now),
        Step.PICKUP: short_time(planned(round_.pickup_from), now),
    }
    if round_.settled_at_ms is None:
        notes |= {step: short_time(planned(fact.at), now) for step, fact in facts.items() if fact.at}
        notes |= {step: fact.line for step, fact in facts.items() if fact.line}
    return notes


def time_left(left: dt.timedelta) -> str:
    """Return a stretch of time as a countdown: 04:48:12; beyond two days 3 天 04 小时."""
    seconds = max(0, int(left.total_seconds()))
    hours = seconds // 3600
    if hours >= 48:
        return _("{days} d {hours} h").format(days=hours // 24, hours=hours % 24)
    return f"{hours:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
