"""What an import of orders is compared with, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaderdesk.features.neighbours.rules import KnownNeighbour
from leaderdesk.features.rounds.rules import Offer
from leaderdesk.features.sharing.rules import Outcome, ReviewRow
from leaderdesk.features.sharing.rules.preview import PreviewRow


@dataclass(frozen=True, slots=True)
class TakenBefore:
    """So much of one offer that an earlier import brought into an order, under the platform's key."""

    id: int
    kind: str
    key: str
    neighbour_id: int
    offer_id: int
    amount_milli: int
    counted: bool = True


@dataclass(frozen=True, slots=True)
class ImportGround:
    """What stands before the import; amounts are thousandths by neighbour and offer, cancelled orders left out."""

    round_id: int
    offers: tuple[Offer, ...]
    known: tuple[KnownNeighbour, ...]
    phones: Mapping[str, tuple[int, ...]]
    buildings: tuple[str, ...]
    standing: Mapping[tuple[int, int], int]
    before: tuple[TakenBefore, ...]
    handed: frozenset[tuple[int, int]]
    paid: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order to write: `change` is added to what stands, `taken` is remembered under `key` instead of `replaced`.

    `waived` is remembered too, as what another source had brought. `is_new_person` makes a neighbour even where
    somebody of that name is known.
    """

    key: str
    row: int
    neighbour_id: int | None
    name: str
    room: str | None
    phone: str
    note: str
    change: Mapping[int, int]
    taken: Mapping[int, int]
    replaced: tuple[int, ...]
    waived: Mapping[int, int] = field(default_factory=dict)
    is_new_person: bool = False


@dataclass
class Plan:
    """Everything an import of orders does, and what is to be said about it: `rows` for each row, `seen` for each order.

    `basis` is the same for two plans that write the same.
    """

    kind: str
    orders: list[PlannedOrder] = field(default_factory=list)
    rows: list[ReviewRow] = field(default_factory=list)
    seen: list[PreviewRow] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    same: int = 0

    def note_row(self, row: int, outcome: Outcome, what: str, reason: str = "") -> None:
        """Say something about a row."""
        self.rows.append(ReviewRow(row, outcome, what, reason))

    @property
    def basis(self) -> object:
        """What is written, and what is still asked."""
        asked = tuple(sorted({row.question.key for row in self.seen if row.question is not None}))
        return tuple((one.key, one.neighbour_id, dict(one.change), dict(one.waived)) for one in self.orders), asked
