"""What a claim is, what may be granted for it, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan, line_total
from leaderdesk.features.payments.rules.ledger import MONEY, Account

MOST_WORDS = 500
"""Characters of what a neighbour says; longer ones are cut where they come in."""

WAYS = tuple(account for account in (Account.WECHAT, Account.ALIPAY, Account.CASH) if account in MONEY)
"""How money may be handed back."""


class Wish(StrEnum):
    """What a neighbour would like, and what she gets."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    THANKS = "thanks"

    @property
    def said(self) -> str:
        """The wish in the language in force."""
        return _(_WISHES[self])


_WISHES = {
    Wish.REFUND: N_("money back"),
    Wish.REPLACEMENT: N_("another one next round"),
    Wish.THANKS: N_("a thank-you for telling"),
}


class Stage(StrEnum):
    """Where a claim stands."""

    OPEN = "open"
    OWED = "owed"
    """Promised for the next round and not given yet."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with whom and what it is about; amounts in thousandths of the unit, sums in fen.

    `line_fen` is what these goods came to in the order, `due_fen` what is still open of the order. `answer` is None as
    long as nothing was granted; `paid_fen` of the refund was handed back at once. `photos` are ids of pictures.
    """

    id: int
    order_id: int
    round_id: int
    round_name: str
    neighbour_id: int
    neighbour_name: str
    room: str
    pickup_code: int
    offer_id: int
    product: str
    unit: str
    amount_milli: int
    line_milli: int
    price_fen: int
    words: str
    wish: Wish
    at_ms: int
    due_fen: int
    batch_id: int | None = None
    batch_code: str = ""
    supplier_id: int | None = None
    supplier_name: str = ""
    answer: Wish | None = None
    refund_fen: int = 0
    paid_fen: int = 0
    supplier_fen: int = 0
    answered_at_ms: int | None = None
    replaced_at_ms: int | None = None
    photos: tuple[int, ...] = ()

    @property
    def line_fen(self) -> int:
        """What the goods of the line came to in the order."""
        return line_total(self.price_fen, self.line_milli)

    @property
    def worth_fen(self) -> int:
        """What the goods that were wrong came to; never more than the line."""
        return min(line_total(self.price_fen, self.amount_milli), self.line_fen)

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        if self.answer is None:
            return Stage.OPEN
        waits = self.answer is Wish.REPLACEMENT and self.replaced_at_ms is None
        return Stage.OWED if waits else Stage.DONE

    @property
    def who(self) -> str:
        """How the neighbour is called in a sentence: 3-502 张阿姨."""
        return f"{self.room} {self.neighbour_name}".strip()


@dataclass(frozen=True, slots=True)
class Claimable:
    """A line of an order that a claim may be about; `refunded_fen` was given back for it already.

    `batches` are the batches that came for it, by id and code.
    """

    order_id: int
    offer_id: int
    product: str
    unit: str
    amount_milli: int
    price_fen: int
    refunded_fen: int = 0
    batches: tuple[tuple[int, str], ...] = ()

    @property
    def line_fen(self) -> int:
        """What it came to."""
        return line_total(self.price_fen, self.amount_milli)

    @property
    def batch_id(self) -> int | None:
        """The batch it is of, where only one came: of several nobody can tell."""
        return self.batches[0][0] if len(self.batches) == 1 else None


@dataclass(frozen=True, slots=True)
class Grant:
    """What the leader grants: `refund_fen` off what is to be paid, handed back by `way` if it was paid (None: credit).

    The supplier bears `supplier_fen` of it. `beyond` says that the refund may be more than the goods came to.
    """

    answer: Wish
    refund_fen: int = 0
    way: Account | None = None
    supplier_fen: int = 0
    beyond: bool = False


def check_grant(grant: Grant, *, line_fen: int, refunded_fen: int, has_supplier: bool) -> None:
    """UserError if the grant cannot be: sums that are none, more than the goods came to, or nobody to share with."""
    if grant.answer is Wish.REFUND and grant.refund_fen <= 0:
        raise UserError(_("Type a sum above zero."))
    if grant.refund_fen < 0 or grant.supplier_fen < 0:
        raise UserError(_("Type a sum above zero."))
    left_fen = max(line_fen - refunded_fen, 0)
    if grant.refund_fen > left_fen and not grant.beyond:
        raise UserError(_beyond(refunded_fen).format(line=format_yuan(line_fen), left=format_yuan(left_fen)))
    if grant.supplier_fen and not has_supplier:
        raise UserError(_("These goods have no supplier. Say on the products page who brings them."))


def _beyond(refunded_fen: int) -> str:
    if refunded_fen:
        return _(
            "The goods came to {line}, and part of it was given back before: {left} is left. Give no more than that,"
            " or tick that it is to be more."
        )
    return _("The goods came to {line}. Give no more than that, or tick that it is to be more.")
