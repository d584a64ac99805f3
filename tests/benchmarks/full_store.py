"""A store with half a million lines, as years of rounds leave it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from leaderdesk.app import reactions
from leaderdesk.core.paths import StorePaths
from leaderdesk.storage.business import ensure_shop_key
from leaderdesk.storage.database import Store, open_store

ROUNDS, NEIGHBOURS, LINES_EACH = 500, 1000, 5
ORDERS_EACH = 200
"""Half a million lines: 500 rounds of 200 orders of 5 goods."""

FILL = f"""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {NEIGHBOURS})
INSERT INTO household (id, building_id, unit, room, label)
    SELECT i, 1 + i % 20, '', printf('%d01', i), printf('%d-%d01', 1 + i % 20, i) FROM n;
INSERT INTO neighbour (id, name, household_id, phone, search_key)
    SELECT id, '邻居' || id, id, printf('1380000%04d', id), printf('邻居%d linju%d %s', id, id, label) FROM household;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROUNDS})
INSERT INTO round (id, number, cutoff, pickup_from, pickup_until, opened_at_ms, closed_at_ms, settled_at_ms)
    SELECT i, i, '2026-01-01T20:00', '2026-01-02T10:00', '2026-01-02T18:00', i, i, iif(i < {ROUNDS}, i, NULL) FROM n;
INSERT INTO offer (id, round_id, product_id, code, position, price_fen)
    SELECT (r.id - 1) * 14 + p.id, r.id, p.id, p.code, p.id, 3600 FROM round r, product p;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {ORDERS_EACH - 1})
INSERT INTO orders (round_id, neighbour_id, pickup_code, created_at_ms)
    SELECT r.id, 1 + (r.id * 7 + i) % {NEIGHBOURS}, i + 1, r.id FROM round r, n;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {LINES_EACH - 1})
INSERT INTO line (order_id, offer_id, amount_milli, price_fen)
    SELECT o.id, (o.round_id - 1) * 14 + 1 + (o.id + i) % 14, 1000, 3600 FROM orders o, n;
INSERT INTO ledger_entry (id, kind, round_id, at_ms) SELECT id, 'order', round_id, 1 FROM orders;
INSERT INTO ledger_line (entry_id, account, neighbour_id, order_id, amount_fen)
    SELECT id, 'neighbour', neighbour_id, id, -18000 FROM orders
    UNION ALL SELECT id, 'sales', NULL, id, 18000 FROM orders;
INSERT INTO ledger_entry (id, kind, at_ms) SELECT 1000000 + id, 'payment', 2 FROM orders WHERE round_id < {ROUNDS};
INSERT INTO ledger_line (entry_id, account, neighbour_id, order_id, amount_fen)
    SELECT 1000000 + id, 'neighbour', neighbour_id, id, 18000 FROM orders WHERE round_id < {ROUNDS}
    UNION ALL SELECT 1000000 + id, 'wechat', NULL, id, -18000 FROM orders WHERE round_id < {ROUNDS};
INSERT INTO ledger_open (id, order_id, amount_fen) SELECT id, id, -18000 FROM orders WHERE round_id = {ROUNDS};
INSERT INTO handover (id, order_id, at_ms) SELECT id, id, 1 FROM orders WHERE round_id < {ROUNDS};
INSERT INTO handover_line (handover_id, line_id)
    SELECT o.id, l.id FROM orders o JOIN line l ON l.order_id = o.id WHERE o.round_id < {ROUNDS};
"""


def open_full_store(paths: StorePaths) -> Store:
    """Return the open store of `paths`, filled past the journal; its last round is the one that is not settled."""
    open_store(paths).close()
    with closing(sqlite3.connect(paths.store)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        buildings = [(number, str(number), number) for number in range(1, 21)]
        connection.executemany("INSERT INTO building (id, name, position) VALUES (?, ?, ?)", buildings)
        goods = [(n, f"P{n}", f"商品{n}", "盒", "chilled" if n % 3 else "ambient", 3600) for n in range(1, 15)]
        connection.executemany(
            "INSERT INTO product (id, code, name, unit, storage, price_fen) VALUES (?, ?, ?, ?, ?, ?)", goods
        )
        # Entries are written one after another; here they come at once, past the guards of the book.
        guards = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB 'ledger_*'"
        ).fetchall()
        taken_off = "".join(f"DROP TRIGGER {name};" for name, _sql in guards)
        put_back = "".join(f"{sql};" for _name, sql in guards)
        connection.executescript(f"BEGIN;{taken_off}{FILL}{put_back}COMMIT;")
        assert connection.execute("SELECT count(*) FROM line").fetchone() == (ROUNDS * ORDERS_EACH * LINES_EACH,)
    store = open_store(paths, reactions=reactions())
    with store.write("First start", undoable=False) as writing:
        ensure_shop_key(writing.session)
    return store
