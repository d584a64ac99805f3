"""A small estate in a real store: neighbours, goods and one open round, for the tests of orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.feature import Reaction
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.neighbours.tables import BuildingRow, HouseholdRow, NeighbourRow
from leaderdesk.features.products.tables import ProductRow
from leaderdesk.features.rounds.tables import OfferRow, RoundRow
from leaderdesk.storage.database import Store, open_store
from leaderdesk.storage.search import search_key

GOODS = (
    ("A", "草莓", "2斤装", "盒", 3600, 1000, "chilled"),
    ("B", "无蔗糖酸奶", "", "提", 2800, 1000, "chilled"),
    ("C", "全麦面包", "", "个", 1800, 1000, "ambient"),
    ("D", "土鸡蛋", "", "板", 2600, 1000, "ambient"),
    ("E", "排骨", "", "斤", 2450, 500, "frozen"),
)
PEOPLE = (
    ("张阿姨", "3-502"),
    ("小陈妈妈", "1-301"),
    ("刘老师", "5-1201"),
    ("豆豆妈", "3-1001"),
    ("王哥", "2-803"),
    ("小王", "2-306"),
    ("小王", "4-1104"),
)


@dataclass(frozen=True, slots=True)
class Estate:
    """What the tests need to name: the store, its clock, and the ids of round, offers (by code) and neighbours."""

    store: Store
    clock: FixedClock
    round_id: int
    offers: dict[str, int]
    neighbours: tuple[int, ...]

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row of every table but the journal, for a comparison before and after."""
        with self.store.read() as connection:
            tables = connection.execute(
                text("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'journal%'")
            ).scalars()
            return {
                table: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))), key=repr)
                for table in tables.all()
                if table != "sqlite_sequence"
            }


def build_estate(home: Path, *, reactions: Sequence[Reaction] = ()) -> Estate:
    """Return a fresh store in `home` with the estate in it; the caller closes it."""
    clock = FixedClock(dt.datetime(2026, 1, 25, 20, 52))
    store = open_store(StorePaths(home), clock=clock, reactions=reactions)
    with store.write("Prepare", undoable=False) as writing:
        session = writing.session
        buildings = {name: BuildingRow(name=name, position=place) for place, name in enumerate("12345", start=1)}
        session.add_all(buildings.values())
        session.flush()
        neighbours = []
        for name, room in PEOPLE:
            building, door = room.split("-")
            household = HouseholdRow(building_id=buildings[building].id, room=door, label=room)
            session.add(household)
            session.flush()
            neighbours.append(NeighbourRow(name=name, household_id=household.id, search_key=search_key([name])))
        session.add_all(neighbours)
        group_buy = RoundRow(
            number=23,
            title="草莓季",
            cutoff="2026-01-26T22:00",
            pickup_from="2026-01-28T16:00",
            pickup_until="2026-01-28T20:00",
            opened_at_ms=writing.at_ms,
        )
        session.add(group_buy)
        session.flush()
        offers: dict[str, int] = {}
        for place, (code, name, spec, unit, price, step, storage) in enumerate(GOODS, start=1):
            product = ProductRow(
                code=f"P{code}", name=name, spec=spec, unit=unit, storage=storage, price_fen=price, step_milli=step
            )
            session.add(product)
            session.flush()
            offer = OfferRow(
                round_id=group_buy.id,
                product_id=product.id,
                code=code,
                position=place,
                price_fen=price,
                step_milli=step,
            )
            session.add(offer)
            session.flush()
            offers[code] = offer.id
        return Estate(store, clock, group_buy.id, offers, tuple(row.id for row in neighbours))
