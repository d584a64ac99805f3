"""The rounds at a glance, in plain SQL: what Today shows of them before SQLAlchemy is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from leaderdesk.features.places import Step
from leaderdesk.features.rounds.rules import Ordered, Round, RoundFigures, StepFact, merged_facts, own_facts
from leaderdesk.features.rounds.rules.cases import Bought
from leaderdesk.storage.reading import Reading, among

StepFactsOf = Callable[[Reading, Sequence[int]], Mapping[int, Mapping[Step, StepFact]]]
"""What a feature knows of the steps of some rounds: round id → step → fact."""

_COLUMNS = tuple(each.name for each in fields(Round))
_ROUNDS = f"SELECT {', '.join(_COLUMNS)} FROM round WHERE archived_at_ms IS NULL"
_TAKES_ORDERS = "opened_at_ms IS NOT NULL AND closed_at_ms IS NULL AND settled_at_ms IS NULL AND archived_at_ms IS NULL"


def _no_figures(_reading: Reading, _round_ids: Sequence[int]) -> Mapping[int, RoundFigures]:
    return {}


def _nothing_ordered(_connection: Any, _round_id: int) -> Mapping[int, Ordered]:
    return {}


def _nothing_bought(_connection: Any, _round_id: int) -> Bought:
    return Bought()


@dataclass(frozen=True, slots=True)
class RoundSlots:
    """What features above tell the pages of rounds: facts of steps, figures, and what was ordered per offer.

    `ordered` and `bought` are asked through a connection of SQLAlchemy, the others through any reading. `warning` is
    what must be told before a round closes, in a sentence, empty for nothing; it is asked through a connection too, at
    a moment. `tables` are those that `bought` reads.
    """

    step_facts: tuple[StepFactsOf, ...] = ()
    figures: Callable[[Reading, Sequence[int]], Mapping[int, RoundFigures]] = field(default=_no_figures)
    ordered: Callable[[Any, int], Mapping[int, Ordered]] = field(default=_nothing_ordered)
    bought: Callable[[Any, int], Bought] = field(default=_nothing_bought)
    tables: frozenset[str] = frozenset()
    warning: Callable[[Any, int], str] = field(default=lambda _connection, _now_ms: "")


@dataclass(frozen=True, slots=True)
class ListedRound:
    """A round as it stands in the list of rounds; `unpriced` counts the offers without a price."""

    round: Round
    facts: Mapping[Step, StepFact]
    offers: int
    unpriced: int
    figures: RoundFigures | None


def round_of(row: Any) -> Round:
    """Return the round that was read as `row`."""
    return Round(**{column: getattr(row, column) for column in _COLUMNS})


def round_row(reading: Reading, round_id: int) -> Round | None:
    """Return the round with that id, unless it is in the bin."""
    row = reading.exec_driver_sql(f"{_ROUNDS} AND id = :id", {"id": round_id}).first()
    return None if row is None else round_of(row)


def open_round_ids(reading: Reading) -> tuple[int, ...]:
    """Return the rounds that take orders, the nearest cut-off first."""
    rows = reading.exec_driver_sql(f"SELECT id FROM round WHERE {_TAKES_ORDERS} ORDER BY cutoff, number")
    return tuple(row.id for row in rows)


def current_round(reading: Reading, *, now: str = "") -> Round | None:
    """Return the open round whose cut-off comes next, else the latest opened round, else the latest draft.

    `now` is the planned-time text of the present; with it an open round whose cut-off has passed gives way to one
    that still takes orders.
    """
    row = reading.exec_driver_sql(
        f"{_ROUNDS} AND {_TAKES_ORDERS} ORDER BY cutoff < :now, cutoff, number LIMIT 1", {"now": now}
    ).first()
    if row is None:
        row = reading.exec_driver_sql(f"{_ROUNDS} ORDER BY opened_at_ms IS NULL, number DESC LIMIT 1").first()
    return None if row is None else round_of(row)


def listed_round(reading: Reading, slots: RoundSlots, round_id: int) -> ListedRound | None:
    """Return one round as the list shows it."""
    found = round_row(reading, round_id)
    return None if found is None else listed(reading, slots, (found,))[0]


def listed(reading: Reading, slots: RoundSlots, rounds: Sequence[Round]) -> tuple[ListedRound, ...]:
    """Return these rounds as the list shows them."""
    ids = [one.id for one in rounds]
    if not ids:
        return ()
    priced = reading.exec_driver_sql(
        "SELECT round_id, count(*) AS offers, count(price_fen) AS priced FROM offer"
        " WHERE round_id IN (SELECT value FROM json_each(:ids)) GROUP BY round_id",
        {"ids": among(ids)},
    )
    counts = {row.round_id: (row.offers, row.priced) for row in priced}
    contributed = [facts(reading, ids) for facts in slots.step_facts]
    figures = slots.figures(reading, ids)
    shown = []
    for one in rounds:
        offers, with_price = counts.get(one.id, (0, 0))
        facts = merged_facts(
            own_facts(one),
            [more.get(one.id, {}) for more in contributed],
            settled=one.settled_at_ms is not None,
        )
        shown.append(ListedRound(one, facts, offers, offers - with_price, figures.get(one.id)))
    return tuple(shown)


def moments_of_rounds(reading: Reading, round_ids: Sequence[int]) -> tuple[Any, ...]:
    """Return id, closed_at_ms and settled_at_ms of those of the rounds that there are."""
    return tuple(
        reading.exec_driver_sql(
            "SELECT id, closed_at_ms, settled_at_ms FROM round WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": among(round_ids)},
        )
    )
