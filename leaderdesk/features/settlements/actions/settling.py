"""Settling a round, and undoing it as long as nothing followed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from leaderdesk.core.errors import UserError
from leaderdesk.core.events import Undone
from leaderdesk.core.i18n import N_, _
from leaderdesk.features.payments.actions.ledger import post
from leaderdesk.features.payments.rules.ledger import Account, Entry, EntryLine, Kind
from leaderdesk.features.payments.tables import LedgerEntryRow
from leaderdesk.features.rounds.actions import seal_round
from leaderdesk.features.rounds.queries import round_row
from leaderdesk.features.settlements.queries.entries import result_lines
from leaderdesk.features.settlements.queries.rounds import goods_of_round, settled_row
from leaderdesk.features.settlements.rules import GoodsCost, by_supplier
from leaderdesk.features.settlements.rules.corrections import corrections_after
from leaderdesk.features.settlements.tables import SettlementCostRow, SettlementRow
from leaderdesk.storage.database import Store, Writing
from leaderdesk.storage.journal import changes_of_action, changes_of_row


def settle(store: Store, round_id: int) -> int:
    """Settle the round and return the id of the action: what came is owed to its suppliers, and the round is locked.

    UserError if it is not closed, is settled already, or goods that cost something have no supplier.
    """
    with store.read() as connection:
        round_ = round_row(connection, round_id)
    about = {"round": "" if round_ is None else _("Round {number}").format(number=round_.number)}
    with store.write(N_("Settle {round}"), about=about) as writing:
        seal_round(writing, round_id)
        goods = goods_of_round(writing.connection, round_id)
        _refuse_without_supplier(goods)
        keep_settlement(writing, round_id, goods, at_ms=writing.at_ms)
    return writing.action_id


def keep_settlement(writing: Writing, round_id: int, goods: Sequence[GoodsCost], *, at_ms: int) -> None:
    """Book what these goods cost and lock the round, within a transaction; `at_ms` is when it was settled."""
    for entry in _entries(goods, round_id=round_id, at_ms=at_ms):
        post(writing, entry)
    row = SettlementRow(round_id=round_id, at_ms=at_ms, entry_id=_last_entry(writing.connection))
    writing.session.add(row)
    writing.session.flush()
    writing.session.add_all(_cost_row(row.id, each) for each in goods)


def unsettle(store: Store, round_id: int) -> int:
    """Undo the settling of the round and return the id of the action.

    UserError if it is not settled, or something was put right since: that stands on the settling.
    """
    with store.read() as connection:
        settled = settled_row(connection, round_id)
        action_id = None
        if settled is not None:
            changes = changes_of_row(connection, SettlementRow.__tablename__, settled.id)
            action_id = next((change.action_id for change in reversed(changes) if change.after is not None), None)
    if action_id is None:
        raise UserError(_("This round is not settled."))
    return store.undo(action_id)


def refuse_if_followed(writing: Writing, happened: Undone) -> None:
    """UserError if the undo took back the settling of a round for which something was put right since."""
    undone = changes_of_action(writing.connection, happened.action_id)
    settled = [change.after for change in undone if change.table == SettlementRow.__tablename__ and change.after]
    if not settled:
        return
    own = changes_of_action(writing.connection, writing.action_id)
    of_this = {change.row_id for change in own if change.table == LedgerEntryRow.__tablename__}
    for image in settled:
        lines = result_lines(writing.connection, image["round_id"])
        before = [line for line in lines if line.entry_id not in of_this]
        followed = corrections_after(before, image["entry_id"])
        if followed:
            raise UserError(
                _("“{what}” was booked after the settling and stands on it. Take that back first.").format(
                    what=followed[-1].note or followed[-1].kind.label
                )
            )


def _entries(goods: Sequence[GoodsCost], *, round_id: int, at_ms: int) -> list[Entry]:
    """Return what settling books: what each supplier is owed, and what of the goods went to gifts and to waste."""
    found = []
    for supplier in by_supplier(goods):
        if supplier.total_fen and supplier.supplier_id is not None:
            lines = owed_lines(supplier.supplier_id, supplier.total_fen)
            found.append(Entry(Kind.PURCHASE, lines, at_ms=at_ms, round_id=round_id))
    gone = (
        (Kind.GIFT, Account.GIFTS, sum(each.gift_fen for each in goods)),
        (Kind.WASTE, Account.WASTE, sum(each.waste_fen for each in goods)),
    )
    for kind, account, fen in gone:
        if fen:
            lines = (EntryLine(account, -fen), EntryLine(Account.PURCHASES, fen))
            found.append(Entry(kind, lines, at_ms=at_ms, round_id=round_id))
    return found


def owed_lines(supplier_id: int, fen: int) -> tuple[EntryLine, ...]:
    """Return the lines by which a supplier is owed so much for goods; below zero, so much less."""
    return (
        EntryLine(Account.PURCHASES, -fen, supplier_id=supplier_id),
        EntryLine(Account.SUPPLIER, fen, supplier_id=supplier_id),
    )


def _cost_row(settlement_id: int, each: GoodsCost) -> SettlementCostRow:
    return SettlementCostRow(
        settlement_id=settlement_id,
        offer_id=each.offer_id,
        supplier_id=each.supplier_id,
        amount_milli=each.amount_milli,
        counted=int(each.is_counted),
        cost_fen=each.cost_fen,
        gift_milli=each.gift_milli,
        waste_milli=each.waste_milli,
    )


def _refuse_without_supplier(goods: Sequence[GoodsCost]) -> None:
    lacking = [each.product for each in goods if each.supplier_id is None and each.total_fen]
    if lacking:
        raise UserError(
            _("Nobody knows whom to pay for {products}. Say on the products page who brings them, then settle.").format(
                products=_(", ").join(lacking)
            )
        )


def _last_entry(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(LedgerEntryRow.id), 0))).scalar_one())
