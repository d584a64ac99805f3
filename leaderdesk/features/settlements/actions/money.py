"""Fees of a round, and money for suppliers."""

from __future__ import annotations

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import MOST_FEN, format_yuan
from leaderdesk.core.text import one_line
from leaderdesk.features.claims.rules import WAYS
from leaderdesk.features.payments.actions.ledger import post
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.products.tables import SupplierRow
from leaderdesk.features.rounds.actions.lookup import round_to_change
from leaderdesk.storage.database import Store
from leaderdesk.storage.rows import value_of

MOST_NOTE = 80
"""Characters of the name of a fee, or of what a correction is for; longer ones are cut."""


def add_fee(store: Store, round_id: int, *, name: str, amount_fen: int, way: Account) -> int:
    """Keep that the round cost so much more, paid out of `way`, and return the action.

    UserError without a name or if the sum is not above zero.
    """
    called = short_note(name)
    if not called:
        raise UserError(_("Say what the fee was for, as “delivery”."))
    check_sum(amount_fen)
    check_way(way)
    with store.write(N_("Fee {name} {sum}"), about={"name": called, "sum": format_yuan(amount_fen)}) as writing:
        round_to_change(writing.session, round_id)
        lines = (EntryLine(Account.FEES, -amount_fen), EntryLine(way, amount_fen))
        post(writing, Entry(Kind.FEE, lines, at_ms=writing.at_ms, note=called, round_id=round_id))
    return writing.action_id


def pay_supplier(
    store: Store, supplier_id: int, *, amount_fen: int, way: Account, round_id: int | None = None, note: str = ""
) -> int:
    """Keep that so much was paid to the supplier out of `way`, and return the action; more than is owed is in advance.

    UserError if the sum is not above zero.
    """
    check_sum(amount_fen)
    check_way(way)
    name = supplier_name(store, supplier_id)
    with store.write(
        N_("Pay {sum} to {supplier}"), about={"sum": format_yuan(amount_fen), "supplier": name}
    ) as writing:
        lines = (EntryLine(Account.SUPPLIER, -amount_fen, supplier_id=supplier_id), EntryLine(way, amount_fen))
        entry = Entry(Kind.SUPPLIER, lines, at_ms=writing.at_ms, note=short_note(note), round_id=round_id)
        post(writing, entry)
    return writing.action_id


def supplier_name(store: Store, supplier_id: int) -> str:
    """Return the supplier's name; UserError if there is none with that id."""
    return value_of(store, SupplierRow.name, supplier_id, gone=N_("This supplier is not there any more."))


def check_sum(amount_fen: int) -> None:
    """UserError if it is no sum that can be paid."""
    if amount_fen <= 0:
        raise UserError(_("Type a sum above zero."))
    if amount_fen > MOST_FEN:
        raise UserError(_("{text} yuan is too much. Check the number of digits.").format(text=amount_fen // 100))


def check_way(way: Account) -> None:
    """UserError if no money lies there."""
    if way not in WAYS:
        raise UserError(_("Choose WeChat, Alipay or cash."))


def short_note(text: str) -> str:
    """Return the text in one line, as it is kept with an entry."""
    return one_line(text[: 10 * MOST_NOTE])[:MOST_NOTE].strip()
