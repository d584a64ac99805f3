"""Putting right what a settled round comes to: entries of their own day, the settled ones stay as they are."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import N_, _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.orders.queries import order_by_id
from leaderdesk.features.payments.actions.ledger import post, reverse
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.features.settlements.actions.money import check_sum, short_note, supplier_name
from leaderdesk.features.settlements.actions.settling import owed_lines
from leaderdesk.features.settlements.queries.rounds import settled_row
from leaderdesk.storage.database import Store

_OWN = frozenset({Kind.FEE, Kind.SUPPLIER, Kind.CORRECTION})


def correct_cost(store: Store, round_id: int, *, supplier_id: int, amount_fen: int, note: str) -> int:
    """Keep that the supplier gets so much more for the settled round (below zero: less), and return the action.

    UserError if the round is not settled, nothing is said of why, or the sum is nothing.
    """
    why = _why(note, amount_fen)
    name = supplier_name(store, supplier_id)
    about = {"sum": format_yuan(amount_fen), "supplier": name}
    with store.write(N_("Correct the cost of {supplier} by {sum}"), about=about) as writing:
        _refuse_unsettled(writing.connection, round_id)
        lines = owed_lines(supplier_id, amount_fen)
        post(writing, Entry(Kind.CORRECTION, lines, at_ms=writing.at_ms, note=why, round_id=round_id))
    return writing.action_id


def correct_order(store: Store, order_id: int, *, amount_fen: int, note: str) -> int:
    """Keep that the neighbour has to pay so much more for an order of a settled round (below zero: less).

    Return the action. UserError if the order is not there or cancelled, its round is not settled, nothing is said of
    why, or the sum is nothing.
    """
    why = _why(note, amount_fen)
    with store.read() as connection:
        order = order_by_id(connection, order_id)
    if order is None:
        raise UserError(_("This order is not there any more."))
    if order.cancelled_at_ms is not None:
        raise UserError(_("This order was cancelled; nothing of it is to be paid."))
    about = {"sum": format_yuan(amount_fen), "who": f"{order.room} {order.neighbour_name}".strip()}
    with store.write(N_("Correct what {who} pays by {sum}"), about=about) as writing:
        _refuse_unsettled(writing.connection, order.round_id)
        # Sales are what the lines of the order say, for ever; what differs from it is let go, or asked for on top.
        lines = (
            EntryLine(Account.NEIGHBOUR, -amount_fen, order.neighbour_id, order_id),
            EntryLine(Account.WAIVED, amount_fen, order_id=order_id),
        )
        entry = Entry(Kind.CORRECTION, lines, at_ms=writing.at_ms, note=why, round_id=order.round_id)
        post(writing, entry)
    return writing.action_id


def take_back(store: Store, entry_id: int) -> int:
    """Put the opposite of a fee, a payment to a supplier or a correction behind it, and return the action.

    UserError for any other entry, or if it was taken back already.
    """
    with store.read() as connection:
        row = connection.execute(
            select(LedgerEntryRow.kind, LedgerEntryRow.note).where(LedgerEntryRow.id == entry_id)
        ).one_or_none()
    if row is None or Kind(row.kind) not in _OWN:
        raise UserError(_("This entry is taken back where it came from."))
    with store.write(N_("Take back {what}"), about={"what": row.note or Kind(row.kind).label}) as writing:
        reverse(writing, entry_id)
    return writing.action_id


def _why(note: str, amount_fen: int) -> str:
    check_sum(abs(amount_fen))
    why = short_note(note)
    if not why:
        raise UserError(_("Say in a word why it is put right."))
    return why


def _refuse_unsettled(connection: Connection, round_id: int) -> None:
    if settled_row(connection, round_id) is None:
        raise UserError(_("This round is not settled yet: change what is wrong where it stands."))
