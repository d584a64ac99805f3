"""Whether the books close; a look at everything, or at what has moved since the last look."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from leaderdesk.features.payments.rules.closing import Breach, Closing, Mark, Rule, Sum
from leaderdesk.features.payments.rules.ledger import Account

# Each statement gives the id of what does not close and by how many fen. Entries are never edited, so that those up to
# `:entry` still close; an order is looked at again when it moved. {among} keeps to the orders that did.
_ENTRIES = """
SELECT entry_id, sum(amount_fen) FROM ledger_line WHERE entry_id > :entry GROUP BY entry_id HAVING sum(amount_fen) <> 0
UNION ALL SELECT id, 0 FROM ledger_entry WHERE id > :entry AND id NOT IN (SELECT entry_id FROM ledger_line)
"""
_REVERSALS = """
SELECT id, sum(abs(fen)) FROM (
    SELECT later.id, sum(ledger_line.amount_fen) AS fen FROM ledger_entry later
    JOIN ledger_line ON ledger_line.entry_id IN (later.id, later.reverses_id)
    WHERE later.reverses_id IS NOT NULL AND later.id > :entry
    GROUP BY later.id, ledger_line.account, ledger_line.neighbour_id, ledger_line.order_id, ledger_line.supplier_id
) GROUP BY id HAVING sum(abs(fen)) <> 0
"""
_ORDERS = """
SELECT order_id, booked - ordered FROM (
    SELECT order_id, coalesce(
        (SELECT sum(amount_fen) FROM ledger_line WHERE ledger_line.order_id = orders.id AND account = 'sales'), 0
    ) AS booked, iif(orders.cancelled_at_ms IS NOT NULL, 0, coalesce(
        (SELECT sum((price_fen * amount_milli + 500) / 1000) FROM line WHERE line.order_id = orders.id), 0
    )) AS ordered FROM (SELECT *, id AS order_id FROM orders) orders WHERE {among}
) WHERE booked <> ordered
"""
_GONE = """
SELECT order_id, fen FROM (
    SELECT order_id, sum(amount_fen) AS fen FROM ledger_line
    WHERE order_id IS NOT NULL AND account = 'neighbour' AND {among} GROUP BY order_id
) WHERE fen <> 0 AND order_id NOT IN (SELECT id FROM orders)
"""
_OPEN = """
SELECT order_id, sum(fen) FROM (
    SELECT order_id, sum(amount_fen) AS fen FROM ledger_line
    WHERE order_id IS NOT NULL AND account = 'neighbour' AND {among} GROUP BY order_id HAVING fen <> 0
    UNION ALL SELECT order_id, -amount_fen FROM ledger_open WHERE order_id IS NOT NULL AND {among}
) GROUP BY order_id HAVING sum(fen) <> 0
"""
_LOOSE = """
SELECT neighbour_id, sum(fen) FROM (
    SELECT neighbour_id, sum(amount_fen) AS fen FROM ledger_line
    WHERE order_id IS NULL AND neighbour_id IS NOT NULL GROUP BY neighbour_id
    UNION ALL SELECT neighbour_id, -amount_fen FROM ledger_open WHERE neighbour_id IS NOT NULL
) GROUP BY neighbour_id HAVING sum(fen) <> 0
"""
_NOBODYS = """
SELECT neighbour_id, amount_fen FROM ledger_open
WHERE neighbour_id IS NOT NULL AND neighbour_id NOT IN (SELECT id FROM neighbour)
"""
_AMONG = "order_id IN (SELECT value FROM json_each(:orders))"
# What moved is found by its number: the plus keeps SQLite from going through every change of these tables.
_MOVED = """
SELECT DISTINCT iif(table_name = 'orders', row_id, json_extract(coalesce(after, before), '$.order_id'))
FROM journal_change WHERE id > :change AND +table_name IN ('orders', 'line', 'ledger_line')
"""


def books_close(connection: Connection, after: Mark | None = None) -> Closing:
    """Look whether the books close: all of them, or what moved `after` an earlier look.

    That every entry sums to zero makes the sum over all accounts zero.
    """
    mark = latest_mark(connection)
    seen = after or Mark(0, 0)
    values: dict[str, object] = {"entry": seen.entry_id}
    among = "TRUE"
    if after is not None:
        moved = connection.exec_driver_sql(_MOVED, {"change": after.change_id}).scalars().all()
        values["orders"], among = json.dumps([order_id for order_id in moved if order_id is not None]), _AMONG
    statements: tuple[tuple[Rule, str], ...] = (
        ("entry", _ENTRIES),
        ("reversal", _REVERSALS),
        ("order", _ORDERS.format(among=among)),
        ("gone", _GONE.format(among=among)),
        ("open", _OPEN.format(among=among)),
        ("loose", _LOOSE),
        ("nobody", _NOBODYS),
    )
    found = [breach for rule, statement in statements for breach in _breaches(connection, rule, statement, values)]
    return Closing(tuple(found), mark)


def sum_of_books(connection: Connection) -> Sum:
    """Return the sum behind the books, all of them looked at."""
    rows = connection.exec_driver_sql("SELECT account, sum(amount_fen) FROM ledger_line GROUP BY account")
    found = {Account(row[0]): int(row[1]) for row in rows}
    entries = connection.exec_driver_sql("SELECT count(*) FROM ledger_entry").scalar_one()
    accounts = tuple((account, found[account]) for account in Account if account in found)
    return Sum(accounts, int(entries), books_close(connection))


def unbalanced_orders(connection: Connection) -> dict[int, int]:
    """Return the orders whose debits differ from their lines, with the difference; empty if they all fit."""
    found = _breaches(connection, "order", _ORDERS.format(among="TRUE"), {})
    return {breach.id: breach.fen for breach in found}


def _breaches(connection: Connection, rule: Rule, statement: str, values: Mapping[str, object]) -> list[Breach]:
    return [Breach(rule, row[0], row[1]) for row in connection.exec_driver_sql(statement, dict(values))]


def latest_mark(connection: Connection) -> Mark:
    """Return where the book stands now: a look after it sees only what moves from here on."""
    latest = connection.exec_driver_sql(
        "SELECT (SELECT coalesce(max(id), 0) FROM ledger_entry), (SELECT coalesce(max(id), 0) FROM journal_change)"
    ).one()
    return Mark(*latest)
