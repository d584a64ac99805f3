"""A small shop in a real store: suppliers, products, and the moment at which it is looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.products.tables import ProductAliasRow, ProductRow, SupplierRow
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.actions import MadeRound
from leaderdesk.features.rounds.queries import offers_of_round, round_row
from leaderdesk.features.rounds.rules import Offer, Round
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.storage.business import write_business
from leaderdesk.storage.database import Store, open_store
from leaderdesk.storage.search import search_key

NOW = dt.datetime(2026, 1, 23, 15, 0)
"""A Friday afternoon."""

GOODS = (
    ("SP01", "隔壁村王大叔家的草莓", "王大叔草莓", "500 g", "盒", "chilled", 3600, 2600, 10_000, 1000),
    ("SP02", "儿童无蔗糖酸奶", "无蔗糖酸奶", "6 杯", "组", "chilled", 2800, 2050, 12_000, 1000),
    ("SP03", "全麦面包", "", "400 g", "袋", "ambient", 1800, 1200, 4_000, 1000),
    ("SP04", "散养土鸡蛋", "土鸡蛋", "15 枚", "盒", "ambient", 2600, 1900, None, 1000),
    ("SP05", "何姐手工皂", "", "100 g", "块", "ambient", 2000, 1400, None, 1000),
    ("SP06", "耙耙柑", "", "", "斤", "ambient", 800, 500, 20_000, 500),
)


@dataclass(frozen=True)
class Shop:
    """A store with six products; `products` holds their ids in the order of GOODS."""

    store: Store
    clock: FixedClock
    products: tuple[int, ...]

    def rest(self, place: int) -> None:
        """Lay the product at that place to rest."""
        with self.store.write("Rest") as writing:
            writing.session.get_one(ProductRow, self.products[place]).archived_at_ms = writing.at_ms

    def order(self, offer_id: int, *, amount_milli: int = 1000) -> None:
        """Have a neighbour order the offer, as the feature of orders would write it."""
        with self.store.write("Order") as writing:
            offer = writing.session.get_one(OfferRow, offer_id)
            for table, values in (
                ("neighbour (name)", "'小满妈'"),
                (
                    "orders (round_id, neighbour_id, pickup_code, created_at_ms)",
                    f"{offer.round_id}, last_insert_rowid(), {offer_id}, 0",
                ),
                (
                    "line (order_id, offer_id, amount_milli, price_fen)",
                    f"last_insert_rowid(), {offer_id}, {amount_milli}, {offer.price_fen or 0}",
                ),
            ):
                writing.session.execute(text(f"INSERT INTO {table} VALUES ({values})"))


def open_shop(home: Path) -> Shop:
    """Make a store with the goods in `home`."""
    clock = FixedClock(NOW)
    store = open_store(StorePaths(home), clock=clock)
    with store.write("Goods") as writing:
        session = writing.session
        farm = SupplierRow(name="青禾合作社")
        session.add(farm)
        session.flush()
        rows = []
        for code, name, short, spec, unit, storage, price, cost, case, step in GOODS:
            rows.append(
                ProductRow(
                    code=code,
                    name=name,
                    short_name=short,
                    spec=spec,
                    unit=unit,
                    storage=storage,
                    supplier_id=farm.id,
                    price_fen=price,
                    cost_fen=cost,
                    case_milli=case,
                    step_milli=step,
                    origin="云南" if code == "SP06" else "",
                    search_key=search_key([name, short], exact=[code]),
                )
            )
        session.add_all(rows)
        session.flush()
        session.add(ProductAliasRow(product_id=rows[0].id, alias="红颜"))
        write_business(session, "pickup_place", "3 号楼一层")
        products = tuple(row.id for row in rows)
    return Shop(store, clock, products)


def filled(shop: Shop, *, products: int = 5, title: str = "草莓季") -> MadeRound:
    """Make a draft with the first products of the shop."""
    made = actions.new_round(shop.store, title=title)
    for product_id in shop.products[:products]:
        actions.add_offer(shop.store, round_id=made.round_id, product_id=product_id)
    return made


def read(shop: Shop, round_id: int) -> Round:
    """Return the round as it stands."""
    with shop.store.read() as connection:
        found = round_row(connection, round_id)
    assert found is not None
    return found


def offers(shop: Shop, round_id: int) -> tuple[Offer, ...]:
    """Return the offers of the round as they stand."""
    with shop.store.read() as connection:
        return offers_of_round(connection, round_id)


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that is not the journal's."""
    with store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'journal_*'"
            " AND name NOT GLOB 'sqlite_*' ORDER BY name"
        )
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY id')]
            for name in names.scalars()
        }
