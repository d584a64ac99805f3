"""What Today says of the hour and of the round."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from leaderdesk.features.home.rules import greeting, next_step, step_notes, time_left
from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import Round, StepFact

NOW = dt.datetime(2026, 1, 25, 15, 0)
PAGES = frozenset(Step) - {Step.STREAM, Step.ARRIVAL}
DRAFT = Round(
    id=1,
    number=23,
    title="草莓季",
    cutoff="2026-01-26T22:00",
    pickup_from="2026-02-01T10:00",
    pickup_until="2026-02-01T18:00",
    pickup_place="",
    note="",
    copied_from_id=None,
    opened_at_ms=None,
    closed_at_ms=None,
    settled_at_ms=None,
)
OPEN = replace(DRAFT, opened_at_ms=1)
CLOSED = replace(OPEN, closed_at_ms=2)


@pytest.mark.parametrize(
    ("hour", "said"),
    [(3, "Still up"), (8, "Good morning"), (12, "Good day"), (15, "Good afternoon"), (20, "Good evening")],
)
def test_the_greeting_goes_with_the_hour(hour: int, said: str) -> None:
    assert greeting(NOW.replace(hour=hour), "") == said
    assert greeting(NOW.replace(hour=hour), "李姐") == f"{said}, 李姐"


def test_the_next_step_follows_the_state_of_the_round() -> None:
    assert next_step(DRAFT, {}, NOW, pages=PAGES) is Step.OPEN
    assert next_step(OPEN, {}, NOW, pages=PAGES) is Step.INTAKE
    assert next_step(OPEN, {}, NOW + dt.timedelta(days=3), pages=PAGES) is Step.CLOSE
    assert next_step(replace(CLOSED, settled_at_ms=3), {}, NOW, pages=PAGES) is None


def test_the_next_step_of_a_closed_round_is_the_first_that_runs_and_has_a_page() -> None:
    done, running = StepFact(True, False, ""), StepFact(False, True, "")
    facts = {Step.PURCHASE: done, Step.ARRIVAL: running, Step.LABELS: running}
    assert next_step(CLOSED, facts, NOW, pages=PAGES) is Step.LABELS
    assert next_step(CLOSED, {Step.PURCHASE: done}, NOW, pages=PAGES) is Step.LABELS
    assert next_step(CLOSED, dict.fromkeys(Step, done), NOW, pages=PAGES) is Step.SETTLE


def test_a_step_says_what_is_known_and_else_when_it_is_planned() -> None:
    notes = step_notes(OPEN, {Step.INTAKE: StepFact(False, True, "39 orders")}, NOW)
    assert notes == {Step.INTAKE: "39 orders", Step.CLOSE: "tomorrow 22:00", Step.PICKUP: "Sun 2/1 10:00"}


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (dt.timedelta(hours=4, minutes=48, seconds=12), "04:48:12"),
        (dt.timedelta(hours=47, minutes=59, seconds=59), "47:59:59"),
        (dt.timedelta(days=3, hours=4), "3 d 4 h"),
        (dt.timedelta(seconds=-5), "00:00:00"),
    ],
)
def test_a_countdown_never_runs_below_zero(left: dt.timedelta, said: str) -> None:
    assert time_left(left) == said
