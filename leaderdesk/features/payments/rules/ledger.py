"""The book: accounts, and entries whose lines sum to zero.

On a neighbour's account what she owes is below zero and what she gave above. All other accounts follow from that: what
the leader holds (WeChat, Alipay, cash) or has spent is below zero, what was sold is above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leaderdesk.core.i18n import N_, _


class Account(StrEnum):
    """What money moves between."""

    NEIGHBOUR = "neighbour"
    SALES = "sales"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CASH = "cash"
    MARKED = "marked"
    """Said to be paid, and not seen yet."""
    WAIVED = "waived"
    """Small differences let go."""
    CLAIMS = "claims"
    """Given back for what was wrong."""
    GIFTS = "gifts"
    SUPPLIER = "supplier"
    PURCHASES = "purchases"
    FEES = "fees"
    WASTE = "waste"

    @property
    def label(self) -> str:
        """The account in the language in force."""
        return _(_ACCOUNT_LABELS[self])


_ACCOUNT_LABELS = {
    Account.NEIGHBOUR: N_("neighbour"),
    Account.SALES: N_("sales"),
    Account.WECHAT: N_("WeChat"),
    Account.ALIPAY: N_("Alipay"),
    Account.CASH: N_("cash"),
    Account.MARKED: N_("marked as paid in the list"),
    Account.WAIVED: N_("let go"),
    Account.CLAIMS: N_("after-sales"),
    Account.GIFTS: N_("gifts"),
    Account.SUPPLIER: N_("supplier"),
    Account.PURCHASES: N_("purchases"),
    Account.FEES: N_("fees"),
    Account.WASTE: N_("waste"),
}

MONEY = frozenset({Account.WECHAT, Account.ALIPAY, Account.CASH, Account.MARKED})
"""Where money comes in and goes out."""

CHARGES = frozenset({Account.SALES, Account.WAIVED, Account.CLAIMS, Account.GIFTS})
"""Their lines of an order sum up to what the neighbour has to pay for it; nobody gives that money."""


class Kind(StrEnum):
    """What an entry is."""

    ORDER = "order"
    PAYMENT = "payment"
    SEEN = "seen"
    """Money that was said to be paid was seen on its account."""
    REFUND = "refund"
    PAYOUT = "payout"
    CARRY = "carry"
    """Credit pays for an order."""
    MOVE = "move"
    """An order went into another one, and its money with it."""
    WAIVER = "waiver"
    CLAIM = "claim"
    GIFT = "gift"
    CORRECTION = "correction"
    PURCHASE = "purchase"
    SUPPLIER = "supplier"
    FEE = "fee"
    WASTE = "waste"

    @property
    def label(self) -> str:
        """The kind in the language in force."""
        return _(_KIND_LABELS[self])


_KIND_LABELS = {
    Kind.ORDER: N_("goods ordered"),
    Kind.PAYMENT: N_("payment"),
    Kind.SEEN: N_("payment seen"),
    Kind.REFUND: N_("refund"),
    Kind.PAYOUT: N_("balance paid out"),
    Kind.CARRY: N_("balance used"),
    Kind.MOVE: N_("order put into another"),
    Kind.WAIVER: N_("let go"),
    Kind.CLAIM: N_("after-sales"),
    Kind.GIFT: N_("gift"),
    Kind.CORRECTION: N_("correction"),
    Kind.PURCHASE: N_("purchase"),
    Kind.SUPPLIER: N_("payment to supplier"),
    Kind.FEE: N_("fee"),
    Kind.WASTE: N_("waste"),
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What one account gets (above zero) or loses (below zero) by an entry, in fen; never zero.

    A line of `CHARGES` with an order says what its neighbour has to pay for it.
    """

    account: Account
    amount_fen: int
    neighbour_id: int | None = None
    order_id: int | None = None
    supplier_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of money; `at_ms` is when it happened, in unix milliseconds."""

    kind: Kind
    lines: tuple[EntryLine, ...]
    at_ms: int
    note: str = ""
    round_id: int | None = None
    reverses_id: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So much of a sum in fen for one neighbour: for an order of hers, or with None onto her balance."""

    neighbour_id: int
    order_id: int | None
    amount_fen: int


def is_balanced(entry: Entry) -> bool:
    """Return whether the entry has lines, none of nothing, that sum to zero, each with what its account asks for."""
    return bool(entry.lines) and all(map(_is_whole, entry.lines)) and sum(line.amount_fen for line in entry.lines) == 0


def opposite(lines: Iterable[EntryLine]) -> tuple[EntryLine, ...]:
    """Return what takes these lines back."""
    return tuple(
        EntryLine(line.account, -line.amount_fen, line.neighbour_id, line.order_id, line.supplier_id) for line in lines
    )


def ordered(share: Share) -> tuple[EntryLine, ...]:
    """Return the lines of goods for so much that were ordered; below zero, of so much that are not wanted any more."""
    return (
        EntryLine(Account.NEIGHBOUR, -share.amount_fen, share.neighbour_id, share.order_id),
        EntryLine(Account.SALES, share.amount_fen, order_id=share.order_id),
    )


def received(shares: Iterable[Share], account: Account) -> tuple[EntryLine, ...]:
    """Return the lines of money that came in on `account`: a pair for each share, so that ways of paying are known."""
    return tuple(
        line
        for share in shares
        for line in (
            EntryLine(Account.NEIGHBOUR, share.amount_fen, share.neighbour_id, share.order_id),
            EntryLine(account, -share.amount_fen, order_id=share.order_id),
        )
    )


def handed_back(shares: Iterable[Share], account: Account) -> tuple[EntryLine, ...]:
    """Return the lines of money that went out of `account` to neighbours."""
    return opposite(received(shares, account))


def carried(sources: Iterable[Share], into: Share) -> tuple[EntryLine, ...]:
    """Return the lines by which what `sources` have too much of pays for `into`, which is the sum of them."""
    return (
        *(EntryLine(Account.NEIGHBOUR, -source.amount_fen, source.neighbour_id, source.order_id) for source in sources),
        EntryLine(Account.NEIGHBOUR, into.amount_fen, into.neighbour_id, into.order_id),
    )


def _is_whole(line: EntryLine) -> bool:
    of_neighbour = (line.account is Account.NEIGHBOUR) == (line.neighbour_id is not None)
    of_supplier = line.account is not Account.SUPPLIER or line.supplier_id is not None
    return line.amount_fen != 0 and of_neighbour and of_supplier
