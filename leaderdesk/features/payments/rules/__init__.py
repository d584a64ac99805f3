"""What has been paid, and the words for how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from leaderdesk.core.i18n import N_, _
from leaderdesk.features.payments.rules.ledger import Kind, Share

Method = Literal["wechat", "alipay", "cash", "marked"]

METHOD_TITLES: dict[str, str] = {
    "wechat": N_("WeChat"),
    "alipay": N_("Alipay"),
    "cash": N_("cash"),
    "marked": N_("marked as paid in the list"),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """Where one order stands: what it comes to, what was given for it, in fen."""

    order_id: int
    neighbour_id: int
    neighbour_name: str
    room: str
    pickup_code: int
    total_fen: int
    paid_fen: int

    @property
    def due_fen(self) -> int:
        """What is still open; negative if more was given than the order comes to."""
        return self.total_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What one entry moved on a neighbour's account: what she owes is negative, what she gave is positive.

    `id` is that of the entry, `method` the way the money took, "" where none moved.
    """

    id: int
    neighbour_id: int
    order_id: int | None
    kind: str
    amount_fen: int
    method: str
    at_ms: int
    note: str
    reverses_id: int | None

    @property
    def title(self) -> str:
        """What the entry is, in the language in force."""
        return Kind(self.kind).label if self.reverses_id is None else _("taken back")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a neighbour has to her credit, whatever she owes elsewhere: loose money first, then by order, oldest first.

    Each part is above zero. Loose money says for whom it was booked: that may be one who turned out to be her.
    """

    neighbour_id: int
    parts: tuple[Share, ...]

    @property
    def fen(self) -> int:
        """All of it."""
        return sum(part.amount_fen for part in self.parts)

    def taking(self, amount_fen: int) -> tuple[Share, ...]:
        """Return what to take `amount_fen` from; less if there is not as much."""
        taken: list[Share] = []
        for part in self.parts:
            if amount_fen <= 0:
                break
            taken.append(replace(part, amount_fen=min(part.amount_fen, amount_fen)))
            amount_fen -= taken[-1].amount_fen
        return tuple(taken)


@dataclass(frozen=True, slots=True)
class Dues:
    """What a round still has to come in, in fen, and from how many orders."""

    total_fen: int
    paid_fen: int
    open_fen: int
    open_orders: int
    over_fen: int


def sum_dues(payments: tuple[Payment, ...]) -> Dues:
    """Return the sums over `payments`; what one gave too much does not pay for another."""
    return Dues(
        total_fen=sum(payment.total_fen for payment in payments),
        paid_fen=sum(payment.paid_fen for payment in payments),
        open_fen=sum(payment.due_fen for payment in payments if payment.due_fen > 0),
        open_orders=sum(1 for payment in payments if payment.due_fen > 0),
        over_fen=sum(-payment.due_fen for payment in payments if payment.due_fen < 0),
    )
