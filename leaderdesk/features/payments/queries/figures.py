"""The figures of a neighbour that come from her account."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.features.neighbours.queries.merging import everyone_in
from leaderdesk.features.neighbours.rules import Figure
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.queries.accounts import balance_of
from leaderdesk.features.payments.rules.ledger import Account
from leaderdesk.features.payments.tables import LedgerLineRow


def neighbour_figures(connection: Connection, neighbour_id: int) -> tuple[Figure, ...]:
    """Return the figures in the head of a profile: how often she ordered, for how much, and her balance."""
    everyone = everyone_in(neighbour_id)
    spent = (
        select(func.coalesce(func.sum(LedgerLineRow.amount_fen), 0))
        .join(OrderRow, OrderRow.id == LedgerLineRow.order_id)
        .where(OrderRow.neighbour_id.in_(everyone), LedgerLineRow.account == Account.SALES.value)
    )
    bought = int(connection.execute(spent).scalar_one())
    standing = select(func.count()).where(OrderRow.neighbour_id.in_(everyone), OrderRow.cancelled_at_ms.is_(None))
    times = int(connection.execute(standing).scalar_one())
    return (
        Figure(_("Orders"), str(times), _("times")),
        Figure(_("Bought in all"), format_yuan(bought)),
        Figure(_("Balance"), format_yuan(balance_of(connection, neighbour_id))),
    )
