"""What a round and its offers are, and where a round stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from leaderdesk.core.i18n import _
from leaderdesk.features.places import Step
from leaderdesk.features.products.rules import StorageKind


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it is read; planned times are local text, moments are unix milliseconds or None if not yet."""

    id: int
    number: int
    title: str
    cutoff: str
    pickup_from: str
    pickup_until: str
    pickup_place: str
    note: str
    copied_from_id: int | None
    opened_at_ms: int | None
    closed_at_ms: int | None
    settled_at_ms: int | None

    @property
    def name(self) -> str:
        """How the round is called: 第 23 期・草莓季."""
        if not self.title:
            return _("Round {number}").format(number=self.number)
        return _("Round {number} · {title}").format(number=self.number, title=self.title)

    @property
    def state(self) -> RoundState:
        """Where the round stands, from what happened to it."""
        if self.settled_at_ms is not None:
            return RoundState.SETTLED
        if self.closed_at_ms is not None:
            return RoundState.CLOSED
        return RoundState.DRAFT if self.opened_at_ms is None else RoundState.OPEN


@dataclass(frozen=True, slots=True)
class Offer:
    """A product in a round, with what the papers and the reader need to know of the product."""

    id: int
    round_id: int
    product_id: int
    code: str
    position: int
    name: str
    short_name: str
    spec: str
    unit: str
    storage: StorageKind
    supplier_id: int | None
    supplier_name: str
    product_code: str
    aliases: tuple[str, ...]
    price_fen: int | None
    cost_fen: int
    limit_milli: int | None
    total_limit_milli: int | None
    case_milli: int | None
    minimum_milli: int | None
    step_milli: int
    cutoff: str | None

    @property
    def label(self) -> str:
        """The short name where the leader gave one, else the name."""
        return self.short_name or self.name

    @property
    def margin_fen(self) -> int | None:
        """What one unit earns; None as long as the price or the cost is not known."""
        return None if self.price_fen is None or self.cost_fen == 0 else self.price_fen - self.cost_fen


class RoundState(Enum):
    """Where a round stands, in the order of the list of rounds."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"


class Look(Enum):
    """How a step is drawn."""

    DONE = "done"
    CURRENT = "current"
    RUNNING = "running"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class StepFact:
    """What the store says of one step: whether it is done, whether work on it goes on, and one short line about it.

    `at` is when it is planned, in planned-time text, where that is what is to be said of it.
    """

    done: bool
    running: bool
    line: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """How much of one offer was ordered, by how many orders, for how much money."""

    amount_milli: int
    orders: int
    total_fen: int


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """What a round amounts to; `earned_fen` is None where costs are not known."""

    orders: int
    total_fen: int
    earned_fen: int | None = None


def own_facts(round_: Round) -> dict[Step, StepFact]:
    """Return what the round itself says of its steps; what the features above know comes on top."""
    opened, closed = round_.opened_at_ms is not None, round_.closed_at_ms is not None
    facts = {
        Step.OPEN: StepFact(done=opened, running=False, line=""),
        Step.INTAKE: StepFact(done=closed, running=opened and not closed, line=""),
        Step.CLOSE: StepFact(done=closed, running=False, line=""),
    }
    if round_.settled_at_ms is not None:
        # Once the money is settled nothing of the round is open any more, whatever was kept of the steps between.
        facts |= {step: StepFact(done=True, running=False, line="") for step in Step}
    return facts


def merged_facts(
    own: Mapping[Step, StepFact], contributed: Iterable[Mapping[Step, StepFact]], *, settled: bool
) -> dict[Step, StepFact]:
    """Return the facts of a round with what the features above know laid over its own; a settled round stays done."""
    facts = dict(own)
    for more in contributed:
        facts |= {
            step: StepFact(done=True, running=False, line=fact.line) if settled else fact for step, fact in more.items()
        }
    return facts


def step_looks(facts: Mapping[Step, StepFact]) -> dict[Step, Look]:
    """Return how each step is drawn: done by its facts; the first open one that runs is current, others are running."""
    looks: dict[Step, Look] = {}
    current_taken = False
    for step in Step:
        fact = facts.get(step)
        if fact is None or not (fact.done or fact.running):
            looks[step] = Look.LATER
        elif fact.done:
            looks[step] = Look.DONE
        else:
            looks[step] = Look.RUNNING if current_taken else Look.CURRENT
            current_taken = True
    return looks
