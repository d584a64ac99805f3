"""A small neighbourhood for one history of money: its own people, rounds and goods in a store that many share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from leaderdesk.storage.database import Store
from tests.features.payments.model import Standing

PEOPLE, ROUNDS = 4, 2
PRICES = (1999, 3333, 750)
"""What the goods of a round cost; the last are weighed, and thousandths of them do not come out even."""


@dataclass(frozen=True, slots=True)
class World:
    """A few neighbours and two open rounds with three goods each, by id, that no other history touches."""

    people: tuple[int, ...]
    rounds: tuple[int, ...]
    offers: dict[int, tuple[int, ...]]


def make_goods(store: Store) -> None:
    """Put in the store what every world sells and where everybody lives."""
    with store.write("Goods", undoable=False) as writing:
        execute = writing.connection.exec_driver_sql
        execute("INSERT INTO building (id, name, position) VALUES (1, '3', 1)")
        execute("INSERT INTO household (id, building_id, unit, room, label) VALUES (1, 1, '', '502', '3-502')")
        for number, (price, unit) in enumerate(zip(PRICES, ("盒", "袋", "斤"), strict=True), start=1):
            execute(
                "INSERT INTO product (id, code, name, unit, storage, price_fen, step_milli)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, f"P{number}", f"商品{number}", unit, "ambient", price, 1 if unit == "斤" else 1000),
            )


def make_world(store: Store) -> World:
    """Put a new world in the store, past the undo menu."""
    with store.write("World", undoable=False) as writing:
        execute = writing.connection.exec_driver_sql
        latest = execute("SELECT coalesce(max(id), 0) FROM neighbour").scalar_one()
        people = tuple(range(latest + 1, latest + 1 + PEOPLE))
        for person in people:
            execute(
                "INSERT INTO neighbour (id, name, household_id, search_key) VALUES (?, ?, 1, '')",
                (person, f"邻居{person}"),
            )
        latest = execute("SELECT coalesce(max(id), 0) FROM round").scalar_one()
        offers: dict[int, tuple[int, ...]] = {}
        for round_id in range(latest + 1, latest + 1 + ROUNDS):
            execute(
                "INSERT INTO round (id, number, cutoff, pickup_from, pickup_until, opened_at_ms)"
                " VALUES (?, ?, '2026-01-25T20:00', '2026-01-27T10:00', '2026-01-27T18:00', 1)",
                (round_id, round_id),
            )
            offers[round_id] = tuple(
                int(
                    execute(
                        "INSERT INTO offer (round_id, product_id, code, position, price_fen, step_milli)"
                        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                        (round_id, place, "ABC"[place - 1], place, price, 1 if place == len(PRICES) else 1000),
                    ).scalar_one()
                )
                for place, price in enumerate(PRICES, start=1)
            )
    return World(people, tuple(offers), offers)


def standings(connection: Connection, round_ids: Sequence[int]) -> dict[int, Standing]:
    """Return the orders of these rounds, each with what its lines come to; of a cancelled one nothing is left."""
    among = ", ".join(map(str, round_ids))
    totals: dict[int, int] = defaultdict(int)
    for order_id, price_fen, amount_milli in connection.exec_driver_sql(
        "SELECT line.order_id, line.price_fen, line.amount_milli FROM orders JOIN line ON line.order_id = orders.id"
        f" WHERE orders.round_id IN ({among})"
    ):
        whole, rest = divmod(price_fen * amount_milli, 1000)
        totals[order_id] += whole + (1 if rest >= 500 else 0)
    return {
        row.id: Standing(row.round_id, row.neighbour_id, 0 if row.cancelled else totals[row.id], bool(row.cancelled))
        for row in connection.exec_driver_sql(
            "SELECT id, round_id, neighbour_id, cancelled_at_ms IS NOT NULL AS cancelled"
            f" FROM orders WHERE round_id IN ({among}) ORDER BY id"
        )
    }


def account_sums(connection: Connection) -> dict[str, int]:
    """Return what all lines of the ledger come to on each account."""
    rows = connection.exec_driver_sql("SELECT account, sum(amount_fen) FROM ledger_line GROUP BY account")
    return {row[0]: int(row[1]) for row in rows}
