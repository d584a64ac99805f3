"""What is written in the book; `post` is the only one who writes, all others go through it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.queries.accounts import (
    carries_from,
    credit_of,
    lines_of_entry,
    payments_of_order,
    standing_entry,
    sums_of_order,
)
from leaderdesk.features.payments.queries.dues import dues, given
from leaderdesk.features.payments.rules.ledger import (
    MONEY,
    Account,
    Entry,
    EntryLine,
    Kind,
    Share,
    carried,
    handed_back,
    is_balanced,
    opposite,
    received,
)
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.storage.database import Writing

# As SQLite takes them: a list of three hundred orders is three hundred entries.
_HEAD = "INSERT INTO ledger_entry (kind, at_ms, round_id, note, reverses_id) VALUES (?, ?, ?, ?, ?)"
_LINE = (
    "INSERT INTO ledger_line (entry_id, account, neighbour_id, order_id, supplier_id, amount_fen)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)


def post(writing: Writing, entry: Entry) -> int:
    """Write the entry and return its id.

    AssertionError for one that is not balanced: whoever made it has a bug, and the step is not taken.
    """
    if not is_balanced(entry):
        raise AssertionError(f"the lines of a ledger entry sum to zero: {entry}")
    head = (entry.kind.value, entry.at_ms, entry.round_id, entry.note, entry.reverses_id)
    entry_id = int(writing.connection.exec_driver_sql(_HEAD, head).lastrowid)
    writing.connection.exec_driver_sql(_LINE, [_values(entry_id, line) for line in entry.lines])
    return entry_id


def reverse(writing: Writing, entry_id: int, *, note: str = "") -> int:
    """Put the opposite of an entry behind it and return the id of that. UserError if it was taken back already."""
    standing = standing_entry(writing.connection, entry_id)
    if standing is None:
        raise UserError(_("This has been taken back already."))
    lines = lines_of_entry(writing.connection, standing)
    of_entry = select(LedgerEntryRow.kind, LedgerEntryRow.round_id).where(LedgerEntryRow.id == standing)
    kind, round_id = writing.connection.execute(of_entry).one()
    taken_back = Entry(
        Kind(kind), opposite(lines), at_ms=writing.at_ms, note=note, round_id=round_id, reverses_id=standing
    )
    return post(writing, taken_back)


def receive(
    writing: Writing, *, shares: Sequence[Share], account: Account, at_ms: int | None = None, note: str = ""
) -> int:
    """Keep that money came in on `account` for these shares, as one entry, and return its id.

    `at_ms` is when it came, by default now. UserError if a sum is not above zero.
    """
    _refuse_nothing(shares)
    return post(writing, Entry(Kind.PAYMENT, received(shares, account), at_ms=_moment(writing, at_ms), note=note))


def refund(writing: Writing, *, order_id: int, amount_fen: int, account: Account, note: str = "") -> int:
    """Keep that `amount_fen` given for the order was handed back out of `account`; return the id of the entry.

    UserError if the sum is not above zero, or not as much was given.
    """
    shares = (Share(_owner(writing, order_id), order_id, amount_fen),)
    _refuse_nothing(shares)
    over_fen = -dues(writing.connection, [order_id])[order_id]
    most_fen = max(given(writing.connection, [order_id])[order_id], over_fen)
    if amount_fen > most_fen:
        raise UserError(_("{sum} was given for this order. Take no more than that.").format(sum=format_yuan(most_fen)))
    return post(writing, Entry(Kind.REFUND, handed_back(shares, account), at_ms=writing.at_ms, note=note))


def waive(writing: Writing, *, order_id: int, amount_fen: int, note: str = "") -> int:
    """Let the neighbour off `amount_fen` of what the order comes to; return the id of the entry.

    The leader bears it.
    """
    return _lower(writing, Kind.WAIVER, Account.WAIVED, order_id, amount_fen, note)


def grant(writing: Writing, *, order_id: int, amount_fen: int, note: str = "") -> int:
    """Give back `amount_fen` for what was wrong with the order: it is to be paid less, or is credit if it was paid.

    Return the id of the entry. UserError if the sum is not above zero.
    """
    return _lower(writing, Kind.CLAIM, Account.CLAIMS, order_id, amount_fen, note)


def carry(writing: Writing, *, neighbour_id: int, order_id: int, amount_fen: int | None = None) -> int:
    """Pay for an order of the neighbour's with her credit, by default as much as is open; return the id of the entry.

    Loose money goes first, then what was given too much for other orders, oldest first. UserError if nothing is open
    or there is not as much credit.
    """
    open_fen = dues(writing.connection, [order_id])[order_id]
    credit = credit_of(writing.connection, neighbour_id)
    wanted = min(open_fen, credit.fen) if amount_fen is None else amount_fen
    if wanted <= 0 or wanted > open_fen:
        raise UserError(_("Nothing is open here that her balance could pay for."))
    if wanted > credit.fen:
        raise UserError(_("Her balance is {sum}. Take no more than that.").format(sum=format_yuan(credit.fen)))
    lines = carried(credit.taking(wanted), Share(_owner(writing, order_id), order_id, wanted))
    return post(writing, Entry(Kind.CARRY, lines, at_ms=writing.at_ms))


def pay_out(
    writing: Writing, *, neighbour_id: int, amount_fen: int, account: Account, at_ms: int | None = None, note: str = ""
) -> int:
    """Keep that so much of the neighbour's credit was handed to her out of `account`; return the id of the entry.

    UserError if the sum is not above zero or she has less to her credit.
    """
    credit = credit_of(writing.connection, neighbour_id)
    shares = credit.taking(amount_fen)
    _refuse_nothing(shares)
    if amount_fen > credit.fen:
        raise UserError(_("Her balance is {sum}. Take no more than that.").format(sum=format_yuan(credit.fen)))
    return post(writing, Entry(Kind.PAYOUT, handed_back(shares, account), at_ms=_moment(writing, at_ms), note=note))


def see(
    writing: Writing, *, shares: Sequence[Share], account: Account, at_ms: int | None = None, note: str = ""
) -> int:
    """Keep that what was marked as paid for these orders has been seen on `account`; return the id of the entry."""
    _refuse_nothing(shares)
    lines = tuple(
        line
        for share in shares
        for line in (
            EntryLine(Account.MARKED, share.amount_fen, order_id=share.order_id),
            EntryLine(account, -share.amount_fen, order_id=share.order_id),
        )
    )
    return post(writing, Entry(Kind.SEEN, lines, at_ms=_moment(writing, at_ms), note=note))


def move(writing: Writing, from_id: int, into_id: int) -> None:
    """Let what was given and let go for one order (by id) count for another, way by way; its debit stays with it."""
    sums = sums_of_order(writing.connection, from_id)
    before, after = _owner(writing, from_id), _owner(writing, into_id)
    moved_fen = sums.get(Account.NEIGHBOUR, 0) + sums.get(Account.SALES, 0)
    lines = [
        EntryLine(Account.NEIGHBOUR, -moved_fen, before, from_id),
        EntryLine(Account.NEIGHBOUR, moved_fen, after, into_id),
    ]
    for account, fen in sums.items():
        if account not in (Account.NEIGHBOUR, Account.SALES):
            lines += [EntryLine(account, -fen, order_id=from_id), EntryLine(account, fen, order_id=into_id)]
    standing = tuple(line for line in lines if line.amount_fen)
    if standing:
        post(writing, Entry(Kind.MOVE, standing, at_ms=writing.at_ms))


def give_back(writing: Writing, order_id: int) -> bool:
    """Take back the money that was given for an order, and return whether any was.

    Payments for it alone are reversed; of one that paid for others too only its share is taken back. What of the money
    had paid for other orders is called back from there.
    """
    connection = writing.connection
    found = sums_of_order(connection, order_id)
    paid = {account: -found[account] for account in sorted(MONEY & found.keys()) if found[account] < 0}
    for entry_id, account, fen in payments_of_order(connection, order_id):
        if fen <= paid.get(account, 0):
            reverse(writing, entry_id)
            paid[account] -= fen
    owner = _owner(writing, order_id)
    rest = [handed_back((Share(owner, order_id, fen),), account) for account, fen in paid.items() if fen]
    if rest:
        post(writing, Entry(Kind.PAYMENT, tuple(line for pair in rest for line in pair), at_ms=writing.at_ms))
    _call_back(writing, order_id)
    return bool(paid)


def _call_back(writing: Writing, order_id: int) -> None:
    """Take back the latest uses of what the order had too much, as far as more was used than it has.

    UserError if it was handed out: that is to be undone first.
    """
    for entry_id in carries_from(writing.connection, order_id):
        if not _is_overdrawn(writing, order_id):
            return
        reverse(writing, entry_id)
        for line in lines_of_entry(writing.connection, entry_id):
            if line.amount_fen > 0 and line.order_id is not None:
                _call_back(writing, line.order_id)
    if _is_overdrawn(writing, order_id):
        raise UserError(_("Some of this money has been handed back since. Undo that first."))


def _is_overdrawn(writing: Writing, order_id: int) -> bool:
    connection = writing.connection
    return given(connection, [order_id])[order_id] < 0 < dues(connection, [order_id])[order_id]


def _lower(writing: Writing, kind: Kind, account: Account, order_id: int, amount_fen: int, note: str) -> int:
    shares = (Share(_owner(writing, order_id), order_id, amount_fen),)
    _refuse_nothing(shares)
    return post(writing, Entry(kind, received(shares, account), at_ms=writing.at_ms, note=note))


def _owner(writing: Writing, order_id: int) -> int:
    return writing.session.get_one(OrderRow, order_id).neighbour_id


def _moment(writing: Writing, at_ms: int | None) -> int:
    return writing.at_ms if at_ms is None else at_ms


def _refuse_nothing(shares: Sequence[Share]) -> None:
    if not shares or any(share.amount_fen <= 0 for share in shares):
        raise UserError(_("Type a sum above zero."))


def _values(entry_id: int, line: EntryLine) -> tuple[int | str | None, ...]:
    place = (line.neighbour_id, line.order_id, line.supplier_id)
    return (entry_id, line.account.value, *place, line.amount_fen)
