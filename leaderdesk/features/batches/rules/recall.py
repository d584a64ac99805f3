"""Who took a batch, and what to say to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leaderdesk.core.amount import amount_text
from leaderdesk.core.i18n import _, ngettext
from leaderdesk.features.batches.rules import Batch


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A line of an order that stands: how much of an offer a neighbour has in it."""

    line_id: int
    order_id: int
    offer_id: int
    neighbour_id: int
    name: str
    room: str
    round_name: str
    product: str
    unit: str
    amount_milli: int

    @property
    def amount(self) -> str:
        """How much it is, with its unit."""
        return f"{amount_text(self.amount_milli)} {self.unit}"


@dataclass(frozen=True, slots=True)
class Taker:
    """A neighbour's line that the batch was delivered for.

    `maybe`: another batch was delivered for the same offer too, so hers may be of that one. `handed`: she has it.
    """

    line: TakenLine
    maybe: bool
    handed: bool


@dataclass(frozen=True, slots=True)
class Recall:
    """A batch and who took it, in the order in which the leader walks, later rounds behind."""

    batch: Batch
    takers: tuple[Taker, ...]

    @property
    def neighbours(self) -> int:
        """How many neighbours that concerns."""
        return len({taker.line.neighbour_id for taker in self.takers})

    def of(self, neighbour_id: int) -> tuple[Taker, ...]:
        """Return what one neighbour took."""
        return tuple(taker for taker in self.takers if taker.line.neighbour_id == neighbour_id)


def has_it_text(taker: Taker) -> str:
    """Return whether she has it: 已拿走, 还没拿."""
    return _("handed out") if taker.handed else _("not handed out yet")


def sum_text(recall: Recall) -> str:
    """Return whom it concerns in one line: 27 位邻居，20 位已经拿走，7 位还没拿."""
    if not recall.takers:
        return _("Nobody took it.")
    handed = len({taker.line.neighbour_id for taker in recall.takers if taker.handed})
    words = ngettext("{count} neighbour", "{count} neighbours", recall.neighbours).format(count=recall.neighbours)
    return _("{neighbours}: {handed} have it, {waiting} do not have it yet").format(
        neighbours=words, handed=handed, waiting=recall.neighbours - handed
    )


def neighbour_text(batch: Batch, taken: Sequence[Taker], *, reason: str) -> str:
    """Return what to write to one neighbour about all she took of the batch."""
    first = taken[0]
    if any(taker.handed for taker in taken):
        asks = _("Please do not eat it; put it aside, I will come back to you about it.")
    else:
        asks = _("I am keeping yours back and will come back to you about it.")
    if all(taker.maybe for taker in taken):
        opening = _("{name}, the {goods} of {rounds} may be of batch {code}: {reason}.")
    else:
        opening = _("{name}, the {goods} of {rounds} is of batch {code}: {reason}.")
    words = opening.format(
        name=first.line.name,
        goods=first.line.product,
        rounds=_round_names(taken),
        code=batch.code,
        reason=reason or _("something is wrong with it"),
    )
    return _("{what} {asks} I am sorry.").format(what=words, asks=asks)


def group_text(recall: Recall, *, reason: str) -> str:
    """Return what to write to the group; it names nobody."""
    batch = recall.batch
    words = _("Neighbours, a word about the {goods} of {rounds}, batch {code}: {reason}.").format(
        goods=batch.product,
        rounds=_round_names(recall.takers) or _("this round"),
        code=batch.code,
        reason=reason or _("something is wrong with it"),
    )
    asks = _("Whoever has it, please do not eat it and put it aside. I will write to each of you. I am sorry.")
    return f"{words}\n{asks}"


def _round_names(taken: Sequence[Taker]) -> str:
    return _(", ").join(dict.fromkeys(taker.line.round_name for taker in taken))
