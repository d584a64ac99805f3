"""The history of one order, read from the journal, and the pastes it came from."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, text

from leaderdesk.features.orders.queries.strands import line_numbers
from leaderdesk.features.orders.queries.orders import order_by_id
from leaderdesk.features.orders.rules.history import Deed, HistoryEvent, RowChange, events
from leaderdesk.features.orders.tables import OrderSourceRow, PasteRow
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.journal import action

# The expression must read as in the index of the journal, or every change ever made would be looked through.
_ABOUT_ORDER = text(
    "SELECT action_id, table_name, row_id, before, after FROM ("
    "SELECT id, action_id, table_name, row_id, before, after FROM journal_change"
    " WHERE table_name = 'orders' AND row_id = :order_id"
    " UNION SELECT id, action_id, table_name, row_id, before, after FROM journal_change"
    " WHERE json_extract(coalesce(after, before), '$.order_id') = :order_id"
    ") ORDER BY id"
)
_ORDERS_OF_ACTIONS = text(
    "SELECT action_id, count(DISTINCT coalesce(json_extract(coalesce(after, before), '$.order_id'), row_id)) AS orders"
    " FROM journal_change WHERE action_id IN :ids AND table_name IN ('orders', 'line') GROUP BY action_id"
).bindparams(bindparam("ids", expanding=True))


@dataclass(frozen=True, slots=True)
class SourcePaste:
    """A paste that an order stood in: its text, when it came (unix ms), and the order's lines in it, from 1."""

    id: int
    at_ms: int
    text: str
    lines: tuple[int, ...]


def order_history(connection: Connection, order_id: int, *, paid_fen: int | None = None) -> tuple[HistoryEvent, ...]:
    """Return what happened to the order, newest first; `paid_fen` is what was given for it, None if nobody says."""
    order = order_by_id(connection, order_id)
    if order is None:
        return ()
    changes = [
        RowChange(row.action_id, row.table_name, row.row_id, _image(row.before), _image(row.after))
        for row in connection.execute(_ABOUT_ORDER, {"order_id": order_id})
    ]
    deeds = _deeds(connection, {change.action_id for change in changes})
    labels = {offer.id: offer.label for offer in offers_of_round(connection, order.round_id)}
    return events(changes, deeds, labels=labels, paid_fen=paid_fen)


def sources_of_order(connection: Connection, order_id: int) -> tuple[SourcePaste, ...]:
    """Return the pastes the order stood in, oldest first."""
    rows = connection.execute(
        select(PasteRow.id, PasteRow.at_ms, PasteRow.text, OrderSourceRow.lines)
        .join(OrderSourceRow, OrderSourceRow.paste_id == PasteRow.id)
        .where(OrderSourceRow.order_id == order_id)
        .order_by(PasteRow.at_ms, PasteRow.id)
    )
    return tuple(SourcePaste(row.id, row.at_ms, row.text, line_numbers(row.lines)) for row in rows)


def change_counts(connection: Connection, order_ids: Collection[int]) -> Mapping[int, int]:
    """Return how often the goods of each of these orders were changed after it came, undone changes left out."""
    counts: dict[int, int] = {}
    ids = sorted(order_ids)
    for start in range(0, len(ids), 500):
        rows = connection.execute(_CHANGES, {"ids": ids[start : start + 500]})
        counts |= {row.order_id: max(0, row.steps - 1) for row in rows}
    return counts


# The plus keeps the name of the table out of the search: nearly every change is one of a line.
_CHANGES = text(
    "SELECT json_extract(coalesce(c.after, c.before), '$.order_id') AS order_id, count(DISTINCT c.action_id) AS steps"
    " FROM journal_change c JOIN journal_action a ON a.id = c.action_id"
    " WHERE json_extract(coalesce(c.after, c.before), '$.order_id') IN :ids AND +c.table_name = 'line'"
    " AND a.undoes IS NULL AND a.undone_by IS NULL GROUP BY 1"
).bindparams(bindparam("ids", expanding=True))


def _deeds(connection: Connection, action_ids: Collection[int]) -> dict[int, Deed]:
    orders = {
        row.action_id: row.orders for row in connection.execute(_ORDERS_OF_ACTIONS, {"ids": sorted(action_ids) or [0]})
    }
    deeds = {}
    for action_id in action_ids:
        found = action(connection, action_id)
        if found is not None:
            deeds[action_id] = Deed(
                id=found.id,
                at_ms=found.at_ms,
                actor=found.actor,
                title=found.title,
                undoable=found.undoable,
                undoes=found.undoes,
                undone_by=found.undone_by,
                orders=orders.get(action_id, 1),
            )
    missing = {deed.undone_by for deed in deeds.values() if deed.undone_by is not None} - deeds.keys()
    return deeds | (_deeds(connection, missing) if missing else {})


def _image(stored: str | None) -> dict[str, object] | None:
    if stored is None:
        return None
    image: dict[str, object] = json.loads(stored)
    return image
