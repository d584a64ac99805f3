"""A practice shop with orders to be paid, and the bill that pays them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from leaderdesk.core.clock import local
from leaderdesk.features.neighbours.queries import known_neighbours
from leaderdesk.features.payments.actions.bills import BillTaken, keep_bill, open_bill
from leaderdesk.features.payments.queries import dues as dues_of
from leaderdesk.features.payments.queries.bills import matching_of, open_dues
from leaderdesk.features.payments.rules.matching import Due, Matching
from leaderdesk.features.rounds.actions import close_round
from tests.features.payments.bill_files import WECHAT, wechat, write_csv
from tests.practice import Shop, open_shop


@dataclass(frozen=True)
class BillShop:
    """The shop, a folder for bills, and what the orders come to."""

    shop: Shop
    folder: Path
    dues: tuple[Due, ...]

    def row(self, place: int, key: str, *, fen: int | None = None, minutes: int = 60, **changed: str) -> list[str]:
        """Return the row in which the neighbour at that place of the list pays her order, or another sum."""
        due = self.due(place)
        name, _room = self.person(due.neighbour_id)
        at = local(due.from_ms) + dt.timedelta(minutes=minutes)
        money = due.due_fen if fen is None else fen
        said = {"at": f"{at:%Y-%m-%d %H:%M:%S}", "payer": name} | changed
        return wechat(key, said.pop("payer"), f"¥{money // 100}.{money % 100:02d}", **said)

    def bill(self, *rows: list[str], name: str = "微信支付账单.csv") -> Path:
        """Return the file of a bill with these rows."""
        return write_csv(self.folder / name, WECHAT, rows)

    def read(self, *rows: list[str], name: str = "微信支付账单.csv") -> BillTaken:
        """Read a bill with these rows into the store."""
        path = self.bill(*rows, name=name)
        return keep_bill(self.shop.store, open_bill(path), path.name)

    def matching(self) -> Matching:
        """Return what comes of the open lines."""
        with self.shop.store.read() as connection:
            return matching_of(connection)

    def due(self, place: int) -> Due:
        """Return what the order at that place was open with at first."""
        return self.dues[place]

    def person(self, neighbour_id: int) -> tuple[str, str]:
        """Return name and room of a neighbour."""
        with self.shop.store.read() as connection:
            return next((one.name, one.room or "") for one in known_neighbours(connection) if one.id == neighbour_id)

    def open_fen(self, *places: int) -> list[int]:
        """Return what is open now of the orders at these places."""
        ids = [self.due(place).order_id for place in places]
        with self.shop.store.read() as connection:
            found = dues_of(connection, ids)
        return [found[order_id] for order_id in ids]

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table."""
        with self.shop.store.read() as connection:
            tables = connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all()
            return {
                name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))] for name in tables
            }


def open_bill_shop(folder: Path, *, orders: int = 12) -> BillShop:
    """Return a shop whose round is closed, with so many orders nobody has paid yet."""
    shop = open_shop(folder / "shop", orders=orders)
    close_round(shop.store, shop.round_id)
    with shop.store.read() as connection:
        return BillShop(shop, folder, open_dues(connection))
