"""An open store with two suppliers and a few invented products."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaderdesk.core.clock import FixedClock
from leaderdesk.core.paths import StorePaths
from leaderdesk.features.products.actions import add_alias, add_fact, add_product, add_supplier
from leaderdesk.features.products.rules import NewProduct
from leaderdesk.storage.database import Store, open_store

NOON = dt.datetime(2026, 1, 26, 12, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store whose clock stands at NOON."""
    opened = open_store(StorePaths(tmp_path / "store"), clock=FixedClock(NOON))
    yield opened
    opened.close()


@pytest.fixture
def shelf(store: Store) -> Store:
    """The store with two suppliers, 草莓 (with a fact and an alias) and 酸奶 of theirs, and 面包 of nobody."""
    farm = add_supplier(store, name="青禾合作社", phone="13800001234")
    dairy = add_supplier(store, name="晨牧乳品")
    berries = add_product(
        store,
        NewProduct(
            "隔壁村王大叔家的草莓", "盒", 3600, spec="500 g", storage="chilled", cost_fen=2600, supplier_id=farm.id
        ),
    )
    add_fact(store, berries.id, "配料", "鲜草莓，没有添加")
    add_alias(store, berries.id, "莓莓")
    add_product(store, NewProduct("儿童无蔗糖酸奶", "组", 2800, spec="6 杯", storage="chilled", supplier_id=dairy.id))
    add_product(store, NewProduct("全麦面包", "袋", 1800, spec="400 g"))
    return store
