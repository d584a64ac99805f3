"""What was ordered when: read from the journal, as an order that is added to keeps the time it was begun."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import Connection, select, text

from leaderdesk.core.money import line_total
from leaderdesk.features.orders.tables import OrderRow
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.streams.rules.votes import OrderedLine

_CHANGES = text(
    # The expression is that of the index, and the plus keeps the name of the table out of the search.
    "SELECT c.before, c.after, a.at_ms FROM journal_change c JOIN journal_action a ON a.id = c.action_id"
    " WHERE json_extract(coalesce(c.after, c.before), '$.order_id') IN (SELECT value FROM json_each(:ids))"
    " AND +c.table_name = 'line' AND a.at_ms >= :from_ms AND a.at_ms < :to_ms ORDER BY c.id"
)


def ordered_between(connection: Connection, round_id: int, from_ms: int, to_ms: int) -> tuple[OrderedLine, ...]:
    """Return what was added to the orders of the round from `from_ms` up to `to_ms` (unix ms), step by step.

    What was taken back meanwhile is there with a minus; cancelled orders and those with nothing left are not.
    """
    rows = select(OrderRow.id).where(OrderRow.round_id == round_id, OrderRow.cancelled_at_ms.is_(None))
    ids = list(connection.scalars(rows))
    goods = {
        row.id: row.product_id
        for row in connection.execute(select(OfferRow.id, OfferRow.product_id).where(OfferRow.round_id == round_id))
    }
    found: list[OrderedLine] = []
    left: dict[int, int] = defaultdict(int)
    changes = connection.execute(_CHANGES, {"ids": json.dumps(ids), "from_ms": from_ms, "to_ms": to_ms})
    for row in changes:
        before, after = (_image(stored) for stored in (row.before, row.after))
        image = after or before or {}
        milli, fen = (now - was for now, was in zip(_worth(after), _worth(before), strict=True))
        if milli and image["offer_id"] in goods:
            found.append(OrderedLine(row.at_ms, image["order_id"], goods[image["offer_id"]], milli, fen))
            left[image["order_id"]] += milli
    return tuple(line for line in found if left[line.order_id] > 0)


def _image(stored: str | None) -> dict[str, int] | None:
    image: dict[str, int] | None = None if stored is None else json.loads(stored)
    return image


def _worth(image: dict[str, int] | None) -> tuple[int, int]:
    return (0, 0) if image is None else (image["amount_milli"], line_total(image["price_fen"], image["amount_milli"]))
