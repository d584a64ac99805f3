"""The account of one neighbour as it is shown and handed to her."""

from __future__ import annotations

from sqlalchemy import Connection, select

from leaderdesk.features.neighbours.queries.merging import living_card
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.payments.queries.accounts import ledger_of
from leaderdesk.features.payments.queries.dues import MOST_VALUES
from leaderdesk.features.payments.rules.statement import Statement, statement
from leaderdesk.features.rounds.tables import RoundRow

_MOST_ENTRIES = 20_000
"""So much does nobody order in ten years."""


def statement_of(connection: Connection, neighbour_id: int) -> Statement | None:
    """Return the account of a neighbour, or of who she turned out to be; None if there is no such one."""
    card = living_card(connection, neighbour_id)
    if card is None:
        return None
    entries = ledger_of(connection, card.id, limit=_MOST_ENTRIES)
    orders = sorted({entry.order_id for entry in entries if entry.order_id is not None})
    rounds: dict[int, int] = {}
    for start in range(0, len(orders), MOST_VALUES):
        query = (
            select(OrderRow.id, RoundRow.number)
            .join(RoundRow, RoundRow.id == OrderRow.round_id)
            .where(OrderRow.id.in_(orders[start : start + MOST_VALUES]))
        )
        rounds |= {row[0]: row[1] for row in connection.execute(query)}
    return statement(entries, rounds, name=card.name, room=card.room)
